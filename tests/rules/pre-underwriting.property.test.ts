import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CarrierRequest } from '../../domain/carrier-request/case.ts';
import type { Opinion } from '../../domain/carrier-request/conclusion.ts';
import { contentHash } from '../../domain/decision.ts';
import { InvariantBroken, RecourseError } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import { PreUnderwritingCase } from '../../domain/pre-underwriting/case.ts';
import { columnsOf } from '../../domain/pre-underwriting/columns.ts';
import { compare } from '../../domain/pre-underwriting/comparison.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { reviewer } from '../support/people.ts';
import {
  claimOf,
  DECLINED,
  PATHOLOGY,
  PreUnderwritingStory,
  standard,
  wantedOf,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const CARRIERS = ['carrier-a', 'carrier-b', 'carrier-c'] as const;

const OPINIONS: readonly Opinion[] = [
  standard(),
  standard(700_000, { validUntil: '2026-03-10', wording: 'For a week.' }),
  standard(900_000, {
    conclusion: { is: 'on-terms', exclusions: [{ code: 'thyroid', wording: 'The thyroid.' }] },
  }),
  { conclusion: { is: 'postponed', months: 6 }, wording: 'After the operation.' },
  DECLINED,
];

const carrier = fc.constantFrom(...CARRIERS);
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 240 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('answer' as const),
      carrier,
      opinion: fc.constantFrom(...OPINIONS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('want' as const), carrier }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('supply' as const), carrier, file: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('choose' as const), carrier }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'announce' as const,
        'upload' as const,
        'revise' as const,
        'ask consent' as const,
        'consent' as const,
        'send' as const,
        'choose none' as const,
        'requote' as const,
        'link' as const,
        'withdraw' as const,
        'erase' as const,
      ),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

function act(story: PreUnderwritingStory, done: Command): void {
  switch (done.does) {
    case 'wait':
      story.until(later(story.now, { hours: done.hours }));
      return;
    case 'answer':
      story.answers(done.carrier, done.opinion);
      return;
    case 'want':
      story.wants(done.carrier, [PATHOLOGY]);
      return;
    case 'supply':
      story.supplies({
        carrier: done.carrier,
        documents: done.file ? story.case.documents.map(({ id }) => id) : [],
        ...(done.file ? {} : { note: 'nothing more was found' }),
      });
      return;
    case 'choose':
      story.chooses(done.carrier);
      return;
    case 'announce':
      story.document(claimOf('check-up-report'), false);
      return;
    case 'upload':
      story.document();
      return;
    case 'revise':
      story.revise({ sumInsuredFen: story.facts.sumInsuredFen + 100 });
      return;
    case 'ask consent':
      story.askConsent();
      return;
    case 'consent':
      story.consent();
      return;
    case 'send':
      story.send();
      return;
    case 'choose none':
      story.choosesNone();
      return;
    case 'requote':
      story.requotes();
      return;
    case 'link':
      story.links({
        policyId: 'pl-1',
        carrier: 'carrier-a',
        product: 'ci-1',
        conclusion: { is: 'standard' },
        premiumFen: 800_000,
      });
      return;
    case 'withdraw':
      story.withdraw();
      return;
    case 'erase':
      // The nightly run finds closed cases only.
      if (story.case.category === 'closed') story.erase();
      return;
  }
}

/** A refusal is an answer; a case that is not there is the test's own doing; anything else is a fault. */
function perform(story: PreUnderwritingStory, done: Command): boolean {
  const isAsked = story.file.requests.length > 0;
  if ('carrier' in done && !isAsked) return false;
  try {
    act(story, done);
    return true;
  } catch (error) {
    if (error instanceof RecourseError && !(error instanceof InvariantBroken)) return false;
    throw error;
  }
}

const OPEN_STAGES = ['preparing', 'asking', 'choosing'];

