import { describe, expect, it } from 'vitest';
import { complaintBound, complaintClaim, complaintLinkState } from '../../domain/complaint/link.ts';
import { complaintNextAction, complaintRoute } from '../../domain/complaint/next.ts';
import { timeLeft } from '../../domain/complaint/time-left.ts';
import {
  CONTENTS,
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
  SECOND_HANDLER,
  toldOf,
} from '../support/complaint-story.ts';
import { ruleOf } from '../support/rule-of.ts';
import { at, later, wall } from '../support/wall.ts';

const REGULATOR = { intake: { channel: 'regulator' as const } };
const days = (count: number) => later(RECEIVED_AT, { days: count });
const gone = expect.objectContaining({ name: 'Gone' });

const sending = () => {
  const story = decided();
  story.sends();
  return story;
};
const underReview = () => {
  const story = toldOf();
  story.asksReview();
  return story;
};

describe('whose turn it is', () => {
  it.each<[string, string, string, () => ComplaintStory]>([
    ['await-handling', 'complaint-handler@bj', 'call the complainant', () => new ComplaintStory()],
    ['await-handling', HANDLER.id, 'find out what happened, and decide', handling],
    ['await-handling', HANDLER.id, 'tell the complainant the decision', decided],
    ['await-handling', 'sms-gateway', 'bring the decision', sending],
    ['await-customer', 'customer', 'accept the decision, or ask for a review', toldOf],
    ['await-review', 'head-office-manager@head-office', 'review the decision', underReview],
  ])('waits at %s for %s: %s', (route, who, what, make) => {
    const story = make();
    expect(complaintRoute(story.case)).toBe(route);
    const by = story.case.nextDueAt;
    expect(by).toBeDefined();
    expect(complaintNextAction(story.case, story.rules)).toEqual({ who, what, by });
  });

  it('is nobody’s at the end', () => {
    const story = toldOf();
    story.accepts(true);
    expect(complaintRoute(story.case)).toBe('closed');
    expect(complaintNextAction(story.case, story.rules)).toBeUndefined();
  });
});

describe('the link of a decision', () => {
  const stateOf = (story: ComplaintStory, claim = complaintClaim(story.case)) =>
    complaintLinkState(story.case, claim);

  it('asks while the decision is on its way or told, and never before or after', () => {
    const accepted = toldOf();
    accepted.accepts(true);
    const states = [handling(), decided(), sending(), toldOf(), underReview(), accepted];
    expect(states.map((story) => stateOf(story))).toEqual(['used', 'used', 'open', 'open', 'used', 'used']);
  });

  it('is of one decision, and of its very words', () => {
    const story = toldOf();
    const [claim, bound] = [complaintClaim(story.case), complaintBound(story.case)];
    expect(bound).toEqual([story.case.decision?.hash]);
    story.contact({ newFacts: true });
    expect(stateOf(story, claim)).toBe('used');
    story.decide(HANDLER, { findings: 'another leaflet was found' });
    story.notify();
    expect(stateOf(story, claim)).toBe('used');
    expect(stateOf(story)).toBe('open');
    expect(complaintBound(story.case)).not.toEqual(bound);
  });

  it('lets the complainant take the matter back, once, and not after another end', () => {
    const story = toldOf();
    story.takesBack();
    expect(story.event('complaint-closed')).toMatchObject({
      by: { kind: 'customer' },
      data: { stage: 'withdrawn', proof: 'link-1' },
    });
    expect(story.takesBack()).toBe('same-again');
    const accepted = toldOf();
    accepted.accepts(true);
    expect(() => accepted.takesBack()).toThrow(gone);
  });

  it('that is answered proves that the message arrived', () => {
    const story = sending();
    story.late(later(RECEIVED_AT, { minutes: 20 })).says(false);
    expect(story.case.decision?.notice).toEqual({
      way: 'sms',
      at: story.now.toISOString(),
      proof: story.messages[0]?.id,
    });
  });
});

