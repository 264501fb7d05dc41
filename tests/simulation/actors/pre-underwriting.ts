import type { Staff } from '../../../domain/people.ts';
import type { PreUnderwritingCase } from '../../../domain/pre-underwriting/case.ts';
import { addDays, dateOf } from '../../../domain/time/calendar.ts';
import { CARRIERS, EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import { type Action, chosen } from './action.ts';
import { seen, somebody } from './callbacks.ts';
import { bring } from './documents.ts';
import { somePolicy } from './policies.ts';

type Stage = PreUnderwritingCase['stage'];

function someCase(world: World, draw: Draw, ...stages: readonly Stage[]): PreUnderwritingCase | undefined {
  return chosen(draw, world.observer.of('pre-underwriting'), ({ stage }) => stages.includes(stage));
}

function owner(one: PreUnderwritingCase, draw: Draw): Staff {
  const broker = ofRole('broker').find(({ id }) => id === one.brokerId);
  return broker !== undefined && draw.chance(0.85) ? broker : somebody(draw, 'broker', one.branch);
}

/** Health data: for the broker, experts and the carriers that are asked. */
function facts(world: World, draw: Draw, broker: Staff) {
  const carriers = draw.some(CARRIERS, 0.8);
  const wanted = (carriers.length < 2 ? CARRIERS.slice(0, 2) : carriers).map((carrier) => ({
    carrier,
    product: 'ci-1',
  }));
  const marker = world.markers.plant({
    ...(broker.branch === undefined ? {} : { branch: broker.branch }),
    people: [broker.id],
    carriers: wanted.map(({ carrier }) => carrier),
    health: true,
  });
  return {
    applicant: { age: draw.int(20, 70), sex: draw.one(['female', 'male']), occupationClass: draw.int(1, 4) },
    disclosure: {
      asked: [`Any illness ${marker} in the last five years?`],
      heightCm: 172,
      weightKg: 70,
      conditions: [{ code: 'thyroid-nodule', since: '2022-05-01' }],
      family: [],
      smoking: 'never',
      drinking: 'not-asked',
      tests: [],
    },
    wanted,
    sumInsuredFen: draw.int(1_000_000, 90_000_000),
  };
}

function opening(world: World, draw: Draw, by: Staff) {
  const number = String(world.markers.size).padStart(8, '0');
  const asked = facts(world, draw, by);
  const marker = world.markers.plant({
    ...(by.branch === undefined ? {} : { branch: by.branch }),
    people: [by.id],
  });
  return {
    ...asked,
    customerRef: `applicant-${marker}`,
    ...(draw.chance(0.9) ? { phone: `138${number}` } : {}),
    purpose: 'To compare offers before an application.',
    deleteOn: addDays(dateOf(world.now), draw.int(10, 180)),
  };
}

async function open(world: World, draw: Draw): Promise<void> {
  const by = draw.chance(0.95) ? draw.one(ofRole('broker')) : draw.one(EVERYBODY);
  const asking = opening(world, draw, by);
  const { status, body } = await world.ask(by, 'POST', '/pre-underwriting', asking);
  if (status === 201)
    for (const marker of markersIn(asking)) world.markers.widen(marker, { cases: [body.id] });
}

function markersIn(body: object): string[] {
  return JSON.stringify(body).match(/mk\d+x/g) ?? [];
}

async function prepare(world: World, draw: Draw): Promise<void> {
  const one = someCase(world, draw, 'preparing');
  if (one === undefined) return;
  const by = owner(one, draw);
  const path = `/pre-underwriting/${one.id}`;
  const version = seen(draw, one);
  switch (draw.int(0, 5)) {
    case 0:
      await world.ask(by, 'PUT', `${path}/facts`, { version, ...facts(world, draw, by) });
      return;
    case 1: {
      const document = await bring(world, draw, by, path, 'consent-form');
      const carriers = one.wanted.map(({ carrier }) => carrier);
      const now = world.observer.cases.get(one.id)?.version ?? version;
      if (document !== undefined)
        await world.ask(by, 'POST', `${path}/consent`, {
          version: now,
          document,
          carriers,
          givenAt: world.now.toISOString(),
        });
      return;
    }
    case 2:
      await bring(world, draw, by, path, draw.one(['check-up-report', 'pathology']));
      return;
    default:
      await world.ask(by, 'POST', `${path}/consent-request`, { version });
  }
}

async function send(world: World, draw: Draw): Promise<void> {
  const all = world.observer.of('pre-underwriting');
  const one = chosen(draw, all, ({ stage, consent }) => stage === 'preparing' && consent !== undefined);
  if (one === undefined) return;
  await world.ask(owner(one, draw), 'POST', `/pre-underwriting/${one.id}/requests`, {
    version: seen(draw, one),
  });
}

async function supply(world: World, draw: Draw): Promise<void> {
  const wanting = world.observer
    .of('carrier-request')
    .filter(({ stage, purpose }) => stage === 'material-wanted' && purpose === 'pre-underwriting');
  const request = draw.maybe(wanting);
  const one =
    request === undefined
      ? undefined
      : world.observer.of('pre-underwriting').find(({ id }) => id === request.about);
  if (request === undefined || one === undefined) return;
  const by = owner(one, draw);
  const path = `/pre-underwriting/${one.id}`;
  const document = draw.chance(0.5) ? await bring(world, draw, by, path, 'pathology') : undefined;
  const version = world.observer.cases.get(one.id)?.version ?? 1;
  const supplies = [
    { requestId: request.id, documents: document === undefined ? [] : [document], note: 'all there is' },
  ];
  await world.ask(by, 'POST', `${path}/material`, { version, supplies });
}

async function choose(world: World, draw: Draw): Promise<void> {
  const one = someCase(world, draw, 'choosing');
  if (one === undefined) return;
  const by = owner(one, draw);
  const path = `/pre-underwriting/${one.id}`;
  const version = seen(draw, one);
  const requestId = draw.maybe(one.requests)?.id;
  if (requestId !== undefined && draw.chance(0.7))
    await world.ask(by, 'POST', `${path}/choice`, { version, requestId });
  else if (draw.chance(0.5))
    await world.ask(by, 'POST', `${path}/no-choice`, { version, reason: 'too dear' });
  else {
    const asking = opening(world, draw, by);
    const { status, body } = await world.ask(by, 'POST', `${path}/requote`, { version, ...asking });
    if (status === 201)
      for (const marker of markersIn(asking)) world.markers.widen(marker, { cases: [body.replacedBy] });
  }
}

async function end(world: World, draw: Draw): Promise<void> {
  const one = someCase(world, draw, 'asking', 'choosing', 'chosen', 'preparing');
  if (one === undefined || draw.chance(0.5)) return;
  const by = owner(one, draw);
  const path = `/pre-underwriting/${one.id}`;
  if (draw.chance(0.5)) {
    const document = await bring(world, draw, by, path, 'other');
    const version = world.observer.cases.get(one.id)?.version ?? 1;
    if (document !== undefined) await world.ask(by, 'POST', `${path}/withdrawal`, { version, document });
    return;
  }
  const policy = somePolicy(world, draw);
  if (policy === undefined) return;
  await world.ask(by, 'POST', `${path}/policy`, {
    version: seen(draw, one),
    policyId: policy.id,
    conclusion: { is: 'standard' },
    premiumFen: 500_000,
  });
}

async function look(world: World, draw: Draw): Promise<void> {
  const one = someCase(world, draw, 'asking', 'choosing');
  if (one === undefined) return;
  await world.ask(
    draw.chance(0.5) ? owner(one, draw) : draw.one(EVERYBODY),
    'GET',
    `/pre-underwriting/${one.id}`,
  );
}

export const PRE_UNDERWRITING_ACTIONS: readonly Action[] = [
  { name: 'prepares a request to carriers', weight: 5, act: open },
  { name: 'prepares on', weight: 8, act: prepare },
  { name: 'asks the carriers', weight: 6, act: send },
  { name: 'brings what carriers want', weight: 3, act: supply },
  { name: 'chooses an offer', weight: 4, act: choose },
  { name: 'ends a pre-underwriting', weight: 2, act: end },
  { name: 'looks at a pre-underwriting', weight: 4, act: look },
];
