import { describe, expect, it } from 'vitest';
import { CallbackSettings, DEFAULT_CALLBACK_SETTINGS } from '../../domain/callback/ladder.ts';
import { nextAction } from '../../domain/callback/next.ts';
import { Gone, Invalid, NotAllowed } from '../../domain/errors.ts';
import { CallbackStory, SIGNED_SLIP, withProblem, withRemedy } from '../support/callback-story.ts';
import { AGENT, SELLER } from '../support/people.ts';
import { RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

/** A Friday before a make-up Saturday: 9 May 2026 is worked in exchange for the Labour Day holiday. */
const FRIDAY = '2026-05-08';
const opened = (time = '10:00') =>
  new CallbackStory({ issuedOn: FRIDAY, receiptOn: FRIDAY }, at(FRIDAY, time));

/** Everybody does what is asked of them, and nobody reaches the customer. */
function inVain(): CallbackStory {
  const story = opened();
  story.until(at('2026-05-11', '09:30')).attempt('call', 'no-answer');
  story.until(at('2026-05-12', '14:10')).attempt('call', 'busy');
  story.until(at('2026-05-13', '18:05')).attempt('call', 'switched-off');
  story.until(at('2026-05-14', '10:00')).attempt('letter', 'posted');
  story.until(at('2026-05-26', '10:00')).attempt('visit', 'not-at-home');
  return story;
}

describe('a customer who does not answer', () => {
  it('is asked by message, by three calls on different days and hours, by letter and by visit', () => {
    const story = inVain().until(at('2026-05-29', '09:00'));

    expect(story.timeline).toEqual([
      '2026-05-08 10:00 callback-opened',
      '2026-05-08 10:00 customer-asked sms-invitation',
      '2026-05-09 08:00 customer-asked sms-reminder', // the Saturday is worked, the night is quiet
      '2026-05-11 09:00 task-opened call-1',
      '2026-05-11 09:30 attempt-recorded',
      '2026-05-12 14:00 task-opened call-2', // another day, another part of it
      '2026-05-12 14:10 attempt-recorded',
      '2026-05-13 18:00 task-opened call-3',
      '2026-05-13 18:05 attempt-recorded',
      '2026-05-14 09:00 task-opened letter',
      '2026-05-14 10:00 attempt-recorded',
      '2026-05-24 00:00 cooling-off-missed', // a legal date waits for no office hours
      '2026-05-25 09:00 task-opened visit', // ten days end on a Sunday
      '2026-05-26 10:00 attempt-recorded',
      '2026-05-29 09:00 unreached',
    ]);
  });

  it('is waited for over a holiday and a make-up Saturday', () => {
    const story = new CallbackStory(
      { issuedOn: '2026-02-13', receiptOn: '2026-02-13' },
      at('2026-02-13', '16:00'),
    );

    story.until(at('2026-02-28', '12:00'));

    expect(story.timeline).toEqual([
      '2026-02-13 16:00 callback-opened',
      '2026-02-13 16:00 customer-asked sms-invitation',
      '2026-02-14 08:00 customer-asked sms-reminder', // a worked Saturday, then nine days of Spring Festival
      '2026-02-24 09:00 task-opened call-1',
      '2026-02-26 09:00 task-missed call-1',
      '2026-02-28 09:00 task-missed call-1', // a worked Saturday again
    ]);
  });

  it('gets no message in the night', () => {
    const story = opened('22:30');

    story.until(at('2026-05-09', '12:00'));

    expect(story.timeline).toEqual([
      '2026-05-08 22:30 callback-opened',
      '2026-05-09 08:00 customer-asked sms-invitation',
    ]);
  });

  it('is on the card of who must act, with the date', () => {
    const story = opened().until(at('2026-05-11', '09:00'));

    expect(nextAction(story.case, RULES)).toEqual({
      who: 'callback-agent@bj',
      what: 'call the customer (call-1)',
      by: at('2026-05-13', '09:00').toISOString(),
    });
  });

  it('is given up as unreached with the hold as it was, and the broker is asked for better data', () => {
    const story = inVain().until(at('2026-05-29', '09:00'));

    expect(story.case).toMatchObject({
      stage: 'awaiting-remedy',
      owner: SELLER.id,
      problem: { cause: 'unreached', categories: [] },
    });
    expect(story.holds).toEqual(['callback-not-completed']);
    expect(nextAction(story.case, RULES)?.what).toMatch(/true contact data/);
    expect(() => story.remedy()).toThrow(expect.objectContaining({ rule: 'nobody-reached' }));
  });

  it('is never released by silence, however long', () => {
    const story = inVain().until(at('2027-05-29'));

    expect(story.case.category).toBe('open');
    expect(story.holds).toEqual(['callback-not-completed']);
    expect(story.timeline.filter((line) => line.includes('escalated')).length).toBeGreaterThan(10);
    expect(story.case.escalatedTo).toBe('head-office-manager');
  });

  it('may still answer when the firm has given up', () => {
    const clean = inVain().until(at('2026-06-20'));
    const problem = inVain().until(at('2026-06-20'));

    clean.customerAnswers();
    problem.staffAnswers({ policyholder: 'no' }, AGENT, SIGNED_SLIP);

    expect([clean.case.stage, clean.holds]).toEqual(['clean', []]);
    expect([problem.case.stage, problem.holds]).toEqual(['awaiting-remedy', ['callback-problem']]);
    expect(problem.case.problem?.cause).toBe('answers');
  });

  it('cannot answer by link when somebody took the answers down already', () => {
    const story = inVain();
    story.staffAnswers();

    expect(() => story.customerAnswers({ policyholder: 'no' })).toThrow(Gone);
  });
});

describe('an attempt', () => {
  const atCall1 = () => opened().until(at('2026-05-11', '09:30'));

  it('moves the ladder on when it is the one that was due', () => {
    const story = atCall1();

    const { ends } = story.attempt('call', 'no-answer');

    expect(story.lastEvent.data).toMatchObject({ counts: true });
    expect(story.case.ladder?.task).toBeUndefined();
    expect(ends).toBe(0);
  });

  it.each([['a second one on the same day', (story: CallbackStory) => story.attempt('call', 'busy')]])(
    'counts for none when it is %s',
    (_what, first) => {
      const story = atCall1();
      first(story);
      story.until(at('2026-05-11', '15:00'));

      story.attempt('call', 'busy');

      expect(story.lastEvent.data).toMatchObject({ counts: false });
      expect(story.case.calledAt).toHaveLength(1);
    },
  );

  it('counts for none outside the calling hours, and is kept', () => {
    const story = opened().until(at('2026-05-11', '12:30'));

    const { ends } = story.attempt('call', 'no-answer');

    expect(story.lastEvent).toMatchObject({ type: 'attempt-recorded', data: { counts: false } });
    expect(story.case.ladder?.task?.rung).toBe('call-1');
    expect(ends).toBeUndefined();
  });

  it('counts for none by another way than was due', () => {
    const story = atCall1();

    story.attempt('letter', 'posted');

    expect(story.lastEvent.data).toMatchObject({ counts: false });
  });

  it.each([
    ['call', 'moved'],
    ['letter', 'busy'],
    ['visit', 'posted'],
  ] as const)('by %s cannot end with %s', (way, result) => {
    expect(() => atCall1().attempt(way, result)).toThrow(Invalid);
  });

  it('is not made by the seller', () => {
    expect(() => atCall1().attempt('call', 'no-answer', SELLER)).toThrow(NotAllowed);
  });

  it.each(['empty-number', 'wrong-person'] as const)(
    'that ends with %s holds for untrue data and goes on to the letter',
    (result) => {
      const story = atCall1();

      story.attempt('call', result);
      story.until(at('2026-05-12', '09:00'));

      expect(story.holds).toEqual(['callback-not-completed', 'customer-data']);
      expect(story.case.ladder?.task?.way).toBe('letter');
    },
  );
});

describe('a task that nobody does', () => {
  it('is missed aloud, stays open, and is missed again', () => {
    const story = opened().until(at('2026-05-15', '09:00'));

    expect(story.timeline.slice(3)).toEqual([
      '2026-05-11 09:00 task-opened call-1',
      '2026-05-13 09:00 task-missed call-1',
      '2026-05-15 09:00 task-missed call-1',
    ]);
    expect(story.case.escalatedTo).toBe('branch-manager');
    expect(story.case.ladder?.task?.rung).toBe('call-1');
  });

  const missesOf = (story: CallbackStory) =>
    story.events.filter(({ type }) => type === 'task-missed').map(({ data }) => data.to);

  it('goes up to the head office from the third miss in a row', () => {
    const story = opened().until(at('2026-05-23'));

    const [first, second, ...rest] = missesOf(story);
    expect([first, second]).toEqual(['branch-manager', 'branch-manager']);
    expect(rest.length).toBeGreaterThan(1);
    expect(new Set(rest)).toEqual(new Set(['head-office-manager']));
    expect(story.case.escalatedTo).toBe('head-office-manager');
  });

  it('is the branch’s again when the step before it was done', () => {
    const story = opened().until(at('2026-05-19', '09:30'));
    expect(missesOf(story)).toHaveLength(3);
    story.attempt('call', 'no-answer');
    expect(story.case.escalatedTo).toBeUndefined();

    story.until(at('2026-05-22', '12:00'));

    expect(story.lastEvent).toMatchObject({
      type: 'task-missed',
      data: { rung: 'call-2', missed: 1, to: 'branch-manager' },
    });
  });

  it('is not the branch’s again for an attempt that does not count', () => {
    const story = opened().until(at('2026-05-19', '12:30'));
    story.attempt('call', 'no-answer');
    expect(story.lastEvent.data).toMatchObject({ counts: false });

    story.until(at('2026-05-21', '12:00'));

    expect(missesOf(story).at(-1)).toBe('head-office-manager');
  });

  it('is counted anew in another stage', () => {
    const story = opened().until(at('2026-05-19'));
    expect(missesOf(story)).toHaveLength(3);
    story.customerAnswers({ 'cover-known': 'no' });
    story.remedy();
    const before = missesOf(story).length;

    story.until(later(story.now, { days: 10 }));

    expect(missesOf(story)[before]).toBe('branch-manager');
  });
});

describe('a broker who does not remedy', () => {
  it('is reminded, then escalated, then again and again', () => {
    const story = withProblem({ issuedOn: FRIDAY, receiptOn: FRIDAY }, at(FRIDAY));

    story.until(at('2026-06-10'));

    expect(story.timeline.slice(3)).toEqual([
      '2026-05-12 09:00 reminded remedy-reminder',
      '2026-05-14 09:00 escalated remedy-overdue',
      '2026-05-21 09:00 escalated remedy-head-office',
      '2026-06-05 09:00 escalated remedy-head-office',
    ]);
    expect(story.holds).toEqual(['callback-problem']);
  });

  it('has two working days when the customer wants to surrender', () => {
    const story = new CallbackStory({ issuedOn: FRIDAY, receiptOn: FRIDAY }, at(FRIDAY));
    story.customerAnswers({}, ['wants-to-surrender']);

    story.until(at('2026-05-13', '00:00'));

    expect(story.timeline.slice(2)).toEqual([
      '2026-05-09 09:00 reminded remedy-reminder',
      '2026-05-11 09:00 escalated remedy-overdue',
    ]);
  });
});

describe('a customer who does not say whether it is settled', () => {
  it('is asked, reminded and called twice, then the manager has the case, and the hold stays', () => {
    const story = withRemedy({ issuedOn: FRIDAY, receiptOn: FRIDAY }, at(FRIDAY));
    story.until(at('2026-05-13', '09:30')).attempt('call', 'no-answer');
    story.until(at('2026-05-14', '14:30')).attempt('call', 'no-answer');

    story.until(at('2026-06-03', '09:00'));

    expect(story.timeline.slice(4)).toEqual([
      '2026-05-08 10:00 customer-asked confirmation-request',
      '2026-05-11 08:00 customer-asked confirmation-reminder',
      '2026-05-13 09:00 task-opened confirmation-call-1',
      '2026-05-13 09:30 attempt-recorded',
      '2026-05-14 14:00 task-opened confirmation-call-2',
      '2026-05-14 14:30 attempt-recorded',
      '2026-05-19 09:00 escalated confirmation-silence',
      '2026-06-03 09:00 escalated confirmation-silence',
    ]);
    expect(story.case.owner).toBe('branch-manager@bj');
    expect(story.holds).toEqual(['callback-problem']);
  });
});

describe('the settings of a ladder', () => {
  it('are those in use', () => {
    expect(CallbackSettings.parse(DEFAULT_CALLBACK_SETTINGS)).toEqual(DEFAULT_CALLBACK_SETTINGS);
  });

  it('cannot let a rung come again after no time at all', () => {
    const { ladders } = DEFAULT_CALLBACK_SETTINGS;
    const restless = { ...ladders.remedy, afterwards: { hours: 0 } };

    const parsed = CallbackSettings.safeParse({
      ...DEFAULT_CALLBACK_SETTINGS,
      ladders: { ...ladders, remedy: restless },
    });

    expect(parsed.success).toBe(false);
  });

  it('may end with a way that needs the phone, and a flagged number does not keep it turning', () => {
    const { ladders } = DEFAULT_CALLBACK_SETTINGS;
    const confirmation = { ...ladders.confirmation, rungs: ladders.confirmation.rungs.slice(0, 2) };
    const settings = { ...DEFAULT_CALLBACK_SETTINGS, ladders: { ...ladders, confirmation } };
    const story = new CallbackStory({ issuedOn: FRIDAY, receiptOn: FRIDAY }, at(FRIDAY), {
      ...RULES,
      settings,
    });
    story.customerAnswers({ 'cover-known': 'no' });
    story.remedy();
    story.flags = ['same-as-staff'];

    story.until(later(story.now, { days: 60 }));

    expect(story.case.stage).toBe('awaiting-confirmation');
    expect(new Date(story.case.nextDueAt ?? 0) > story.now).toBe(true);
  });
});

describe('a workflow that was down until the night', () => {
  it('escalates again in the morning, and not at midnight', () => {
    const story = withProblem();
    story.until(new Date(story.now.getTime() + 60 * 86_400_000));
    const due = present(story.case.nextDueAt);
    story.now = at(due.slice(0, 10), '23:30');

    story.advance();

    expect(story.lastEvent).toMatchObject({ type: 'step-postponed', data: { rung: 'remedy-head-office' } });
    const morning = new Date(present(story.case.nextDueAt));
    expect(morning.getTime()).toBeGreaterThan(story.now.getTime());
    expect(story.until(morning).lastEvent).toMatchObject({
      type: 'escalated',
      data: { rung: 'remedy-head-office' },
    });
  });
});
