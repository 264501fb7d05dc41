import type { Policy, PolicyInput } from '../../../domain/policy/policy.ts';
import { addDays, dateOf } from '../../../domain/time/calendar.ts';
import { BRANCHES, CARRIERS, ofRole, PRODUCTS } from '../people.ts';
import { STAFF_PHONE } from '../proofs.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';

/** The firm's carriers and products, and a few numbers of its staff. */
export async function openShop(world: World): Promise<void> {
  for (const carrier of CARRIERS) {
    const products = Object.fromEntries(
      Object.entries(PRODUCTS).map(([code, of]) => [code, { name: `产品 ${code}`, class: of }]),
    );
    await world.core('PUT', `/carriers/${carrier}`, { name: `${carrier} 保险`, products });
  }
  for (const broker of ofRole('broker', 'bj')) {
    await world.core('PUT', `/staff-phones/${broker.id}`, { phone: STAFF_PHONE });
  }
}

/** Numbers that are whole are distinct; some are a family's, a broker's, or nobody's. */
function phoneOf(world: World, draw: Draw): string {
  const number = String(world.markers.size).padStart(8, '0');
  return draw.weighted([
    [80, `139${number}`],
    [5, '13200000001'],
    [7, STAFF_PHONE],
    [6, `130${number}`],
  ]);
}

export function policyInput(world: World, draw: Draw): PolicyInput {
  const branch = draw.one(BRANCHES);
  const broker = draw.one(ofRole('broker', branch)).id;
  const leader = `leader-${branch}`;
  const people = [broker, leader];
  const marker = world.markers.plant({ branch, people });
  const today = dateOf(world.now);
  const code = draw.one(Object.keys(PRODUCTS) as (keyof typeof PRODUCTS)[]);
  const commission: PolicyInput['commission'] = [
    { payee: broker, role: 'broker', amountFen: draw.int(1, 500_000) },
    ...(draw.chance(0.6) && broker !== leader
      ? [{ payee: leader, role: 'team-leader' as const, amountFen: draw.int(0, 90_000) }]
      : []),
  ];
  return {
    carrier: draw.one(CARRIERS),
    number: `POL-${marker}`,
    product: {
      code,
      class: PRODUCTS[code],
      termMonths: draw.weighted([
        [8, 240],
        [2, 12],
      ]),
      liabilityVersion: '2026.1',
    },
    channel: draw.weighted([
      [6, 'face-to-face'],
      [1, 'phone'],
      [1, 'internet'],
      [1, 'bank'],
    ]),
    brokerId: broker,
    branch,
    customer: {
      ref: `customer-${marker}`,
      name: `甲${marker}`,
      phone: phoneOf(world, draw),
      ...(draw.chance(0.5) ? { address: `${marker} road` } : {}),
    },
    premiumFen: draw.int(10_000, 9_000_000),
    instalments: draw.chance(0.7),
    issuedOn: addDays(today, -draw.int(0, 6)),
    ...(draw.chance(0.75) ? { receiptOn: today } : {}),
    coolingOffDays: draw.weighted([
      [4, 15],
      [1, 0],
    ]),
    commission,
  };
}

export function somePolicy(world: World, draw: Draw): Policy | undefined {
  return draw.maybe([...world.observer.policies.values()]);
}

async function sell(world: World, draw: Draw): Promise<void> {
  const input = policyInput(world, draw);
  const sending = [world.core('POST', '/policies', input)];
  // The core system sends again what it has no answer to, at times at once.
  if (draw.chance(0.15)) sending.push(world.core('POST', '/policies', input));
  await Promise.all(sending);
  if (draw.chance(0.1)) await world.core('POST', '/policies', input);
  if (draw.chance(0.05))
    await world.core('POST', '/policies', { ...input, premiumFen: input.premiumFen + 1 });
}

async function sellMany(world: World, draw: Draw): Promise<void> {
  const policies: unknown[] = Array.from({ length: draw.int(2, 6) }, () => policyInput(world, draw));
  if (draw.chance(0.3)) policies.push(policies[0]);
  if (draw.chance(0.3)) policies.push({ number: 'nothing else' });
  await world.core('POST', '/policies/batch', { policies });
}

async function bringReceipt(world: World, draw: Draw): Promise<void> {
  const policy = draw.maybe(
    [...world.observer.policies.values()].filter(({ receiptOn }) => receiptOn === undefined),
  );
  if (policy === undefined) return;
  const by = draw.weighted([
    [6, ofRole('core-system')[0]],
    [2, draw.one(ofRole('branch-manager'))],
    [1, draw.one(ofRole('broker'))],
  ]);
  if (by === undefined) return;
  await world.ask(by, 'POST', `/policies/${policy.id}/receipt`, { receiptOn: dateOf(world.now) });
}

async function cancel(world: World, draw: Draw): Promise<void> {
  const policy = somePolicy(world, draw);
  if (policy === undefined) return;
  const by = draw.weighted([
    [6, ofRole('core-system')[0]],
    [2, draw.one(ofRole('branch-manager'))],
    [1, draw.one(ofRole('callback-agent'))],
  ]);
  if (by === undefined) return;
  const cancelledOn = addDays(dateOf(world.now), -draw.int(0, 3));
  await world.ask(by, 'POST', `/policies/${policy.id}/cancellation`, { cancelledOn });
}

async function correct(world: World, draw: Draw): Promise<void> {
  const policy = somePolicy(world, draw);
  if (policy === undefined) return;
  const by = draw.one([
    ...ofRole('branch-manager'),
    ...ofRole('compliance'),
    ...ofRole('broker', policy.branch),
  ]);
  const marker = world.markers.plant({
    branch: policy.branch,
    people: policy.commission.map(({ payee }) => payee),
  });
  await world.ask(by, 'POST', `/policies/${policy.id}/contact`, {
    ...(draw.chance(0.8) ? { phone: phoneOf(world, draw) } : {}),
    ...(draw.chance(0.4) ? { address: `${marker} lane` } : {}),
    reason: `brought by hand ${marker}`,
  });
}

async function look(world: World, draw: Draw): Promise<void> {
  const policy = somePolicy(world, draw);
  if (policy === undefined) return;
  const by = draw.one(
    ofRole(draw.one(['broker', 'callback-agent', 'branch-manager', 'compliance', 'expert'])),
  );
  switch (draw.int(0, 4)) {
    case 0:
      await world.ask(by, 'GET', `/policies/${policy.id}`);
      return;
    case 1:
      await world.ask(by, 'POST', `/policies/${policy.id}/reveal`, { field: 'phone', reason: 'to call' });
      return;
    case 2:
      await world.ask(by, 'GET', '/policies');
      return;
    case 3:
      await world.ask(by, 'GET', `/policies?broker=${policy.brokerId}`);
      return;
    default:
      await world.ask(by, 'POST', '/policies/find', { carrier: policy.carrier, number: policy.number });
  }
}

export const POLICY_ACTIONS: readonly Action[] = [
  { name: 'sells a policy', weight: 7, act: sell },
  { name: 'hands in a batch', weight: 1, act: sellMany },
  { name: 'brings a receipt', weight: 4, act: bringReceipt },
  { name: 'cancels a policy', weight: 3, act: cancel },
  { name: 'corrects the contact', weight: 4, act: correct },
  { name: 'looks at a policy', weight: 6, act: look },
];