describe('telling a decision', () => {
  it('is none of somebody who is involved', () => {
    const story = decided();
    story.recuse(SECOND_HANDLER.id);
    expect(ruleOf(() => story.notify(SECOND_HANDLER))).toBe('involved');
    expect(ruleOf(() => story.sends(SECOND_HANDLER))).toBe('involved');
  });

  it('by a message that is lost is the handler’s again, who is told so', () => {
    const story = sending();
    story.gateway('failed');
    story.until(later(RECEIVED_AT, { minutes: 1 }));
    expect(story.event('decision-not-sent').data).toEqual({
      message: story.messages[0]?.id,
      to: 'complaint-handler',
    });
    expect(story.case).toMatchObject({ stage: 'awaiting-notice', owner: HANDLER.id });
  });

  it('by a message is looked after a minute later, then 3 and 7 minutes after it went', () => {
    const story = sending();
    const [message] = story.messages;
    expect(story.event('decision-sending').data).toEqual({
      decision: story.case.decision?.hash,
      message: message?.id,
    });
    const looks: (string | undefined)[] = [];
    for (let look = 0; look < 3; look += 1) {
      looks.push(wall(story.case.nextDueAt));
      story.until(new Date(story.case.nextDueAt ?? ''));
    }
    expect(looks).toEqual(['2026-03-02 10:01', '2026-03-02 10:03', '2026-03-02 10:07']);
    expect(story.event('decision-unsent').data).toEqual({ message: story.messages[0]?.id, looks: 3 });
    expect(story.messages[0]).toMatchObject({ round: 1 });
  });
});

describe('how long the law still leaves', () => {
  it('is not asked of what was answered, and stands still with its clock', () => {
    const left = (story: ComplaintStory) => timeLeft(story.case, story.now, story.rules);
    expect(left(handling())).toBe('more');
    expect(left(toldOf())).toBeUndefined();
    const paused = handling();
    paused.pause('mediation');
    expect(left(paused)).toBe('standing-still');
  });
});

describe('a further contact', () => {
  it('is a repeat on a channel that is known, one of several, and on no other', () => {
    const story = handling();
    const isRepeat = (channel: 'letter' | 'hotline' | 'web') => {
      story.contact({ channel });
      return story.event('contact-added').data.repeat;
    };
    expect([isRepeat('letter'), isRepeat('hotline'), isRepeat('web')]).toEqual([false, true, false]);
  });

  it('with new facts before the first call leaves the call to be made', () => {
    const story = new ComplaintStory().late(days(1));
    story.contact({ newFacts: true });
    expect(story.case).toMatchObject({ stage: 'awaiting-contact', owner: 'complaint-handler@bj' });
  });

  it('with new facts asks anew what the complainant says', () => {
    const story = toldOf();
    story.accepts(false);
    story.contact({ newFacts: true });
    expect(story.case.accepted).toBeUndefined();
  });

  it('is kept while the upper level reviews', () => {
    const story = underReview();
    story.contact({ channel: 'letter' });
    expect(story.case.contacts).toHaveLength(2);
  });

  it('by the regulator changes whose list it is on only where somebody must read a decision', () => {
    const open = handling();
    open.contact({ channel: 'regulator' });
    expect(open.case.owner).toBe(HANDLER.id);
    const read = decided(REGULATOR);
    read.judges(true);
    read.contact({ channel: 'regulator' });
    expect(read.case.owner).toBe(HANDLER.id);
  });
});

describe('the end', () => {
  it('tells the figures its cause, what was paid and the days since the first receipt', () => {
    const story = handling().late(days(5));
    story.contact({ newFacts: true });
    story.late(days(7)).decide();
    story.notify();
    story.accepts(true);
    expect(story.event('complaint-closed').data).toMatchObject({
      cause: CONTENTS.cause,
      redressFen: CONTENTS.redressFen,
      outcome: CONTENTS.outcome,
      days: 7,
      reopened: 0,
    });
    const withdrawn = handling();
    withdrawn.withdraw();
    for (const name of ['cause', 'redressFen', 'outcome']) {
      expect(withdrawn.event('complaint-closed').data).not.toHaveProperty(name);
    }
  });

  it('ends the pause that lasts', () => {
    const story = handling();
    story.pause('mediation');
    story.withdraw();
    expect(story.event('clock-resumed').data).toEqual({ kind: 'mediation' });
  });
});

describe('a reminder of what is missed', () => {
  it('goes to the head office when the clock stood still once and runs again', () => {
    const story = handling();
    story.pause('mediation');
    story.late(days(1)).resume();
    story.until(at('2026-03-31', '10:00'));
    const told = story.events.filter(({ type }) => type === 'complaint-reminded').map(({ data }) => data);
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(
      told.map(() => ({ to: 'head-office-manager', stage: 'handling', standsStill: false })),
    );
  });
});
