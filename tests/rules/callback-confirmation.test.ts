import { describe, expect, it } from 'vitest';
import { nextAction } from '../../domain/callback/next.ts';
import { Gone, Invalid, NotAllowed, Refused } from '../../domain/errors.ts';
import {
  type CallbackStory,
  RECORDED,
  SIGNED_SLIP,
  withProblem,
  withRemedy,
} from '../support/callback-story.ts';
import { AGENT, BRANCH_MANAGER, LEADER, SECOND_AGENT, SELLER, staff } from '../support/people.ts';
import { RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const payable = (story: CallbackStory) => story.lines.map((line) => line.balances.payable);
const accrued = (story: CallbackStory) => story.lines.map((line) => line.balances.accrued);

describe('a customer who says by link that it is settled', () => {
  it('releases the hold and ends the case', () => {
    const story = withRemedy();

    story.customerConfirms(true);

    expect(story.case).toMatchObject({ stage: 'settled', category: 'closed' });
    expect(story.holds).toEqual([]);
    expect(payable(story)).toEqual(accrued(story));
    expect(story.lastEvent).toMatchObject({
      type: 'confirmed-settled',
      by: { kind: 'customer' },
      data: { evidence: { way: 'link' } },
    });
  });

  it('gets the same answer when the link is used again, and cannot take the word back by it', () => {
    const story = withRemedy();
    story.customerConfirms(true);

    expect(story.customerConfirms(true)).toBe('same-again');
    expect(() => story.customerConfirms(false)).toThrow(Gone);
  });

  it('is not heard before the broker has recorded a remedy', () => {
    expect(() => withProblem().customerConfirms(true)).toThrow(Gone);
  });
});

describe('a customer who says that it is not settled', () => {
  it('sends the case back to the broker, hold and problem as they were, in the next round', () => {
    const story = withRemedy();
    const problem = story.case.problem;
    story.until(later(story.now, { hours: 5 }));

    story.customerConfirms(false);

    expect(story.case).toMatchObject({ stage: 'awaiting-remedy', owner: SELLER.id, round: 2 });
    expect(story.case.problem?.categories).toEqual(problem?.categories);
    expect(story.case.problem?.openedAt).toBe(problem?.openedAt);
    expect(story.case.problem?.issueHash).not.toBe(problem?.issueHash);
    expect(story.lastEvent.type).toBe('confirmed-not-settled');
    expect(story.holds).toEqual(['callback-problem']);
  });

  it('can be satisfied in the second round', () => {
    const story = withRemedy();
    story.customerConfirms(false);
    story.remedy();

    story.customerConfirms(true);

    expect(story.lastEvent.data).toMatchObject({ round: 2 });
    expect(story.holds).toEqual([]);
  });

  it('is not heard a second time by the link of an earlier round', () => {
    const story = withRemedy();
    story.customerConfirms(false);
    story.remedy();

    expect(() => story.customerConfirms(true, 1)).toThrow(Gone);
    expect(story.customerConfirms(false, 1)).toBe('same-again');
    expect(story.holds).toEqual(['callback-problem']);
  });
});

describe('a confirmation that one person enters', () => {
  it('releases nothing by itself, and says who must act', () => {
    const story = withRemedy();

    story.enter(true);

    expect(story.case).toMatchObject({ stage: 'awaiting-confirmation', unapproved: { by: AGENT.id } });
    expect(story.holds).toEqual(['callback-problem']);
    expect(payable(story)).toEqual(story.lines.map(() => 0));
    expect(nextAction(story.case, RULES)).toMatchObject({
      who: 'callback-agent@bj',
      what: 'hear the recording and approve it',
    });
    expect(story.lastEvent).toMatchObject({ type: 'confirmation-entered', data: { evidence: RECORDED } });
  });

  it('is reminded of every working day, and the customer who has spoken is asked no more', () => {
    const story = withRemedy();
    story.enter(true);
    const { length } = story.messages;
    const before = story.timeline.length;

    story.until(at('2026-03-06', '12:00'));

    expect(story.messages).toHaveLength(length);
    expect(story.timeline.slice(before)).toEqual([
      '2026-03-04 08:00 reminded confirmation-reminder', // when the message would have gone
      '2026-03-05 09:00 reminded confirmation-reminder',
      '2026-03-06 09:00 reminded confirmation-reminder',
    ]);
    expect(story.case.unapproved?.by).toBe(AGENT.id);
  });

  it('goes to the manager where that is next, as without it', () => {
    const story = withRemedy();
    for (let calls = 0; calls < 2; calls += 1) {
      while (story.case.ladder?.task === undefined) story.until(new Date(present(story.case.nextDueAt)));
      story.attempt('call', 'no-answer');
    }
    story.enter(true);

    story.until(new Date(present(story.case.nextDueAt)));

    expect(story.lastEvent).toMatchObject({ type: 'escalated', data: { rung: 'confirmation-silence' } });
    expect(story.case).toMatchObject({ owner: 'branch-manager@bj', unapproved: { by: AGENT.id } });
  });

  it('releases when another person approves it', () => {
    const story = withRemedy();
    story.enter(true, AGENT, SIGNED_SLIP);

    story.judge(true, SECOND_AGENT);

    expect(story.case.stage).toBe('settled');
    expect(story.case.unapproved).toBeUndefined();
    expect(story.holds).toEqual([]);
    expect(story.lastEvent).toMatchObject({
      by: SECOND_AGENT,
      data: { enteredBy: AGENT.id, evidence: SIGNED_SLIP },
    });
  });

  it('is not approved by the one who entered it', () => {
    const story = withRemedy();
    story.enter(true);

    expect(() => story.judge(true, AGENT)).toThrow(expect.objectContaining({ rule: 'second-person' }));
  });

  it('is not thrown out by the one who entered it either', () => {
    const story = withRemedy();
    story.enter(true);

    expect(() => story.judge(false, AGENT)).toThrow(Refused);
  });

  it.each([
    ['the seller', SELLER],
    ['a payee', LEADER],
    ['a payee who manages the branch', staff('branch-manager', LEADER.id)],
  ])('is neither entered nor approved by %s', (_who, by) => {
    const story = withRemedy();

    expect(() => story.enter(true, by)).toThrow(NotAllowed);
    expect(() => story.enter(false, by)).toThrow(NotAllowed);
    story.enter(true);
    expect(() => story.judge(true, by)).toThrow(NotAllowed);
  });

  it('leaves all as it was when the second person throws it out', () => {
    const story = withRemedy();
    const before = story.case;
    story.enter(true);

    story.judge(false, BRANCH_MANAGER);

    const { version: _v, lastHash: _h, ...rest } = story.case;
    const { version: _version, lastHash: _hash, ...then } = before;
    expect(rest).toEqual(then);
    expect(story.lastEvent).toMatchObject({
      type: 'confirmation-not-approved',
      data: { enteredBy: AGENT.id },
    });
    expect(() => story.judge(true, BRANCH_MANAGER)).toThrow(
      expect.objectContaining({ rule: 'nothing-entered' }),
    );
  });

  it('holds at once, without a second person, when the customer is not satisfied', () => {
    const story = withRemedy();

    story.enter(false);

    expect(story.case).toMatchObject({ stage: 'awaiting-remedy', round: 2 });
    expect(story.lastEvent.data).toMatchObject({ evidence: RECORDED });
    expect(story.holds).toEqual(['callback-problem']);
  });

  it('is forgotten when the customer says by link that it is not settled', () => {
    const story = withRemedy();
    story.enter(true);
    story.customerConfirms(false);
    story.remedy();

    expect(story.case.unapproved).toBeUndefined();
    expect(() => story.judge(true)).toThrow(expect.objectContaining({ rule: 'nothing-entered' }));
  });

  it('cannot claim to have come by link', () => {
    expect(() => withRemedy().enter(true, AGENT, { way: 'link' })).toThrow(Invalid);
  });
});
