import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { type Action, verdict } from '../../domain/access.ts';
import { ComplaintStage } from '../../domain/complaint/case.ts';
import { Role, type Staff } from '../../domain/people.ts';
import type { Write } from '../../domain/ports.ts';
import { complaintRoutes } from '../../functions/complaint/routes.ts';
import type { Route } from '../../functions/http/route.ts';
import {
  COMPLAINT_RULES,
  CONTENTS,
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
  SECOND_HANDLER,
  toldOf,
} from '../support/complaint-story.ts';
import { openApi, RequestRefused } from '../support/firm-api.ts';
import { SELLER, staff } from '../support/people.ts';

/** One of every role, at this branch and at another; of every role also one who is involved in every case. */
const INVOLVED: readonly Staff[] = Role.options.map((role) => staff(role, `${role}-involved`));
const PEOPLE: readonly Staff[] = [
  ...INVOLVED,
  ...Role.options.flatMap((role) => [
    staff(role, `${role}-here`),
    staff(role, `${role}-elsewhere`, 'sh'),
    { ...staff(role, `${role}-of-carrier`), carrier: 'carrier-a' },
  ]),
  SELLER,
  HANDLER,
  SECOND_HANDLER,
];

/** What each route asks for, told here a second time: the routes say it in their handlers. */
const ASKS: Readonly<Record<string, Action>> = {
  'GET /complaints/{id}': 'complaint:read',
  'POST /complaints/{id}/handler': 'complaint:assign',
  'POST /complaints/{id}/recusal': 'complaint:assign',
  'POST /complaints/{id}/merge': 'complaint:assign',
  'POST /complaints/{id}/first-contact': 'complaint:handle',
  'POST /complaints/{id}/classification': 'complaint:handle',
  'POST /complaints/{id}/pause': 'complaint:handle',
  'POST /complaints/{id}/resumption': 'complaint:handle',
  'POST /complaints/{id}/extension': 'complaint:extend',
  'POST /complaints/{id}/settlement': 'complaint:handle',
  'POST /complaints/{id}/transfer': 'complaint:handle',
  'POST /complaints/{id}/refusal': 'complaint:handle',
  'POST /complaints/{id}/decision': 'complaint:handle',
  'POST /complaints/{id}/decision/verdict': 'complaint:approve',
  'POST /complaints/{id}/decision/notice': 'complaint:handle',
  'POST /complaints/{id}/decision/message': 'complaint:handle',
  'POST /complaints/{id}/acceptance': 'complaint:handle',
  'POST /complaints/{id}/withdrawal': 'complaint:handle',
  'POST /complaints/{id}/review': 'complaint:handle',
  'POST /complaints/{id}/review/decision': 'complaint:review',
  'POST /complaints/{id}/satisfaction': 'complaint:handle',
  'POST /complaints/{id}/reopening': 'complaint:assign',
  'POST /complaints/{id}/responsible': 'complaint:assign',
  'POST /complaints/{id}/desk-faults': 'complaint:assign',
  'POST /complaints/{id}/documents/{document}/stored': 'complaint:handle',
  'POST /complaints/{id}/documents/{document}/view': 'complaint:read',
};

/** Routes that are told apart: one makes a case, one foresees it, two ask for no version. */
const APART: readonly string[] = [
  'POST /complaints',
  'POST /complaints/preview',
  'POST /complaints/{id}/documents',
  'POST /complaints/{id}/reveal',
];

const NOTICE = { way: 'post', at: RECEIVED_AT.toISOString(), proof: 'p' };
const NEVER = 1_000_000; // a version that no case has: whoever may is told that it is stale

const BODIES: Readonly<Record<string, object>> = {
  handler: { handler: 'x' },
  recusal: { person: 'x', reason: 'r' },
  merge: { into: `cp-${'0'.repeat(20)}` },
  'first-contact': { note: 'n' },
  classification: { complexity: 'simple', reason: 'r' },
  pause: { kind: 'mediation', told: NOTICE },
  resumption: {},
  extension: { reason: 'r', notice: NOTICE },
  settlement: { remedy: 'r', cause: CONTENTS.cause, proof: 'p' },
  transfer: { to: 'x', reason: 'r' },
  refusal: { reason: 'r', notice: NOTICE },
  decision: CONTENTS,
  'decision/verdict': { approve: true, reason: 'r' },
  'decision/notice': NOTICE,
  'decision/message': {},
  acceptance: { accepts: true, proof: 'p' },
  withdrawal: { proof: 'p' },
  review: { document: 'd', receivedAt: RECEIVED_AT.toISOString() },
  'review/decision': { result: 'confirmed', reasons: 'r', notice: NOTICE },
  satisfaction: { satisfied: true, recording: 'r' },
  reopening: { reason: 'r', receivedAt: RECEIVED_AT.toISOString() },
  responsible: { people: [{ role: 'direct-person', person: 'x' }] },
  'desk-faults': { fault: 'late-feedback', handler: 'x', evidence: 'd1' },
};

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

