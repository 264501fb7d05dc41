import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../domain/callback/case.ts';
import { AttemptResult, ClosingCause, RESULTS_OF } from '../../domain/callback/case.ts';
import { Way } from '../../domain/callback/ladder.ts';
import { Answer, ProblemCategory } from '../../domain/callback/questionnaire.ts';
import { HoldType } from '../../domain/commission/holds.ts';
import {
  type CommissionLine,
  isDue,
  lineFaults,
  payLine,
  placeByHand,
  releaseByHand,
} from '../../domain/commission/line.ts';
import { InvariantBroken, RecourseError } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import { Role, type Staff } from '../../domain/people.ts';
import { PhoneFlag } from '../../domain/policy/phone-integrity.ts';
import { ProductClass } from '../../domain/policy/policy.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { CallbackStory, SIGNED_SLIP, triedInVain } from '../support/callback-story.ts';
import {
  AGENT,
  BRANCH_MANAGER,
  COMPLIANCE,
  LEADER,
  PAYOUT,
  SECOND_AGENT,
  SELLER,
  staff,
} from '../support/people.ts';
import { INTAKE_AT, policyInput } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { later } from '../support/wall.ts';

const person: fc.Arbitrary<Staff> = fc.oneof(
  fc.constantFrom(AGENT, SECOND_AGENT, SELLER, LEADER),
  fc.constantFrom(...Role.options).map((role) => staff(role, `some-${role}`)),
);
const evidence: fc.Arbitrary<Evidence> = fc.constantFrom<Evidence>(
  { way: 'link' },
  { way: 'call', recording: 'recording-1' },
  { way: 'letter', slip: 'slip-1' },
  { way: 'visit', slip: 'slip-2' },
);
const problems = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...ProblemCategory.options), { maxLength: 2 }) },
);
const wrong = fc.oneof(fc.constant(undefined), fc.constantFrom(...Answer.options));

const anything = fc.oneof(
  fc.record({ does: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 21 * 24 }) }),
  fc.record({ does: fc.constant('follow the ladder' as const), days: fc.integer({ min: 1, max: 21 }) }),
  fc.record({
    does: fc.constant('flag' as const),
    flags: fc.uniqueArray(fc.constantFrom(...PhoneFlag.options), { maxLength: 2 }),
  }),
  fc.record({ does: fc.constant('flag' as const), flags: fc.constant([] as PhoneFlag[]) }),
  fc.record({
    does: fc.constant('attempt' as const),
    way: fc.constantFrom(...Way.options),
    result: fc.constantFrom(...AttemptResult.options),
    by: person,
  }),
  fc.record({ does: fc.constant('customer answers' as const), wrong, problems }),
  fc.record({ does: fc.constant('staff answer' as const), wrong, by: person, evidence }),
  fc.record({ does: fc.constant('remedy' as const), by: person }),
  fc.record({ does: fc.constant('customer confirms' as const), settled: fc.boolean(), early: fc.nat(1) }),
  fc.record({ does: fc.constant('enter' as const), settled: fc.boolean(), by: person, evidence }),
  fc.record({ does: fc.constant('judge' as const), approve: fc.boolean(), by: person }),
  fc.record({
    does: fc.constant('propose closing' as const),
    cause: fc.constantFrom(...ClosingCause.options),
    by: person,
  }),
  fc.record({ does: fc.constant('decide closing' as const), approve: fc.boolean(), by: person }),
  fc.record({ does: fc.constant('correct contact' as const), by: person }),
  fc.record({
    does: fc.constant('carrier called back' as const),
    on: fc.constantFrom('2026-03-02', '2027-12-01'),
  }),
  fc.record({ does: fc.constant('receipt' as const) }),
  fc.record({ does: fc.constant('cancel' as const) }),
  fc.record({ does: fc.constant('place' as const), type: fc.constantFrom(...HoldType.options), by: person }),
  fc.record({
    does: fc.constant('release' as const),
    type: fc.constantFrom(...HoldType.options),
    by: person,
  }),
  fc.record({ does: fc.constant('pay' as const) }),
);
type Command = typeof anything extends fc.Arbitrary<infer C> ? C : never;

