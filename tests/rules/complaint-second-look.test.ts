import { describe, expect, it } from 'vitest';
import { decideReview, reopenComplaint } from '../../domain/complaint/decide.ts';
import {
  CONTENTS,
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
  SECOND_HANDLER,
  SECOND_HEAD,
  toldOf,
} from '../support/complaint-story.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE } from '../support/people.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at, later } from '../support/wall.ts';

const REGULATOR = { intake: { channel: 'regulator' as const } };
const days = (count: number) => later(RECEIVED_AT, { days: count });

const accepted = () => {
  const story = toldOf();
  story.accepts(true);
  return story;
};
const underReview = () => {
  const story = toldOf();
  story.asksReview();
  return story;
};
const reviewed = () => {
  const story = underReview();
  story.reviews();
  return story;
};

describe('the second pair of eyes', () => {
  it('says why, apart from the history, and sends back a decision that leaves nothing behind', () => {
    const story = decided(REGULATOR);
    const { hash } = story.case.decision ?? {};
    story.judges(false);
    expect(story.body('approval-1')).toEqual({ reason: 'read' });
    expect(story.event('decision-returned').data).toMatchObject({ decision: hash });
    for (const gone of ['decision', 'cause', 'redressFen']) expect(story.case).not.toHaveProperty(gone);
    story.decide();
    story.judges(true);
    expect(story.event('decision-approved').data.decision).toBe(story.case.decision?.hash);
    expect(story.case.decision?.approvedBy).toBe(BRANCH_MANAGER.id);
  });

  it('is none of somebody who is involved', () => {
    const story = decided({ intake: { ...REGULATOR.intake, involved: [BRANCH_MANAGER.id] } });
    expect(ruleOf(() => story.judges(true))).toBe('involved');
  });
});

describe('what the complainant says to a decision', () => {
  it('is kept with its proof, and once', () => {
    const story = toldOf();
    story.accepts(false);
    expect(story.event('decision-not-accepted').data).toEqual({ proof: 'recording-2' });
    expect(story.accepts(false)).toBe('same-again');
    story.accepts(true);
    expect(story.event('complaint-closed').data).toMatchObject({ accepted: true, proof: 'recording-2' });
  });
});

describe('a review', () => {
  it('is asked for up to the last instant of the thirtieth day, and taken up without being re-opened', () => {
    const last = new Date(at('2026-04-02', '00:00').getTime() - 1);
    const story = toldOf().late(last);
    story.asksReview();
    expect(story.types).not.toContain('reopened');
    expect(story.event('review-requested').data).toEqual({
      document: 'letter-2',
      receivedAt: last.toISOString(),
    });
  });

  it('is none of who decided, or is involved, whatever the role', () => {
    const story = handling();
    story.decide(HEAD_OFFICE);
    story.notify();
    story.asksReview();
    expect(ruleOf(() => story.reviews('confirmed', HEAD_OFFICE))).toBe('second-person');
    story.recuse(COMPLIANCE.id);
    expect(ruleOf(() => story.reviews('confirmed', COMPLIANCE))).toBe('involved');
    story.reviews('confirmed', SECOND_HEAD);
  });

  it('that confirms leaves the outcome, and one that changes must say the new one', () => {
    const said = (story: ComplaintStory, result: 'confirmed' | 'changed', when = story.now) => {
      const review = { result, reasons: 'read', notice: story.told('post', 'r', when) };
      return decideReview(story.case, review, SECOND_HEAD, story.now, story.rules);
    };
    expect(faultsOf(() => said(underReview(), 'changed'))).toEqual([expect.stringMatching(/^outcome /)]);
    const story = underReview();
    story.take(said(story, 'confirmed'));
    expect(story.case.decision?.outcome).toBe(CONTENTS.outcome);
    expect(story.case.review).toMatchObject({ result: 'confirmed', decidedBy: SECOND_HEAD.id });
    expect(story.event('review-decided').data).not.toHaveProperty('outcome');
    expect(story.event('complaint-closed').data).toMatchObject({ outcome: CONTENTS.outcome });
    expect(story.body('review-1')).toEqual({ reasons: 'read' });

    const early = faultsOf(() => said(underReview(), 'confirmed', days(-1)));
    expect(early).toEqual([`notice.at is before ${RECEIVED_AT.toISOString()}`]);
  });

  it('that changed the decision is in the history with the new outcome and the notice', () => {
    const story = underReview();
    story.reviews('changed');
    expect(story.event('review-decided').data).toMatchObject({
      result: 'changed',
      outcome: 'upheld-in-part',
      notice: { proof: 'receipt-1' },
    });
    expect(story.clock('review').doneAt).toEqual(story.now);
  });
});