function bodyOf(route: Route): object | undefined {
  if (route.method === 'GET') return undefined;
  const what = route.path.replace('/complaints/{id}/', '');
  return what.startsWith('documents') ? {} : { version: NEVER, ...BODIES[what] };
}

/** A complaint at every stage, with one of every role involved in it. */
function stories(): ComplaintStory[] {
  const options = { intake: { involved: INVOLVED.map(({ id }) => id) } };
  const told = () => toldOf(options);
  const made: ComplaintStory[] = [new ComplaintStory(options), handling(options), decided(options), told()];
  const add = (story: ComplaintStory, act: (story: ComplaintStory) => unknown) => {
    act(story);
    made.push(story);
  };
  add(told(), (story) => story.asksReview());
  add(handling(options), (story) => story.settle());
  add(told(), (story) => [story.asksReview(), story.reviews()]);
  add(told(), (story) => story.withdraw());
  add(handling(options), (story) => story.refuse());
  add(handling(options), (story) => story.mergeInto(handling(options)));
  return made;
}

async function served() {
  const store = new MemoryStore();
  const routes = complaintRoutes({
    cases: store.cases,
    policies: store.policies,
    transactions: store.transactions,
    files: new MemoryFiles(),
    clock: { now: () => RECEIVED_AT },
    rules: COMPLAINT_RULES,
  });
  const told = stories();
  for (const story of told) {
    const writes: Write[] = [
      { store: 'case', case: story.case, expected: 0 },
      ...story.events.map((event): Write => ({ store: 'event', event })),
      ...[...story.contents.values()].map((content): Write => ({ store: 'content', content })),
    ];
    await store.transactions.commit(writes);
  }
  return { store, routes, cases: told.map((story) => story.case), ask: openApi(routes, () => RECEIVED_AT) };
}

const STATUS = { hidden: 404, 'wrong-role': 403, concerned: 403 } as const;

describe('who may do what to a complaint', () => {
  it('has a case at every stage, and knows every route', async () => {
    const { routes, cases } = await served();
    expect([...new Set(cases.map(({ stage }) => stage))].sort()).toEqual([...ComplaintStage.options].sort());
    expect(routes.map(nameOf).sort()).toEqual([...Object.keys(ASKS), ...APART].sort());
  });

  it('answers every role, at every stage, involved or not, as the table of access says', async () => {
    const { store, routes, cases, ask } = await served();
    const wrong: string[] = [];
    let asked = 0;
    for (const record of cases) {
      for (const route of routes) {
        const action = ASKS[nameOf(route)];
        if (action === undefined) continue;
        for (const person of PEOPLE) {
          asked += 1;
          const subject = { branch: record.branch, recused: record.involved };
          const expected = verdict(person, action, subject);
          const path = route.path.replace('{id}', record.id).replace('{document}', 'd99');
          const status = await ask(person, route.method, path, bodyOf(route)).then(
            () => 200,
            (error) => (error instanceof RequestRefused ? error.status : 500),
          );
          // Whoever may see the case is told that it has moved on; nothing here can be done to it.
          const may = route.method === 'GET' ? 200 : path.includes('/documents/') ? 404 : 409;
          const right = expected === 'allowed' ? may : STATUS[expected];
          if (status !== right) {
            wrong.push(`${person.id} ${nameOf(route)} at ${record.stage}: ${expected}, got ${status}`);
          }
        }
      }
      expect((await store.cases.byId(record.id))?.version).toBe(record.version);
    }
    expect(wrong).toEqual([]);
    expect(asked).toBe(cases.length * PEOPLE.length * Object.keys(ASKS).length);
  });

  it('tells whoever is involved, whatever the role, the very same as of a case that is not there', async () => {
    const { cases, ask } = await served();
    const told = async (person: Staff, id: string) => {
      const problem = await ask(person, 'GET', `/complaints/${id}`).catch(
        (error: RequestRefused) => error.problem,
      );
      return { ...(problem as object), instance: '' };
    };
    for (const person of INVOLVED) {
      for (const { id } of cases) {
        expect(await told(person, id)).toEqual(await told(person, `cp-${'0'.repeat(20)}`));
      }
    }
  });

  it('lets everybody who sees it say so of himself, and nobody below a manager of others', async () => {
    const { ask, cases } = await served();
    const [first] = cases.map(({ id, version }) => ({ id, version }));
    const recuses = (by: Staff, person: string) =>
      ask(by, 'POST', `/complaints/${first?.id}/recusal`, { version: first?.version, person, reason: 'kin' });
    await expect(recuses(SECOND_HANDLER, HANDLER.id)).rejects.toMatchObject({ status: 403 });
    await recuses(SECOND_HANDLER, SECOND_HANDLER.id);
    await expect(ask(SECOND_HANDLER, 'GET', `/complaints/${first?.id}`)).rejects.toMatchObject({
      status: 404,
    });
  });
});