/** What whoever has the case would do next: so that sequences get to the end of a callback, and around it. */
function natural({ case: callback }: CallbackStory, choice: number): Command {
  const one = <T>(...choices: readonly T[]): T => present(choices[choice % choices.length]);
  const task = callback.ladder?.task;
  if (callback.closing !== undefined && choice % 4 === 0) {
    return { does: 'decide closing', approve: choice % 8 > 0, by: COMPLIANCE };
  }
  if (callback.category === 'open' && choice % 7 === 6) {
    return { does: 'propose closing', cause: 'policy-surrendered', by: BRANCH_MANAGER };
  }
  switch (callback.stage) {
    case 'awaiting-answers':
      if (task !== undefined && choice % 5 > 0) {
        return { does: 'attempt', way: task.way, result: one(...RESULTS_OF[task.way]), by: AGENT };
      }
      return one<Command>(
        { does: 'customer answers', wrong: 'no', problems: undefined },
        { does: 'staff answer', wrong: 'unclear', by: AGENT, evidence: SIGNED_SLIP },
        { does: 'follow the ladder', days: 10 },
      );
    case 'awaiting-remedy':
      return callback.problem?.cause === 'unreached'
        ? one<Command>(
            { does: 'correct contact', by: AGENT },
            { does: 'staff answer', wrong: undefined, by: AGENT, evidence: SIGNED_SLIP },
          )
        : { does: 'remedy', by: SELLER };
    case 'awaiting-confirmation':
      if (callback.unapproved !== undefined)
        return { does: 'judge', approve: choice % 3 > 0, by: SECOND_AGENT };
      return one<Command>(
        { does: 'enter', settled: true, by: AGENT, evidence: SIGNED_SLIP },
        { does: 'customer confirms', settled: false, early: 0 },
        { does: 'enter', settled: false, by: AGENT, evidence: SIGNED_SLIP },
        { does: 'customer confirms', settled: true, early: 0 },
        { does: 'follow the ladder', days: 5 },
      );
    default:
      return one<Command>(
        { does: 'pay' },
        { does: 'cancel' },
        { does: 'customer answers', wrong: 'no', problems: undefined },
      );
  }
}

/** A wish: a command as it stands, or a number that picks what the case asks for. */
const wish = fc.oneof(
  { weight: 2, arbitrary: anything },
  { weight: 3, arbitrary: fc.nat(29).map((choice) => ({ does: 'what is asked for' as const, choice })) },
);
type Wish = typeof wish extends fc.Arbitrary<infer W> ? W : never;
const wishes = fc.array(wish, { minLength: 1, maxLength: 25, size: 'max' });

const commandOf = (story: CallbackStory, wished: Wish): Command =>
  wished.does === 'what is asked for' ? natural(story, wished.choice) : wished;

/** What the customer has said, as a witness of our own would note it. */
interface Witness {
  /** Clean answers, or answers with a problem, were given with a proof that counts. */
  answered: boolean;
  /** The customer said that it is settled: by link, or on a proof that a second person approved. */
  confirmed: boolean;
  cancelled: boolean;
  /** Two people closed the case without a word. */
  closedWithoutWord: boolean;
}

