import { describe, expect, it } from 'vitest';
import { advanceComplaint } from '../../domain/complaint/advance.ts';
import { type ComplaintClock, complaintClocks, warningsAhead } from '../../domain/complaint/clocks.ts';
import { complaintDues, STILL_OPEN } from '../../domain/complaint/dues.ts';
import { DEFAULT_COMPLAINT_SETTINGS } from '../../domain/complaint/settings.ts';
import { type Calendar, NoWorkingDay } from '../../domain/time/calendar.ts';
import { isCallingTime } from '../../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { isOverdue, openDeadlines } from '../../domain/time/deadlines.ts';
import {
  COMPLAINT_RULES,
  ComplaintStory,
  handling,
  RECEIVED_AT,
  toldOf,
} from '../support/complaint-story.ts';
import { present } from '../support/present.ts';
import { at, later, wall } from '../support/wall.ts';

/** Another calculation of the same dates: days off read from the published notices one by one, no engine of ours. */
function isWorked(date: Date): boolean {
  const text = date.toISOString().slice(0, 10);
  const year = CHINA_CALENDAR.years[text.slice(0, 4)];
  if (year?.makeUpWorkingDays.includes(text)) return true;
  return !(year?.holidays.includes(text) || [0, 6].includes(date.getUTCDay()));
}

/** The end of a day of Shanghai so many days on, only worked ones counted where told; `2026-03-17 23:59`. */
function endAfter(date: string, days: number, worked = false): string {
  const day = new Date(`${date}T00:00:00.000Z`);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (!worked || isWorked(day)) left -= 1;
  }
  return `${day.toISOString().slice(0, 10)} 23:59`;
}

function everyDay(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += 86_400_000) {
    dates.push(new Date(day).toISOString().slice(0, 10));
  }
  return dates;
}

/** The last day of 2026 from which ten working days are all in published years is in December; three years are tested. */
const THREE_YEARS = everyDay('2024-01-01', '2026-11-30');

const dueOf = (clocks: ComplaintClock[], name: ComplaintClock['name']): string | undefined =>
  wall(clocks.find((one) => one.name === name)?.dueAt);

