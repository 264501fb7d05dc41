import { describe, expect, it } from 'vitest';
import { recordAnswers } from '../../domain/callback/answers.ts';
import { nextAction, routeOf } from '../../domain/callback/next.ts';
import { Gone, Invalid, NotAllowed, Refused } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import { CallbackStory, RECORDED, SIGNED_SLIP, withProblem, withRemedy } from '../support/callback-story.ts';
import { AGENT, LEADER, SELLER, staff } from '../support/people.ts';
import { RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { later, wall } from '../support/wall.ts';

const payable = (story: CallbackStory) => story.lines.map((line) => line.balances.payable);
const accrued = (story: CallbackStory) => story.lines.map((line) => line.balances.accrued);
const nothing = (story: CallbackStory) => story.lines.map(() => 0);

describe('a callback that begins', () => {
  it('asks by link at once, with the commission on hold', () => {
    const story = new CallbackStory();

    story.advance();

    expect(story.messages.map(({ template, status }) => [template, status])).toEqual([
      ['callback-invitation', 'intended'],
    ]);
    // One id for one intent: that of the event that says the customer was asked.
    expect(story.messages.map(({ id }) => id)).toEqual([`${story.case.id}.${story.lastEvent.seq}`]);
    expect(story.holds).toEqual(['callback-not-completed']);
    expect(payable(story)).toEqual(nothing(story));
    expect(story.case).toMatchObject({ stage: 'awaiting-answers', owner: 'callback-agent@bj', round: 0 });
    expect(nextAction(story.case, RULES)).toMatchObject({
      who: 'customer',
      what: 'answer the questionnaire',
    });
  });

  it('does nothing at a moment at which nothing is due', () => {
    const story = new CallbackStory();
    story.advance();

    expect(story.advance()).toBeUndefined();
  });
});

describe('clean answers', () => {
  it('by link release the hold and end the case in one decision', () => {
    const story = new CallbackStory().until(later(new CallbackStory().now, { hours: 3 }));

    story.customerAnswers();

    expect(story.case).toMatchObject({
      stage: 'clean',
      category: 'closed',
      closedAt: story.now.toISOString(),
    });
    expect(story.case.nextDueAt).toBeUndefined();
    expect(story.holds).toEqual([]);
    expect(payable(story)).toEqual(accrued(story));
    expect(story.lastEvent).toMatchObject({ type: 'answered-clean', by: { kind: 'customer' } });
    expect(routeOf(story.case)).toBe('closed');
  });

  it.each([
    ['a recorded call', RECORDED],
    ['a signed slip', SIGNED_SLIP],
    ['a visit', { way: 'visit', slip: 'slip-2' }],
  ] as const)('taken down by staff from %s release it as well', (_way, evidence) => {
    const story = new CallbackStory();

    story.staffAnswers({}, AGENT, evidence);

    expect(story.case.stage).toBe('clean');
    expect(story.lastEvent).toMatchObject({ by: AGENT, data: { evidence } });
  });

  it('leave a hold of another kind where it is', () => {
    const story = new CallbackStory({ receiptOn: undefined });

    story.customerAnswers();

    expect(story.holds).toEqual(['receipt-missing']);
    expect(payable(story)).toEqual(nothing(story));
  });

  it.each([
    ['the seller', SELLER],
    ['a payee', LEADER],
    ['the seller in another role', staff('callback-agent', SELLER.id)],
  ])('are not taken down by %s', (_who, by) => {
    expect(() => new CallbackStory().staffAnswers({}, by)).toThrow(NotAllowed);
  });

  it('are not taken down by staff as if by link, nor given by a customer as if on the phone', () => {
    const story = new CallbackStory();
    const given = { answers: story.allYes(), evidence: RECORDED };

    expect(() => story.staffAnswers({}, AGENT, { way: 'link' })).toThrow(Invalid);
    expect(() => recordAnswers(story.file, given, 'customer', [], story.now, RULES)).toThrow(Invalid);
  });
});

describe('an answer that is not a clear yes', () => {
  it.each(['no', 'unclear'] as const)('%s opens a problem with its hold in the same decision', (answer) => {
    const story = new CallbackStory();

    const decision = story.customerAnswers({ 'cover-known': answer });

    expect(decision).not.toBe('same-again');
    expect(story.case).toMatchObject({
      stage: 'awaiting-remedy',
      owner: SELLER.id,
      round: 1,
      problem: { cause: 'answers', categories: ['cover-or-exclusions-unclear'] },
    });
    expect(story.holds).toEqual(['callback-problem']);
    expect(payable(story)).toEqual(nothing(story));
    expect(nextAction(story.case, RULES)).toMatchObject({
      who: SELLER.id,
      what: 'settle the problem and record the remedy',
    });
  });

  it('is a problem that the customer names beside clear answers', () => {
    const story = new CallbackStory();

    story.customerAnswers({}, ['wants-to-surrender']);

    expect(story.case.problem?.categories).toEqual(['wants-to-surrender']);
    expect(story.case.ladder?.name).toBe('remedy-urgent');
  });

  it('is urgent as soon as one of several problems is', () => {
    const story = new CallbackStory();

    story.customerAnswers({ 'cover-known': 'no' }, ['wants-to-surrender']);

    expect(story.case.problem?.categories).toHaveLength(2);
    expect(story.case.ladder?.name).toBe('remedy-urgent');
  });

  it('keeps the problem that was found first when the customer is asked no more', () => {
    const story = withProblem();

    expect(() => story.staffAnswers()).toThrow(expect.objectContaining({ rule: 'wrong-stage' }));
    expect(story.holds).toEqual(['callback-problem']);
  });
});

describe('the same answers again', () => {
  it('by link get the same answer, and nothing happens twice', () => {
    const story = new CallbackStory();
    story.customerAnswers();
    const version = story.case.version;

    expect(story.customerAnswers()).toBe('same-again');
    expect(story.case.version).toBe(version);
  });

  it('with another word in them come too late', () => {
    const story = new CallbackStory();
    story.customerAnswers();

    expect(() => story.customerAnswers({ 'cover-known': 'no' })).toThrow(Gone);
  });

  it('after a problem was opened get the same answer too', () => {
    expect(withProblem().customerAnswers({ 'cover-known': 'no' })).toBe('same-again');
    expect(() => withProblem().customerAnswers()).toThrow(Gone);
  });

  it('after staff took them down come too late', () => {
    const story = new CallbackStory();
    story.staffAnswers();

    expect(() => story.customerAnswers()).toThrow(Gone);
    expect(() => story.staffAnswers()).toThrow(Refused);
  });
});

describe('a remedy', () => {
  it('asks the customer by link, and leaves the hold', () => {
    const story = withProblem();
    const before = story.case.problem?.issueHash;

    story.remedy();
    story.advance();

    expect(story.case).toMatchObject({
      stage: 'awaiting-confirmation',
      owner: 'callback-agent@bj',
      round: 1,
    });
    expect(story.case.problem?.issueHash).not.toBe(before);
    expect(story.messages.at(-1)).toMatchObject({ template: 'confirmation-request', round: 1 });
    expect(story.holds).toEqual(['callback-problem']);
    expect(nextAction(story.case, RULES)).toMatchObject({
      who: 'customer',
      what: 'say whether it is settled',
    });
  });

  it.each([
    ['while the customer has not answered', () => new CallbackStory()],
    ['twice in one round', () => withRemedy()],
  ])('is refused %s', (_when, story) => {
    expect(() => story().remedy()).toThrow(expect.objectContaining({ rule: 'wrong-stage' }));
  });

  it('takes the case off the escalation that it was on', () => {
    const story = withProblem();
    story.until(later(story.now, { days: 9 }));
    expect(story.case.escalatedTo).toBe('branch-manager');

    story.remedy();

    expect(story.case.escalatedTo).toBeUndefined();
  });
});

describe("the carrier's own callback", () => {
  it('is noted beside ours and changes nothing else', () => {
    const story = withProblem();
    const { version, lastHash, ...before } = story.case;

    const decision = story.carrierCalledBack('2026-03-02');

    const { version: after, lastHash: _hash, carrierCallback, ...rest } = story.case;
    expect(rest).toEqual(before);
    expect(after).toBe(version + 1);
    expect(lastHash).not.toBe(story.case.lastHash);
    expect(carrierCallback).toEqual({ result: 'success', on: '2026-03-02' });
    expect(decision.lines).toEqual([]);
    expect(story.holds).toEqual(['callback-problem']);
  });

  it('cannot lie ahead', () => {
    const story = new CallbackStory();
    const tomorrow = present(wall(later(story.now, { days: 1 }))).slice(0, 10);

    expect(() => story.carrierCalledBack(tomorrow)).toThrow(Invalid);
  });
});

describe('the history of a callback', () => {
  it('is one whole chain, its end on the case', () => {
    const story = withRemedy();
    story.customerConfirms(false);
    story.remedy();
    story.customerConfirms(true);

    expect(verifyChain(story.events, { seq: story.case.version, hash: story.case.lastHash })).toBeUndefined();
    expect(story.events.map(({ seq }) => seq)).toEqual(story.events.map((_event, index) => index + 1));
  });
});
