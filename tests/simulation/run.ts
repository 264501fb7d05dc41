import { hasWorkflow } from '../../domain/case.ts';
import { verify } from '../../functions/proof/verify.ts';
import { at } from '../support/wall.ts';
import type { Action } from './actors/action.ts';
import { actionsOf, type Theme } from './actors/index.ts';
import { openShop } from './actors/policies.ts';
import { during } from './context.ts';
import { Counts } from './counts.ts';
import { restoreTime } from './engine.ts';
import type { Violation } from './observer.ts';
import { Draw } from './random.ts';
import { STILL } from './stream.ts';
import { type OpenedStore, World } from './world.ts';

export interface RunOptions {
  seed: number;
  /** The run ends with the turn in which this many steps are reached. */
  steps: number;
  /** The turns that are played; all until the steps are reached when absent. */
  turns?: readonly number[];
  /** What most of it is about; drawn when absent. */
  theme?: Theme;
  open: () => Promise<OpenedStore> | OpenedStore;
  /** Called with each line of the history. */
  trace?: (line: string) => void;
}

export interface Ran {
  seed: number;
  steps: number;
  /** How many turns were drawn. */
  turns: number;
  /** SHA-256 of the history. */
  hash: string;
  violation?: Violation & { turn: number };
  faults: Counts;
  outcomes: Counts;
  actions: Counts;
  cases: Counts;
  messages: Counts;
  /** Executions that were started. */
  executions: number;
  /** States that they entered. */
  transitions: number;
  tasks: number;
  deliveries: number;
}

const DAY = 86_400_000;
const FIRST_DAY = at('2024-01-02', '10:00');
/** The working calendar ends with 2027. */
const LAST_DAY = at('2026-06-30', '10:00');
const VERIFY_EVERY = 150; // turns: it reads everything that is stored

/** Plays one seed, and judges it after every turn. */
export async function run(options: RunOptions): Promise<Ran> {
  const { seed, steps } = options;
  try {
    return await play(options);
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error);
    throw new Error(`seed ${seed}, ${steps} steps: the simulation itself failed: ${what}`, { cause: error });
  } finally {
    restoreTime();
  }
}

async function play({ seed, steps, turns, theme, open, trace }: RunOptions): Promise<Ran> {
  const start = new Date(FIRST_DAY.getTime() + new Draw(seed, 'start').int(0, 400) * DAY);
  const world = new World(seed, await open(), start);
  world.trace = trace;
  await openShop(world);
  const weighted = actionsOf(new Draw(seed, 'theme'), theme).map(
    (action) => [action.weight, action] as const,
  );
  const did = new Counts();
  const last = turns === undefined ? Number.POSITIVE_INFINITY : turns.length;
  let turn = 0;
  let played = 0;
  for (; played < last && stepsOf(world) < steps && world.observer.violations.length === 0; played += 1) {
    turn = turns?.[played] ?? played;
    const action = new Draw(seed, turn, 'which').weighted(weighted);
    did.add(action.name);
    await playTurn(world, action, turn);
    if (played % VERIFY_EVERY === VERIFY_EVERY - 1) await verifyAll(world, false);
  }
  if (world.observer.violations.length === 0) await endOf(world);
  const [violation] = world.observer.violations;
  return {
    seed,
    steps: stepsOf(world),
    turns: played,
    hash: world.hash(),
    ...(violation === undefined ? {} : { violation: { ...violation, turn } }),
    faults: faultsOf(world),
    outcomes: world.outcomes,
    actions: did,
    cases: world.observer.opened,
    messages: world.gateway.counts,
    executions: world.did.of('execution'),
    transitions: world.transitions,
    tasks: world.did.of('task'),
    deliveries: world.did.of('delivery'),
  };
}

async function playTurn(world: World, action: Action, turn: number): Promise<void> {
  world.note(`${turn} ${action.name}`);
  world.stream.turn = turn;
  world.faults.drawFrom(new Draw(world.seed, turn, 'faults'));
  world.stream.drawFrom(new Draw(world.seed, turn, 'stream'));
  const draw = new Draw(world.seed, turn, 'act');
  if (action.name === 'time goes on' && world.now > LAST_DAY) return;
  await action.act(world, draw);
  // At times the next one acts before what was set in motion has come to rest.
  if (draw.chance(0.85)) await world.settle();
}

