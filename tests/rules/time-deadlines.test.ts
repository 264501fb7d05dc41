import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, Calendar, NoWorkingDay, YearNotInCalendar } from '../../domain/time/calendar.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { BadDate, dateOf, startOf } from '../../domain/time/dates.ts';
import {
  BadPause,
  type Due,
  type DueRequest,
  Duration,
  dueAt,
  isOverdue,
  openDeadlines,
  type Pause,
  type Paused,
  warnAt,
} from '../../domain/time/deadlines.ts';
import type { Hours } from '../../domain/time/hours.ts';

const OFFICE: Hours = {
  days: 'working',
  intervals: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
};

/** Shanghai wall time: `at('2026-03-02', '10:00')`. */
function at(date: string, time = '10:00'): Date {
  return new Date(`${date}T${time}:00.000+08:00`);
}

function request(
  from: Date,
  unit: Duration['unit'],
  amount: number,
  more: Partial<DueRequest> = {},
): DueRequest {
  return { from, duration: { unit, amount }, calendar: CHINA_CALENDAR, hours: OFFICE, ...more };
}

function due(
  from: Date,
  unit: Duration['unit'],
  amount: number,
  more: Partial<DueRequest> = {},
): Due | Paused {
  return dueAt(request(from, unit, amount, more));
}

/** Shanghai wall time of a due instant, to the minute. */
function wall({ dueAt: instant }: Due | Paused): string | undefined {
  return instant && new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

function texts({ explanation }: Due | Paused): string[] {
  return explanation.map(({ text }) => text);
}

describe('a due time in days', () => {
  it.each<[string, Duration['unit'], number, string]>([
    ['2024-02-09', 'working-days', 1, '2024-02-18'],
    ['2025-01-27', 'working-days', 3, '2025-02-07'],
    ['2025-01-27', 'working-days', 4, '2025-02-08'], // a make-up Saturday
    ['2026-02-13', 'working-days', 1, '2026-02-14'], // a make-up Saturday
    ['2026-03-02', 'working-days', 3, '2026-03-05'],
    ['2026-09-30', 'working-days', 3, '2026-10-10'],
    ['2024-02-20', 'calendar-days', 10, '2024-03-01'],
    ['2025-02-20', 'calendar-days', 10, '2025-03-02'],
    ['2026-09-20', 'calendar-days', 15, '2026-10-05'], // inside a holiday: calendar days do not care
    ['2026-12-20', 'calendar-days', 30, '2027-01-19'],
    ['2026-03-02', 'calendar-days', 0, '2026-03-02'],
  ])('received %s, %s, %d: the end of %s', (date, unit, amount, last) => {
    expect(wall(due(at(date), unit, amount))).toBe(`${last} 23:59`);
  });

  it('does not depend on the hour of the day on which the clock starts', () => {
    for (const time of ['00:00', '23:59']) {
      expect(wall(due(at('2026-03-02', time), 'calendar-days', 15))).toBe('2026-03-17 23:59');
    }
  });

  it('starts from the date in Shanghai, not in UTC', () => {
    expect(wall(due(new Date('2026-03-02T16:30:00.000Z'), 'calendar-days', 1))).toBe('2026-03-04 23:59');
  });

  it('is in time until the last millisecond of the last day', () => {
    const { dueAt: instant } = dueAt(
      request(at('2026-03-02'), 'calendar-days', 1) as DueRequest & { pauses?: undefined },
    );
    expect(instant.getTime()).toBe(startOf('2026-03-04').getTime() - 1);
    expect(isOverdue({ dueAt: instant }, instant)).toBe(false);
    expect(isOverdue({ dueAt: instant }, startOf('2026-03-04'))).toBe(true);
  });

  it('moves to the next working day where the rule says so, and only then', () => {
    expect(wall(due(at('2026-09-20'), 'calendar-days', 15))).toBe('2026-10-05 23:59');
    const rolled = due(at('2026-09-20'), 'calendar-days', 15, {
      duration: { unit: 'calendar-days', amount: 15, rollToWorkingDay: true },
    });
    expect(wall(rolled)).toBe('2026-10-08 23:59');
    expect(texts(rolled)).toContain('2026-10-05 is a day off: moved to the next working day');
  });
});

describe('a due time in running hours', () => {
  it('runs by night and over holidays', () => {
    expect(wall(due(at('2026-10-01', '23:30'), 'hours', 1))).toBe('2026-10-02 00:30');
    expect(wall(due(at('2026-10-01', '23:30'), 'minutes', 90))).toBe('2026-10-02 01:00');
  });
});

describe('a due time in working hours', () => {
  it.each<[string, string, number, string]>([
    ['2026-03-02', '10:00', 2, '2026-03-02 12:00'], // ends with the interval, not after the break
    ['2026-03-02', '10:00', 3, '2026-03-02 14:30'], // over the break
    ['2026-03-02', '12:30', 1, '2026-03-02 14:30'], // from the break
    ['2026-03-02', '17:30', 1, '2026-03-03 10:00'], // at closing time
    ['2026-03-02', '20:00', 7, '2026-03-03 17:30'], // a whole day
    ['2026-03-06', '16:30', 2, '2026-03-09 10:00'], // over a weekend
    ['2026-09-30', '17:00', 1, '2026-10-08 09:30'], // over National Day
    ['2026-10-09', '17:00', 1, '2026-10-10 09:30'], // on a make-up Saturday
  ])('from %s %s, %d hours: %s', (date, time, amount, expected) => {
    expect(wall(due(at(date, time), 'working-hours', amount))).toBe(expected);
  });

  it('runs on weekends too when the hours say every day', () => {
    const hours: Hours = { ...OFFICE, days: 'every' };
    expect(wall(due(at('2026-03-06', '16:30'), 'working-hours', 2, { hours }))).toBe('2026-03-07 10:00');
  });

  it('counts between its ends exactly the hours it was given', () => {
    const moment = fc.integer({ min: at('2024-01-01').getTime(), max: at('2026-06-30').getTime() });
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 80 }), (from, a, b) => {
        const half = due(new Date(from), 'working-hours', a).dueAt ?? new Date(0);
        expect(wall(due(half, 'working-hours', b))).toBe(wall(due(new Date(from), 'working-hours', a + b)));
      }),
    );
  });

  it('refuses to guess hours, and hours that overlap', () => {
    expect(() => due(at('2026-03-02'), 'working-hours', 1, { hours: undefined })).toThrow('needs the hours');
    const hours: Hours = {
      days: 'every',
      intervals: [
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '17:00' },
      ],
    };
    expect(() => due(at('2026-03-02'), 'working-hours', 1, { hours })).toThrow('without overlap');
  });
});

