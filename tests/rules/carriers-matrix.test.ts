import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { type Action, type Subject, verdict } from '../../domain/access.ts';
import { CarrierRequestStage } from '../../domain/carrier-request/case.ts';
import { Role, type Staff } from '../../domain/people.ts';
import type { AnyCase, Write } from '../../domain/ports.ts';
import { PreUnderwritingStage } from '../../domain/pre-underwriting/case.ts';
import { ReconsiderationStage } from '../../domain/reconsideration/case.ts';
import { carrierRoutes } from '../../functions/carrier/routes.ts';
import type { Route } from '../../functions/http/route.ts';
import { preUnderwritingRoutes } from '../../functions/pre-underwriting/routes.ts';
import { reconsiderationRoutes } from '../../functions/reconsideration/routes.ts';
import { RULES } from '../../functions/wiring.ts';
import { openApi, RequestRefused } from '../support/firm-api.ts';
import { SELLER, staff } from '../support/people.ts';
import { ASKED_AT, asked, DECLINED, PreUnderwritingStory } from '../support/pre-underwriting-story.ts';
import {
  assessing,
  atLevel1,
  CHANGED,
  EXPERT,
  HEAD_REVIEWER,
  inPart,
  ReconsiderationStory,
  SECOND_EXPERT,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { later } from '../support/wall.ts';

/** Everybody who could ask, by role and by how near the matter is to them. */
const PEOPLE: readonly Staff[] = [
  SELLER,
  ...Role.options.flatMap((role) => [
    staff(role, `${role}-here`),
    staff(role, `${role}-elsewhere`, 'sh'),
    { ...staff(role, `${role}-of-carrier`), carrier: 'life-a' },
    { ...staff(role, `${role}-of-another-carrier`), carrier: 'life-z' },
  ]),
  EXPERT,
  HEAD_REVIEWER,
];

/** What each route asks for, told here a second time: the routes say it in their handlers. */
const ASKS: Readonly<Record<string, Action>> = {
  'GET /pre-underwriting/{id}': 'pre-underwriting:read',
  'POST /pre-underwriting/{id}/consent-request': 'pre-underwriting:prepare',
  'POST /pre-underwriting/{id}/consent': 'pre-underwriting:prepare',
  'POST /pre-underwriting/{id}/requests': 'pre-underwriting:prepare',
  'POST /pre-underwriting/{id}/material': 'pre-underwriting:prepare',
  'POST /pre-underwriting/{id}/choice': 'pre-underwriting:choose',
  'POST /pre-underwriting/{id}/no-choice': 'pre-underwriting:choose',
  'POST /pre-underwriting/{id}/policy': 'pre-underwriting:link-policy',
  'POST /pre-underwriting/{id}/withdrawal': 'pre-underwriting:withdraw',
  'POST /pre-underwriting/{id}/documents/{document}/stored': 'pre-underwriting:prepare',
  'POST /pre-underwriting/{id}/documents/{document}/view': 'pre-underwriting:read',
  'GET /reconsiderations/{id}': 'reconsideration:read',
  'POST /reconsiderations/{id}/facts': 'reconsideration:supply',
  'POST /reconsiderations/{id}/mandate': 'reconsideration:supply',
  'POST /reconsiderations/{id}/waivers': 'reconsideration:assess',
  'POST /reconsiderations/{id}/level-2': 'reconsideration:assess',
  'POST /reconsiderations/{id}/settle': 'reconsideration:assess',
  'POST /reconsiderations/{id}/evidence': 'reconsideration:supply',
  'POST /reconsiderations/{id}/payment': 'reconsideration:record-payment',
  'POST /reconsiderations/{id}/withdrawal': 'reconsideration:withdraw',
  'POST /reconsiderations/{id}/reopening': 'reconsideration:reopen',
  'POST /reconsiderations/{id}/documents/{document}/stored': 'reconsideration:supply',
  'POST /reconsiderations/{id}/documents/{document}/view': 'reconsideration:read',
  'GET /carrier-requests/{id}': 'carrier-request:read',
  'POST /carrier-requests/{id}/answers': 'carrier-request:answer',
  'POST /carrier-requests/{id}/material': 'carrier-request:answer',
  'POST /carrier-requests/{id}/documents/{document}/view': 'carrier-request:read',
};

/** A body that every role may send: with a version that no case has, so that whoever may is told that it is stale. */
const BODIES: Readonly<Record<string, object>> = {
  consent: { document: 'd1', carriers: ['life-a'], givenAt: ASKED_AT.toISOString() },
  material: { supplies: [{ requestId: 'x' }], items: [{ type: 'other', text: 'more' }] },
  choice: { requestId: 'x' },
  'no-choice': { reason: 'none' },
  policy: { policyId: 'pl-1', conclusion: { is: 'standard' }, premiumFen: 1 },
  withdrawal: { document: 'd1' },
  facts: { facts: {} },
  mandate: { document: 'd1' },
  waivers: { type: 'policy', reason: 'is with the court' },
  settle: { explanation: [{ text: 'so it is' }] },
  payment: { amountFen: 1, paidOn: '2026-03-02' },
  reopening: { reason: 'the hospital has corrected its report' },
};
const NEVER = 1_000_000;

/** Routes that are left out: they are told apart below, or their shape depends on the case. */
const APART: readonly string[] = [
  'POST /pre-underwriting',
  'PUT /pre-underwriting/{id}/facts',
  'POST /pre-underwriting/{id}/requote',
  'POST /pre-underwriting/{id}/documents',
  'GET /reconsiderations',
  'GET /reconsiderations/papers',
  'POST /reconsiderations',
  'POST /reconsiderations/{id}/snapshot',
  'POST /reconsiderations/{id}/assessment',
  'POST /reconsiderations/{id}/documents',
  'GET /carrier-requests',
  'POST /carrier-requests/{id}/deletion',
];

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

function bodyOf(route: Route): object | undefined {
  if (route.method === 'GET') return undefined;
  const last = route.path.split('/').at(-1) ?? '';
  if (last === 'stored' || last === 'view' || last === 'answers') return {};
  const { supplies, items, ...rest } = (BODIES[last] ?? {}) as Record<string, unknown>;
  const material = route.path.startsWith('/carrier-requests') ? { items } : { supplies };
  return { version: NEVER, ...rest, ...(last === 'material' ? material : {}) };
}

interface Told {
  cases: AnyCase[];
  writes: Write[];
}

function toldBy(story: PreUnderwritingStory | ReconsiderationStory): Told {
  if (story instanceof ReconsiderationStory) {
    return {
      cases: story.stored,
      writes: [
        ...story.stored.map((record): Write => ({ store: 'case', case: record, expected: 0 })),
        ...story.events.map((event): Write => ({ store: 'event', event })),
        ...[...story.contents.values()].map((content): Write => ({ store: 'content', content })),
      ],
    };
  }
  const cases = [story.case, ...story.file.requests];
  return {
    cases,
    writes: [
      ...cases.map((record): Write => ({ store: 'case', case: record, expected: 0 })),
      ...[...story.histories.values()].flat().map((event): Write => ({ store: 'event', event })),
      ...story.contents.map((content): Write => ({ store: 'content', content })),
    ],
  };
}

/** A case at every stage that it can have, and with it the requests at every stage of theirs. */
function stories(): Told[] {
  const both = () => asked('life-a', 'life-b');
  const made: (PreUnderwritingStory | ReconsiderationStory)[] = [];
  const add = <S extends PreUnderwritingStory | ReconsiderationStory>(
    story: S,
    act: (story: S) => unknown,
  ) => {
    act(story);
    made.push(story);
  };
  add(new PreUnderwritingStory(), (story) => story.document());
  add(new PreUnderwritingStory(), (story) => story.until(later(ASKED_AT, { days: 60 })));
  add(both(), (story) => story.wants('life-a'));
  add(both(), (story) => [story.answers('life-a'), story.answers('life-b', DECLINED)]);
  add(both(), (story) => [story.answers('life-a'), story.chooses('life-a')]);
  add(both(), (story) => story.choosesNone());
  add(both(), (story) => [story.answers('life-a'), story.requotes()]);
  add(both(), (story) => story.withdraw());
  add(new ReconsiderationStory(), () => {});
  add(assessing(), () => {});
  add(assessing(), (story) => story.agree());
  add(assessing(), (story) => [story.agree(), story.says(true)]);
  add(assessing(), (story) => [story.agree(), story.says(false)]);
  add(assessing(), (story) => [story.agree(), story.says(false), story.agree(SECOND_EXPERT)]);
  add(assessing(), (story) => {
    story.agree();
    story.says(false);
    story.now = later(story.now, { hours: 13 }); // at night, when no letter goes out
    story.agree(SECOND_EXPERT);
  });
  add(atLevel1(), () => {});
  add(atLevel1(), (story) => story.answers(UPHELD));
  add(atLevel1(), (story) => [story.answers(UPHELD), story.level2()]);
  add(atLevel1(), (story) => story.answers(CHANGED));
  add(atLevel1(), (story) => [story.answers(inPart(2_000_000)), story.settle()]);
  add(atLevel1(), (story) => [story.answers(CHANGED), story.pays(story.case.recovered?.fen ?? 0)]);
  add(assessing(), (story) => story.withdrawn(story.document('mandate')));
  return made.map(toldBy);
}

/** What access is asked of: a request is its carrier's, everything else its branch's and its people's. */
function subjectOf(record: AnyCase): Subject {
  return record.kind === 'carrier-request' ? { carrier: record.carrier } : (record as Subject);
}

const KIND_OF: Readonly<Record<string, AnyCase['kind']>> = {
  'pre-underwriting': 'pre-underwriting',
  reconsiderations: 'reconsideration',
  'carrier-requests': 'carrier-request',
};

async function served() {
  const store = new MemoryStore();
  const deps = {
    cases: store.cases,
    policies: store.policies,
    transactions: store.transactions,
    files: new MemoryFiles(),
    clock: { now: () => ASKED_AT },
    rules: RULES,
  };
  const routes = [...preUnderwritingRoutes(deps), ...reconsiderationRoutes(deps), ...carrierRoutes(deps)];
  const told = stories();
  for (const { writes } of told) {
    for (let from = 0; from < writes.length; from += 90) {
      await store.transactions.commit(writes.slice(from, from + 90));
    }
  }
  return { store, routes, told, ask: openApi(routes, () => ASKED_AT) };
}

const STATUS = { hidden: 404, 'wrong-role': 403, concerned: 403 } as const;

describe('who may do what in the carriers’ workflows', () => {
  it('has a case at every stage', async () => {
    const { told } = await served();
    const stages = (kind: AnyCase['kind']) =>
      new Set(
        told.flatMap(({ cases }) => cases.filter((one) => one.kind === kind).map(({ stage }) => stage)),
      );

    expect([...stages('pre-underwriting')].sort()).toEqual([...PreUnderwritingStage.options].sort());
    expect([...stages('carrier-request')].sort()).toEqual([...CarrierRequestStage.options].sort());
    expect([...stages('reconsideration')].sort()).toEqual([...ReconsiderationStage.options].sort());
  });

  it('knows every route', async () => {
    const { routes } = await served();

    expect(routes.map(nameOf).sort()).toEqual([...Object.keys(ASKS), ...APART].sort());
  });

  it('answers every role, at every stage, of every nearness, as the table of access says', async () => {
    const { store, routes, told, ask } = await served();
    const wrong: string[] = [];
    let asked = 0;
    for (const record of told.flatMap(({ cases }) => cases)) {
      const before = (await store.cases.byId(record.id))?.version;
      for (const route of routes) {
        const action = ASKS[nameOf(route)];
        if (action === undefined || KIND_OF[route.path.split('/')[1] ?? ''] !== record.kind) continue;
        for (const person of PEOPLE) {
          asked += 1;
          const expected = verdict(person, action, subjectOf(record));
          const path = route.path.replace('{id}', record.id).replace('{document}', 'd99');
          const status = await ask(person, route.method, path, bodyOf(route)).then(
            () => 200,
            (error) => (error instanceof RequestRefused ? error.status : 500),
          );
          const isRight =
            expected === 'allowed' ? status !== 403 && status < 500 : status === STATUS[expected];
          if (!isRight) {
            wrong.push(
              `${person.role} ${person.id} ${nameOf(route)} at ${record.stage}: ${expected}, got ${status}`,
            );
          }
        }
      }
      // Whoever was refused, or came with a version that was never there, has changed nothing.
      expect((await store.cases.byId(record.id))?.version).toBe(before);
    }

    expect(wrong).toEqual([]);
    expect(asked).toBe(
      told
        .flatMap(({ cases }) => cases)
        .reduce(
          (sum, { kind }) =>
            sum +
            PEOPLE.length *
              routes.filter(
                (route) => nameOf(route) in ASKS && KIND_OF[route.path.split('/')[1] ?? ''] === kind,
              ).length,
          0,
        ),
    );
  });

  it('answers nobody but the carrier’s own reviewers and tells the others nothing', async () => {
    const { told, ask } = await served();
    const requests = told.flatMap(({ cases }) => cases).filter(({ kind }) => kind === 'carrier-request');
    for (const { id } of requests) {
      const theirs = ask(
        { ...staff('carrier-reviewer', 'stranger'), carrier: 'life-z' },
        'GET',
        `/carrier-requests/${id}`,
      );
      const none = ask(
        { ...staff('carrier-reviewer', 'stranger'), carrier: 'life-z' },
        'GET',
        `/carrier-requests/cr-${'0'.repeat(20)}`,
      );
      const problems = await Promise.all(
        [theirs, none].map((one) =>
          one.then(
            () => ({}),
            (error: RequestRefused) => error.problem,
          ),
        ),
      );
      expect({ ...problems[0], instance: '' }).toEqual({ ...problems[1], instance: '' });
    }
    expect(requests.length).toBeGreaterThan(0);
  });
});
