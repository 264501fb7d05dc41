import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantBroken, RecourseError } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import { Role, type Staff } from '../../domain/people.ts';
import { reconsiderationNextAction, reconsiderationRoute } from '../../domain/reconsideration/next.ts';
import { BRANCH_MANAGER, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import {
  ASKED_FEN,
  CHANGED,
  DISPUTED,
  EXPERT,
  FILED_AT,
  FIRST_DECIDER,
  GIVEN_FEN,
  inPart,
  ReconsiderationStory,
  reviewer,
  SECOND_EXPERT,
  UNDERWRITING,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { later } from '../support/wall.ts';

const REVIEWERS = [
  reviewer('reviewer-one'),
  reviewer('reviewer-two', 'head-office'),
  reviewer('reviewer-three', 'head-office'),
  reviewer('reviewer-four', 'head-office'),
  FIRST_DECIDER,
  reviewer('reviewer-b', 'head-office', 'carrier-b'),
];
const STAFF: readonly Staff[] = [
  EXPERT,
  SECOND_EXPERT,
  SELLER,
  BRANCH_MANAGER,
  staff('expert', SELLER.id, 'head-office'),
  ...Role.options.map((role) => staff(role, `some-${role}`)),
];
const person = fc.constantFrom(...STAFF);
const ofCarrier = fc.constantFrom(...REVIEWERS);
const amount = fc.oneof(
  fc.integer({ min: 0, max: ASKED_FEN + 2 }),
  fc.constantFrom(GIVEN_FEN, GIVEN_FEN + 1, ASKED_FEN - 1, ASKED_FEN, ASKED_FEN + 1),
);
const answer = fc.oneof(fc.constant(UPHELD), fc.constant(CHANGED), amount.map(inPart));

type Act = (story: ReconsiderationStory) => unknown;

/** Anything by anybody, whether it fits or not. */
const anything: fc.Arbitrary<Act> = fc.oneof(
  fc.integer({ min: 1, max: 24 * 40 }).map(
    (hours): Act =>
      (story) =>
        story.until(later(story.now, { hours })),
  ),
  fc.constant<Act>((story) => story.gather()),
  fc.constantFrom('pathology', 'imaging', 'other', 'mandate').map(
    (type): Act =>
      (story) =>
        story.bring(type as 'other'),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.waive('receipts', by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.agree(by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.contest(by),
  ),
  fc.boolean().map(
    (accepted): Act =>
      (story) =>
        story.says(accepted),
  ),
  fc.constant<Act>((story) => story.reads()),
  fc.constant<Act>((story) => story.takesBack()),
  fc.record({ answer, by: ofCarrier, nth: fc.nat(3) }).map(
    ({ answer: given, by, nth }): Act =>
      (story) =>
        story.answers(given, by, present(story.requests.at(nth % Math.max(1, story.requests.length))).id),
  ),
  ofCarrier.map(
    (by): Act =>
      (story) =>
        story.wants(['pathology'], by),
  ),
  fc.boolean().map(
    (noted): Act =>
      (story) =>
        story.supply(noted ? { note: 'there is none' } : { documents: ['d1'] }),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.level2({ reason: 'the report was left out' }, by),
  ),
  fc.constant<Act>((story) => story.level2({ documents: ['d1'] })),
  person.map(
    (by): Act =>
      (story) =>
        story.settle(by),
  ),
  amount.map(
    (fen): Act =>
      (story) =>
        story.pays(fen),
  ),
  fc.constant<Act>((story) => story.withdrawn('d1')),
  person.map(
    (by): Act =>
      (story) =>
        story.reopens(by),
  ),
);

/** What whoever has the case would do next: so that stories get to the end of a case, and past it. */
function natural(story: ReconsiderationStory, choice: number): Act {
  const one = (...acts: readonly Act[]): Act => present(acts[choice % acts.length]);
  const by = present(REVIEWERS[choice % 4]);
  switch (story.case.stage) {
    case 'gathering':
      return one((it) => it.gather());
    case 'assessing':
      return one(
        (it) => it.contest(),
        (it) => it.agree(),
        (it) => it.contest(SECOND_EXPERT),
      );
    case 'explaining':
      return one(
        (it) => it.says(false),
        (it) => it.reads(),
        (it) => it.says(false),
        (it) => it.says(true),
      );
    case 'second-opinion':
      return one(
        (it) => it.contest(SECOND_EXPERT),
        (it) => it.contest(EXPERT),
        (it) => it.agree(SECOND_EXPERT),
      );
    case 'level-1':
    case 'level-2':
      if (story.request.stage === 'material-wanted') return (it) => it.supply({ note: 'there is none' });
      return one(
        (it) => it.answers(UPHELD, by),
        (it) => it.answers(inPart(GIVEN_FEN + choice * 1000), by),
        (it) => it.wants(['pathology'], by),
        (it) => it.answers(CHANGED, by),
      );
    case 'deciding':
      return one(
        (it) => it.level2(),
        (it) => it.level2(),
        (it) => it.settle(),
      );
    case 'awaiting-payment': {
      const { fen, paidFen } = present(story.case.recovered);
      return (it) => it.pays(fen - paidFen);
    }
    default:
      return one(
        (it) => it.reopens(),
        (it) => it.until(later(it.now, { days: 1 })),
      );
  }
}

const steps = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.nat(1000).map((choice) => ({ choice, act: undefined })) },
    { weight: 1, arbitrary: anything.map((act) => ({ choice: 0, act })) },
  ),
  { minLength: 5, maxLength: 40 },
);

const opened = fc
  .record({
    decision: fc.constantFrom(DISPUTED, DISPUTED, UNDERWRITING),
    eventKnownOn: fc.constantFrom(undefined, '2025-06-01', '2024-03-20', '2023-01-01'),
    hours: fc.integer({ min: 0, max: 72 }),
  })
  .map(({ decision, eventKnownOn, hours }) => ({
    begin: () =>
      new ReconsiderationStory(decision, {
        ...(eventKnownOn === undefined || decision.of !== 'claim' ? {} : { facts: { eventKnownOn } }),
        when: later(FILED_AT, { hours }),
      }),
  }));

/** @returns whether it was done; a rule that says no is no fault, a broken promise is one */
function perform(story: ReconsiderationStory, act: Act): boolean {
  try {
    act(story);
    return true;
  } catch (error) {
    if (error instanceof RecourseError && !(error instanceof InvariantBroken)) return false;
    if (error instanceof Error && error.message === 'the test expected something to be here') return false;
    throw error;
  }
}

function check(story: ReconsiderationStory): void {
  for (const stored of story.stored) {
    const events = story.events.filter(({ caseId }) => caseId === stored.id);
    expect(verifyChain(events, { seq: stored.version, hash: stored.lastHash })).toBeUndefined();
  }
  money(story);
  deciders(story);
  opinions(story);
  ends(story);
}

function money({ case: { recovered, decision, levels } }: ReconsiderationStory): void {
  const atMost = (decision.askedFen ?? 0) - (decision.givenFen ?? 0);
  if (recovered !== undefined) {
    expect(recovered.fen).toBeGreaterThan(0);
    expect(recovered.fen, 'recovered more than was asked').toBeLessThanOrEqual(atMost);
    expect(recovered.paidFen, 'paid more than was agreed on').toBeLessThanOrEqual(recovered.fen);
  }
  for (const { amountFen } of levels) expect(amountFen ?? 0).toBeLessThanOrEqual(decision.askedFen ?? 0);
}

/** Nobody at the carrier decides the matter twice, and level 2 is decided at the head office. */
function deciders({ case: { levels, decision } }: ReconsiderationStory): void {
  const decided = [decision.decider, ...levels.map(({ answeredBy }) => answeredBy)].filter(
    (id) => id !== undefined,
  );
  expect(new Set(decided).size).toBe(decided.length);
  for (const { level, answeredBy, run } of levels) {
    const who = REVIEWERS.find(({ id }) => id === answeredBy);
    if (level === 2 && who !== undefined) expect(who.branch).toBe('head-office');
    expect(who?.carrier ?? 'carrier-a').toBe('carrier-a');
    if (level === 2) expect(levels.some((one) => one.level === 1 && one.run === run)).toBe(true);
  }
}

function opinions({ case: { assessments, concerned }, events }: ReconsiderationStory): void {
  for (const run of new Set(assessments.map((one) => one.run))) {
    const by = assessments.filter((one) => one.run === run).map((one) => one.by);
    expect(new Set(by).size).toBe(by.length);
    expect(by.length).toBeLessThanOrEqual(2);
    for (const id of by) expect(concerned).not.toContain(id);
  }
  const judging = ['assessed', 'level-2-decided', 'settled', 'evidence-waived'];
  for (const { type, by } of events) {
    if (judging.includes(type)) expect(by).toMatchObject({ kind: 'staff', role: 'expert' });
  }
}

const ENDS = ['changed', 'accepted', 'upheld', 'withdrawn'];

function ends(story: ReconsiderationStory): void {
  const { stage, category, nextDueAt, recovered } = story.case;
  const open = story.requests.filter((request) => request.category === 'open');
  expect(category === 'closed').toBe(ENDS.includes(stage));
  expect(reconsiderationRoute(story.case) === 'closed').toBe(category === 'closed');
  expect(open.length).toBe(stage === 'level-1' || stage === 'level-2' ? 1 : 0);
  if (category === 'open') {
    expect(nextDueAt, `nothing is due at ${stage}`).toBeDefined();
    expect(reconsiderationNextAction(story.file, story.rules)).toBeDefined();
    return;
  }
  expect(nextDueAt).toBeUndefined();
  const closed = story.event('reconsideration-closed');
  expect(closed.data).toMatchObject({
    stage,
    changed: stage === 'changed',
    recoveredFen: recovered?.paidFen ?? 0,
  });
  if (stage === 'upheld')
    expect(story.case.letters.at(-1)).toMatchObject({ kind: 'outcome', sentAt: expect.any(String) });
  if (stage === 'changed') expect(recovered?.paidFen).toBe(recovered?.fen);
}

describe('a reconsideration, whatever happens to it', () => {
  it('keeps its promises after every step, in every stage', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(opened, steps, ({ begin }, taken) => {
        const story = begin();
        story.advance();
        check(story);
        for (const { choice, act } of taken) {
          const before = { ...story.file, events: story.events.length };
          if (!perform(story, act ?? natural(story, choice))) {
            // A wish of several steps may have done the first ones; each single refusal changes nothing.
            if (story.events.length === before.events) expect(story.file.case).toEqual(before.case);
          }
          story.advance();
          check(story);
          seen.add(story.case.stage);
          const { nextDueAt } = story.case;
          if (nextDueAt !== undefined) expect(new Date(nextDueAt) > story.now).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    for (const stage of [
      'level-1',
      'level-2',
      'deciding',
      'explaining',
      'second-opinion',
      'awaiting-payment',
      ...ENDS,
    ]) {
      expect(seen).toContain(stage);
    }
  });
});
