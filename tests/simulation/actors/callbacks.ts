import { type CallbackCase, type Evidence, RESULTS_OF } from '../../../domain/callback/case.ts';
import { ProblemCategory } from '../../../domain/callback/questionnaire.ts';
import type { Staff } from '../../../domain/people.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import { type Action, chosen } from './action.ts';

type Stage = CallbackCase['stage'];

/** Mostly one at a stage where it makes sense, at times any. */
function callbackAt(world: World, draw: Draw, ...stages: readonly Stage[]): CallbackCase | undefined {
  return chosen(draw, world.observer.of('callback'), ({ stage }) => stages.includes(stage));
}

/** The version that the person saw: at times an old one. */
export function seen(draw: Draw, { version }: { version: number }): number {
  return draw.chance(0.06) ? Math.max(1, version - draw.int(1, 3)) : version;
}

/** Mostly somebody of the branch, at times of another, at times anybody. */
export function somebody(draw: Draw, role: Staff['role'], branch: string): Staff {
  return draw.weighted([
    [16, draw.maybe(ofRole(role, branch)) ?? draw.one(EVERYBODY)],
    [1, draw.one(ofRole(role))],
    [1, draw.one(EVERYBODY)],
  ]);
}

export function answersTo(callback: CallbackCase, draw: Draw): Record<string, 'yes' | 'no' | 'unclear'> {
  const isClean = draw.chance(0.5);
  return Object.fromEntries(
    callback.questionnaire.asked
      .filter(() => draw.chance(0.995))
      .map((id) => [
        id,
        isClean
          ? 'yes'
          : draw.weighted([
              [8, 'yes' as const],
              [1, 'no' as const],
              [1, 'unclear' as const],
            ]),
      ]),
  );
}

function evidence(draw: Draw): Evidence {
  return draw.weighted<Evidence>([
    [5, { way: 'call', recording: 'recording-1' }],
    [2, { way: 'letter', slip: 'slip-1' }],
    [2, { way: 'visit', slip: 'slip-2' }],
    [1, { way: 'link' }],
  ]);
}

async function command(
  world: World,
  by: Staff,
  callback: CallbackCase,
  what: string,
  body: object,
  draw: Draw,
) {
  const path = `/cases/${callback.id}/${what}`;
  await world.ask(by, 'POST', path, { version: seen(draw, callback), ...body });
}

async function attempt(world: World, draw: Draw): Promise<void> {
  const callback = callbackAt(world, draw, 'awaiting-answers', 'awaiting-confirmation');
  if (callback === undefined) return;
  const way = callback.ladder?.task?.way ?? draw.one(['call', 'letter', 'visit'] as const);
  const result = draw.one(RESULTS_OF[way]);
  await command(
    world,
    somebody(draw, 'callback-agent', callback.branch),
    callback,
    'attempts',
    { way, result },
    draw,
  );
}

async function takeDown(world: World, draw: Draw): Promise<void> {
  const callback = callbackAt(world, draw, 'awaiting-answers');
  if (callback === undefined) return;
  const body = { answers: answersTo(callback, draw), evidence: evidence(draw) };
  const twice = draw.chance(0.1);
  const asking = [
    command(world, somebody(draw, 'callback-agent', callback.branch), callback, 'answers', body, draw),
  ];
  if (twice)
    asking.push(
      command(world, somebody(draw, 'callback-agent', callback.branch), callback, 'answers', body, draw),
    );
  await Promise.all(asking);
}

async function remedy(world: World, draw: Draw): Promise<void> {
  const callback = callbackAt(world, draw, 'awaiting-remedy');
  if (callback === undefined) return;
  const seller = ofRole('broker').find(({ id }) => id === callback.brokerId);
  const by = seller !== undefined && draw.chance(0.7) ? seller : somebody(draw, 'broker', callback.branch);
  const marker = world.markers.plant({ branch: callback.branch, people: callback.concerned });
  await command(world, by, callback, 'remedies', { done: `explained again ${marker}` }, draw);
}