describe('every clock of a complaint, on every day of three years', () => {
  const story = toldOf();
  const { case: complaint } = story;

  it('agrees with a calculation of its own', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const date of THREE_YEARS) {
      for (const time of ['00:00', '10:00', '23:59']) {
        const from = at(date, time);
        const receivedAt = from.toISOString();
        const { decision, firstContactAt: _called, ...rest } = complaint;
        const open = { ...rest, receivedAt, gatewayAt: receivedAt };
        const contacts = [{ ...open.contacts[0], at: receivedAt }] as typeof open.contacts;
        const notice = { way: 'post', at: receivedAt, proof: 'p' } as const;
        const extension = { approvedBy: 'h', approvedAt: receivedAt, reason: 'r', notice };
        const of = (over: object) => complaintClocks({ ...open, contacts, ...over }, COMPLAINT_RULES);
        const simple = of({});
        const told = of({ decision: { ...decision, notice } });
        const expected: [string, string | undefined, string | undefined][] = [
          ['simple', dueOf(simple, 'statutory'), endAfter(date, 15)],
          ['complex', dueOf(of({ complexity: 'complex' }), 'statutory'), endAfter(date, 30)],
          ['extended', dueOf(of({ complexity: 'complex', extension }), 'statutory'), endAfter(date, 60)],
          ['first contact', dueOf(simple, 'first-contact'), endAfter(date, 1, true)],
          ['work', dueOf(simple, 'work'), endAfter(date, 10, true)],
          ['enter', dueOf(simple, 'enter'), wall(later(from, { hours: 1 }))],
          ['finish', dueOf(simple, 'finish'), endAfter(date, 10)],
          ['promised', dueOf(of({ promisedOn: date }), 'promised'), `${date} 23:59`],
          ['review asked', dueOf(told, 'review-asked'), endAfter(date, 30)],
          [
            'review',
            dueOf(of({ review: { requestedAt: receivedAt, document: 'd' } }), 'review'),
            endAfter(date, 30),
          ],
        ];
        for (const [name, got, right] of expected) {
          compared += 1;
          if (got !== right) wrong.push(`${date} ${time} ${name}: ${got}, not ${right}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBe(THREE_YEARS.length * 3 * 10);
  });

  it('with pauses agrees too: what was left runs on from the end of the pause', () => {
    const wrong: string[] = [];
    for (const date of THREE_YEARS.filter((_, index) => index % 7 === 0)) {
      for (const [after, lasting] of [
        [0, 3],
        [5, 20],
        [14, 1],
      ] as const) {
        const received = at(date);
        const from = later(received, { days: after });
        const to = later(from, { days: lasting });
        const clocks = complaintClocks(
          {
            ...complaint,
            receivedAt: received.toISOString(),
            pauses: [{ kind: 'appraisal', from: from.toISOString(), to: to.toISOString() }],
          },
          COMPLAINT_RULES,
        );
        const right = endAfter(date, 15 + lasting);
        if (dueOf(clocks, 'statutory') !== right) wrong.push(`${date} ${after}+${lasting}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is provisional when a year is not published whose days are counted, and only then', () => {
    const inYear = new ComplaintStory({ when: at('2026-12-29') });
    expect(inYear.clock('first-contact').provisional).toBe(true);
    expect(inYear.clock('work').provisional).toBe(true);
    expect(inYear.clock('statutory').provisional).toBe(false); // calendar days know no holidays
    expect(inYear.clock('work').why.join('\n')).toContain('2027');
    expect(new ComplaintStory().clocks.some(({ provisional }) => provisional)).toBe(false);
  });

  it('says line by line how it came to its date', () => {
    expect(handling().clock('statutory').why).toEqual([
      'received 2026-03-02 (Mon)',
      '15 days: 2026-03-03 to 2026-03-17',
      'due at the end of 2026-03-17 (Asia/Shanghai)',
    ]);
  });
});

describe('faults that other systems had', () => {
  it('business hours ignored at breach: a clock of office hours runs and is late in office hours only', () => {
    const rules = {
      ...COMPLAINT_RULES,
      complaint: {
        ...DEFAULT_COMPLAINT_SETTINGS,
        firstContact: { unit: 'working-hours', amount: 4 } as const,
      },
    };
    const story = new ComplaintStory({ when: at('2026-03-06', '18:30'), rules }); // a Friday
    expect(story.due('first-contact')).toBe('2026-03-09 11:30');
    expect(isOverdue(story.clock('first-contact'), at('2026-03-08', '12:00'))).toBe(false);
    expect(isOverdue(story.clock('first-contact'), at('2026-03-09', '11:31'))).toBe(true);
  });

  it('only one interval a day: the noon rest is not counted', () => {
    const rules = {
      ...COMPLAINT_RULES,
      complaint: {
        ...DEFAULT_COMPLAINT_SETTINGS,
        firstContact: { unit: 'working-hours', amount: 4 } as const,
      },
    };
    expect(new ComplaintStory({ rules }).due('first-contact')).toBe('2026-03-02 16:00');
  });

  it('night-time escalation mails: every warning is told in office hours, to a role that is named', () => {
    const story = new ComplaintStory().until(at('2026-04-10'));
    const warnings = story.events.filter(({ type }) => type.startsWith('clock-'));
    expect(warnings.length).toBeGreaterThan(8);
    for (const { at: when, data } of warnings) {
      expect(isCallingTime(new Date(when), COMPLAINT_RULES.callingHours, CHINA_CALENDAR)).toBe(true);
      expect(data.to).toBe(
        { 50: 'complaint-handler', 75: 'branch-manager', 100: 'head-office-manager' }[data.percent as 50],
      );
    }
  });

  it('a pause added to the creation time: it is added to what was left when it began', () => {
    const story = handling();
    story.late(at('2026-03-10', '15:00')).pause('appraisal'); // the 8th of 15 days
    story.late(at('2026-03-20', '09:00')).resume();
    expect(story.due('statutory')).toBe(endAfter('2026-03-20', 15 - 8));
    expect(story.clock('statutory').why).toContain('paused 10 days from 2026-03-10 to 2026-03-20: appraisal');
  });

  it('a pause forgotten when the policy was swapped: other rules, and complex for simple, keep it', () => {
    const story = handling();
    story.late(at('2026-03-05')).pause('mediation');
    story.late(at('2026-03-09')).resume();
    const longer = { ...DEFAULT_COMPLAINT_SETTINGS, work: { unit: 'working-days', amount: 12 } as const };
    const before = story.due('work');
    story.rules = { ...COMPLAINT_RULES, complaint: longer };
    expect(story.due('work')).toBe(endAfter(present(before).slice(0, 10), 2, true));
    story.classify('complex', '2026-03-20');
    expect(story.due('statutory')).toBe(endAfter('2026-03-02', 30 + 4));
  });

  it('only the next deadline shown: all that run are there, the next first', () => {
    const story = handling({ intake: { gatewayAt: RECEIVED_AT.toISOString(), channel: 'sms-evaluation' } });
    story.classify('complex', '2026-03-20');
    expect(openDeadlines(story.clocks).map(({ name }) => name)).toEqual([
      'finish',
      'work',
      'promised',
      'statutory',
    ]);
    expect(story.clocks.map(({ name }) => name)).toContain('first-contact');
  });

  it('a later clock overrode the first response: it is missed for ever, whatever comes after', () => {
    const story = new ComplaintStory();
    story.until(at('2026-03-05')).calls();
    expect(story.event('complaint-contacted').data.withinClock).toBe(false);
    story.contact({ channel: 'letter', newFacts: true });
    story.decide();
    story.notify();
    const first = story.clock('first-contact');
    expect(wall(first.dueAt)).toBe('2026-03-03 23:59');
    expect(isOverdue(first, story.now)).toBe(true);
  });

  it('a re-opened case reset its history: what was said, decided and missed stays', () => {
    const story = toldOf();
    const before = [...story.events];
    story.late(later(story.now, { days: 2 })).accepts(true);
    story.late(later(story.now, { days: 10 })).reopen();
    expect(story.events.slice(0, before.length)).toEqual(before);
    expect(story.case).toMatchObject({ stage: 'handling', reopened: 1, decisions: 1 });
    expect(story.contents.has('decision-1')).toBe(true);
    const former = story.event('reopened').data.clocks as { name: string; doneAt?: string }[];
    expect(former.find(({ name }) => name === 'statutory')?.doneAt).toBe(RECEIVED_AT.toISOString());
    expect(story.clock('first-contact').doneAt).toEqual(RECEIVED_AT);
  });

  it('a re-opened case was never surveyed again: it is asked anew after its second end', () => {
    const story = handling();
    story.settle();
    story.asks(true);
    story.reopen();
    story.decide();
    story.notify();
    story.accepts(true);
    story.asks(false);
    expect(story.types.filter((type) => type === 'satisfaction-asked')).toHaveLength(2);
    expect(story.case.satisfied).toBe(false);
  });

  it('an endless loop without working days: a calendar that has none is refused by name', () => {
    const days = everyDay('2026-01-01', '2026-12-31');
    const calendar: Calendar = {
      version: 'broken',
      years: { '2026': { provisional: false, holidays: days, makeUpWorkingDays: [] } },
    } as Calendar;
    const { case: complaint } = new ComplaintStory();
    expect(() => complaintClocks(complaint, { ...COMPLAINT_RULES, calendar })).toThrow(NoWorkingDay);
  });

  it('make-up Saturdays unknown: the one before Spring Festival is a day to call', () => {
    const story = new ComplaintStory({ when: at('2026-02-13') });
    expect(story.due('first-contact')).toBe('2026-02-14 23:59');
  });
});

describe('warnings', () => {
  it('come at 50, 75 and 100 % of every clock, each once', () => {
    const story = handling().until(at('2026-03-19'));
    expect(story.timeline.filter((line) => line.includes('statutory'))).toEqual([
      '2026-03-10 09:00 clock-warned statutory 50 complaint-handler',
      '2026-03-16 09:00 clock-warned statutory 75 branch-manager',
      '2026-03-18 09:00 clock-missed statutory 100 head-office-manager',
    ]);
  });

  it('are not told again for a part that passed before a pause', () => {
    const story = handling().until(at('2026-03-10', '10:00'));
    story.pause('appraisal');
    story.until(at('2026-03-20', '10:00')).resume();
    story.until(at('2026-03-20', '12:00'));
    expect(story.timeline.filter((line) => line.includes('statutory 50'))).toHaveLength(1);
    story.until(at('2026-04-20'));
    expect(story.timeline.filter((line) => line.includes('statutory'))).toEqual([
      '2026-03-10 09:00 clock-warned statutory 50 complaint-handler',
      '2026-03-24 09:00 clock-warned statutory 75 branch-manager',
      '2026-03-30 09:00 clock-missed statutory 100 head-office-manager',
    ]);
  });

  it('come anew for the longer clock, and anew after reopening', () => {
    const story = handling().until(at('2026-03-10', '10:00'));
    story.classify('complex', '2026-03-31');
    story.until(at('2026-03-18', '10:00'));
    const halves = () => story.timeline.filter((line) => line.includes('statutory 50'));
    expect(halves()).toHaveLength(2);
    story.decide();
    story.notify();
    story.accepts(true);
    story.reopen(undefined, story.now);
    story.until(at('2026-03-31'));
    expect(halves()).toHaveLength(3);
    expect(story.due('work')).toBe(endAfter('2026-03-18', 10, true));
  });

  it('of a run before the end are no warnings of the next, not even where its facts had lain there for long', () => {
    const story = handling().until(at('2026-03-19', '10:00'));
    story.decide();
    story.notify();
    story.accepts(true);
    story.reopen(undefined, at('2026-03-03'));
    story.until(at('2026-03-19', '11:00'));
    const since = story.timeline.slice(story.types.lastIndexOf('reopened') + 1);
    expect(since.filter((line) => line.includes('statutory'))).toEqual([
      '2026-03-19 10:00 clock-warned statutory 50 complaint-handler',
      '2026-03-19 10:00 clock-warned statutory 75 branch-manager',
      '2026-03-19 10:00 clock-missed statutory 100 head-office-manager',
    ]);
  });

  it('that all came are followed by a reminder every five working days: no open complaint is forgotten', () => {
    const story = handling().until(at('2026-03-27', '10:00'));
    expect(story.case.nextDueAt).toBeDefined();
    const reminders = story.timeline.filter((line) => line.includes('complaint-reminded'));
    expect(reminders).toEqual(['2026-03-25 09:00 complaint-reminded head-office-manager']);
    expect(warningsAhead(story.case, story.rules)).toEqual([]);
    expect(complaintDues(story.case, story.rules).map(({ what }) => what)).toEqual([STILL_OPEN]);
  });

  it('stop while every clock stands still, and the branch is asked whether that is still so', () => {
    const story = handling();
    story.pause('mediation');
    story.until(at('2026-03-20', '10:00'));
    expect(story.types.filter((type) => type.startsWith('clock-'))).toEqual(['clock-paused']);
    expect(story.timeline.filter((line) => line.includes('reminded'))).toEqual([
      '2026-03-10 09:00 complaint-reminded branch-manager',
      '2026-03-18 09:00 complaint-reminded branch-manager',
    ]);
  });

  it('that are all late at once are told at once, and the workflow goes on', () => {
    const story = handling().late(at('2026-05-20', '10:00'));
    story.advance();
    expect(story.types.filter((type) => type === 'clock-missed')).toHaveLength(2);
    expect(advanceComplaint(story.case, story.now, story.rules)).toBeUndefined();
    expect(Date.parse(present(story.case.nextDueAt))).toBeGreaterThan(story.now.getTime());
  });
});

describe('what stands still', () => {
  it.each(['appraisal', 'mediation'] as const)('during %s is the law’s clock and the firm’s', (kind) => {
    const story = handling();
    story.pause(kind);
    expect(story.due('statutory')).toBeUndefined();
    expect(story.due('work')).toBeUndefined();
  });

  it.each(['customer-material', 'carrier-answer'] as const)(
    'while waiting for %s is the firm’s alone',
    (kind) => {
      const story = handling();
      story.pause(kind, undefined, false);
      expect(story.due('statutory')).toBe(endAfter('2026-03-02', 15));
      expect(story.due('work')).toBeUndefined();
    },
  );
});
