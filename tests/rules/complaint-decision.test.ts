import { describe, expect, it } from 'vitest';
import { NEXT_FORUMS } from '../../domain/complaint/decide.ts';
import { complaintNextAction } from '../../domain/complaint/next.ts';
import { NotAllowed } from '../../domain/errors.ts';
import {
  CONTENTS,
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
  toldOf,
} from '../support/complaint-story.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE } from '../support/people.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at, later, wall } from '../support/wall.ts';

const REGULATOR = { intake: { channel: 'regulator' as const } };
const days = (count: number) => later(RECEIVED_AT, { days: count });

describe('the decision', () => {
  it('names every forum that is open, and a cause that exists', () => {
    const story = handling();
    expect(faultsOf(() => story.decide(HANDLER, { forums: ['review'] }))).toEqual([
      `forums leaves out ${NEXT_FORUMS.filter((forum) => forum !== 'review').join(', ')}`,
    ]);
    expect(faultsOf(() => story.decide(HANDLER, { cause: { first: 'sales', second: 'x' } }))[0]).toContain(
      'cause.second is one of',
    );
  });

  it('is read by a second person where the regulator is involved, on that person’s list', () => {
    const story = decided(REGULATOR);
    expect(story.case).toMatchObject({ stage: 'awaiting-notice', owner: 'branch-manager@bj' });
    expect(complaintNextAction(story.case, story.rules)).toMatchObject({ who: 'branch-manager@bj' });
    expect(ruleOf(() => story.notify())).toBe('not-approved');
    expect(ruleOf(() => story.sends())).toBe('not-approved');
    expect(ruleOf(() => story.judges(true, HANDLER))).toBe('second-person');
    story.judges(false);
    expect(story.case).toMatchObject({ stage: 'handling', owner: HANDLER.id });
    expect(story.case.cause).toBeUndefined();
    story.decide();
    story.judges(true);
    expect(story.case.owner).toBe(HANDLER.id);
    expect(ruleOf(() => story.judges(true))).toBe('nothing-to-approve');
    story.notify();
    expect(story.case).toMatchObject({ stage: 'awaiting-acceptance', decisions: 2 });
  });

  it('of a branch manager is read above', () => {
    const story = handling(REGULATOR);
    story.decide(BRANCH_MANAGER);
    expect(story.case.owner).toBe('head-office-manager@head-office');
  });

  it('is told with proof, after it was written and not ahead of now', () => {
    const story = decided();
    expect(faultsOf(() => story.notify(HANDLER, story.told('post', 'r', days(1))))).toEqual([
      'at is in the future',
    ]);
    expect(faultsOf(() => story.notify(HANDLER, story.told('post', 'r', days(-1))))).toEqual([
      `at is before ${RECEIVED_AT.toISOString()}`,
    ]);
    story.notify();
    expect(story.event('decision-told').data).toMatchObject({ way: 'post', proof: 'receipt-1' });
  });

  it('is told by a link when the gateway has taken the message, whose id is the proof', () => {
    const story = decided();
    story.sends();
    expect(story.messages.map(({ template }) => template)).toEqual(['complaint-decision']);
    expect(complaintNextAction(story.case, story.rules)).toMatchObject({ who: 'sms-gateway' });
    expect(ruleOf(() => story.sends())).toBe('sending');
    story.gateway('sent');
    story.until(later(story.now, { minutes: 1 }));
    expect(story.case.decision?.notice).toEqual({
      way: 'sms',
      at: RECEIVED_AT.toISOString(),
      proof: story.messages[0]?.id,
    });
    expect(story.case.stage).toBe('awaiting-acceptance');
  });

  it('whose message is refused goes back to the handler, to be told by another way', () => {
    const story = decided();
    story.sends();
    story.gateway('failed');
    story.until(later(story.now, { minutes: 1 }));
    expect(story.types.at(-1)).toBe('decision-not-sent');
    story.notify();
    expect(story.case.stage).toBe('awaiting-acceptance');
  });

  it('whose message nobody takes is looked after less and less often, and given up after a day', () => {
    const story = decided();
    story.sends();
    story.until(later(story.now, { hours: 24 }));
    expect(story.types.filter((type) => type === 'decision-unsent')).toHaveLength(9);
    expect(story.types.filter((type) => type === 'decision-not-sent')).toHaveLength(1);
  });

  it('is not sent at night, nor without a number', () => {
    expect(ruleOf(() => decided().sends(HANDLER, false))).toBe('no-phone');
    const story = decided().late(at('2026-03-02', '22:00'));
    expect(ruleOf(() => story.sends())).toBe('quiet-hours');
  });

  it('is accepted by link even before anybody has looked after the message', () => {
    const story = decided();
    story.sends();
    story.says(true);
    expect(story.types.slice(-2)).toEqual(['decision-told', 'complaint-closed']);
    expect(story.says(true)).toBe('same-again');
    expect(() => story.says(false)).toThrow('answered already');
  });

  it('that is not accepted stays open for the upper level, and may be accepted after all', () => {
    const story = toldOf();
    story.says(false, 'too little');
    expect(story.case).toMatchObject({ stage: 'awaiting-acceptance', accepted: false });
    expect(story.body('comment-1')).toEqual({ comment: 'too little' });
    expect(story.says(false)).toBe('same-again');
    story.says(true);
    expect(story.case).toMatchObject({ stage: 'settled', accepted: true });
  });
});