describe('a pause', () => {
  const appraisal: Pause = {
    from: at('2026-03-05'),
    to: at('2026-03-09', '15:00'),
    reason: 'outside appraisal',
  };

  it('extends the due date by its days', () => {
    expect(wall(due(at('2026-03-02'), 'calendar-days', 15, { pauses: [appraisal] }))).toBe(
      '2026-03-21 23:59',
    );
  });

  it('extends a clock of working days by its working days only', () => {
    // Thursday to Monday: Friday and Monday are lost, the weekend never counted.
    expect(wall(due(at('2026-03-02'), 'working-days', 5, { pauses: [appraisal] }))).toBe('2026-03-11 23:59');
  });

  it('extends a clock of hours by its hours', () => {
    const pauses = [{ from: at('2026-03-02', '10:20'), to: at('2026-03-02', '13:40'), reason: 'line down' }];
    expect(wall(due(at('2026-03-02'), 'hours', 1, { pauses }))).toBe('2026-03-02 14:20');
  });

  it('extends a clock of working hours by what of it lies inside the hours', () => {
    const pauses = [{ from: at('2026-03-02', '11:00'), to: at('2026-03-02', '14:00'), reason: 'line down' }];
    // One hour had run, two are left, from 14:00 on.
    expect(wall(due(at('2026-03-02'), 'working-hours', 3, { pauses }))).toBe('2026-03-02 16:00');
  });

  it('that begins on the last day leaves nothing on the clock, and the day of resumption is the last', () => {
    const pauses = [{ from: at('2026-03-17'), to: at('2026-03-20'), reason: 'mediation' }];
    expect(wall(due(at('2026-03-02'), 'calendar-days', 15, { pauses }))).toBe('2026-03-20 23:59');
  });

  it('that leaves nothing on a clock of working days ends it on a working day', () => {
    const pauses = [{ from: at('2026-03-05'), to: at('2026-03-07'), reason: 'mediation' }];
    expect(wall(due(at('2026-03-02'), 'working-days', 3, { pauses }))).toBe('2026-03-09 23:59');
  });

  it('of a few hours on one day does not move a clock of days', () => {
    const pauses = [{ from: at('2026-03-05', '09:00'), to: at('2026-03-05', '18:00'), reason: 'mediation' }];
    expect(wall(due(at('2026-03-02'), 'calendar-days', 15, { pauses }))).toBe('2026-03-17 23:59');
  });

  it('that began before the clock counts from the start of the clock', () => {
    const pauses = [{ from: at('2026-02-01'), to: at('2026-03-04'), reason: 'mediation' }];
    expect(wall(due(at('2026-03-02'), 'calendar-days', 15, { pauses }))).toBe('2026-03-19 23:59');
  });

  it('that ended before the clock started changes nothing', () => {
    const pauses = [{ from: at('2026-02-01'), to: at('2026-02-04'), reason: 'mediation' }];
    expect(wall(due(at('2026-03-02'), 'calendar-days', 15, { pauses }))).toBe('2026-03-17 23:59');
  });

  it('that begins after the due time heals nothing', () => {
    const pauses = [{ from: at('2026-03-18'), to: at('2026-03-25'), reason: 'mediation' }];
    expect(wall(due(at('2026-03-02'), 'calendar-days', 15, { pauses }))).toBe('2026-03-17 23:59');
  });

  it('that lasts leaves no due time, and nothing is late', () => {
    const paused = due(at('2026-03-02'), 'calendar-days', 15, {
      pauses: [{ from: at('2026-03-05'), reason: 'outside appraisal' }],
    });
    expect(paused).toMatchObject({ dueAt: undefined, pausedSince: at('2026-03-05') });
    expect(isOverdue(paused, at('2027-03-05'))).toBe(false);
    expect(texts(paused)).toEqual([
      'received 2026-03-02 (Mon)',
      'paused since 2026-03-05: outside appraisal; 12 days left',
    ]);
  });

  it('that ends before it begins is a named error', () => {
    const pauses = [{ from: at('2026-03-05'), to: at('2026-03-04'), reason: 'mediation' }];
    expect(() => due(at('2026-03-02'), 'hours', 1000, { pauses })).toThrow(BadPause);
  });

  it('does not matter in which order, or in how many overlapping parts, it was written down', () => {
    const hour = fc.integer({ min: -100, max: 600 });
    const pause = fc.tuple(hour, fc.integer({ min: 0, max: 100 })).map(
      ([from, length]): Pause => ({
        from: at('2026-03-02').getTime() + from * 3_600_000,
        to: at('2026-03-02').getTime() + (from + length) * 3_600_000,
        reason: 'mediation',
      }),
    );
    const unit = fc.constantFrom<Duration['unit'][]>(
      'calendar-days',
      'working-days',
      'hours',
      'working-hours',
    );
    fc.assert(
      fc.property(
        fc.array(pause, { maxLength: 5 }),
        unit,
        fc.integer({ min: 1, max: 20 }),
        (pauses, which, amount) => {
          const once = due(at('2026-03-02'), which, amount, { pauses });
          expect(due(at('2026-03-02'), which, amount, { pauses: pauses.toReversed() })).toEqual(once);
          expect(wall(due(at('2026-03-02'), which, amount, { pauses: [...pauses, ...pauses] }))).toBe(
            wall(once),
          );
          const without = due(at('2026-03-02'), which, amount);
          expect(Number(once.dueAt)).toBeGreaterThanOrEqual(Number(without.dueAt));
        },
      ),
    );
  });

  it('takes off a clock of hours exactly the paused time that came before the due time', () => {
    const minutes = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 1, max: 50 }), (from, length, amount) => {
        const start = at('2026-03-02').getTime();
        const pauses = [
          { from: start + from * 60_000, to: start + (from + length) * 60_000, reason: 'line down' },
        ];
        const extra = from <= amount * 60 ? length : 0;
        const expected = start + (amount * 60 + extra) * 60_000;
        expect(due(at('2026-03-02'), 'hours', amount, { pauses }).dueAt?.getTime()).toBe(expected);
      }),
    );
  });
});