function act(story: CallbackStory, done: Command): void {
  switch (done.does) {
    case 'wait':
      story.now = later(story.now, { hours: done.hours });
      return;
    case 'follow the ladder':
      story.until(later(story.now, { days: done.days }));
      return;
    case 'flag':
      story.flags = done.flags;
      return;
    case 'attempt':
      story.attempt(done.way, done.result, done.by);
      return;
    case 'customer answers':
      story.customerAnswers(done.wrong === undefined ? {} : { policyholder: done.wrong }, done.problems);
      return;
    case 'staff answer':
      story.staffAnswers(
        done.wrong === undefined ? {} : { policyholder: done.wrong },
        done.by,
        done.evidence,
      );
      return;
    case 'remedy':
      story.remedy(done.by);
      return;
    case 'customer confirms':
      story.customerConfirms(done.settled, story.case.round - done.early);
      return;
    case 'enter':
      story.enter(done.settled, done.by, done.evidence);
      return;
    case 'judge':
      story.judge(done.approve, done.by);
      return;
    case 'propose closing':
      story.proposeClosing(done.by, done.cause);
      return;
    case 'decide closing':
      story.decideClosing(done.approve, done.by);
      return;
    case 'correct contact':
      story.correctContact(done.by);
      return;
    case 'carrier called back':
      story.carrierCalledBack(done.on);
      return;
    case 'receipt':
      // The API takes one receipt per policy.
      if (story.policy.receiptOn === undefined) story.receipt(dateOf(story.now));
      return;
    case 'cancel':
      story.cancel(dateOf(story.now));
      return;
    case 'place':
      story.changeLines((line) => placeByHand(line, done.type, 'for the test', done.by, story.now));
      return;
    case 'release':
      story.changeLines((line) => releaseByHand(line, done.type, 'for the test', done.by, story.now));
      return;
    case 'pay':
      story.changeLines((line) => paid(line, story.now));
      return;
  }
}

/** As a run pays: only what is due. A positive amount is never paid while a hold is active. */
function paid(line: CommissionLine, now: Date): CommissionLine {
  if (!isDue(line, dateOf(now))) return line;
  const after = payLine(line, `payout-${now.toISOString()}`, dateOf(now), PAYOUT, now);
  if (after.balances.paid > line.balances.paid) expect(line.holds).toEqual([]);
  return after;
}

/** A refusal is an answer; anything else that is thrown is a fault. */
function perform(story: CallbackStory, done: Command): boolean {
  try {
    act(story, done);
    return true;
  } catch (error) {
    if (error instanceof RecourseError && !(error instanceof InvariantBroken)) return false;
    throw error;
  }
}

function witness(before: CallbackStory['case'], story: CallbackStory, done: Command, seen: Witness): void {
  const type = story.case.version === before.version ? undefined : story.lastEvent.type;
  if (done.does === 'customer answers' || done.does === 'staff answer') seen.answered ||= type !== undefined;
  if (done.does === 'customer confirms' && done.settled) seen.confirmed ||= type === 'confirmed-settled';
  if (done.does === 'judge' && done.approve && type === 'confirmed-settled') {
    expect(before.unapproved?.by).not.toBe(done.by.id);
    expect(before.concerned).not.toContain(done.by.id);
    expect(before.concerned).not.toContain(before.unapproved?.by);
    seen.confirmed = true;
  }
  if (done.does === 'decide closing' && type === 'closed-without-word') {
    expect(done.approve).toBe(true);
    expect(before.closing?.by).not.toBe(done.by.id);
    expect(before.concerned).not.toContain(done.by.id);
    expect(before.concerned).not.toContain(before.closing?.by);
    seen.closedWithoutWord = true;
  }
  if (done.does === 'cancel') seen.cancelled ||= type !== undefined;
}

/** Has a hold of the customer's been released, by the ledger's own account? */
const releasedByWord = ({ lines }: CallbackStory): boolean =>
  lines.some(({ entries }) =>
    entries.some(({ what, why }) => what === 'hold-released' && why.startsWith('callback-problem')),
  );

const problemIsOpen = ({ case: { stage, problem } }: CallbackStory): boolean =>
  problem !== undefined && (stage === 'awaiting-remedy' || stage === 'awaiting-confirmation');