function check(story: PreUnderwritingStory): void {
  const { case: matter, file, now } = story;
  PreUnderwritingCase.parse(matter);
  for (const request of file.requests) CarrierRequest.parse(request);
  for (const { id, version, lastHash } of [matter, ...file.requests]) {
    const events = present(story.histories.get(id));
    expect(verifyChain(events, { seq: version, hash: lastHash })).toBeUndefined();
  }
  expect(OPEN_STAGES.includes(matter.stage)).toBe(matter.category === 'open');
  expect(matter.closedAt === undefined).toBe(matter.category === 'open');
  expect(matter.nextDueAt === undefined, 'an open case has something due').toBe(matter.category === 'closed');
  checkRequests(story);
  const isErased = matter.stage === 'withdrawn' || matter.erasedAt !== undefined;
  if (isErased) {
    expect(story.contents.filter(({ body }) => body !== undefined)).toEqual([]);
    expect(matter.customerRef).toBeUndefined();
    const grid = compare(columnsOf(file, now), matter.sumInsuredFen, dateOf(now));
    expect(grid.columns.some(({ state, wording }) => state === 'answered' || wording !== undefined)).toBe(
      false,
    );
    expect(grid.rows.conclusion.cells.every(({ is }) => is === 'unknown')).toBe(true);
  }
  for (const { content, hash } of matter.comparisons) {
    const kept = present(story.content(matter.id, content));
    expect(kept.hash).toBe(hash);
    if (!isErased) expect(contentHash(kept.body)).toBe(hash);
  }
}

function checkRequests({ case: matter, file, histories }: PreUnderwritingStory): void {
  if (matter.consent === undefined) expect(file.requests).toEqual([]);
  for (const request of file.requests) {
    const counted = present(histories.get(request.id)).filter(({ type }) => type === 'carrier-answered');
    expect(counted.length).toBe(request.answers.length > 0 ? 1 : 0);
    expect(counted[0]?.data.answer).toBe(request.answers[0]?.hash);
    if (matter.category === 'closed') expect(request.category).toBe('closed');
    if (request.category === 'closed') expect(request.nextDueAt).toBeUndefined();
    expect(matter.requests).toContainEqual(
      expect.objectContaining({ id: request.id, carrier: request.carrier, stage: request.stage }),
    );
  }
}

/** What was compared and what was answered first stays, whatever comes behind it. */
function checkKept(before: PreUnderwritingStory['file'], { file }: PreUnderwritingStory): void {
  const { comparisons } = before.case;
  expect(file.case.comparisons.slice(0, comparisons.length)).toEqual(comparisons);
  for (const { id, answers } of before.requests) {
    const now = present(file.requests.find((request) => request.id === id));
    expect(now.answers.slice(0, answers.length)).toEqual(answers);
  }
}

const opened = fc.record({ sent: fc.boolean(), deleteOn: fc.constantFrom('2026-03-20', '2026-12-31') });

describe('a pre-underwriting, whatever happens to it', () => {
  it('keeps its promises after every step', () => {
    fc.assert(
      fc.property(
        opened,
        fc.array(command, { minLength: 1, maxLength: 25, size: 'max' }),
        ({ sent, deleteOn }, commands) => {
          const story = new PreUnderwritingStory({ deleteOn, wanted: wantedOf(...CARRIERS) });
          if (sent) {
            story.consent();
            story.send();
          }
          check(story);
          for (const done of commands) {
            const { file: before } = story;
            if (!perform(story, done)) expect(story.file).toEqual(before); // a refusal changes nothing
            check(story);
            checkKept(before, story);
          }
        },
      ),
    );
  });

  it('ends by itself, and everything is gone after the day agreed', () => {
    fc.assert(
      fc.property(
        opened,
        fc.array(command, { maxLength: 15, size: 'max' }),
        ({ sent, deleteOn }, commands) => {
          const story = new PreUnderwritingStory({ deleteOn, wanted: wantedOf(...CARRIERS) });
          if (sent) {
            story.consent();
            story.send();
          }
          for (const done of commands) perform(story, done);
          story.until(at('2028-01-01'));
          expect(story.case.category).toBe('closed');
          story.erase();
          check(story);
          expect(story.contents.filter(({ body }) => body !== undefined)).toEqual([]);
        },
      ),
    );
  });

  it('answers the same to a carrier that says the same, however much later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OPINIONS),
        fc.integer({ min: 0, max: 2_000 }),
        fc.boolean(),
        (opinion, hours, another) => {
          const story = new PreUnderwritingStory({ wanted: wantedOf(...CARRIERS) });
          story.consent();
          story.send();
          story.answers('carrier-a', opinion);
          if (another) story.answers('carrier-a', { ...DECLINED, wording: 'We have changed our mind.' });
          story.until(later(story.now, { hours }));
          if (story.request('carrier-a').stage !== 'answered') return;
          const { file } = story;
          expect(story.answers('carrier-a', opinion, reviewer('carrier-a', 'somebody-else'))).toBe(
            'same-again',
          );
          expect(story.file).toEqual(file);
        },
      ),
    );
  });
});
