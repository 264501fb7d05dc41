import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { afterAll, describe, expect, it } from 'vitest';
import { type AlarmRule, alarmRules, newAlarm } from '../../infra/alarms.ts';
import { isAsynchronous, REPOSITORY, readCatalogue } from '../../infra/catalogue.ts';
import {
  CATALOGUE,
  flat,
  functionsOf,
  PROFILE_NAMES,
  removeTemporaryFolders,
  resources,
  temporaryFolder,
} from './templates.ts';

afterAll(removeTemporaryFolders);

const RUNBOOK = readFileSync(path.join(REPOSITORY, 'docs', 'runbook.md'), 'utf8');
const ENTRIES = RUNBOOK.split(/^## /m).slice(1);
const HEADINGS = ENTRIES.map((entry) => entry.slice(0, entry.indexOf('\n')).trim());
const RULES = alarmRules(CATALOGUE, 'api');

describe('the runbook', () => {
  it('has an entry for every alarm, and none that no alarm leads to', () => {
    expect(HEADINGS.toSorted()).toEqual([...new Set(RULES.map(({ runbook }) => runbook))].toSorted());
  });

  it('says in each entry what it means, who is hurt, how to look, what to do and when it is over', () => {
    for (const [index, entry] of ENTRIES.entries()) {
      const parts = [...entry.matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, part]) => part);
      expect(parts, HEADINGS[index]).toEqual(['Means', 'Hurts', 'Look', 'Do', 'Over']);
    }
  });

  it('knows every dead-letter queue by name', () => {
    for (const [name, file] of Object.entries(CATALOGUE.functions)) {
      if (isAsynchronous(file)) expect(RUNBOOK).toContain(`\`${name}\``);
    }
  });
});

describe('an alarm', () => {
  const build = (text: Partial<AlarmRule>) => {
    const stack = new Stack(new App({ outdir: temporaryFolder() }), 'Alarms');
    const rule = {
      name: 'something',
      metric: new Metric({ namespace: 'x', metricName: 'y' }),
      from: 1,
      impact: 'Customers wait for an answer that does not come.',
      runbook: 'Something',
      ...text,
    };
    return newAlarm(stack, rule, new SnsAction(new Topic(stack, 'Topic')));
  };

  it('is built when it says who is hurt and what to do', () => {
    expect(() => build({})).not.toThrow();
  });

  it.each(['', 'broken', 'errors > 0', 'something is wrong with the stream.'])(
    'is not built for the impact "%s"',
    (impact) => {
      expect(() => build({ impact })).toThrow('does not say who is hurt');
    },
  );

  it('is not built without an entry of the runbook', () => {
    expect(() => build({ runbook: ' ' })).toThrow('names no entry');
  });
});

