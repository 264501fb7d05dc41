import { FirstCause, SECOND_CAUSES } from '../../../domain/complaint/causes.ts';
import type { Staff } from '../../../domain/people.ts';
import type { ReceptionDayCase } from '../../../domain/reception-day/case.ts';
import { addDays, dateOf } from '../../../domain/time/calendar.ts';
import { BRANCHES, CARRIERS, EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import { type Action, chosen } from './action.ts';
import { somebody } from './callbacks.ts';
import { somePolicy } from './policies.ts';

function someDay(world: World, draw: Draw, stage: ReceptionDayCase['stage']): ReceptionDayCase | undefined {
  return chosen(draw, world.observer.of('reception-day'), (day) => day.stage === stage);
}

const atDesk = (draw: Draw, branch: string): Staff =>
  somebody(draw, draw.one(['complaint-handler', 'branch-manager']), branch);

async function openDesk(world: World, draw: Draw): Promise<void> {
  const branch = draw.one(BRANCHES);
  const opening = {
    on: addDays(dateOf(world.now), draw.weighted([[8, 0] as const, [1, 1] as const])),
    site: draw.one(['hall', 'east-gate']),
    desk: draw.int(1, 2),
    staff: ofRole('complaint-handler', branch).map(({ id }) => id),
    companies: [draw.one(CARRIERS)],
  };
  const by = atDesk(draw, branch);
  const asking = [world.ask(by, 'POST', '/reception-days', opening)];
  if (draw.chance(0.2)) asking.push(world.ask(atDesk(draw, branch), 'POST', '/reception-days', opening));
  await Promise.all(asking);
}

async function countVisits(world: World, draw: Draw): Promise<void> {
  const day = someDay(world, draw, 'open');
  if (day === undefined) return;
  const marker = world.markers.plant({ branch: day.branch });
  await world.ask(atDesk(draw, day.branch), 'POST', `/reception-days/${day.id}/visits`, {
    kind: draw.one(['consultation', 'suggestion']),
    count: draw.int(1, 20),
    ...(draw.chance(0.3) ? { note: `asked about ${marker}` } : {}),
  });
}

function treatment(world: World, draw: Draw) {
  const first = draw.one(FirstCause.options);
  return draw.one([
    { outcome: 'open' },
    {
      outcome: 'promised',
      promisedOn: addDays(dateOf(world.now), draw.int(1, 20)),
      reason: 'to be looked up',
    },
    {
      outcome: 'settled-on-the-spot',
      remedy: 'explained',
      cause: { first, second: draw.one([...SECOND_CAUSES[first], 'nothing']) },
      proof: 'signature-1',
    },
  ]);
}

/** Two at one desk enter at once, at times the same complaint. */
async function takeComplaint(world: World, draw: Draw): Promise<void> {
  const day = someDay(world, draw, 'open');
  if (day === undefined) return;
  const policy = draw.chance(0.6) ? somePolicy(world, draw) : undefined;
  const branch = policy?.branch ?? day.branch;
  const enter = (marker: string) =>
    world.ask(atDesk(draw, day.branch), 'POST', `/reception-days/${day.id}/complaints`, {
      matter:
        policy === undefined
          ? {
              customerRef: `visitor-${draw.int(1, 30)}`,
              phone: '13700000002',
              line: 'life',
              branch,
              carrier: draw.one(CARRIERS),
            }
          : { policyId: policy.id },
      category: draw.one(FirstCause.options),
      statement: `said at the desk ${marker}`,
      newFacts: draw.chance(0.1),
      treatment: treatment(world, draw),
    });
  const entering = [enter(world.markers.plant({ branch }))];
  if (draw.chance(0.3)) entering.push(enter(world.markers.plant({ branch })));
  await Promise.all(entering);
}

async function endDay(world: World, draw: Draw): Promise<void> {
  const day = someDay(world, draw, draw.one(['open', 'closed']));
  if (day === undefined) return;
  const by = atDesk(draw, day.branch);
  if (day.stage === 'open') await world.ask(by, 'POST', `/reception-days/${day.id}/closing`);
  else await world.ask(by, 'POST', `/reception-days/${day.id}/sample`, { size: draw.int(1, 5) });
}

async function look(world: World, draw: Draw): Promise<void> {
  const day = draw.maybe(world.observer.of('reception-day'));
  if (day === undefined) return;
  const by = draw.chance(0.6) ? atDesk(draw, day.branch) : draw.one(EVERYBODY);
  await world.ask(by, 'GET', draw.chance(0.5) ? `/reception-days/${day.id}` : `/reception-days?on=${day.on}`);
}

export const RECEPTION_DAY_ACTIONS: readonly Action[] = [
  { name: 'opens a desk for a day', weight: 1, act: openDesk },
  { name: 'counts who came', weight: 1, act: countVisits },
  { name: 'takes a complaint at a desk', weight: 2, act: takeComplaint },
  { name: 'ends a reception day', weight: 0.7, act: endDay },
  { name: 'looks at a reception day', weight: 0.7, act: look },
];