describe('faults that other case systems shipped', () => {
  it('does not ignore business hours when it says what is late', () => {
    const { dueAt: instant } = due(at('2026-03-06', '17:00'), 'working-hours', 1);
    expect(isOverdue({ dueAt: instant }, at('2026-03-08', '12:00'))).toBe(false);
    expect(isOverdue({ dueAt: instant }, at('2026-03-09', '09:31'))).toBe(true);
  });

  it('allows several intervals a day', () => {
    const hours: Hours = {
      days: 'working',
      intervals: [
        { from: '08:00', to: '09:00' },
        { from: '10:00', to: '11:00' },
        { from: '20:00', to: '24:00' },
      ],
    };
    expect(wall(due(at('2026-03-02', '07:00'), 'working-hours', 7, { hours }))).toBe('2026-03-03 09:00');
  });

  it('adds a pause to where the clock stood, not to the creation time', () => {
    // 3 of 15 days had run; 12 more run from the resumption on 2026-06-01.
    const pauses = [{ from: at('2026-03-05'), to: at('2026-06-01'), reason: 'outside appraisal' }];
    expect(wall(due(at('2026-03-02'), 'calendar-days', 15, { pauses }))).toBe('2026-06-13 23:59');
  });

  it('keeps the pauses when the policy is swapped', () => {
    const pauses = [{ from: at('2026-03-05'), to: at('2026-03-09'), reason: 'outside appraisal' }];
    const simple = due(at('2026-03-02'), 'calendar-days', 15, { pauses });
    const complex = due(at('2026-03-02'), 'calendar-days', 30, { pauses });
    expect([wall(simple), wall(complex)]).toEqual(['2026-03-21 23:59', '2026-04-05 23:59']);
  });

  it('shows every open clock, the next one first: a later one does not hide the first response', () => {
    const clocks = [
      { name: 'decision', dueAt: at('2026-03-17') },
      { name: 'carrier material', dueAt: undefined },
      { name: 'entered', dueAt: at('2026-03-01'), doneAt: at('2026-02-28') },
      { name: 'first response', dueAt: at('2026-03-03') },
    ];
    expect(openDeadlines(clocks).map(({ name }) => name)).toEqual([
      'first response',
      'decision',
      'carrier material',
    ]);
  });

  it('keeps a late act late, whatever comes after it', () => {
    expect(isOverdue({ dueAt: at('2026-03-03'), doneAt: at('2026-03-04') }, at('2026-03-02'))).toBe(true);
    expect(isOverdue({ dueAt: at('2026-03-03'), doneAt: at('2026-03-03') }, at('2027-01-01'))).toBe(false);
  });

  it('ends with a named error when no working day exists', () => {
    const never = Calendar.parse({
      version: 'never',
      years: {
        '2026': {
          holidays: Array.from({ length: 365 }, (_, i) => addDays('2026-01-01', i)),
          makeUpWorkingDays: [],
          provisional: false,
        },
      },
    });
    expect(() => due(at('2026-03-02'), 'working-days', 1, { calendar: never })).toThrow(NoWorkingDay);
    expect(() => due(at('2026-03-02'), 'working-hours', 1, { calendar: never })).toThrow(NoWorkingDay);
  });

  it('knows make-up working Saturdays', () => {
    expect(wall(due(at('2026-10-09'), 'working-days', 1))).toBe('2026-10-10 23:59');
  });

  it('takes no local time and no other zone for an instant', () => {
    expect(() =>
      dueAt({ ...request(at('2026-03-02'), 'hours', 1), from: '2026-03-02T10:00:00+08:00' }),
    ).toThrow(BadDate);
  });
});