function check(story: CallbackStory, seen: Witness): void {
  const callback = story.case;
  const payable = story.lines.some(({ balances }) => balances.payable > 0);
  expect(problemIsOpen(story) && payable, 'a problem is open and commission is payable').toBe(false);
  expect(callback.category === 'open' && payable, 'the callback is open and commission is payable').toBe(
    false,
  );
  for (const line of story.lines) expect(lineFaults(line)).toEqual([]);
  expect(verifyChain(story.events, { seq: callback.version, hash: callback.lastHash })).toBeUndefined();
  expect(callback.version).toBe(story.events.length);
  if (!seen.answered && !seen.cancelled && !seen.closedWithoutWord) {
    expect(story.holds).toContain('callback-not-completed');
  }
  if (problemIsOpen(story) && callback.problem?.cause === 'answers') {
    expect(story.holds).toContain('callback-problem');
  }
  if (callback.stage === 'settled') expect(seen.confirmed).toBe(true);
  if (callback.stage === 'clean') expect(seen.answered).toBe(true);
  expect(callback.stage === 'closed-without-word').toBe(seen.closedWithoutWord);
  if (seen.closedWithoutWord) {
    for (const { balances } of story.lines) expect(balances.voided).toBe(balances.accrued);
  }
  if (callback.category === 'closed') expect(callback.closing).toBeUndefined();
  if (!seen.confirmed) expect(releasedByWord(story), 'voiding released').toBe(false);
  expect(story.events.filter(({ type }) => type === 'cooling-off-missed').length).toBeLessThanOrEqual(1);
}

/** Holds that were there before and are gone now may have gone only for the reason of the catalogue. */
function checkReleased(before: readonly string[], story: CallbackStory, done: Command): void {
  const gone = before.filter((type) => !story.holds.includes(type));
  const ends: Readonly<Record<string, readonly Command['does'][]>> = {
    'callback-not-completed': ['customer answers', 'staff answer', 'decide closing', 'cancel'],
    'callback-problem': ['customer confirms', 'judge', 'decide closing', 'cancel'],
    'receipt-missing': ['receipt', 'decide closing', 'cancel'],
    'customer-data': ['release', 'decide closing', 'cancel'],
    compliance: ['release', 'decide closing', 'cancel'],
  };
  for (const type of gone) expect(ends[type]).toContain(done.does);
}

const opened = fc
  .record({
    class: fc.constantFrom(...ProductClass.options),
    instalments: fc.boolean(),
    coolingOffDays: fc.constantFrom(0, 15, 20),
    receiptOn: fc.constantFrom('2026-03-01', '2026-03-02', undefined),
    hours: fc.integer({ min: 0, max: 72 }),
    unreached: fc.boolean(),
  })
  .map(({ class: productClass, hours, unreached, ...over }) => ({
    begin: () => {
      const product = { ...policyInput().product, class: productClass };
      const story = new CallbackStory({ ...over, product }, later(INTAKE_AT, { hours }));
      return unreached ? triedInVain(story) : story;
    },
  }));

describe('a callback, whatever happens to it', () => {
  it('keeps its promises after every step', () => {
    fc.assert(
      fc.property(opened, wishes, ({ begin }, wished) => {
        const story = begin();
        const seen: Witness = {
          answered: false,
          confirmed: false,
          cancelled: false,
          closedWithoutWord: false,
        };
        check(story, seen);

        for (const each of wished) {
          const done = commandOf(story, each);
          const { case: before, holds } = story;
          if (!perform(story, done)) {
            expect(story.case).toEqual(before); // a refusal changes nothing
            continue;
          }
          witness(before, story, done, seen);
          check(story, seen);
          checkReleased(holds, story, done);

          const held = story.holds;
          story.advance();
          check(story, seen);
          expect(
            held.filter((type) => !story.holds.includes(type)),
            'silence released a hold',
          ).toEqual([]);
          const { category, nextDueAt } = story.case;
          expect(category === 'open').toBe(nextDueAt !== undefined);
          if (nextDueAt !== undefined) expect(new Date(nextDueAt) > story.now).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is never released by one member of staff, whoever it is and whatever he does', () => {
    const NOT_BY_STAFF = new Set<Command['does']>(['customer answers', 'customer confirms', 'cancel']);
    fc.assert(
      fc.property(opened, wishes, person, ({ begin }, wished, by) => {
        const story = begin();
        story.customerAnswers({ policyholder: 'no' });

        for (const each of wished) {
          const done = commandOf(story, each);
          if (NOT_BY_STAFF.has(done.does)) continue;
          perform(story, 'by' in done ? { ...done, by } : done);
          story.advance();

          expect(story.holds).toContain('callback-problem');
          expect(story.case.category).toBe('open');
        }
      }),
      { numRuns: 200 },
    );
  });
});
