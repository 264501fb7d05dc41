import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Opinion } from '../../domain/carrier-request/conclusion.ts';
import { StaleVersion } from '../../domain/errors.ts';
import type { Route } from '../../functions/http/route.ts';
import { allRoutes } from '../../functions/openapi.ts';
import type { Firm } from '../support/firm.ts';
import { RequestRefused } from '../support/firm-api.ts';
import { COMPLIANCE, reviewer, SECOND_COMPLIANCE } from '../support/people.ts';
import { type Asked, firmWith, openingInput, REPORT, sentTo } from '../support/pre-underwriting-firm.ts';
import { PATHOLOGY, standard, VALID_UNTIL, wantedOf } from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';

const secret = (...parts: (string | number)[]): string =>
  `m${createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 16)}`;

/** Ids that nobody could have written by chance. */
const CARRIERS = [1, 2, 3].map((number) => secret('carrier', number));

interface Fate {
  carriers: string[];
  says: ('nothing' | 'offer' | 'two answers' | 'decline')[];
  wants: boolean[];
  end: 'goes on' | 'chosen' | 'withdrawn' | 'requoted' | 'late';
}

const fate: fc.Arbitrary<Fate> = fc
  .record({
    carriers: fc.shuffledSubarray([...CARRIERS], { minLength: 2 }),
    says: fc.array(fc.constantFrom<Fate['says'][number]>('nothing', 'offer', 'two answers', 'decline'), {
      minLength: 3,
      maxLength: 3,
    }),
    wants: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    end: fc.constantFrom<Fate['end']>('goes on', 'chosen', 'withdrawn', 'requoted', 'late'),
  })
  .filter(({ end, says }) => end !== 'chosen' || says[0] === 'offer');

/** What belongs to one carrier: its id, its requests, and every word that it said or that was said to it alone. */
class Belongings {
  readonly #of = new Map<string, Set<string>>(CARRIERS.map((carrier) => [carrier, new Set([carrier])]));
  readonly firm = new Set<string>();
  #made = 0;