describe('a due time in a year that is not published', () => {
  it('is marked provisional, and says why', () => {
    const open = due(at('2026-12-24'), 'working-days', 10);
    expect(open.provisional).toBe(true);
    expect(texts(open)).toContain(
      'the holidays of 2027 are not published yet: only those that the law fixes are assumed',
    );
  });

  it('is not marked when it ends before the days that can still change', () => {
    expect(due(at('2026-12-14'), 'working-days', 9).provisional).toBe(false);
    expect(due(at('2026-12-14'), 'working-days', 10).provisional).toBe(true);
  });

  it('is not marked when no working calendar was read', () => {
    expect(due(at('2027-03-01'), 'calendar-days', 15).provisional).toBe(false);
    expect(due(at('2031-03-01'), 'hours', 15).provisional).toBe(false);
  });

  it('is marked when only the last step, to the next working day, read it', () => {
    const duration: Duration = { unit: 'calendar-days', amount: 15, rollToWorkingDay: true };
    expect(due(at('2026-12-19'), 'calendar-days', 15, { duration }).provisional).toBe(true);
  });

  it('is a named error when the calendar does not hold the year', () => {
    expect(() => due(at('2027-12-30'), 'working-days', 10)).toThrow(YearNotInCalendar);
  });
});

describe('an explanation', () => {
  it('tells a plain clock of working days', () => {
    expect(texts(due(at('2026-03-02'), 'working-days', 3))).toEqual([
      'received 2026-03-02 (Mon)',
      '3 working days: 2026-03-03, 03-04, 03-05',
      'due at the end of 2026-03-05 (Asia/Shanghai)',
    ]);
  });

  it('tells the holiday that was skipped and the Saturday that was worked', () => {
    expect(due(at('2026-09-30'), 'working-days', 3).explanation).toEqual([
      { rule: 'started', text: 'received 2026-09-30 (Wed)' },
      { rule: 'counted', text: '3 working days: 2026-10-08, 10-09, 10-10' },
      { rule: 'holiday-skipped', text: '2026-10-01..10-07 public holiday skipped' },
      { rule: 'make-up-day', text: '2026-10-10 Saturday is a make-up working day' },
      { rule: 'due', text: 'due at the end of 2026-10-10 (Asia/Shanghai)' },
    ]);
  });

  it('tells pauses and long counts, with the event that started the clock', () => {
    const pauses = [
      { from: at('2026-03-05'), to: at('2026-03-07'), reason: 'outside appraisal' },
      { from: at('2026-03-06'), to: at('2026-03-09'), reason: 'mediation' },
    ];
    expect(texts(due(at('2026-03-02'), 'calendar-days', 15, { pauses, event: 'registered' }))).toEqual([
      'registered 2026-03-02 (Mon)',
      'paused 4 days from 2026-03-05 to 2026-03-09: outside appraisal; mediation',
      '15 days: 2026-03-03 to 2026-03-21',
      'due at the end of 2026-03-21 (Asia/Shanghai)',
    ]);
  });

  it('tells hours to the minute', () => {
    const pauses = [{ from: at('2026-03-02', '10:20'), to: at('2026-03-02', '13:40'), reason: 'line down' }];
    expect(texts(due(at('2026-03-02'), 'hours', 1, { pauses }))).toEqual([
      'received 2026-03-02 10:00 (Mon)',
      'paused 3 hours 20 minutes from 2026-03-02 10:20 to 2026-03-02 13:40: line down',
      '1 hour running',
      'due at 2026-03-02 14:20 (Asia/Shanghai)',
    ]);
    expect(texts(due(at('2026-10-09', '17:00'), 'working-hours', 1))).toEqual([
      'received 2026-10-09 17:00 (Fri)',
      '1 working hour inside 09:00-12:00, 13:30-17:30 on working days',
      '2026-10-10 Saturday is a make-up working day',
      'due at 2026-10-10 09:30 (Asia/Shanghai)',
    ]);
  });

  it('writes the year again where a list crosses it', () => {
    expect(texts(due(at('2025-12-30'), 'working-days', 2))).toContain(
      '2 working days: 2025-12-31, 2026-01-04',
    );
  });

  it('ends with the due date that was computed', () => {
    const start = fc.integer({ min: at('2024-01-01').getTime(), max: at('2026-06-30').getTime() });
    const unit = fc.constantFrom<Duration['unit'][]>('calendar-days', 'working-days');
    fc.assert(
      fc.property(start, unit, fc.integer({ min: 0, max: 60 }), (from, which, amount) => {
        const result = due(new Date(from), which, amount);
        expect(texts(result).at(-1)).toContain(dateOf(result.dueAt ?? 0));
        expect(result.explanation[0]?.rule).toBe('started');
      }),
    );
  });
});

