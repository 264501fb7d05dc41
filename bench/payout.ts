import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoTransactions } from '../adapters/dynamodb/transactions.ts';
import { takeIn } from '../domain/policy/intake.ts';
import type { PolicyInput } from '../domain/policy/policy.ts';
import type { Write } from '../domain/ports.ts';
import { CALLBACK_RULES, openDocuments } from '../functions/wiring.ts';
import { SAMPLE_CARRIERS, samplePolicy } from '../local/sample/policies.ts';
import { BenchFailed, startLocalSystem } from './local-system.ts';
import { type DynamoCall, isWrite, meterDynamo } from './meters.ts';
import { createRawTables, inLanes, type RawWrite, rawWrites, send } from './replay.ts';
import { type BenchOptions, type Figure, print, readable } from './report.ts';

const MONTH = '2026-11';
const SOLD_AT = new Date('2026-11-16T02:00:00.000Z');
const RUN_AT = new Date('2026-12-05T01:00:00.000Z');
const BROKERS = 400;
const LEADERS = 40;
const LANES = 8;
const POLICIES_TOGETHER = 33; // three rows each, of the 100 that a transaction takes
const FLAT_FROM = 0.2; // memory is compared after a fifth of the lines and after all

/**
 * A month's payout through the workflow, statements included, as a share of raw conditional writes: the very
 * transactions that the run sent - each line if its version is the one read, each paid line if it is not there - byte
 * for byte but for the tables' names, by a plain client; those that change the run itself one after the other, as its
 * fence orders them, those of the statements as many at a time as the run writes. What the steps of the workflow take
 * counts as the run. Memory is what is left after the garbage between two steps.
 */
export default async function payout({ cases: lines = 10_000, say }: BenchOptions): Promise<Figure[]> {
  const steps = new Map<string, { calls: number; seconds: number }>();
  const heaps: { paid: number; bytes: number }[] = [];
  const calls: DynamoCall[] = [];
  let [paid, metered] = [0, false];
  const { system, ask, stop } = await startLocalSystem({
    start: RUN_AT,
    around: async (name, event, call) => {
      if (name !== 'payout-steps') return call();
      const { state } = event as { state: string };
      const from = performance.now();
      const answer = await call();
      const total = steps.get(state) ?? { calls: 0, seconds: 0 };
      steps.set(state, {
        calls: total.calls + 1,
        seconds: total.seconds + (performance.now() - from) / 1000,
      });
      globalThis.gc?.();
      heaps.push({ paid, bytes: process.memoryUsage().heapUsed });
      return answer;
    },
  });
  const raw = new DynamoDBClient({});
  try {
    await createRawTables(raw);
    await load(lines, 'recourse');
    await load(lines, 'raw');
    meterDynamo(openDocuments(), (call) => {
      if (!metered || !isWrite(call)) return;
      paid += call.body.split('"PAID#').length - 1;
      calls.push({ ...call, body: Buffer.from(call.body) as never }); // outside the heap that is measured
    });
    metered = true;
    await ask('head-office', 'POST', `/payouts/${MONTH}`, {});
    await system.quiet();
    metered = false;
    const { totals } = (await ask('head-office', 'GET', `/payouts/${MONTH}?limit=1`)) as {
      totals: { lines: number };
    };
    if (totals.lines !== lines) throw new BenchFailed(`${totals.lines} of ${lines} lines were paid.`);

    const sent = rawWrites(calls.map((call) => ({ ...call, body: String(call.body) })));
    const ofRun = sent.filter(isOfRun);
    const inTurn = await secondsOf(() => inLanes(1, ofRun, (write) => send(write, raw)));
    const statements = sent.filter((write) => !isOfRun(write));
    const beside = await secondsOf(() => inLanes(LANES, statements, (write) => send(write, raw)));
    const singles = sent.flatMap(putsOf);
    const conditional = await secondsOf(() =>
      inLanes(LANES, singles, (put) => raw.send(new PutItemCommand(put))),
    );

    const run = sum([...steps.values()].map(({ seconds }) => seconds));
    const paying = steps.get('PayBatch')?.seconds ?? Number.NaN;
    print(
      ['step', 'calls', 'seconds'],
      [...steps].map(([state, { calls: count, seconds }]) => [state, String(count), readable(seconds)]),
      say,
    );
    say(`raw: ${ofRun.length} transactions in turn in ${readable(inTurn)} s,`);
    say(`     ${statements.length} of statements, ${LANES} at a time, in ${readable(beside)} s;`);
    say(`     ${singles.length} conditional puts, ${LANES} at a time, in ${readable(conditional)} s`);
    print(
      ['lines paid', 'heap MB'],
      heaps.map(({ paid: count, bytes }) => [readable(count), readable(bytes / 1e6)]),
      say,
    );
    const early = heaps.find((heap) => heap.paid >= lines * FLAT_FROM)?.bytes ?? Number.NaN;
    const late = Math.max(...heaps.filter((heap) => heap.paid >= lines).map(({ bytes }) => bytes));
    return [
      {
        what: `share of raw writes, ${readable(lines)} lines`,
        measured: (inTurn + beside) / run,
        budget: { least: 0.5 },
      },
      { what: 'the same, without the statements', measured: inTurn / paying },
      { what: 'share of single conditional puts', measured: conditional / run },
      { what: 'lines a second', measured: lines / run },
      { what: 'heap after all lines, of a fifth', measured: late / early, budget: { most: 1.3 } },
    ];
  } finally {
    raw.destroy();
    await stop();
  }
}

