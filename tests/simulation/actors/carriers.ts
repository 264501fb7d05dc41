import type { CarrierRequest } from '../../../domain/carrier-request/case.ts';
import type { Staff } from '../../../domain/people.ts';
import { addDays, dateOf } from '../../../domain/time/calendar.ts';
import { EVERYBODY, ofRole } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import { type Action, chosen } from './action.ts';
import { seen } from './callbacks.ts';

function someRequest(world: World, draw: Draw): CarrierRequest | undefined {
  return chosen(draw, world.observer.of('carrier-request'), ({ category }) => category === 'open');
}

function reviewer(request: CarrierRequest, draw: Draw): Staff {
  return draw.weighted([
    [12, draw.one(ofRole('carrier-reviewer', undefined, request.carrier))],
    [1, draw.one(ofRole('carrier-reviewer'))],
    [1, draw.one(EVERYBODY)],
  ]);
}

/** The case behind a request says whose eyes its answer is for. */
function ofAnswer(world: World, { about, branch, carrier }: CarrierRequest): string {
  const behind = world.observer.cases.get(about);
  const people = behind !== undefined && 'concerned' in behind ? (behind.concerned as string[]) : [];
  return world.markers.plant({ branch, people, carriers: [carrier], cases: [about] });
}

function answerTo(world: World, request: CarrierRequest, draw: Draw): object {
  const marker = ofAnswer(world, request);
  if (request.purpose !== 'pre-underwriting') {
    const outcome = draw.one(['changed', 'changed-in-part', 'upheld'] as const);
    return {
      decision: {
        outcome,
        wording: `we have looked again ${marker}`,
        ...(outcome === 'changed-in-part' ? { amountFen: draw.int(1, 7_999_999) } : {}),
        ...(outcome === 'upheld' ? { reason: 'pre-existing' } : {}),
      },
    };
  }
  const conclusion = draw.one([
    { is: 'standard' },
    { is: 'declined' },
    { is: 'postponed', months: 6 },
    { is: 'on-terms', extra: { by: 'percent', percent: 50 } },
    { is: 'on-terms', exclusions: [{ code: 'thyroid-nodule', wording: `without the thyroid ${marker}` }] },
  ]);
  return {
    opinion: {
      conclusion,
      premiumFen: draw.int(100_000, 900_000),
      validUntil: addDays(dateOf(world.now), draw.int(5, 90)),
      wording: `our opinion ${marker}`,
    },
  };
}

async function answer(world: World, draw: Draw): Promise<void> {
  const request = someRequest(world, draw);
  if (request === undefined) return;
  const path = `/carrier-requests/${request.id}/answers`;
  const by = reviewer(request, draw);
  const body = answerTo(world, request, draw);
  const answering = [world.ask(by, 'POST', path, body)];
  if (draw.chance(0.15))
    answering.push(world.ask(by, 'POST', path, draw.chance(0.5) ? body : answerTo(world, request, draw)));
  await Promise.all(answering);
}

async function want(world: World, draw: Draw): Promise<void> {
  const request = someRequest(world, draw);
  if (request === undefined) return;
  const marker = ofAnswer(world, request);
  const items = [{ type: draw.one(['pathology', 'imaging', 'other']), text: `please show it ${marker}` }];
  const path = `/carrier-requests/${request.id}/material`;
  await world.ask(reviewer(request, draw), 'POST', path, { version: seen(draw, request), items });
}

async function look(world: World, draw: Draw): Promise<void> {
  const request = someRequest(world, draw);
  if (request === undefined) return;
  const by = reviewer(request, draw);
  const document = request.documents[0]?.id ?? 'd1';
  const [method, path] = draw.one<readonly [string, string]>([
    ['GET', '/carrier-requests'],
    ['GET', `/carrier-requests?stage=${request.stage}`],
    ['GET', `/carrier-requests/${request.id}`],
    ['GET', `/carrier-requests/${request.id}`],
    ['POST', `/carrier-requests/${request.id}/documents/${document}/view`],
    ['POST', `/carrier-requests/${request.id}/deletion`],
  ]);
  await world.ask(by, method, path);
}

export const CARRIER_ACTIONS: readonly Action[] = [
  { name: 'a carrier answers', weight: 9, act: answer },
  { name: 'a carrier wants more', weight: 3, act: want },
  { name: 'a carrier looks', weight: 6, act: look },
];
