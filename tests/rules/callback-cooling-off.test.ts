import { describe, expect, it } from 'vitest';
import { lineFaults, payLine } from '../../domain/commission/line.ts';
import { assertInCoolingOff } from '../../domain/policy/policy.ts';
import { CallbackStory, triedInVain, withProblem, withRemedy } from '../support/callback-story.ts';
import { PAYOUT } from '../support/people.ts';
import { intakeOf } from '../support/policies.ts';
import { at, later } from '../support/wall.ts';

/** Receipt on 2 March and 15 days: the last day is 17 March, to its end. */
const LAST_DAY = '2026-03-17';
const OVER = at('2026-03-18', '00:00');
const LAST_MOMENT = new Date(OVER.getTime() - 1);

const missed = (story: CallbackStory) =>
  story.events.filter(({ type }) => type === 'cooling-off-missed').length;

describe('the end of the cooling-off period', () => {
  it('is met by answers to the last moment, clean or not', () => {
    const clean = new CallbackStory().until(LAST_MOMENT);
    const problem = new CallbackStory().until(LAST_MOMENT);

    clean.customerAnswers();
    problem.customerAnswers({ 'cover-known': 'no' });
    problem.until(later(OVER, { days: 60 }));

    expect(clean.case.coolingOff).toEqual({ endsOn: LAST_DAY, outcome: 'met' });
    expect(clean.lastEvent.data).toMatchObject({ inCoolingOff: true });
    expect([missed(clean), missed(problem)]).toEqual([0, 0]);
  });

  it('is missed once, however long the case goes on', () => {
    const story = new CallbackStory().until(later(OVER, { days: 90 }));

    story.customerAnswers({ 'cover-known': 'no' });
    story.remedy();
    story.customerConfirms(true);

    expect(missed(story)).toBe(1);
    expect(story.case.coolingOff?.outcome).toBe('missed');
    expect(story.events.find(({ type }) => type === 'answered-problem')?.data).toMatchObject({
      inCoolingOff: false,
    });
  });

  it('is missed by answers that come before the workflow has looked', () => {
    const story = new CallbackStory().until(LAST_MOMENT);
    story.now = OVER;

    story.customerAnswers();

    expect(story.case.coolingOff?.outcome).toBe('missed');
    expect(story.lastEvent.data).toMatchObject({ inCoolingOff: false });
    expect(missed(story)).toBe(1);
    expect(story.events.at(-2)?.by).toMatchObject({ kind: 'system' });
  });

  it('is no date while the receipt is missing, and runs from it when it comes', () => {
    const story = new CallbackStory({ receiptOn: undefined }).until(at('2026-04-20'));
    expect([missed(story), story.case.coolingOff]).toEqual([0, undefined]);

    story.receipt('2026-04-20');
    story.until(at('2026-05-06', '00:00'));

    expect(story.case.coolingOff).toEqual({ endsOn: '2026-05-05', outcome: 'missed' });
    expect(missed(story)).toBe(1);
    expect(story.events.find(({ type }) => type === 'receipt-recorded')?.data).toEqual({
      receiptOn: '2026-04-20',
    });
    for (const { availableFrom, holds } of story.lines) {
      expect(availableFrom).toBe('2026-05-06');
      expect(holds.map(({ type }) => type)).toEqual(['callback-not-completed']);
    }
  });

  it.each<[string, () => CallbackStory]>([
    [
      'a case that has ended',
      () => {
        const story = new CallbackStory({ receiptOn: undefined });
        story.customerAnswers();
        return story;
      },
    ],
    ['a policy without one', () => new CallbackStory({ receiptOn: undefined, coolingOffDays: 0 })],
  ])('does not begin with the receipt for %s', (_what, begin) => {
    const story = begin();

    const { ends } = story.receipt('2026-03-02');

    expect(story.case.coolingOff).toBeUndefined();
    expect(ends).toBeUndefined();
  });

  it('is met by who answered before the receipt came', () => {
    const story = withProblem({ receiptOn: undefined });

    story.receipt('2026-03-02');
    story.until(later(OVER, { days: 60 }));

    expect(story.case.coolingOff?.outcome).toBe('met');
    expect(missed(story)).toBe(0);
  });

  it('does not exist for a policy without a cooling-off period', () => {
    const story = new CallbackStory({ coolingOffDays: 0 }).until(later(OVER, { days: 60 }));

    expect([missed(story), story.case.coolingOff]).toEqual([0, undefined]);
  });

  it('is the day from whose morrow on the commission may be paid', () => {
    const dates = intakeOf().lines.map((line) => line.availableFrom);

    expect(dates).toEqual(dates.map(() => '2026-03-18'));
  });
});