describe('the question whether a complainant is satisfied', () => {
  it('is asked after the end, once, and never of somebody who has not ended', () => {
    expect(ruleOf(() => handling().asks(true))).toBe('open');
    const story = accepted();
    story.asks(true);
    expect(ruleOf(() => story.asks(false))).toBe('asked');
    expect(story.case.satisfied).toBe(true);
  });

  it('comes anew when the upper level has looked at a matter that had ended by silence', () => {
    const story = toldOf().until(days(40));
    story.asks(true);
    story.asksReview(days(20));
    expect(story.case.satisfied).toBeUndefined();
    story.reviews();
    story.asks(false);
    expect(story.case.satisfied).toBe(false);
  });
});

describe('a withdrawal', () => {
  it('cannot have come before the complaint, or ahead of now', () => {
    const withdrawn = (when: Date) => faultsOf(() => handling().late(days(1)).withdraw(HANDLER, when));
    expect(withdrawn(days(2))).toEqual(['receivedAt is in the future']);
    expect(withdrawn(days(-1))).toEqual([`receivedAt is before ${RECEIVED_AT.toISOString()}`]);
    expect(withdrawn(days(0))).toEqual([]);
  });
});

describe('taking a complaint up again', () => {
  it('is for what has ended in itself: not for what is open, or a part of another', () => {
    const part = handling();
    part.mergeInto(handling());
    for (const story of [handling(), part]) expect(ruleOf(() => story.reopen())).toBe('not-closed');
  });

  it('is none of somebody who is involved, and rests on something that has come', () => {
    const story = accepted().late(days(1));
    expect(faultsOf(() => story.reopen(BRANCH_MANAGER, days(2)))).toEqual(['receivedAt is in the future']);
    expect(faultsOf(() => story.reopen(BRANCH_MANAGER, days(-1)))[0]).toMatch(/^receivedAt is before /);
    const known = handling({ intake: { involved: [BRANCH_MANAGER.id] } });
    known.settle();
    expect(ruleOf(() => known.reopen())).toBe('involved');
  });

  it('leaves nothing of the former run on the record: it is classified, decided and reviewed anew', () => {
    const story = handling();
    story.classify('complex', '2026-03-31');
    story.extend();
    story.decide();
    story.notify();
    story.asksReview();
    story.reviews();
    story.asks(true);
    story.late(days(40)).reopen();
    const { case: open } = story;
    for (const gone of [
      'closedAt',
      'complexity',
      'promisedOn',
      'extension',
      'decision',
      'accepted',
      'review',
      'cause',
      'redressFen',
      'satisfied',
    ]) {
      expect(open).not.toHaveProperty(gone);
    }
    expect(open).toMatchObject({ category: 'open', warned: [], settledOnTheSpot: false });
    expect(story.body('reopening-1')).toEqual({ reason: 'a recording was found' });
    story.classify('complex', '2026-05-01');
    story.extend();
    story.decide(SECOND_HANDLER);
    story.notify();
    story.asksReview();
    expect(story.case.stage).toBe('under-review');
  });

  it('names the document that brought it, where there is one', () => {
    const { case: closed, now, rules } = accepted();
    const taken = (named: object) =>
      reopenComplaint(
        closed,
        { reason: 'a letter came', receivedAt: now.toISOString(), ...named },
        BRANCH_MANAGER,
        now,
        rules,
      ).events[0]?.data;
    expect(taken({ document: 'letter-9' })).toMatchObject({ document: 'letter-9' });
    expect(taken({})).not.toHaveProperty('document');
  });

  it('keeps in the history until when each clock of the former run ran, and when it was met', () => {
    const story = reviewed().late(days(3));
    const before = story.clocks.map(({ name, dueAt, doneAt }) => ({
      name,
      dueAt: dueAt?.toISOString(),
      doneAt: doneAt?.toISOString(),
    }));
    story.reopen();
    expect(story.event('reopened').data).toMatchObject({ from: 'decided', run: 1, clocks: before });
  });
});

describe('the first call', () => {
  it('is due from the first receipt, whatever comes after it', () => {
    const due = '2026-03-03 23:59';
    const story = new ComplaintStory().late(days(1));
    story.contact({ channel: 'letter', newFacts: true });
    expect(story.due('first-contact')).toBe(due);
    const again = accepted().late(days(5));
    again.reopen();
    expect(again.due('first-contact')).toBe(due);
  });
});

describe('a decision that new facts took back', () => {
  it('leaves neither its cause nor its money to how the complaint ends', () => {
    for (const story of [decided(), toldOf()]) {
      story.contact({ newFacts: true });
      expect(story.case).not.toHaveProperty('redressFen');
      expect(story.case).not.toHaveProperty('cause');
      story.settle();
      expect(story.event('complaint-closed').data).not.toHaveProperty('redressFen');
    }
  });
});
