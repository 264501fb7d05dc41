import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openDocuments } from '../functions/wiring.ts';
import { callbacksIn, START } from './callbacks.ts';
import { BenchFailed, startLocalSystem } from './local-system.ts';
import { type DynamoCall, isWrite, meterDynamo } from './meters.ts';
import { createRawTables, inLanes, type RawWrite, rawWrites, send } from './replay.ts';
import { type BenchOptions, type Figure, print, readable } from './report.ts';

const LANES = 8;
const ROUNDS = 3;
const WARM = 40;

/**
 * Clean callbacks a second through the local system - HTTP, functions, stream, workflow, messages, figures - as a
 * share of what its DynamoDB Local does when nothing is done but the writing.
 *
 * Raw transactions of the same shape: every write that the system sent in a round, byte for byte but for the tables'
 * names, sent again by a plain client to tables with the same indexes and streams, each case's writes in their order,
 * as many cases at a time. Not in it: the reads, 20 a case. Rounds of both take turns, and the sums are compared.
 */
export default async function throughput({ cases = 200, say }: BenchOptions): Promise<Figure[]> {
  const local = await startLocalSystem({ start: START });
  const raw = new DynamoDBClient({});
  try {
    const callbacks = await callbacksIn(local);
    const calls: DynamoCall[] = [];
    meterDynamo(openDocuments(), (call) => {
      if (isWrite(call)) calls.push(call);
    });
    await createRawTables(raw);
    let next = 0;
    const system = async (count: number): Promise<number> => {
      const indexes = Array.from({ length: count }, (_, at) => next + at);
      next += count;
      const seconds = await secondsOf(async () => {
        await inLanes(LANES, indexes, async (index) => callbacks.answer(await callbacks.invite(index)));
        await local.system.quiet(); // the last ones' workflows, messages and figures too
      });
      await callbacks.check(indexes);
      return seconds;
    };
    const again = async (): Promise<number> => {
      const byCase = [...Map.groupBy(rawWrites(calls.splice(0)), caseOf).values()];
      return secondsOf(() =>
        inLanes(LANES, byCase, async (writes) => {
          for (const write of writes) await send(write, raw);
        }),
      );
    };
    await system(WARM);
    const writes = calls.length / WARM;
    await again();

    const rounds: { system: number; raw: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ system: await system(cases), raw: await again() });
    }
    print(
      ['round', 'system/s', 'raw/s', 'share'],
      rounds.map((each, at) => [
        String(at + 1),
        readable(cases / each.system),
        readable(cases / each.raw),
        readable(each.raw / each.system),
      ]),
      say,
    );
    const [ofSystem, ofRaw] = [sum(rounds.map((each) => each.system)), sum(rounds.map((each) => each.raw))];
    return [
      { what: 'share of raw writes', measured: ofRaw / ofSystem, budget: { least: 0.5 } },
      { what: 'callbacks a second', measured: (ROUNDS * cases) / ofSystem },
      { what: 'raw, of the same shape, a second', measured: (ROUNDS * cases) / ofRaw },
      { what: 'writes a callback', measured: writes },
    ];
  } finally {
    raw.destroy();
    await local.stop();
  }
}

function caseOf(write: RawWrite): string {
  const [, id] = /(?:cb|pl)-([0-9a-f]{20})/.exec(JSON.stringify(write)) ?? [];
  if (id === undefined) throw new BenchFailed('A write belongs to no case.');
  return id;
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