describe('a policy that is cancelled in its cooling-off period', () => {
  it.each([
    ['while the customer is asked', () => new CallbackStory()],
    ['while a problem is open', () => withProblem()],
    ['while a confirmation is awaited', () => withRemedy()],
  ])('%s ends the case and voids the commission', (_when, begin) => {
    const story = begin();

    const decision = story.cancel('2026-03-05');

    expect(story.case).toMatchObject({ stage: 'cancelled', category: 'closed' });
    expect(story.case.nextDueAt).toBeUndefined();
    expect(story.holds).toEqual([]);
    expect(decision.ends).toBe(story.case.wait - 1);
    for (const { balances } of story.lines) {
      expect(balances).toEqual({
        accrued: balances.accrued,
        held: 0,
        payable: 0,
        paid: 0,
        voided: balances.accrued,
      });
    }
  });

  it('after the case has ended leaves its end, and voids the commission', () => {
    const story = new CallbackStory();
    story.customerAnswers();

    const decision = story.cancel('2026-03-05');

    expect(story.case.stage).toBe('clean');
    expect(story.lastEvent.type).toBe('cancelled-after-close');
    expect(decision.ends).toBeUndefined();
    expect(story.lines.every(({ balances }) => balances.voided === balances.accrued)).toBe(true);
  });

  it('after the payment is owed back, line by line', () => {
    const story = new CallbackStory();
    story.customerAnswers();
    story.changeLines((line) => payLine(line, 'payout-2026-03', '2026-03-31', PAYOUT, at('2026-04-01')));

    story.cancel(LAST_DAY);

    expect(story.lines.map(({ balances }) => balances.payable)).toEqual(
      story.lines.map(({ balances }) => -balances.accrued),
    );
    expect(story.lines.flatMap(lineFaults)).toEqual([]);
  });

  it('cannot be answered or confirmed any more', () => {
    const story = withRemedy();
    story.cancel('2026-03-05');

    expect(() => story.customerConfirms(true)).toThrow(expect.objectContaining({ name: 'Gone' }));
    expect(() => story.remedy()).toThrow(expect.objectContaining({ rule: 'wrong-stage' }));
    expect(story.advance()).toBeUndefined();
  });

  it('hears nobody any more who was not reached before', () => {
    const story = triedInVain(new CallbackStory());
    story.cancel('2026-03-05');

    expect(story.lastEvent).toMatchObject({ type: 'cancelled', data: { cancelledOn: '2026-03-05' } });
    expect(() => story.customerAnswers()).toThrow(expect.objectContaining({ name: 'Gone' }));
  });

  it('must be cancelled by its last day', () => {
    const { policy } = intakeOf();

    expect(() => assertInCoolingOff(policy, LAST_DAY)).not.toThrow();
    expect(() => assertInCoolingOff(policy, '2026-03-18')).toThrow(
      expect.objectContaining({ rule: 'cooling-off-over' }),
    );
  });

  it('may be cancelled on any day before its receipt, for the period has not begun', () => {
    const { policy } = intakeOf({ receiptOn: undefined });

    expect(() => assertInCoolingOff(policy, '2026-12-31')).not.toThrow();
  });
});