describe('a warning', () => {
  it('comes at its part of the clock, a broken day early', () => {
    const complaint = request(at('2026-03-02'), 'calendar-days', 15);
    expect([50, 75, 100].map((percent) => wall(warnAt(complaint, percent)))).toEqual([
      '2026-03-09 23:59', // 7 of 7.5 days
      '2026-03-13 23:59', // 11 of 11.25
      '2026-03-17 23:59',
    ]);
  });

  it('comes to the minute on a clock of hours', () => {
    expect(wall(warnAt(request(at('2026-03-02'), 'hours', 1), 75))).toBe('2026-03-02 10:45');
    expect(wall(warnAt(request(at('2026-03-02', '11:30'), 'working-hours', 2), 50))).toBe('2026-03-02 14:00');
  });

  it('waits with the clock while it is paused', () => {
    const pauses = [{ from: at('2026-03-04'), to: at('2026-03-14'), reason: 'mediation' }];
    expect(wall(warnAt(request(at('2026-03-02'), 'calendar-days', 15, { pauses }), 50))).toBe(
      '2026-03-19 23:59',
    );
  });
});

describe('a duration', () => {
  it('is whole and not negative', () => {
    expect(Duration.safeParse({ unit: 'working-days', amount: 3 }).success).toBe(true);
    for (const amount of [-1, 0.5]) expect(Duration.safeParse({ unit: 'hours', amount }).success).toBe(false);
    expect(Duration.safeParse({ unit: 'weeks', amount: 1 }).success).toBe(false);
  });
});