  make(carrier: string): string {
    this.#made += 1;
    return this.add(carrier, secret(carrier, this.#made));
  }

  add(carrier: string, word: string): string {
    present(this.#of.get(carrier)).add(word);
    return word;
  }

  of(carrier: string): string[] {
    return [...present(this.#of.get(carrier))];
  }

  /** What a reviewer of this carrier must never read. */
  hiddenFrom(carrier: string): string[] {
    return [...CARRIERS.filter((one) => one !== carrier).flatMap((one) => this.of(one)), ...this.firm];
  }
}

function opinionOf(carrier: string, says: Fate['says'][number], code: string, words: Belongings): Opinion {
  const wording = words.make(carrier);
  if (says === 'decline') return { conclusion: { is: 'declined' }, wording };
  const exclusion = { code: words.make(carrier), wording: words.make(carrier) };
  const offer = { validUntil: VALID_UNTIL, wording };
  return words.of(carrier).length % 2 === 0
    ? { conclusion: { is: 'on-terms', exclusions: [exclusion] }, premiumFen: 800_000, ...offer }
    : { conclusion: { is: 'standard' }, code, ...offer };
}

async function live(firm: Firm, { carriers, says, wants, end }: Fate, words: Belongings, n: number) {
  const customerRef = secret('applicant', n);
  const asked = await sentTo(firm, carriers, { customerRef, phone: `1390000000${n}` });
  for (const word of [asked.caseId, customerRef, `1390000000${n}`]) words.firm.add(word);
  for (const carrier of carriers) words.add(carrier, await asked.requestId(carrier));
  if (end === 'late') await firm.advance('P20D');
  for (const [index, carrier] of carriers.entries()) {
    if (wants[index]) await supplied(asked, carrier, words);
    const said = says[index] ?? 'nothing';
    if (said === 'nothing') continue;
    const code = `code-${carrier}`;
    await asked.answers(carrier, opinionOf(carrier, said, code, words));
    if (said !== 'two answers') continue;
    const other = { ...standard(1), wording: words.make(carrier) };
    await expect(asked.answers(carrier, other)).rejects.toMatchObject({ status: 409 });
  }
  if (end === 'chosen') await asked.chooses(present(carriers[0]));
  if (end === 'withdrawn') await asked.says({ withdraws: true });
  if (end === 'requoted') {
    const { replacedBy } = await asked.command<{ replacedBy: string }>('requote', {
      ...openingInput({ wanted: wantedOf(...carriers) }),
    });
    words.firm.add(replacedBy);
  }
  return asked;
}

async function supplied(asked: Asked, carrier: string, words: Belongings): Promise<void> {
  await asked.wants(carrier, [{ ...PATHOLOGY, text: words.make(carrier) }]);
  const bytes = Buffer.concat([REPORT, Buffer.from(words.make(carrier))]);
  const document = await asked.document('pathology', bytes);
  words.add(carrier, createHash('sha256').update(bytes).digest('hex'));
  await asked.supplies(carrier, { documents: [document], note: words.make(carrier) });
}

/** A vocabulary for each carrier, with a code that is its own. */
async function agreeOnCodes(firm: Firm, words: Belongings): Promise<void> {
  for (const carrier of CARRIERS) {
    const code = words.add(carrier, `code-${carrier}`);
    const entries = [{ code, wording: words.make(carrier), means: 'standard' }];
    await firm.ask(COMPLIANCE, 'POST', `/vocabularies/${carrier}`, { entries });
    const verdict = { approve: true, reason: 'read' };
    await firm.ask(SECOND_COMPLIANCE, 'POST', `/vocabularies/${carrier}/1/verdict`, verdict);
  }
}

/** Bodies that get past the parser, so that what is behind it is met. */
const BODIES: Readonly<Record<string, (requestId: string) => object>> = {
  '/carrier-requests/{id}/answers': () => ({ opinion: standard() }),
  '/carrier-requests/{id}/material': () => ({ version: 1, items: [PATHOLOGY] }),
  '/pre-underwriting': () => openingInput(),
  '/pre-underwriting/{id}/facts': () => ({ version: 1, ...factsInput() }),
  '/pre-underwriting/{id}/consent': () => ({
    version: 1,
    document: 'd1',
    carriers: CARRIERS,
    givenAt: '2026-03-02T03:00:00.000Z',
  }),
  '/pre-underwriting/{id}/material': (requestId) => ({ version: 1, supplies: [{ requestId, note: 'x' }] }),
  '/pre-underwriting/{id}/choice': (requestId) => ({ version: 1, requestId }),
  '/pre-underwriting/{id}/no-choice': () => ({ version: 1, reason: 'none' }),
  '/pre-underwriting/{id}/requote': () => ({ version: 1, ...openingInput() }),
  '/pre-underwriting/{id}/policy': () => ({
    version: 1,
    policyId: 'pl-1',
    conclusion: { is: 'standard' },
    premiumFen: 1,
  }),
  '/pre-underwriting/{id}/withdrawal': () => ({ version: 1, document: 'd1' }),
  '/vocabularies/{carrier}/{version}/verdict': () => ({ approve: true, reason: 'read' }),
};

function factsInput(): Record<string, unknown> {
  const { customerRef: _ref, phone: _phone, purpose: _why, deleteOn: _on, ...facts } = openingInput();
  return facts;
}

function bodyOf(route: Route, requestId: string): object | undefined {
  if (route.method === 'GET') return undefined;
  const made = BODIES[route.path]?.(requestId);
  if (made !== undefined) return made;
  return route.bodyShape.safeParse({ version: 1 }).success ? { version: 1 } : {};
}

/** Every path of a route over these ids. */
function pathsOf(route: Route, ids: readonly string[], documents: readonly string[]): string[] {
  const choices: Record<string, readonly string[]> = {
    '{document}': documents,
    '{carrier}': CARRIERS,
    '{version}': ['1'],
    '{month}': ['2026-03'],
  };
  return (route.path.match(/\{\w+\}/g) ?? []).reduce<string[]>(
    (paths, name) => paths.flatMap((path) => (choices[name] ?? ids).map((one) => path.replace(name, one))),
    [route.path],
  );
}

interface Heard {
  request: string;
  status: number;
  text: string;
}

async function hear(
  firm: Firm,
  carrier: string,
  method: string,
  path: string,
  body?: object,
): Promise<Heard> {
  const request = `${method} ${path}`;
  const decoded = (answer: unknown): string => {
    const text = JSON.stringify(answer);
    const next = (answer as { next?: string } | null)?.next;
    return next === undefined ? text : text + Buffer.from(next, 'base64url').toString();
  };
  try {
    const answer = await firm.ask(reviewer(carrier), method, path, body);
    return { request, status: 200, text: decodeURIComponent(decoded(answer)) };
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    return { request, status: error.status, text: decoded(error.problem) };
  }
}

/** Reads first, then what changes something: a refusal and an answer are read alike. */
const ROUTES = allRoutes().toSorted((a, b) => Number(a.method !== 'GET') - Number(b.method !== 'GET'));

describe("a carrier's reviewer", () => {
  it('is answered with nothing of another carrier, nor with the id of the case, on any route', {
    timeout: 120_000,
  }, async () => {
    const seen = new Map<string, Set<number>>();
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 2, maxLength: 3 }), async (fates) => {
        const firm = await firmWith(CARRIERS);
        const words = new Belongings();
        await agreeOnCodes(firm, words);
        const cases: Asked[] = [];
        for (const [n, one] of fates.entries()) cases.push(await live(firm, one, words, n));
        const requests = await Promise.all(cases.map(async (asked) => (await asked.case()).requests));
        const requestIds = requests.flat().map(({ id }) => id);
        const ids = [...requestIds, ...cases.map(({ caseId }) => caseId)];
        for (const carrier of CARRIERS) {
          const hidden = words.hiddenFrom(carrier);
          for (const route of ROUTES) {
            for (const path of pathsOf(route, ids, ['d1', 'd2', 'd3'])) {
              const body = bodyOf(route, present(requestIds[0]));
              const { request, status, text } = await hear(firm, carrier, route.method, path, body);
              expect(status, request).not.toBe(500);
              const statuses = seen.get(route.path) ?? new Set();
              seen.set(route.path, statuses.add(status));
              for (const word of hidden) {
                if (text.includes(word)) throw new Error(`${request} told ${carrier} of ${word}: ${text}`);
              }
            }
          }
        }
        await firm.quiet();
      }),
      { numRuns: 6, endOnFailure: true },
    );
    // What a reviewer can do was done, and met its own limits.
    expect(seen.get('/carrier-requests')).toContain(200);
    expect([...present(seen.get('/carrier-requests/{id}'))].sort()).toEqual([200, 400, 404]);
    for (const path of ['answers', 'material', 'deletion', 'documents/{document}/view']) {
      const statuses = present(seen.get(`/carrier-requests/{id}/${path}`));
      expect(statuses).toContain(404);
      expect(statuses.size, path).toBeGreaterThan(2);
    }
    for (const [path, statuses] of seen) {
      // Who is signed in is told everybody, of nobody else.
      if (path.startsWith('/carrier-requests') || path.endsWith('.json') || path === '/me') continue;
      expect(statuses, path).not.toContain(200);
    }
  });

  it('finds in its list its own requests and no others, page by page', async () => {
    const firm = await firmWith(CARRIERS);
    const cases = [];
    for (let n = 0; n < 3; n += 1) {
      cases.push(await sentTo(firm, CARRIERS.slice(0, n === 0 ? 3 : 2), { customerRef: `applicant-${n}` }));
    }
    for (const [index, carrier] of CARRIERS.entries()) {
      const own = await Promise.all(
        cases.filter((_, n) => index < 2 || n === 0).map((asked) => asked.requestId(carrier)),
      );
      const listed: string[] = [];
      let next: string | undefined;
      do {
        const page: { items: { id: string }[]; next?: string } = await firm.ask(
          reviewer(carrier),
          'GET',
          `/carrier-requests?limit=1${next === undefined ? '' : `&next=${encodeURIComponent(next)}`}`,
        );
        listed.push(...page.items.map(({ id }) => id));
        next = page.next;
      } while (next !== undefined);
      expect(listed.sort()).toEqual(own.sort());
    }
  });

  it('is told of its own request alone when the case behind it was changed by others again and again', async () => {
    const firm = await firmWith(CARRIERS);
    const asked = await sentTo(firm, CARRIERS);
    const [carrier = ''] = CARRIERS;
    const { id, version } = await asked.request(carrier);
    const answer = (times: number) => {
      const current = { version: 77, stage: 'choosing' }; // of the firm's case
      for (let time = 0; time < times; time += 1)
        firm.store.failNext(new StaleVersion('It has changed.', current));
      return asked.answers(carrier);
    };
    await expect(answer(4)).rejects.toMatchObject({
      status: 409,
      problem: { type: '/problems/stale-version', current: { id, stage: 'asked', version } },
    });
    await answer(3);
    expect((await asked.request(carrier)).answers).toHaveLength(1);
  });

  it('is told of its packet by its own events alone: two carriers cannot find out that they were asked alike', async () => {
    const firm = await firmWith(CARRIERS);
    const asked = await sentTo(firm, CARRIERS);
    const own = await Promise.all(CARRIERS.map((carrier) => asked.packet(carrier)));
    const references = own.map((view) => (view.packet as { reference: string }).reference);
    expect(references).toEqual(await Promise.all(CARRIERS.map((carrier) => asked.requestId(carrier))));
    for (const carrier of CARRIERS) {
      const { id } = await asked.request(carrier);
      const { url } = await firm.ask<{ url: string }>(
        reviewer(carrier),
        'POST',
        `/carrier-requests/${id}/documents/d1/view`,
      );
      const key = decodeURIComponent(new URL(url).pathname.slice(1));
      expect(key).not.toContain(asked.caseId);
      // Removed versions of what lies there go within the day.
      expect(key).toMatch(/^documents\/pu-/);
      expect(await firm.files.size(key)).toBe(REPORT.length);
    }
  });
});
