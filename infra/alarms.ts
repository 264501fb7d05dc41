import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type Catalogue, isAsynchronous, type TableFile } from './catalogue.ts';
import { metrics, tableThrottles } from './metrics.ts';
import { rightsOf } from './rights.ts';

/** What an alarm must say before it can be built. */
export interface AlarmText {
  /** One sentence: who is hurt. */
  impact: string;
  /** A `##` heading of `docs/runbook.md`. */
  runbook: string;
}

export interface AlarmRule extends AlarmText {
  name: string;
  metric: IMetric;
  /** It rings from this value on. */
  from: number;
  /** Periods in a row; 1 unless told. */
  periods?: number;
  /** Rings below `from` instead, and when nothing is heard at all. */
  silence?: true;
}

const minutes = (count: number): Duration => Duration.minutes(count);

export function newAlarm(scope: Construct, rule: AlarmRule, action: IAlarmAction): Alarm {
  const { name, metric, impact, runbook, from, periods = 1, silence = false } = rule;
  if (!/^[A-Z].{20,}\.$/.test(impact))
    throw new Error(`The alarm ${name} does not say who is hurt: "${impact}".`);
  if (runbook.trim() === '') throw new Error(`The alarm ${name} names no entry of the runbook.`);
  const alarm = new Alarm(scope, name, {
    alarmName: `recourse ${name}`,
    alarmDescription: `${impact}\n\ndocs/runbook.md, "${runbook}"`,
    metric,
    threshold: from,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    comparisonOperator: silence
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
  return alarm;
}

/** Every alarm there is. It knows names only, so that no stack with code is tied to it. */
export function alarmRules({ functions, workflows, tables }: Catalogue, apiId: string): AlarmRule[] {
  return [
    ...Object.entries(functions).flatMap(([name, file]) => [
      ...functionAlarms(name, 'workflow' in file),
      ...(isAsynchronous(file) ? [deadLetterAlarm(name)] : []),
      ...('stream' in file ? [iteratorAgeAlarm(name)] : []),
    ]),
    ...Object.keys(workflows).flatMap(workflowAlarms),
    ...Object.entries(tables).map(([name, file]) => tableAlarm(name, file)),
    {
      name: 'API answers 5xx',
      metric: metrics.api(apiId, '5xx'),
      from: 5, // a single one is a cold start or a deploy; five in five minutes are people who cannot work
      impact: 'Staff or customers get an error instead of an answer.',
      runbook: 'API answers 5xx',
    },
    {
      name: 'API slow',
      metric: metrics.api(apiId, 'Latency', Stats.p(95)),
      from: 3000, // a page asks for two or three answers: one that takes longer than this is given up by people
      periods: 3,
      impact: 'Staff wait on every screen, and customers leave their link before it opens.',
      runbook: 'API slow',
    },
    {
      name: 'Sweeper not running',
      metric: metrics.function('sweeper', 'Invocations', minutes(15)),
      from: 1,
      periods: 3,
      silence: true,
      impact: 'Nothing mends what is lost on the way: a customer who answered may wait without an end.',
      runbook: 'Sweeper not running',
    },
    {
      name: 'Overdue waits',
      // It is written with each sweep. Two in a row: the first may have mended what it saw.
      metric: metrics.own('OverdueWaits', 'sweeper', minutes(15)),
      from: 1,
      periods: 2,
      impact: 'Customers and brokers wait for a step that is past due, and a legal deadline may run out.',
      runbook: 'Overdue waits',
    },
    {
      name: 'Undelivered waits',
      // One now and then was lost on the way; in two sweeps running the way itself is broken.
      metric: metrics.own('UndeliveredWaits', 'sweeper', minutes(15)),
      from: 1,
      periods: 2,
      impact: 'Whoever has answered waits up to half an hour until their case goes on.',
      runbook: 'Undelivered waits',
    },
    {
      name: 'Coverage gap',
      metric: metrics.own('CoverageGap', 'coverage', Duration.days(1)),
      from: 1,
      impact: 'A policy in scope has no callback: its customer is not asked, and the firm breaks its duty.',
      runbook: 'Coverage gap',
    },
    {
      name: 'Coverage check not running',
      metric: metrics.function('coverage', 'Invocations', Duration.hours(6)),
      from: 1,
      periods: 5, // 30 hours: a night was left out
      silence: true,
      impact: 'Nobody knows whether a policy in scope was left without a callback.',
      runbook: 'Coverage check not running',
    },
    {
      name: 'Complaints past their legal day',
      metric: metrics.own('OpenComplaints', 'coverage', Duration.days(1), { of: { left: 'overdue' } }),
      from: 1,
      impact:
        'Complainants have no answer in the time that the law gives the firm, which can be fined for it.',
      runbook: 'Complaints past their legal day',
    },
    {
      name: 'Monthly run missing',
      metric: metrics.own('MonthlyRunsMissing', 'coverage', Duration.days(1)),
      from: 1,
      impact: 'Brokers are not paid, or staff cannot object in time: a run of the month was not opened.',
      runbook: 'Monthly run missing',
    },
    {
      name: 'SMS refused',
      // A wrong number now and then is a matter of its case; ten in an hour are a template or a signature.
      metric: metrics.own('SmsRefused', 'stream-follow', Duration.hours(1), { statistic: Stats.SUM }),
      from: 10,
      impact: 'Customers get no message: they cannot answer, and what waits for their word stays held.',
      runbook: 'SMS refused',
    },
    {
      name: 'SMS replies not fetched',
      metric: metrics.function('sms-repull', 'Invocations', minutes(30)),
      from: 1,
      periods: 3,
      silence: true,
      impact: 'Customers whose SMS the gateway could not push are taken for silent.',
      runbook: 'SMS replies not fetched',
    },
    {
      name: 'Erasure not running',
      metric: metrics.function('erasure', 'Invocations', Duration.hours(6)),
      from: 1,
      periods: 5, // 30 hours: a night was left out
      silence: true,
      impact: 'Applicants: their health data is kept longer than they agreed to.',
      runbook: 'Erasure not running',
    },
  ];
}

function functionAlarms(name: string, isStep: boolean): AlarmRule[] {
  const { impact } = rightsOf(name);
  return [
    {
      name: `${name} errors`,
      metric: metrics.function(name, 'Errors'),
      // A step throws to be tried again, when another write came first. What it cannot do ends its execution, which
      // has an alarm of its own.
      from: isStep ? 10 : 1,
      periods: isStep ? 3 : 1,
      impact,
      runbook: 'Function errors',
    },
    {
      name: `${name} throttled`,
      metric: metrics.function(name, 'Throttles'),
      from: 1,
      periods: 2,
      impact,
      runbook: 'Function throttled',
    },
  ];
}

function deadLetterAlarm(path: string): AlarmRule {
  return {
    name: `${path} dead letters`,
    metric: metrics.deadLetters(path),
    from: 1,
    impact: rightsOf(path).impact,
    runbook: 'Dead letters waiting',
  };
}

function iteratorAgeAlarm(name: string): AlarmRule {
  return {
    name: `${name} behind`,
    metric: metrics.iteratorAge(name),
    from: 5 * 60_000,
    periods: 2,
    impact: rightsOf(name).impact,
    runbook: 'Stream consumer behind',
  };
}

function tableAlarm(name: string, file: TableFile): AlarmRule {
  return {
    name: `${name} table throttled`,
    metric: tableThrottles(name, file),
    // The SDK tries again at once; what it cannot outwait shows in two periods.
    from: 10,
    periods: 2,
    impact: 'Staff and customers are told to try again, and streams and workflows are late.',
    runbook: 'Table throttled',
  };
}

const STOPPED: Readonly<Record<string, string>> = {
  callback: 'A customer, a broker or an agent waits for the next step of a callback that has stopped.',
  payout: "The month's payout has stopped: brokers wait for money that is free.",
  'pre-underwriting': 'Carriers are not reminded and a client waits for a comparison that has stopped.',
  reconsideration: 'A disputed decision stands still while its legal clocks run.',
  complaint: 'Nobody is warned of the legal clocks of a complaint that has stopped.',
  evaluation: 'A customer is not asked, or what was answered is not followed up.',
  accountability: "The month's accountability has stopped before its statements.",
  'policy-import': 'Uploaded policies are not taken in, so their customers are not called back in time.',
};

function workflowAlarms(workflow: string): AlarmRule[] {
  const impact = STOPPED[workflow] ?? `Whoever waits for ${workflow} waits in vain.`;
  const runbook = workflow === 'payout' ? 'Payout failed' : 'Workflow executions failed';
  const on = (metricName: string): IMetric => metrics.machine(workflow, metricName);
  return [
    { name: `${workflow} failed`, metric: on('ExecutionsFailed'), from: 1, impact, runbook },
    { name: `${workflow} timed out`, metric: on('ExecutionsTimedOut'), from: 1, impact, runbook },
    {
      name: `${workflow} aborted`,
      metric: on('ExecutionsAborted'),
      from: 1,
      impact,
      runbook: 'Workflow executions aborted',
    },
    {
      name: `${workflow} throttled`,
      metric: on('ExecutionThrottled'),
      from: 1,
      periods: 3, // a burst of starts is worked off within minutes
      impact,
      runbook: 'Workflow throttled',
    },
  ];
}