describe.each(PROFILE_NAMES)('alarms in %s', (profile) => {
  const alarms = () =>
    resources(profile, 'operations', 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
  const alarm = (name: string) => alarms().find(({ AlarmName }) => AlarmName === `recourse ${name}`);

  it('are all there, and each tells the people on call when it rings and when it is over', () => {
    expect(
      alarms()
        .map(({ AlarmName }) => AlarmName)
        .sort(),
    ).toEqual(
      alarmRules(readCatalogue(profile), 'api')
        .map(({ name }) => `recourse ${name}`)
        .sort(),
    );
    for (const { AlarmActions, OKActions, AlarmDescription } of alarms()) {
      expect(AlarmActions.map(flat)).toEqual([expect.stringContaining('Operations')]);
      expect(OKActions.map(flat)).toEqual(AlarmActions.map(flat));
      const [, entry] = /^[A-Z].{20,}\.\n\ndocs\/runbook\.md, "(.+)"$/.exec(AlarmDescription) ?? [];
      expect(HEADINGS).toContain(entry);
    }
  });

  it('watch every function, queue, stream and workflow', () => {
    for (const [name, file] of Object.entries(functionsOf(profile))) {
      expect(alarm(`${name} errors`), name).toBeDefined();
      expect(alarm(`${name} throttled`), name).toBeDefined();
      if (isAsynchronous(file)) {
        expect(alarm(`${name} dead letters`)).toMatchObject({
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Dimensions: [{ Name: 'QueueName', Value: `recourse-${name}-dead-letters` }],
          Threshold: 1,
        });
      }
      if ('stream' in file) expect(alarm(`${name} behind`)).toMatchObject({ MetricName: 'IteratorAge' });
    }
    for (const workflow of Object.keys(CATALOGUE.workflows)) {
      for (const [end, MetricName] of [
        ['failed', 'ExecutionsFailed'],
        ['timed out', 'ExecutionsTimedOut'],
        ['aborted', 'ExecutionsAborted'],
        ['throttled', 'ExecutionThrottled'],
      ]) {
        expect(alarm(`${workflow} ${end}`)).toMatchObject({ MetricName, Threshold: 1 });
      }
    }
    expect(alarm('API answers 5xx')).toMatchObject({ MetricName: '5xx' });
    expect(alarm('API slow')).toMatchObject({ MetricName: 'Latency', ExtendedStatistic: 'p95' });
  });

  it('watch every table with each of its indexes, in one sum that CloudWatch can make', () => {
    for (const [name, { indexes }] of Object.entries(CATALOGUE.tables)) {
      const parts: { MetricStat?: { Metric: { MetricName: string; Dimensions: { Value: string }[] } } }[] =
        alarm(`${name} table throttled`)?.Metrics;
      const watched = parts.flatMap(({ MetricStat }) =>
        MetricStat === undefined
          ? []
          : [
              [MetricStat.Metric.MetricName, ...MetricStat.Metric.Dimensions.map(({ Value }) => Value)].join(
                ' ',
              ),
            ],
      );
      const places = [
        `recourse-${name}`,
        ...Object.keys(indexes).map((index) => `${index} recourse-${name}`),
      ];
      expect(watched.toSorted()).toEqual(
        places.flatMap((place) => [`ReadThrottleEvents ${place}`, `WriteThrottleEvents ${place}`]).toSorted(),
      );
      expect(watched.length).toBeLessThanOrEqual(10);
    }
  });

  it('ring when what runs by itself falls silent: sweeper, coverage check, erasure, replies by SMS', () => {
    for (const [name, service] of [
      ['Sweeper not running', 'sweeper'],
      ['Coverage check not running', 'coverage'],
      ['Erasure not running', 'erasure'],
      ['SMS replies not fetched', 'sms-repull'],
    ]) {
      expect(alarm(name ?? '')).toMatchObject({
        MetricName: 'Invocations',
        Dimensions: [{ Name: 'FunctionName', Value: `recourse-${service}` }],
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'breaching',
      });
    }
  });

  it.each(['Coverage check not running', 'Erasure not running'])(
    '%s rings when a night was left out, and not because a day is long',
    (name) => {
      const { Period, EvaluationPeriods, DatapointsToAlarm } = alarm(name) ?? {};
      const hours = (Period * EvaluationPeriods) / 3600;
      expect(DatapointsToAlarm).toBe(EvaluationPeriods);
      expect(hours).toBeGreaterThan(24);
      expect(hours).toBeLessThan(48);
    },
  );

  it('ring for figures that our own functions write', () => {
    expect(alarm('Coverage gap')).toMatchObject({
      Namespace: 'Recourse',
      MetricName: 'CoverageGap',
      Dimensions: [{ Name: 'service', Value: 'coverage' }],
    });
    expect(alarm('Overdue waits')).toMatchObject({
      Namespace: 'Recourse',
      MetricName: 'OverdueWaits',
      Dimensions: [{ Name: 'service', Value: 'sweeper' }],
    });
  });

  it('tie no code down: only the address of the API crosses to their stack', () => {
    const imports =
      JSON.stringify(resources(profile, 'operations')).match(/RecourseStateless:[A-Za-z0-9]+/g) ?? [];
    expect([...new Set(imports)]).toHaveLength(1);
  });

  it('may be told by CloudWatch, of this account alone', () => {
    const [policy] = resources(profile, 'operations', 'AWS::SNS::TopicPolicy');
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toMatchObject([
      {
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });
});
