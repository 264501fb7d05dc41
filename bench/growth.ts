import { existsSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, type TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoTransactions } from '../adapters/dynamodb/transactions.ts';
import { takeIn } from '../domain/policy/intake.ts';
import type { Write } from '../domain/ports.ts';
import { CALLBACK_RULES } from '../functions/wiring.ts';
import { SAMPLE_CARRIERS } from '../local/sample/policies.ts';
import { policyOf, START } from './callbacks.ts';
import { billOf } from './cost/bill.ts';
import { callbackStory } from './cost/callback.ts';
import { Counter } from './cost/counter.ts';
import type { CountedStory } from './cost/story.ts';
import { type Around, BenchFailed, type LocalSystem, startLocalSystem } from './local-system.ts';
import { inLanes } from './replay.ts';
import { type BenchOptions, type Figure, print, readable } from './report.ts';

const LARGEST = 100_000;
const STEPS = [0.01, 0.1, 1];
/** Every kind of product with every seller, so that no size gets another mixture. */
const CALLBACKS = 18;
const MOST_READ_WHOLE = 10_000;
const LANES = 8;
const BATCH = 25; // the most that one request of DynamoDB writes outside a transaction
const HOUR_MS = 3_600_000;
const BROKER = 'broker-bj-1';
const BRANCH = 'bj';
/** The files of 300,000 rows are four times as fast in memory, and what is counted is the same. */
const IN_MEMORY = '/dev/shm';

/**
 * DynamoDB units of an operation when 1,000, 10,000 and 100,000 cases are stored, all of one branch, one broker, one
 * queue, one stage and one month: each index has them in one partition, the one that is read. What one case or one
 * page costs must not grow. What adds up all of something does, and is shown beside, a case.
 */
export default async function growth({ cases: largest = LARGEST, say }: BenchOptions): Promise<Figure[]> {
  const counter = new Counter();
  let filling = false;
  // What is only stored starts no workflow: the function that would start it hears nothing of it.
  const around: Around = async (name, event, call) =>
    filling && name.startsWith('stream-') ? (NOTHING_FAILED as never) : counter.around(name, event, call);
  const local = await startLocalSystem({
    start: START,
    around,
    withSchedules: false,
    ...(existsSync(IN_MEMORY) ? { parent: IN_MEMORY } : {}),
  });
  try {
    counter.start();
    const sizes = STEPS.map((step) => Math.round(step * largest));
    const stories = [await movingOn(await callbackStory(local)), ...readsOf(local)];
    const found = new Map<string, Units[]>(stories.map(({ name }) => [name, []]));
    let stored = 0;
    for (const size of sizes) {
      filling = true;
      await fill(stored, size, local);
      filling = false;
      stored = size;
      for (const story of stories) {
        if (ALL_OF_IT.has(story.name) && size > MOST_READ_WHOLE) continue;
        const used = await counter.count(story, story.most, local.system);
        const { writes, reads } = billOf(used);
        found.get(story.name)?.push({ writes: writes / used.cases, reads: reads / used.cases });
      }
    }
    tell(sizes, found, say);
    return [...found].flatMap(([name, units]) => figuresOf(name, units, sizes));
  } finally {
    counter.stop();
    await local.stop();
  }
}

const NOTHING_FAILED = { batchItemFailures: [] };

interface Units {
  writes: number;
  reads: number;
}

/** What reads all of something, and says so in its route: as many rows as cases, so two sizes show it. */
const ALL_OF_IT: ReadonlySet<string> = new Set(["sums of a branch's open lines", 'coverage of a month']);

function figuresOf(name: string, units: readonly Units[], sizes: readonly number[]): Figure[] {
  const [few, many] = [units[0], units.at(-1)];
  const [fewest = 0, most = 0] = [sizes[0], sizes[units.length - 1]];
  if (few === undefined || many === undefined) return [];
  if (ALL_OF_IT.has(name)) {
    return [
      { what: `${name}: read units for a case more`, measured: (many.reads - few.reads) / (most - fewest) },
    ];
  }
  const budget = { most: 1 };
  const against = `at ${readable(most)} cases, of ${readable(fewest)}`;
  return [
    { what: `${name}: read units ${against}`, measured: many.reads / few.reads, budget },
    ...(few.writes === 0 && many.writes === 0
      ? []
      : [{ what: `${name}: write units ${against}`, measured: many.writes / few.writes, budget }]),
  ];
}

function tell(
  sizes: readonly number[],
  found: ReadonlyMap<string, Units[]>,
  say: (line: string) => void,
): void {
  print(
    ['units', ...sizes.flatMap((size) => [`write at ${readable(size)}`, 'read'])],
    [...found].map(([name, units]) => [
      name,
      ...units.flatMap(({ writes, reads }) => [readable(writes), readable(reads)]),
    ]),
    say,
  );
}

/** The next callbacks each time: a policy comes in once. */
async function movingOn(story: CountedStory): Promise<CountedStory> {
  let next = 0;
  const indexes = new Map<number, number>();
  return {
    ...story,
    most: CALLBACKS,
    run: async (index) => {
      indexes.set(index, next);
      next += 1;
      await story.run(next - 1);
    },
    check: (asked) => story.check(asked.map((index) => indexes.get(index) ?? -1)),
  };
}