describe('a review by the upper level', () => {
  it('is asked for in writing within 30 days of the notice', () => {
    const story = toldOf().late(at('2026-04-01', '23:59'));
    story.asksReview();
    expect(story.case).toMatchObject({ stage: 'under-review', owner: 'head-office-manager@head-office' });
    expect(story.due('review')).toBe('2026-05-01 23:59');
  });

  it('asked too late is refused with the date, also when the workflow is late', () => {
    const story = toldOf().late(at('2026-04-02', '00:00'));
    expect(story.case.stage).toBe('awaiting-acceptance');
    expect(ruleOf(() => story.asksReview())).toBe('too-late');
    expect(() => story.asksReview()).toThrow('2026-04-01');
    story.until(at('2026-04-03'));
    expect(story.case.stage).toBe('decided');
    expect(ruleOf(() => story.asksReview())).toBe('too-late');
  });

  it('asked in time and entered after the end is taken', () => {
    const story = toldOf().until(at('2026-04-03'));
    expect(story.case.stage).toBe('decided');
    story.asksReview(at('2026-04-01', '18:00'));
    expect(story.case).toMatchObject({ stage: 'under-review', category: 'open' });
    expect(story.types.slice(-2)).toEqual(['reopened', 'review-requested']);
    expect(story.due('review')).toBe('2026-05-01 23:59');
  });

  it('cannot be asked for before the notice, ahead of now, or after it was accepted', () => {
    const story = toldOf().late(days(2));
    expect(faultsOf(() => story.asksReview(days(3)))).toEqual(['receivedAt is in the future']);
    expect(faultsOf(() => story.asksReview(days(-1)))[0]).toContain('receivedAt is before');
    story.accepts(true);
    expect(ruleOf(() => story.asksReview())).toBe('closed');
  });

  it('is decided by somebody else than who decided or approved', () => {
    const story = decided(REGULATOR);
    story.judges(true, HEAD_OFFICE);
    story.notify();
    story.asksReview();
    expect(ruleOf(() => story.reviews('confirmed', HEAD_OFFICE))).toBe('second-person');
    expect(() => story.reviews('confirmed', BRANCH_MANAGER)).toThrow(NotAllowed);
    story.reviews('changed', COMPLIANCE);
    expect(story.case).toMatchObject({ stage: 'decided', decision: { outcome: 'upheld-in-part' } });
    expect(story.event('complaint-closed').data).toMatchObject({
      outcome: 'upheld-in-part',
      reviewed: 'changed',
    });
    expect(ruleOf(() => story.asksReview())).toBe('closed');
  });

  it('warns the upper level of its own 30 days', () => {
    const story = toldOf();
    story.asksReview();
    story.until(at('2026-04-03'));
    expect(story.timeline.filter((line) => line.includes(' review '))).toEqual([
      '2026-03-18 09:00 clock-warned review 50 head-office-manager',
      '2026-03-25 09:00 clock-warned review 75 head-office-manager',
      '2026-04-02 09:00 clock-missed review 100 head-office-manager',
    ]);
  });
});

