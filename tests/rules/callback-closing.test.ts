import { describe, expect, it } from 'vitest';
import { ClosingCause } from '../../domain/callback/case.ts';
import { nextAction } from '../../domain/callback/next.ts';
import { liftHold, lineFaults, payLine } from '../../domain/commission/line.ts';
import { Gone, NotAllowed } from '../../domain/errors.ts';
import { countersOf } from '../../domain/metrics/counters.ts';
import { noticesOf } from '../../domain/notices.ts';
import { CallbackStory, triedInVain, withProblem, withRemedy } from '../support/callback-story.ts';
import {
  AGENT,
  BRANCH_MANAGER,
  COMPLIANCE,
  LEADER,
  PAYOUT,
  SECOND_AGENT,
  SECOND_COMPLIANCE,
  SELLER,
  staff,
} from '../support/people.ts';
import { INTAKE_AT, RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const STAGES: [string, () => CallbackStory][] = [
  ['the customer is asked', () => new CallbackStory()],
  ['nobody was reached', () => triedInVain(new CallbackStory())],
  ['a problem is open', () => withProblem()],
  ['a confirmation is awaited', () => withRemedy()],
];

const refusedFor = (rule: string) => expect.objectContaining({ name: 'Refused', rule });

describe('a case that is closed without the customer’s word', () => {
  it.each(STAGES)('ends and has no commission any more while %s', (_when, begin) => {
    const story = begin();
    story.proposeClosing();

    const decision = story.decideClosing(true);

    expect(story.case).toMatchObject({ stage: 'closed-without-word', category: 'closed' });
    expect(story.case.closedAt).toBe(story.now.toISOString());
    expect(story.case.nextDueAt).toBeUndefined();
    expect(story.case.closing).toBeUndefined();
    expect(decision.ends).toBe(story.case.wait - 1);
    expect(decision.lines).toHaveLength(story.lines.length);
    for (const { balances, holds } of story.lines) {
      expect(holds).toEqual([]);
      expect(balances).toMatchObject({ held: 0, payable: 0, paid: 0, voided: balances.accrued });
    }
    expect(story.lines.flatMap(lineFaults)).toEqual([]);
  });

  it('tells who proposed it, who approved it, why and by which document', () => {
    const story = withProblem();
    story.proposeClosing(BRANCH_MANAGER, 'policy-surrendered');
    const proposed = story.lastEvent;
    story.decideClosing(true);

    expect(proposed).toMatchObject({
      type: 'closing-proposed',
      by: BRANCH_MANAGER,
      data: { cause: 'policy-surrendered', document: 'certificate-1', reason: expect.stringContaining(' ') },
    });
    expect(story.lastEvent).toMatchObject({
      type: 'closed-without-word',
      by: COMPLIANCE,
      data: { cause: 'policy-surrendered', document: 'certificate-1', proposedBy: BRANCH_MANAGER.id },
    });
  });

  it('voids the hold of the customer, and releases none', () => {
    const story = withProblem();
    const before = story.lines;
    story.proposeClosing();
    story.decideClosing(true);

    const since = story.lines.map(({ entries }, index) => entries.slice(before[index]?.version));
    expect(since.map((entries) => entries.map(({ what }) => what))).toEqual(before.map(() => ['voided']));
  });

  it('leaves a paid line paid', () => {
    const story = withProblem();
    const [first, ...others] = story.lines;
    const free = liftHold(present(first), 'callback-problem', 'for the test', PAYOUT, story.now);
    const paid = payLine(free, 'payout-2026-03', '2026-03-31', PAYOUT, at('2026-04-01'));
    story.file = { ...story.file, lines: [paid, ...others] };
    story.proposeClosing();

    story.decideClosing(true);

    expect(story.lines[0]).toEqual(paid);
    expect(story.lines.slice(1).every(({ balances }) => balances.voided === balances.accrued)).toBe(true);
    expect(others.length).toBeGreaterThan(0);
  });

  it('hears the customer no more, and does nothing by itself', () => {
    const story = withRemedy();
    story.proposeClosing();
    story.decideClosing(true);

    expect(() => story.customerConfirms(true)).toThrow(Gone);
    expect(() => story.customerAnswers()).toThrow(Gone);
    expect(() => story.proposeClosing()).toThrow(refusedFor('wrong-stage'));
    expect(() => story.decideClosing(true)).toThrow(refusedFor('wrong-stage'));
    story.now = later(story.now, { days: 400 });
    expect(story.advance()).toBeUndefined();
    expect(nextAction(story.case, RULES)).toBeUndefined();
  });

  it('still counts a cooling-off period that ended before the workflow noted it', () => {
    const story = new CallbackStory();
    story.now = later(INTAKE_AT, { days: 30 });
    story.proposeClosing();

    story.decideClosing(true);

    expect(story.case.coolingOff).toMatchObject({ outcome: 'missed' });
    expect(story.events.map(({ type }) => type).slice(-2)).toEqual([
      'cooling-off-missed',
      'closed-without-word',
    ]);
  });

  it('is told to whoever watches the holds, without the cause, and is counted', () => {
    const story = withProblem();
    story.proposeClosing();
    const proposed = story.lastEvent;
    story.decideClosing(true);

    const [told, ...more] = noticesOf(story.lastEvent);
    expect(more).toEqual([]);
    expect(told).toMatchObject({ topic: 'holds', attributes: { notice: 'commission-voided' } });
    expect(JSON.stringify([told, noticesOf(proposed)])).not.toContain('died');
    expect(noticesOf(proposed)).toMatchObject([{ attributes: { notice: 'closing-proposed' } }]);
    expect([proposed, story.lastEvent].flatMap(countersOf).map(({ name }) => name)).toEqual([
      'closing-proposed',
      'closed-without-word',
    ]);
  });
});

describe('a proposal to close without the customer’s word', () => {
  it.each(ClosingCause.options)('for %s voids nothing by itself, and says who must decide', (cause) => {
    const story = withProblem();
    const { holds, lines } = story;

    const decision = story.proposeClosing(BRANCH_MANAGER, cause);

    expect(story.holds).toEqual(holds);
    expect(story.lines).toEqual(lines);
    expect(decision.ends).toBeUndefined();
    expect(story.case.closing).toMatchObject({ by: BRANCH_MANAGER.id, cause });
    expect(nextAction(story.case, RULES)).toEqual({
      who: 'compliance@bj',
      what: "approve or refuse to close the case without the customer's word",
      by: story.case.nextDueAt,
    });
  });

  it.each(STAGES)('does not stop the clock while %s', (_when, begin) => {
    const [proposed, other] = [begin(), begin()];
    proposed.proposeClosing();
    expect(proposed.case.nextDueAt).toBe(other.case.nextDueAt);

    const month = later(other.now, { days: 30 });
    const since = proposed.timeline.length;
    const told = other.timeline.length;
    expect(proposed.until(month).timeline.slice(since)).toEqual(other.until(month).timeline.slice(told));
    expect(other.timeline.length).toBeGreaterThan(told);
    expect(proposed.case.closing).toBeDefined();
  });

  it('is not made twice', () => {
    const story = withProblem();
    story.proposeClosing();

    expect(() => story.proposeClosing(COMPLIANCE)).toThrow(refusedFor('already-proposed'));
  });

  it.each([true, false])('is not decided by the one who made it: %s', (approve) => {
    const story = withProblem();
    story.proposeClosing(COMPLIANCE);

    expect(() => story.decideClosing(approve, COMPLIANCE)).toThrow(refusedFor('second-person'));
    story.decideClosing(approve, SECOND_COMPLIANCE);
    expect(story.case.category).toBe(approve ? 'closed' : 'open');
  });

  it('must be there to be decided', () => {
    expect(() => withProblem().decideClosing(true)).toThrow(refusedFor('nothing-proposed'));
  });

  it.each([
    ['the seller', SELLER],
    ['a payee', LEADER],
    ['a payee of compliance', staff('compliance', LEADER.id)],
    ['a seller who manages the branch', staff('branch-manager', SELLER.id)],
  ])('is neither made nor decided by %s', (_who, by) => {
    const story = withProblem();

    expect(() => story.proposeClosing(by)).toThrow(NotAllowed);
    story.proposeClosing();
    expect(() => story.decideClosing(true, by)).toThrow(NotAllowed);
    expect(() => story.decideClosing(false, by)).toThrow(NotAllowed);
  });

  it('leaves all as it was when it is refused, and may be made again', () => {
    const story = withProblem();
    const before = story.case;
    story.proposeClosing();

    const decision = story.decideClosing(false);

    const { version: _v, lastHash: _h, ...rest } = story.case;
    const { version: _version, lastHash: _hash, ...then } = before;
    expect(rest).toEqual(then);
    expect(decision.lines).toEqual([]);
    expect(story.lastEvent).toMatchObject({
      type: 'closing-refused',
      by: COMPLIANCE,
      data: { proposedBy: BRANCH_MANAGER.id, reason: 'saw the certificate' },
    });
    expect(countersOf(story.lastEvent)).toMatchObject([{ name: 'closing-refused' }]);
    story.proposeClosing();
    expect(story.case.closing).toBeDefined();
  });
});

describe('a word of the customer while a closing is proposed', () => {
  it('that is clean ends the case and makes the proposal void', () => {
    const story = new CallbackStory();
    story.proposeClosing();

    story.customerAnswers();

    expect(story.case).toMatchObject({ stage: 'clean', category: 'closed' });
    expect(story.case.closing).toBeUndefined();
    expect(() => story.decideClosing(true)).toThrow(refusedFor('wrong-stage'));
    expect(story.lines.every(({ balances }) => balances.voided === 0)).toBe(true);
  });

  it('that it is settled ends the case and makes the proposal void', () => {
    const story = withRemedy();
    story.proposeClosing();

    story.customerConfirms(true);

    expect(story.case.stage).toBe('settled');
    expect(story.case.closing).toBeUndefined();
    expect(() => story.decideClosing(true)).toThrow(refusedFor('wrong-stage'));
  });

  it('that does not end the case leaves the proposal to be decided', () => {
    const story = withRemedy();
    story.proposeClosing();

    story.customerConfirms(false);

    expect(story.case).toMatchObject({ stage: 'awaiting-remedy', closing: { by: BRANCH_MANAGER.id } });
    story.decideClosing(true);
    expect(story.case.stage).toBe('closed-without-word');
  });

  it('that another person has still to hear comes before the closing', () => {
    const story = withRemedy();
    story.enter(true, AGENT);
    story.proposeClosing();

    expect(nextAction(story.case, RULES)?.what).toBe('hear the recording and approve it');
    expect(() => story.decideClosing(true)).toThrow(refusedFor('word-unheard'));

    story.judge(false, SECOND_AGENT);
    story.decideClosing(true);
    expect(story.case.stage).toBe('closed-without-word');
  });
});
