import { FirstCause, SECOND_CAUSES } from '../../../domain/complaint/causes.ts';
import { BRANCHES, CARRIERS, EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import { type Action, chosen } from './action.ts';
import { seen, somebody } from './callbacks.ts';

/** Against the cause of a complaint that ended, mostly. */
async function begin(world: World, draw: Draw): Promise<void> {
  const ended = draw.maybe(world.observer.of('complaint').filter(({ cause }) => cause !== undefined));
  const first = draw.one(FirstCause.options);
  const cause = draw.chance(0.8) ? ended?.cause : undefined;
  const by = draw.chance(0.3)
    ? draw.one([...ofRole('head-office-manager'), ...ofRole('compliance')])
    : somebody(draw, 'branch-manager', ended?.branch ?? draw.one(BRANCHES));
  // Whose it is follows from who begins it.
  const branch = by.branch ?? 'head-office';
  await world.ask(by, 'POST', '/corrective-actions', {
    cause: cause ?? { first, second: draw.one([...SECOND_CAUSES[first], 'nothing']) },
    what: `another leaflet ${world.markers.plant({ branch })}`,
    ...(draw.chance(0.3) ? { carrier: draw.one(CARRIERS) } : {}),
    targetPercent: draw.int(1, 100),
    ...(ended !== undefined && draw.chance(0.6) ? { complaints: [ended.id] } : {}),
  });
}

async function giveUp(world: World, draw: Draw): Promise<void> {
  const one = chosen(draw, world.observer.of('corrective-action'), ({ stage }) => stage === 'open');
  if (one === undefined) return;
  const by = draw.one([
    ...ofRole('head-office-manager'),
    ...ofRole('compliance'),
    ...ofRole('branch-manager', one.branch),
  ]);
  await world.ask(by, 'POST', `/corrective-actions/${one.id}/dropping`, {
    version: seen(draw, one),
    reason: `does not help ${world.markers.plant({ branch: one.branch })}`,
  });
}

async function look(world: World, draw: Draw): Promise<void> {
  const one = draw.maybe(world.observer.of('corrective-action'));
  if (one === undefined) return;
  const by = draw.chance(0.5) ? somebody(draw, 'branch-manager', one.branch) : draw.one(EVERYBODY);
  await world.ask(
    by,
    'GET',
    draw.chance(0.6) ? `/corrective-actions/${one.id}` : `/corrective-actions?branch=${one.branch}`,
  );
}

export const CORRECTIVE_ACTIONS: readonly Action[] = [
  { name: 'begins a corrective action', weight: 1, act: begin },
  { name: 'gives up a corrective action', weight: 0.5, act: giveUp },
  { name: 'looks at a corrective action', weight: 1, act: look },
];