/** Policies with two free lines each, stored as the intake stores them. */
async function load(lines: number, prefix: string): Promise<void> {
  const transactions = new DynamoTransactions(openDocuments(), {
    cases: `${prefix}-cases`,
    policies: `${prefix}-policies`,
    commissions: `${prefix}-commissions`,
  });
  const carriers = new Map(SAMPLE_CARRIERS.map((carrier) => [carrier.id, carrier]));
  const writes = Array.from({ length: lines / 2 }, (_, index): Write[] => {
    const input = freePolicy(index);
    const facts = { carrier: carriers.get(input.carrier), renewed: undefined };
    const taken = takeIn(input, facts, { kind: 'system', id: 'bench' }, SOLD_AT, CALLBACK_RULES);
    if (taken.callback !== undefined) throw new BenchFailed('The policy is in scope.');
    return [
      { store: 'policy', policy: taken.policy, create: true },
      ...taken.lines.map((line): Write => ({ store: 'line', line, expected: 0 })),
    ];
  });
  const together = Array.from({ length: Math.ceil(writes.length / POLICIES_TOGETHER) }, (_, at) =>
    writes.slice(at * POLICIES_TOGETHER, (at + 1) * POLICIES_TOGETHER).flat(),
  );
  await inLanes(LANES, together, (some) => transactions.commit(some));
}

/** The sample's kind that is out of scope, so that its commission is held by nothing. */
function freePolicy(index: number): PolicyInput {
  const sample = samplePolicy(index * 7 + 6, SOLD_AT);
  const payees = [`broker-${index % BROKERS}`, `leader-${index % LEADERS}`];
  return {
    ...sample,
    brokerId: payees[0] ?? '',
    commission: sample.commission.map((part, at) => ({ ...part, payee: payees[at] ?? part.payee })),
  };
}

/** Changes the run's own record, which is the fence: only one can at a time. */
function isOfRun(write: RawWrite): boolean {
  return JSON.stringify(write).includes('"raw-cases"');
}

/** The lines and paid lines of a transaction, each for itself and anew under another key. */
function putsOf(write: RawWrite) {
  const { TransactItems = [] } = 'TransactWriteItems' in write ? write.TransactWriteItems : {};
  return TransactItems.flatMap(({ Put }) =>
    Put?.Item === undefined || Put.TableName !== 'raw-commissions'
      ? []
      : [
          {
            TableName: Put.TableName,
            Item: { ...Put.Item, sk: { S: `SINGLE#${Put.Item.sk?.S}` } },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        ],
  );
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
