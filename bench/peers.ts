import { execFile, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDocuments } from '../functions/wiring.ts';
import { callbacksIn, policyOf, START } from './callbacks.ts';
import { BenchFailed, startLocalSystem } from './local-system.ts';
import { bodyOf, type DynamoCall, isWrite, meterDynamo } from './meters.ts';
import { inLanes } from './replay.ts';
import { type BenchOptions, type Figure, print, readable } from './report.ts';

const FOLDER = path.join(import.meta.dirname, 'peers');
const INSTALL_LIMIT_MS = 120_000;
const RUN_LIMIT_MS = 120_000;
const LANES = 8;
const ROUNDS = 3;
const WARM = 40;

/** A system, and what stays behind of a case in it. */
const KEPT = {
  recourse: 'policy, two lines, case, events, wait, message, figures; indexes and stream beside them',
  restate: 'a journal of each invocation, reading and answering included; state, promise',
  dbos: 'workflow, a row for each step, the message, the event and its history',
} as const;

type Name = keyof typeof KEPT;

interface Done {
  cases: number;
  seconds: number[];
  /** A case. `syncs`: how often the log was forced to disk, where the system tells it. */
  persisted: { rows: number; bytes: number; syncs?: number };
}

/**
 * *Start, wait for a person, finish*: the same way of a case on Restate and on DBOS, eight customers at a time. A
 * policy comes in over HTTP, the customer is invited, opens the page, answers, and the case is closed. There each step
 * keeps its result and nothing else is done; ours is the whole callback with policy, commission, history, messages and
 * figures. So the ratio says what the rest costs, not who is faster. Optional: what cannot be installed or started is
 * said and left out, and nothing of it has a budget.
 */
export default async function peers({ cases = 200, asked, say }: BenchOptions): Promise<Figure[]> {
  const isThere = await isInstalled(asked, say);
  const found: [Name, Done][] = [['recourse', await ours(cases)]];
  if (isThere) {
    for (const name of ['restate', 'dbos'] as const) {
      const done = await peer(name, cases, say);
      if (done !== undefined) found.push([name, done]);
    }
  }
  const own = rateOf(found[0]?.[1]);
  print(
    ['', 'cases/s', 'of ours', 'rows', 'kB written', 'syncs', 'what it keeps of a case'],
    found.map(([name, done]) => [
      name,
      readable(rateOf(done)),
      readable(rateOf(done) / own),
      readable(done.persisted.rows),
      readable(done.persisted.bytes / 1000),
      done.persisted.syncs === undefined ? '' : readable(done.persisted.syncs),
      KEPT[name],
    ]),
    say,
  );
  return found.flatMap(([name, done]): Figure[] => [
    { what: `${name}: cases a second, of ours`, measured: rateOf(done) / own },
    { what: `${name}: rows a case`, measured: done.persisted.rows },
    { what: `${name}: written a case`, measured: done.persisted.bytes / 1000, unit: 'kB' },
  ]);
}

function rateOf(done: Done | undefined): number {
  if (done === undefined) return Number.NaN;
  return (done.cases * done.seconds.length) / done.seconds.reduce((sum, each) => sum + each, 0);
}

async function ours(cases: number): Promise<Done> {
  const local = await startLocalSystem({ start: START });
  try {
    const callbacks = await callbacksIn(local);
    const calls: DynamoCall[] = [];
    meterDynamo(openDocuments(), (call) => {
      if (isWrite(call)) calls.push(call);
    });
    let next = 0;
    const round = async (count: number): Promise<number> => {
      const indexes = Array.from({ length: count }, (_, at) => next + at);
      next += count;
      const from = performance.now();
      await inLanes(LANES, indexes, async (index) => callbacks.answer(await callbacks.invite(index)));
      await local.system.quiet();
      const seconds = (performance.now() - from) / 1000;
      await callbacks.check(indexes);
      return seconds;
    };
    await round(WARM);
    calls.length = 0;
    const seconds: number[] = [];
    for (let at = 0; at < ROUNDS; at += 1) seconds.push(await round(cases));
    const rows = new Set(calls.flatMap(rowsOf));
    const bytes = calls.reduce((sum, { body }) => sum + body.length, 0);
    return {
      cases,
      seconds,
      persisted: { rows: rows.size / (cases * ROUNDS), bytes: bytes / (cases * ROUNDS) },
    };
  } finally {
    await local.stop();
  }
}

/** The rows that a write leaves behind or changes, each by its key. */
function rowsOf(call: DynamoCall): string[] {
  const body = bodyOf(call);
  const items = (body.TransactItems as Record<string, Item>[] | undefined) ?? [
    { one: body as unknown as Item },
  ];
  return items
    .flatMap((item) => Object.values(item))
    .map(({ TableName, Item, Key = Item }) => JSON.stringify([TableName, Key?.pk, Key?.sk]));
}

interface Item {
  TableName: string;
  Item?: { pk?: unknown; sk?: unknown };
  Key?: Item['Item'];
}

/** The peers have a lockfile of their own; nobody who works on the product installs them by `npm ci`. */
async function isInstalled(asked: boolean, say: (line: string) => void): Promise<boolean> {
  if (existsSync(path.join(FOLDER, 'node_modules'))) return true;
  if (!asked) {
    say('The peers are not installed; `npm run bench -- peers` installs them.');
    return false;
  }
  try {
    // No scripts: one of the packages would tell its makers that it was installed.
    await promisify(execFile)('npm', ['ci', '--prefix', FOLDER, '--ignore-scripts'], {
      timeout: INSTALL_LIMIT_MS,
    });
    return true;
  } catch (error) {
    say(`The peers cannot be installed, and are left out: ${firstLineOf(error)}`);
    return false;
  }
}

function firstLineOf(error: unknown): string {
  const { stderr = '', message = '' } = error as { stderr?: string; message?: string };
  return stderr.split('\n').find((line) => line.startsWith('npm error')) ?? message;
}

/** One peer in a process of its own, under its own packages. */
async function peer(name: Name, cases: number, say: (line: string) => void): Promise<Done | undefined> {
  const child = fork(path.join(FOLDER, 'run.ts'), [name], {
    timeout: RUN_LIMIT_MS,
    execArgv: ['--no-deprecation'], // of their packages
  });
  let done: Done | undefined;
  child.on('message', (message) => {
    done = message as Done;
  });
  const policies = Array.from({ length: WARM + ROUNDS * cases }, (_, index) => policyOf(index));
  const work = { policies, warm: WARM, rounds: ROUNDS, lanes: LANES };
  child.send(work, () => {}); // a child that is gone already has said why
  await new Promise((resolve) => {
    child.on('exit', resolve);
  });
  if (done === undefined) say(`${name} did not run here, and is left out; what it says stands above.`);
  else if (done.persisted.rows === 0) throw new BenchFailed(`${name} kept nothing.`);
  return done;
}
