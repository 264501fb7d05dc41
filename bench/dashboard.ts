import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoMetrics } from '../adapters/dynamodb/metrics.ts';
import type { Counter } from '../domain/metrics/counters.ts';
import { monthsCompared } from '../domain/metrics/periods.ts';
import type { Staff } from '../domain/people.ts';
import type { Counted } from '../domain/ports.ts';
import { dashboardOf } from '../functions/figures/dashboard.ts';
import { createTables, TABLE_KEYS, type TableKey } from '../local/services/create-tables.ts';
import { startDynamoDbLocal } from '../local/services/dynamodb-local.ts';
import { BenchFailed } from './local-system.ts';
import { HttpMeter } from './meters.ts';
import { type BenchOptions, type Figure, median } from './report.ts';

const PERIOD = '2026-H1';
const FEW = 1_000;
const MANY = 100_000;
const ROUNDS = 15;
const BRANCHES = 5;
const CARRIERS = 4;

const MANAGER: Staff = { kind: 'staff', id: 'head-office', role: 'head-office-manager' };

/**
 * The dashboard of a half-year after 1,000 and after 100,000 counted complaints, on DynamoDB Local: as many requests,
 * by the wire, and how much longer it takes.
 */
export default async function dashboard({ cases: many = MANY, say }: BenchOptions): Promise<Figure[]> {
  const dynamodb = await startDynamoDbLocal();
  const meter = new HttpMeter();
  try {
    await lookAt(FEW / 10, dynamodb.endpoint, meter); // the first one loads and compiles
    const few = await lookAt(Math.min(FEW, many), dynamodb.endpoint, meter);
    const all = await lookAt(many, dynamodb.endpoint, meter);
    say(`${few.cases} cases: ${few.reads} reads, ${few.milliseconds.toFixed(1)} ms`);
    say(
      `${all.cases} cases: ${all.reads} reads, ${all.milliseconds.toFixed(1)} ms; ${all.writes} writes counted them`,
    );
    const { length } = monthsCompared(PERIOD);
    return [
      { what: `reads at ${few.cases} counted cases`, measured: few.reads, budget: { most: length } },
      { what: `reads at ${all.cases} counted cases`, measured: all.reads, budget: { most: length } },
      { what: 'time of the latter, of the former', measured: all.milliseconds / few.milliseconds },
      { what: 'events counted by a transaction', measured: all.cases / all.writes },
    ];
  } finally {
    meter.stop();
    await dynamodb.stop();
  }
}

interface Looked {
  cases: number;
  reads: number;
  writes: number;
  milliseconds: number;
}

async function lookAt(cases: number, endpoint: string, meter: HttpMeter): Promise<Looked> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const names = Object.fromEntries(TABLE_KEYS.map((key) => [key, `${randomUUID().slice(0, 8)}-${key}`]));
  await createTables(client, names as Record<TableKey, string>);
  const tableName = (names as Record<TableKey, string>).metrics;
  const metrics = new DynamoMetrics(DynamoDBDocumentClient.from(client), tableName, () => new Date());
  meter.reset();
  await metrics.add(complaintsOf(cases));
  const writes = sent(meter, endpoint);

  const milliseconds: number[] = [];
  let reads = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    meter.reset();
    const from = performance.now();
    const { complaints, reads: told } = await dashboardOf(PERIOD, {}, MANAGER, { metrics });
    milliseconds.push(performance.now() - from);
    reads = sent(meter, endpoint);
    if (told !== reads) throw new BenchFailed(`${reads} reads were sent and ${told} told.`);
    const { now, before, yearBefore } = complaints.all.per10kPolicies;
    const counted = now.numerator + before.numerator + yearBefore.numerator;
    if (counted !== cases) throw new BenchFailed(`${counted} of ${cases} complaints are on the dashboard.`);
  }
  client.destroy();
  return { cases, reads, writes, milliseconds: median(milliseconds) };
}

/** One of each row after the other: the rows that are told together lie together, as in a shard of the stream. */
function complaintsOf(cases: number): Counted[] {
  const rows = monthsCompared(PERIOD).flatMap((month) =>
    Array.from({ length: BRANCHES * CARRIERS }, (_, index) => ({
      month,
      branch: `branch-${index % BRANCHES}`,
      carrier: `carrier-${Math.floor(index / BRANCHES)}`,
    })),
  );
  return Array.from({ length: cases }, (_, index) => {
    const row = rows[Math.floor((index * rows.length) / cases)];
    if (row === undefined) throw new BenchFailed('There is no such row.');
    const names = ['complaint-opened', 'complaint-by-channel:hotline', 'complaint-by-product:annuity'];
    return { id: `cp-${index}.1`, counters: names.map((name): Counter => ({ ...row, name, count: 1 })) };
  });
}

function sent(meter: HttpMeter, endpoint: string): number {
  return [...meter.of(endpoint).values()].reduce((sum, count) => sum + count, 0);
}