/** What people and the clock ask for. */
function readsOf({ ask, runNow, system }: LocalSystem): CountedStory[] {
  const list = `/cases?owner=callback-agent@${BRANCH}&limit=50`;
  const story = (name: string, run: () => Promise<unknown>): CountedStory => ({
    name,
    workflow: 'callback',
    warm: 1,
    most: 1,
    run: async () => {
      await run();
      await system.quiet();
    },
    check: async () => {},
    steps: [],
    stepOf: ({ name: called }) => called,
    budgets: {},
  });
  return [
    story('first page of a work list', () => filled(ask('agent-bj-1', 'GET', list))),
    story('a filter that finds nothing', () => ask('agent-bj-1', 'GET', `${list}&kind=payout`)),
    story('cases of a stage', () =>
      filled(ask('manager-bj', 'GET', `/cases?stage=awaiting-answers&branch=${BRANCH}&limit=50`)),
    ),
    story('one case', () => ask('manager-bj', 'GET', `/cases/${caseIdOf(0)}`)),
    story("a broker's policies", () => filled(ask(BROKER, 'GET', '/policies?limit=50'))),
    story("a payee's lines", () => filled(ask(BROKER, 'GET', `/commissions?payee=${BROKER}&limit=50`))),
    story('sweep with nothing late', () => runNow('sweeper')),
    story("sums of a branch's open lines", () => ask('manager-bj', 'GET', '/commissions/sums')),
    story('coverage of a month', () => ask('compliance-1', 'GET', '/coverage?month=2025-11')),
  ];
}

async function filled(page: Promise<unknown>): Promise<void> {
  const { items } = (await page) as { items: unknown[] };
  if (items.length !== 50) throw new BenchFailed(`A page has ${items.length} of 50 rows.`);
}

/** Rows of cases that wait, as the system itself writes them; only their history is left out, which nothing lists. */
async function fill(from: number, to: number, { system }: LocalSystem): Promise<void> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  // Transactions of 100 take DynamoDB Local three times as long, and these rows need none.
  const instead = {
    send: async ({ input }: TransactWriteCommand) => {
      const puts = Map.groupBy(input.TransactItems ?? [], (item) => item.Put?.TableName ?? '');
      const { UnprocessedItems = {} } = await documents.send(
        new BatchWriteCommand({
          RequestItems: Object.fromEntries(
            [...puts].map(([table, items]) => [
              table,
              items.map((item) => ({ PutRequest: { Item: item.Put?.Item } })),
            ]),
          ),
        }),
      );
      if (Object.keys(UnprocessedItems).length > 0) throw new BenchFailed('DynamoDB Local left rows out.');
    },
  } as unknown as DynamoDBDocumentClient;
  const transactions = new DynamoTransactions(instead, {
    cases: 'recourse-cases',
    policies: 'recourse-policies',
    commissions: 'recourse-commissions',
  });
  const together = Math.floor(BATCH / ROWS);
  const starts = Array.from(
    { length: Math.ceil((to - from) / together) },
    (_, part) => from + part * together,
  );
  await inLanes(LANES, starts, (first) =>
    transactions.commit(
      Array.from({ length: Math.min(together, to - first) }, (_, at) => waitingCase(first + at)).flat(),
    ),
  );
  documents.destroy();
  await system.quiet();
}

const ROWS = 3;

/** By the rules once, and then copied under other ids: the rules would take longer than the writing. */
const PATTERN = (() => {
  const input = { ...policyOf(0), brokerId: BROKER, branch: BRANCH };
  const carrier = SAMPLE_CARRIERS.find(({ id }) => id === input.carrier);
  const facts = { carrier, renewed: undefined };
  const { policy, lines, callback } = takeIn(
    input,
    facts,
    { kind: 'system', id: 'bench' },
    START,
    CALLBACK_RULES,
  );
  const [line] = lines;
  if (callback === undefined || line === undefined) throw new BenchFailed('The policy is not in scope.');
  return { policy, line: { ...line, payee: BROKER }, callback: callback.case };
})();

function caseIdOf(index: number): string {
  return `cb-${idOf(index)}`;
}

function idOf(index: number): string {
  return `f${index.toString(16).padStart(19, '0')}`;
}

/** Due before the callbacks that are counted, and not yet late; so the first page is always full of these. */
function waitingCase(index: number): Write[] {
  const policyId = `pl-${idOf(index)}`;
  const number = `FILL${String(index).padStart(8, '0')}`;
  const nextDueAt = new Date(START.getTime() + HOUR_MS + (index % HOUR_MS)).toISOString();
  return [
    { store: 'policy', policy: { ...PATTERN.policy, id: policyId, number }, create: true },
    { store: 'line', line: { ...PATTERN.line, policyId }, expected: 0 },
    { store: 'case', case: { ...PATTERN.callback, id: caseIdOf(index), policyId, nextDueAt }, expected: 0 },
  ];
}