async function enter(world: World, draw: Draw): Promise<void> {
  const callback = callbackAt(world, draw, 'awaiting-confirmation');
  if (callback === undefined) return;
  const body = { settled: draw.chance(0.7), evidence: evidence(draw) };
  await command(
    world,
    somebody(draw, 'callback-agent', callback.branch),
    callback,
    'confirmations',
    body,
    draw,
  );
}

async function judge(world: World, draw: Draw): Promise<void> {
  const waiting = world.observer.of('callback').filter(({ unapproved }) => unapproved !== undefined);
  const callback = draw.maybe(waiting) ?? callbackAt(world, draw, 'awaiting-confirmation');
  if (callback === undefined) return;
  const role = draw.one([
    'callback-agent',
    'callback-agent',
    'branch-manager',
    'compliance',
    'broker',
  ] as const);
  const same = EVERYBODY.find(({ id }) => id === callback.unapproved?.by);
  const by = same !== undefined && draw.chance(0.3) ? same : somebody(draw, role, callback.branch);
  const body = { approve: draw.chance(0.7), reason: 'heard it' };
  await command(world, by, callback, 'confirmations/verdict', body, draw);
}

async function proposeClosing(world: World, draw: Draw): Promise<void> {
  const callback = callbackAt(world, draw, 'awaiting-answers', 'awaiting-remedy', 'awaiting-confirmation');
  if (callback === undefined || draw.chance(0.4)) return;
  const body = {
    cause: draw.one(['policy-surrendered', 'customer-died', 'policy-void'] as const),
    reason: 'the carrier says so',
    document: 'carrier-note-1',
  };
  const role = draw.one(['branch-manager', 'compliance', 'compliance'] as const);
  await command(world, somebody(draw, role, callback.branch), callback, 'closing', body, draw);
}

async function decideClosing(world: World, draw: Draw): Promise<void> {
  const callback = draw.maybe(world.observer.of('callback').filter(({ closing }) => closing !== undefined));
  if (callback === undefined) return;
  const body = { approve: draw.chance(0.6), reason: 'read it' };
  const same = EVERYBODY.find(({ id }) => id === callback.closing?.by);
  const by = same !== undefined && draw.chance(0.4) ? same : somebody(draw, 'compliance', callback.branch);
  await command(world, by, callback, 'closing/verdict', body, draw);
}

async function ofCarrier(world: World, draw: Draw): Promise<void> {
  const callback = callbackAt(world, draw, 'awaiting-answers', 'awaiting-remedy');
  if (callback === undefined) return;
  const body = { result: draw.one(['success', 'problem', 'not-yet'] as const), on: dateOf(world.now) };
  await command(
    world,
    somebody(draw, 'callback-agent', callback.branch),
    callback,
    'carrier-callback',
    body,
    draw,
  );
}

/** Whoever has a case in reach reads it; whoever has not, tries. */
async function read(world: World, draw: Draw): Promise<void> {
  const callback = callbackAt(world, draw, 'awaiting-answers', 'awaiting-remedy');
  const by = draw.one(EVERYBODY);
  if (callback === undefined) return;
  switch (draw.int(0, 3)) {
    case 0:
      await world.ask(by, 'GET', `/cases?owner=${encodeURIComponent(callback.owner)}`);
      return;
    case 1:
      await world.ask(by, 'GET', `/cases?stage=${callback.branch}%23${callback.stage}`);
      return;
    case 2:
      await world.ask(by, 'GET', '/lists');
      return;
    default:
      await world.ask(by, 'GET', `/cases/${callback.id}`);
  }
}

export const PROBLEMS = ProblemCategory.options;

export const CALLBACK_ACTIONS: readonly Action[] = [
  { name: 'tries to reach a customer', weight: 8, act: attempt },
  { name: 'takes answers down', weight: 6, act: takeDown },
  { name: 'records a remedy', weight: 8, act: remedy },
  { name: 'enters a confirmation', weight: 5, act: enter },
  { name: 'judges a confirmation', weight: 5, act: judge },
  { name: 'proposes to close', weight: 1.5, act: proposeClosing },
  { name: 'decides on a closing', weight: 2, act: decideClosing },
  { name: "brings the carrier's callback", weight: 1, act: ofCarrier },
  { name: 'reads cases', weight: 8, act: read },
];
