import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Peer, PeerFailed, type Persisted, type Policy, QUESTIONS } from './peer.ts';

/** What the bench hands over, and gets back. */
export interface Work {
  policies: readonly Policy[];
  /** Run first and not counted. */
  warm: number;
  rounds: number;
  lanes: number;
}

export interface Done {
  cases: number;
  seconds: number[];
  /** A case. */
  persisted: Persisted;
}

const PEERS: Readonly<Record<string, () => Promise<(folder: string) => Promise<Peer>>>> = {
  restate: async () => (await import('./restate.ts')).startRestate,
  dbos: async () => (await import('./dbos.ts')).startDbos,
};

const ANSWERS = Object.fromEntries(QUESTIONS.map((id) => [id, 'yes']));

const folder = mkdtempSync(path.join('/tmp', 'recourse-peer-')); // short: a socket's path has 107 bytes
let stop: () => Promise<void> = async () => {};

/** A server outlives a process that is ended, so it is ended first. */
function end(): void {
  void stop().finally(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  });
}

process.once('SIGTERM', end);
process.once('disconnect', end);
process.once('message', (work: Work) => {
  run(process.argv[2] ?? '', work).then(
    (done) => process.send?.(done, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

/** One peer in a process of its own: started, warmed, measured, looked through and ended. */
async function run(name: string, { policies, warm, rounds, lanes }: Work): Promise<Done> {
  const start = await PEERS[name]?.();
  if (start === undefined) throw new PeerFailed(`${name} is not known.`);
  try {
    const peer = await start(folder);
    stop = once(peer.stop);
    await round(peer, policies.slice(0, warm), lanes);
    const before = await peer.persisted();
    const counted = policies.slice(warm);
    const size = counted.length / rounds;
    const seconds: number[] = [];
    for (let at = 0; at < rounds; at += 1) {
      seconds.push(await round(peer, counted.slice(at * size, (at + 1) * size), lanes));
    }
    const after = await peer.persisted();
    const each = (name: keyof Persisted): number => (after[name] - before[name]) / counted.length;
    return {
      cases: counted.length,
      seconds,
      persisted: { rows: each('rows'), bytes: each('bytes'), syncs: each('syncs') },
    };
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Who ends it a second time waits for the first. */
function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}

/** So many customers at a time; over when the last workflow is. @returns seconds */
async function round(peer: Peer, policies: readonly Policy[], lanes: number): Promise<number> {
  const left = policies.values();
  const ids: string[] = [];
  const from = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const policy of left) {
        const id = await peer.start(policy);
        await peer.look(id);
        await peer.answer(id, ANSWERS);
        ids.push(id);
      }
    }),
  );
  await peer.settled();
  const seconds = (performance.now() - from) / 1000;
  for (const id of ids) {
    const stage = await peer.stageOf(id);
    if (stage !== 'clean') throw new PeerFailed(`${id} is ${stage}.`);
  }
  return seconds;
}
