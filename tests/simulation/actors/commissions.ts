import { dateOf } from '../../../domain/time/calendar.ts';
import { EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';
import { somePolicy } from './policies.ts';

function monthNear(world: World, draw: Draw): string {
  const [year = 0, month = 1] = dateOf(world.now).slice(0, 7).split('-').map(Number);
  const back = draw.weighted([
    [7, 1],
    [2, 2],
    [1, 0],
  ]);
  return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7);
}

async function pay(world: World, draw: Draw): Promise<void> {
  const month = monthNear(world, draw);
  const by = draw.chance(0.9) ? draw.one(ofRole('head-office-manager')) : draw.one(EVERYBODY);
  const paying = [world.ask(by, 'POST', `/payouts/${month}`, {})];
  if (draw.chance(0.2))
    paying.push(world.ask(draw.one(ofRole('head-office-manager')), 'POST', `/payouts/${month}`, {}));
  await Promise.all(paying);
}

/** What is held by hand is released by others mostly, and at times by who placed it. */
async function release(world: World, draw: Draw): Promise<void> {
  const held = [...world.observer.lines.values()].flatMap(({ policyId, holds }) =>
    holds
      .filter(({ type }) => type === 'compliance' || type === 'customer-data')
      .map((one) => ({ policyId, ...one })),
  );
  const one = draw.maybe(held);
  if (one === undefined) return;
  const same = EVERYBODY.find(({ id }) => id === one.placedBy);
  const by = same !== undefined && draw.chance(0.35) ? same : draw.one(ofRole('compliance'));
  await world.ask(by, 'POST', `/holds/${one.policyId}/release`, { type: one.type, reason: 'looked at it' });
}

async function hold(world: World, draw: Draw): Promise<void> {
  const policy = somePolicy(world, draw);
  if (policy === undefined) return;
  const by = draw.chance(0.85) ? draw.one(ofRole('compliance')) : draw.one(EVERYBODY);
  const type = draw.weighted([
    [5, 'compliance'],
    [3, 'customer-data'],
    [1, 'callback-problem'],
    [1, 'callback-not-completed'],
  ]);
  const reason = 'looked at it';
  switch (draw.int(0, 2)) {
    case 0:
      await world.ask(by, 'POST', `/holds/${policy.id}/place`, { type, reason });
      return;
    case 1:
      await world.ask(by, 'POST', `/holds/${policy.id}/release`, { type, reason });
      return;
    default: {
      const policyIds = [policy.id, somePolicy(world, draw)?.id ?? policy.id];
      await world.ask(by, 'POST', '/holds/release', { policyIds: [...new Set(policyIds)], type, reason });
    }
  }
}

async function look(world: World, draw: Draw): Promise<void> {
  const by = draw.one(EVERYBODY);
  const month = monthNear(world, draw);
  const policy = somePolicy(world, draw);
  const payee = draw.one(ofRole('broker')).id;
  const path = draw.one([
    '/commissions',
    `/commissions?payee=${payee}`,
    '/commissions/sums',
    `/commissions/sums?payee=${payee}`,
    `/commissions/${policy?.id ?? 'pl-00000000000000000000'}`,
    '/payouts',
    `/payouts/${month}`,
    `/payouts/${month}/preview`,
    `/payouts/${month}/statements/${payee}`,
    `/payouts/${month}/statements/${payee}/rows`,
    `/metrics?month=${month}`,
    `/coverage?month=${month}`,
  ]);
  await world.ask(by, 'GET', path);
}

export const COMMISSION_ACTIONS: readonly Action[] = [
  { name: 'runs a payout', weight: 3, act: pay },
  { name: 'places or releases a hold', weight: 4, act: hold },
  { name: 'releases a hold', weight: 3, act: release },
  { name: 'looks at commission', weight: 5, act: look },
];
