import { AsyncLocalStorage } from 'node:async_hooks';
import { type Profiler, Session } from 'node:inspector/promises';
import { openDocuments } from '../functions/wiring.ts';
import { callbacksIn, START } from './callbacks.ts';
import { startLocalSystem } from './local-system.ts';
import { type BenchOptions, type Figure, print, readable } from './report.ts';

const WARM = 40;
const SAMPLE_MICROS = 200;

/**
 * Where the time of a clean callback goes, one after the other through the local system: what its functions wait for
 * DynamoDB, and what the process does meanwhile, by a profile of its main thread. The workflow's interpreter has a
 * thread of its own and DynamoDB Local a process: of the first only the sum is known, the second is what is waited for.
 * All of it is information.
 */
export default async function profile({ cases = 100, say }: BenchOptions): Promise<Figure[]> {
  const calls: Call[] = [];
  const local = await startLocalSystem({
    start: START,
    withSchedules: false,
    around: async (_name, _event, call) => {
      const own: Call = { waits: 0, milliseconds: 0, open: 0, since: 0 };
      const from = performance.now();
      const answer = await inside.run(own, call);
      own.milliseconds = performance.now() - from;
      calls.push(own);
      return answer;
    },
  });
  try {
    const callbacks = await callbacksIn(local);
    timeWaits();
    const run = async (index: number): Promise<void> => {
      await callbacks.answer(await callbacks.invite(index));
      await local.system.quiet();
    };
    for (let index = 0; index < WARM; index += 1) await run(index);
    calls.length = 0;
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROS });
    await session.post('Profiler.start');
    const [from, ofProcess, ofThread] = [performance.now(), process.cpuUsage(), process.threadCpuUsage()];
    for (let at = 0; at < cases; at += 1) await run(WARM + at);
    const milliseconds = performance.now() - from;
    const main = millisecondsOf(process.threadCpuUsage(ofThread));
    const others = millisecondsOf(process.cpuUsage(ofProcess)) - main;
    const { profile: found } = await session.post('Profiler.stop');
    session.disconnect();

    const total = sum(calls.map((call) => call.milliseconds));
    const waiting = sum(calls.map((call) => call.waits));
    say(
      `${readable(milliseconds / cases)} ms a callback; its functions run for ${readable(total / cases)} ms,`,
    );
    say(`some beside each other, and wait for DynamoDB for ${readable(waiting / cases)} ms of these.`);
    say(
      `Processor time: ${readable(main / cases)} ms on the main thread, ${readable(others / cases)} ms on others`,
    );
    say('(the interpreter of the workflows, the garbage)');
    const shares = sharesOf(found);
    print(
      ['main thread at work on', 'share', 'ms a callback'],
      shares.map(({ what, share, micros }) => [what, share.toFixed(3), (micros / 1000 / cases).toFixed(2)]),
      say,
    );
    return [
      { what: 'functions waiting for DynamoDB, of their time', measured: waiting / total },
      { what: 'processor time of other threads, of all', measured: others / (main + others) },
      ...shares.map(({ what, share }) => ({ what: `main thread: ${what}`, measured: share })),
    ];
  } finally {
    await local.stop();
  }
}

interface Call {
  /** Milliseconds in which at least one request to DynamoDB was open. */
  waits: number;
  milliseconds: number;
  open: number;
  since: number;
}

const inside = new AsyncLocalStorage<Call>();

/** Requests beside each other count once. */
function timeWaits(): void {
  openDocuments().middlewareStack.add(
    (next) => async (args) => {
      const call = inside.getStore();
      if (call === undefined) return next(args);
      if (call.open === 0) call.since = performance.now();
      call.open += 1;
      try {
        return await next(args);
      } finally {
        call.open -= 1;
        if (call.open === 0) call.waits += performance.now() - call.since;
      }
    },
    { step: 'deserialize', priority: 'low', name: 'timeWaits' }, // around nothing but the sending itself
  );
}

/** The nearest frame above a sample that one of these knows says what it was for. */
const KINDS: readonly [what: string, frame: RegExp][] = [
  ['hashing of events', /domain\/history\.ts/],
  ['validation (zod)', /node_modules\/zod\//],
  ['AWS clients', /node_modules\/(@aws-sdk|@smithy|@aws-crypto)\//],
  ['Lambda middleware', /node_modules\/(@middy|@aws-lambda-powertools)\//],
  ['rules', /\/domain\//],
  ['adapters', /\/adapters\//],
  ['functions', /\/functions\//],
  ['Step Functions', /\/local\/step-functions\//],
  ['local runtime', /\/local\/|node_modules\/(fauxqs|fastify|jose)/],
  ['the customer of the bench', /\/bench\//],
];
const REST = "Node's HTTP and sockets";

function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const kinds = new Map<number, string>();
  const kindOf = (id: number): string => {
    const known = kinds.get(id);
    if (known !== undefined) return known;
    const frame = byId.get(id)?.callFrame;
    const own =
      SPECIAL.get(frame?.functionName ?? '') ?? KINDS.find(([, url]) => url.test(frame?.url ?? ''))?.[0];
    const parent = parents.get(id);
    const kind = own ?? (parent === undefined ? REST : kindOf(parent));
    kinds.set(id, kind);
    return kind;
  };
  const micros = new Map<string, number>();
  for (const [at, id] of samples.entries()) {
    const kind = kindOf(id);
    micros.set(kind, (micros.get(kind) ?? 0) + (timeDeltas[at] ?? 0));
  }
  micros.delete(IDLE);
  const all = sum([...micros.values()]);
  return [...micros]
    .sort(([, a], [, b]) => b - a)
    .map(([what, time]) => ({ what, micros: time, share: time / all }));
}

const IDLE = 'idle';
const SPECIAL: ReadonlyMap<string, string> = new Map([
  ['(idle)', IDLE],
  ['(program)', "Node's own code"],
  ['(garbage collector)', 'garbage collection'],
]);

function millisecondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
