import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemorySms } from '../../adapters/memory/sms.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { MemoryWorkflows } from '../../adapters/memory/workflows.ts';
import { newNightlyGauges } from '../../functions/figures/nightly-gauges.ts';
import type { Gauges } from '../../functions/observe.ts';
import { newNightlyCoverage } from '../../functions/policy/nightly-coverage.ts';
import { countedSms } from '../../functions/stream/counted-sms.ts';
import { newGaugedSweep } from '../../functions/sweeper/function.ts';
import { RULES } from '../../functions/wiring.ts';
import { names } from '../../infra/names.ts';
import { keptGauges } from '../support/told-gauges.ts';
import {
  CATALOGUE,
  flat,
  functionsOf,
  PROFILE_NAMES,
  removeTemporaryFolders,
  resources,
} from './templates.ts';

afterAll(removeTemporaryFolders);

interface Seen {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
}

/** What the functions tell, as CloudWatch would list it: every one of them is run once. */
const emitted = new Set<string>();
const told = (name: string, dimensions: Record<string, string>): string =>
  JSON.stringify([name, Object.entries(dimensions).sort()]);

async function listen(service: string, run: (gauge: Gauges) => Promise<unknown>): Promise<void> {
  const kept = keptGauges();
  await run(kept.gauge);
  for (const { name, of } of kept.told) emitted.add(told(name, { service, ...of }));
}

beforeAll(async () => {
  const [store, files, workflows] = [new MemoryStore(), new MemoryFiles(), new MemoryWorkflows()];
  const clock = { now: () => new Date('2026-06-10T02:00:00+08:00') };
  const firm = { branches: ['bj'] };
  const message = { id: 'm', phone: '13900000001', template: 'callback-invitation', parameters: {} } as const;
  await listen('coverage', (gauge) => newNightlyCoverage({ ...store, files, clock, gauge })());
  await listen('coverage', (gauge) => newNightlyGauges({ ...store, firm, clock, rules: RULES, gauge })());
  await listen('sweeper', (gauge) => newGaugedSweep({ ...store, workflows, clock, gauge })());
  await listen('stream-follow', (gauge) => countedSms(new MemorySms(), gauge).send(message));
});

describe.each(PROFILE_NAMES)('the dashboard of %s', (profile) => {
  // biome-ignore lint/suspicious/noExplicitAny: a dashboard is JSON of any shape
  const widgets = (): any[] => {
    const [dashboard, more] = resources(profile, 'operations', 'AWS::CloudWatch::Dashboard');
    expect(more).toBeUndefined();
    return JSON.parse(flat(dashboard?.Properties.DashboardBody)).widgets;
  };
  const shown = (): Seen[] => widgets().flatMap(({ properties }) => metricsIn(properties.metrics ?? []));
  const shows = (name: string, dimensions: Record<string, string>): boolean =>
    shown().some(
      (one) =>
        one.name === name &&
        Object.entries(dimensions).every(([key, value]) => one.dimensions[key] === value),
    );

  it('names no figure of ours but those that a function tells', () => {
    const own = shown().filter(({ namespace }) => namespace === names.metrics);
    expect(own.length).toBeGreaterThan(15);
    for (const { name, dimensions } of own) expect(emitted, name).toContain(told(name, dimensions));
  });

  it('leaves out none that a function tells', () => {
    const own = shown().map(({ name, dimensions }) => told(name, dimensions));
    expect(own).toEqual(expect.arrayContaining([...emitted]));
  });

  it('shows each workflow: started, failed, open', () => {
    for (const workflow of Object.keys(CATALOGUE.workflows)) {
      for (const name of [
        'ExecutionsStarted',
        'ExecutionsFailed',
        'ExecutionsTimedOut',
        'ExecutionThrottled',
      ]) {
        const [machine] = shown().filter(
          (one) =>
            one.name === name && one.dimensions.StateMachineArn?.endsWith(`:${names.machine(workflow)}`),
        );
        expect(machine, `${workflow} ${name}`).toBeDefined();
      }
      expect(shows('OpenCases', { workflow })).toBe(true);
    }
  });

  it('shows every function, stream, queue and table', () => {
    for (const [name, file] of Object.entries(functionsOf(profile))) {
      expect(shows('Errors', { FunctionName: names.function(name) }), name).toBe(true);
      expect(shows('Throttles', { FunctionName: names.function(name) }), name).toBe(true);
      if ('stream' in file) expect(shows('IteratorAge', { FunctionName: names.function(name) })).toBe(true);
      if ('stream' in file || 'schedule' in file || 'event' in file) {
        expect(shows('ApproximateNumberOfMessagesVisible', { QueueName: names.deadLetters(name) })).toBe(
          true,
        );
      }
    }
    for (const [name, { indexes }] of Object.entries(CATALOGUE.tables)) {
      expect(shows('WriteThrottleEvents', { TableName: names.table(name) })).toBe(true);
      for (const GlobalSecondaryIndexName of Object.keys(indexes)) {
        expect(shows('WriteThrottleEvents', { TableName: names.table(name), GlobalSecondaryIndexName })).toBe(
          true,
        );
      }
    }
  });

  it('shows what the API refuses and how long it takes', () => {
    const api = shown().filter(({ namespace }) => namespace === 'AWS/ApiGateway');
    expect([...new Set(api.map(({ name }) => name))].sort()).toEqual(['4xx', '5xx', 'Count', 'Latency']);
  });

  it('asks no other region, where none of it is', () => {
    for (const { properties } of widgets()) {
      if (properties.region !== undefined) expect(properties.region).toBe('<AWS::Region>');
    }
  });

  it('overlaps nothing: each widget has its place in a row of 24', () => {
    for (const { x, width } of widgets()) expect(x + width).toBeLessThanOrEqual(24);
  });
});

describe.each(PROFILE_NAMES)('alarms of %s on figures of our own', (profile) => {
  it('watch what a function tells', () => {
    const own = resources(profile, 'operations', 'AWS::CloudWatch::Alarm')
      .map(({ Properties }) => Properties)
      .filter(({ Namespace }) => Namespace === names.metrics);
    expect(own.length).toBeGreaterThan(4);
    for (const { MetricName, Dimensions } of own) {
      const dimensions = Object.fromEntries(
        Dimensions.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
      );
      expect(emitted, MetricName).toContain(told(MetricName, dimensions));
    }
  });
});

/** Rows of CloudWatch's own form: what is the same as in the row before is a dot, all of it three. */
function metricsIn(rows: unknown[][]): Seen[] {
  let before: unknown[] = [];
  return rows.flatMap((row) => {
    const words = row.filter((word) => typeof word === 'string');
    if (words.length === 0) return [];
    const from = words[0] === '...' ? before.slice(0, before.length - words.length + 1) : [];
    const whole = [...from, ...words.slice(words[0] === '...' ? 1 : 0)].map((word, index) =>
      word === '.' ? before[index] : word,
    ) as string[];
    before = whole;
    const [namespace = '', name = '', ...pairs] = whole;
    const dimensions: Record<string, string> = {};
    for (let index = 0; index + 1 < pairs.length; index += 2) {
      dimensions[pairs[index] ?? ''] = pairs[index + 1] ?? '';
    }
    return [{ namespace, name, dimensions }];
  });
}