/** A step is an action, a delivery, a fault, a move of the clock, or a task of a workflow. */
function stepsOf(world: World): number {
  const { did: done } = world;
  return done.of('request') + done.of('delivery') + done.of('task') + done.of('move') + faultsOf(world).total;
}

function faultsOf(world: World): Counts {
  const all = new Counts();
  all.merge(world.faults.counts);
  all.merge(world.stream.counts);
  return all;
}

/** Faults stop, time goes on until all is quiet, and what was begun must have gone on. */
async function endOf(world: World): Promise<void> {
  world.note('the end');
  world.faults.calmDown();
  world.stream.weather = STILL;
  world.stream.turn = Number.POSITIVE_INFINITY;
  await world.settle();
  await world.move(3 * DAY, DAY / 4);
  await liveFaults(world);
  await verifyAll(world, true);
  // Nobody does anything any more: every wait must still end.
  for (let month = 0; month < 3; month += 1) await world.move(30 * DAY, DAY);
  await liveFaults(world);
  await verifyAll(world, true);
}

const GRACE = DAY; // the sweeper looked since then, more than once

async function liveFaults(world: World): Promise<void> {
  const { observer, store } = world;
  const running = await world.runningNames();
  if (world.stream.waiting > 0)
    observer.violate('nothing waits for ever', 'the stream', `${world.stream.waiting} records`);
  for (const record of observer.cases.values()) {
    if (record.category === 'closed') continue;
    const { id, kind, stage, nextDueAt } = record;
    if (nextDueAt !== undefined && Date.parse(nextDueAt) < world.now.getTime() - GRACE)
      observer.violate(
        'nothing waits for ever',
        id,
        `${stage} was due at ${nextDueAt}, and it is ${world.now.toISOString()}`,
      );
    // A carrier that stays silent is waited for by the case that asked it.
    const behind = kind === 'carrier-request' ? observer.cases.get(record.about) : undefined;
    if (kind === 'carrier-request' && nextDueAt === undefined && behind?.category !== 'open')
      observer.violate('nothing waits for ever', id, `${stage} for a case that is over`);
    if (!hasWorkflow(kind)) continue;
    const wait = await store.cases.wait(id, record.wait);
    const isAhead = nextDueAt !== undefined && Date.parse(nextDueAt) > world.now.getTime() - GRACE;
    if (!isAhead && (wait?.execution === undefined || !running.has(wait.execution)))
      observer.violate(
        'every open case has a living wait',
        id,
        `${stage}, wait ${record.wait} of ${wait?.execution ?? 'nobody'}`,
      );
  }
  for (const { id, eraseOn, erasedAt, stage } of observer.of('pre-underwriting')) {
    const isLate = eraseOn !== undefined && Date.parse(eraseOn) < world.now.getTime() - 2 * DAY;
    if (isLate && erasedAt === undefined)
      observer.violate('what is to go is gone', id, `${stage}, due on ${eraseOn}`);
  }
  const undelivered = await store.cases.undelivered(world.now);
  if (undelivered.length > 0)
    observer.violate(
      'nothing waits for ever',
      undelivered[0]?.caseId ?? '',
      `${undelivered.length} wake-ups`,
    );
  for (const [id, { caseId }] of observer.messages) {
    const message = await store.cases.message(caseId, id);
    if (message?.status === 'intended') observer.violate('nothing waits for ever', id, 'was never sent');
  }
}

/** Everything that is stored, read anew. While something is on its way, figures may lag. */
async function verifyAll(world: World, isQuiet: boolean): Promise<void> {
  const { observer, store } = world;
  const { faults } = await during({ what: 'schedule', name: 'verify', life: 0, faults: 0, changes: 0 }, () =>
    verify(store),
  );
  for (const { where, what } of faults) {
    const isOfFigures = / is stored as .* histories give /.test(what);
    if (!isOfFigures || (isQuiet && world.stream.waiting === 0))
      observer.violate(
        isOfFigures ? 'figures are what the events give' : 'verify finds nothing',
        where,
        what,
      );
  }
}