describe('the end', () => {
  it.each<[string, () => ComplaintStory]>([
    ['awaiting-contact', () => new ComplaintStory()],
    ['handling', () => handling()],
    ['awaiting-notice', () => decided()],
    ['awaiting-acceptance', () => toldOf()],
    [
      'under-review',
      () => {
        const story = toldOf();
        story.asksReview();
        return story;
      },
    ],
  ])('comes the day of the withdrawal, at %s', (stage, make) => {
    const story = make();
    expect(story.case.stage).toBe(stage);
    story.late(days(3)).withdraw(HANDLER, days(2));
    expect(story.case).toMatchObject({ stage: 'withdrawn', closedAt: days(2).toISOString() });
    expect(story.event('complaint-closed').data).toMatchObject({ days: 2 });
    expect(ruleOf(() => story.withdraw())).toBe('closed');
  });

  it('counts calendar days of Shanghai, not stretches of 24 hours', () => {
    const story = new ComplaintStory({ when: at('2026-03-02', '23:30') }).late(at('2026-03-03', '00:10'));
    story.settle();
    expect(story.event('complaint-closed').data).toMatchObject({ days: 1, hours: 0 });
    const week = new ComplaintStory().late(at('2026-03-09', '09:00'));
    week.settle();
    expect(week.event('complaint-closed').data).toMatchObject({ days: 7, hours: 167 });
  });

  it('by silence comes after the 30 days, in office hours', () => {
    const story = toldOf().until(at('2026-04-10'));
    expect(story.case).toMatchObject({ stage: 'decided', category: 'closed' });
    expect(wall(story.case.closedAt)).toBe('2026-04-02 09:00');
  });

  it('refuses every further command by name', () => {
    const story = toldOf();
    story.accepts(true);
    const acts = [
      () => story.contact(),
      () => story.calls(),
      () => story.classify('simple'),
      () => story.pause('mediation'),
      () => story.resume(),
      () => story.extend(),
      () => story.assign('x'),
      () => story.recuse('x'),
      () => story.transfer(),
      () => story.settle(),
      () => story.refuse(),
      () => story.decide(),
      () => story.judges(true),
      () => story.notify(),
      () => story.sends(),
      () => story.accepts(false),
      () => story.withdraw(),
      () => story.asksReview(),
      () => story.reviews(),
    ];
    expect(acts.map(ruleOf)).toEqual(acts.map(() => 'closed'));
  });

  it('is undone by new facts: all clocks run from their receipt, also where nobody had called', () => {
    const story = new ComplaintStory({ intake: { gatewayAt: RECEIVED_AT.toISOString() } });
    story.withdraw();
    story.late(days(30)).reopen();
    expect(story.case.stage).toBe('awaiting-contact');
    const running = story.clocks.filter(({ doneAt }) => doneAt === undefined).map(({ name }) => name);
    expect(running.sort()).toEqual(['finish', 'first-contact', 'statutory', 'work']);
    expect(story.due('first-contact')).toBe('2026-04-02 23:59');
    expect(story.due('statutory')).toBe('2026-04-16 23:59');
    expect(story.due('finish')).toBe('2026-04-11 23:59');
    expect(ruleOf(() => story.reopen())).toBe('not-closed');
  });

  it('comes a second time with its own days', () => {
    const story = toldOf();
    story.accepts(true);
    story.late(days(40)).reopen();
    story.late(days(42)).settle();
    expect(story.event('complaint-closed').data).toMatchObject({ days: 2, reopened: 1 });
  });
});

describe('words and amounts', () => {
  it('of the decision stay out of the history, which keeps their hash', () => {
    const story = decided();
    expect(JSON.stringify(story.events)).not.toContain(CONTENTS.findings);
    expect(story.event('decision-written').data).toMatchObject({
      decision: story.case.decision?.hash,
      redressFen: CONTENTS.redressFen,
    });
  });
});
