import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, Calendar, dateOf, NoWorkingDay } from '../../domain/time/calendar.ts';
import {
  type CallingHours,
  CallingHours as CallingHoursSchema,
  DEFAULT_CALLING_HOURS,
  DEFAULT_QUIET_HOURS,
  isCallingTime,
  nextCallingTime,
  nextSendingTime,
  partOfDay,
  proposeCallTimes,
  QuietHours,
} from '../../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';

const EVERY_DAY: CallingHours = { ...DEFAULT_CALLING_HOURS, days: 'every' };

function at(date: string, time: string): Date {
  return new Date(`${date}T${time}:00.000+08:00`);
}

function wall(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

const moment = fc
  .integer({ min: at('2024-01-01', '00:00').getTime(), max: at('2026-06-30', '00:00').getTime() })
  .map((ms) => new Date(ms));

describe('calling hours', () => {
  it.each([
    ['2026-03-02', '08:59', '2026-03-02 09:00'],
    ['2026-03-02', '09:00', '2026-03-02 09:00'],
    ['2026-03-02', '11:59', '2026-03-02 11:59'],
    ['2026-03-02', '12:00', '2026-03-02 14:00'], // the noon rest
    ['2026-03-02', '19:59', '2026-03-02 19:59'],
    ['2026-03-02', '20:00', '2026-03-03 09:00'],
    ['2026-03-06', '20:00', '2026-03-09 09:00'], // over a weekend
    ['2026-09-30', '21:00', '2026-10-08 09:00'], // over National Day
    ['2026-10-09', '21:00', '2026-10-10 09:00'], // a make-up Saturday
  ])('after %s %s come again at %s', (date, time, next) => {
    expect(wall(nextCallingTime(at(date, time), DEFAULT_CALLING_HOURS, CHINA_CALENDAR))).toBe(next);
  });

  it('hold on weekends too when every day is set', () => {
    expect(wall(nextCallingTime(at('2026-03-06', '20:00'), EVERY_DAY, CHINA_CALENDAR))).toBe(
      '2026-03-07 09:00',
    );
    expect(isCallingTime(at('2026-03-07', '09:00'), EVERY_DAY, CHINA_CALENDAR)).toBe(true);
    expect(isCallingTime(at('2026-03-07', '09:00'), DEFAULT_CALLING_HOURS, CHINA_CALENDAR)).toBe(false);
  });

  it('always hold at the time they propose, which is never before', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(DEFAULT_CALLING_HOURS, EVERY_DAY), (after, hours) => {
        const next = nextCallingTime(after, hours, CHINA_CALENDAR);
        expect(isCallingTime(next, hours, CHINA_CALENDAR)).toBe(true);
        expect(next.getTime()).toBeGreaterThanOrEqual(after.getTime());
        if (isCallingTime(after, hours, CHINA_CALENDAR)) expect(next).toEqual(after);
      }),
    );
  });

  it('need an interval, in order and not inside another', () => {
    const intervals = (...list: [string, string][]) =>
      CallingHoursSchema.safeParse({ days: 'every', intervals: list.map(([from, to]) => ({ from, to })) })
        .success;
    expect(intervals(['09:00', '12:00'], ['12:00', '24:00'])).toBe(true);
    expect(intervals()).toBe(false);
    expect(intervals(['12:00', '09:00'])).toBe(false);
    expect(intervals(['09:00', '12:00'], ['11:00', '13:00'])).toBe(false);
    expect(intervals(['9:00', '12:00'])).toBe(false);
    expect(intervals(['09:00', '24:01'])).toBe(false);
  });

  it('without any working day end with a named error, and do not search for ever', () => {
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
    expect(() => nextCallingTime(at('2026-03-02', '10:00'), DEFAULT_CALLING_HOURS, never)).toThrow(
      NoWorkingDay,
    );
  });
});

describe('the next call', () => {
  it('is on another day and in another part of the day than the earlier ones', () => {
    const times = proposeCallTimes(3, at('2026-03-02', '10:00'), DEFAULT_CALLING_HOURS, CHINA_CALENDAR);
    expect(times.map(wall)).toEqual(['2026-03-02 10:00', '2026-03-03 14:00', '2026-03-04 18:00']);
    expect(times.map(partOfDay)).toEqual(['morning', 'afternoon', 'evening']);
  });

  it('waits for a part of the day that had no call yet', () => {
    const earlier = [at('2026-03-02', '14:30'), at('2026-03-03', '19:00')];
    const next = nextCallingTime(at('2026-03-04', '12:00'), DEFAULT_CALLING_HOURS, CHINA_CALENDAR, earlier);
    expect(wall(next)).toBe('2026-03-05 09:00');
  });

  it('does not come again on the day of an earlier call', () => {
    const earlier = [at('2026-03-06', '10:00')];
    const next = nextCallingTime(at('2026-03-06', '14:00'), DEFAULT_CALLING_HOURS, CHINA_CALENDAR, earlier);
    expect(wall(next)).toBe('2026-03-09 14:00');
  });

  it('takes a part again when each had its turn, but not the latest', () => {
    const times = proposeCallTimes(7, at('2026-03-02', '09:00'), EVERY_DAY, CHINA_CALENDAR);
    const parts = times.map(partOfDay);
    expect(new Set(parts.slice(0, 3)).size).toBe(3);
    expect(parts.every((part, i) => part !== parts[i - 1])).toBe(true);
  });

  it('only changes the day where the hours lie in one part of the day', () => {
    const hours: CallingHours = { days: 'working', intervals: [{ from: '09:00', to: '11:00' }] };
    const times = proposeCallTimes(3, at('2026-03-05', '09:30'), hours, CHINA_CALENDAR);
    expect(times.map(wall)).toEqual(['2026-03-05 09:30', '2026-03-06 09:00', '2026-03-09 09:00']);
  });

  it('counts an earlier call outside the hours by its day and part', () => {
    const earlier = [at('2026-03-02', '07:30')];
    const next = nextCallingTime(at('2026-03-02', '08:00'), DEFAULT_CALLING_HOURS, CHINA_CALENDAR, earlier);
    expect(wall(next)).toBe('2026-03-03 14:00');
  });

  it('of three is always on three days, in three parts, inside the hours and in order', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(DEFAULT_CALLING_HOURS, EVERY_DAY), (after, hours) => {
        const times = proposeCallTimes(3, after, hours, CHINA_CALENDAR);
        expect(new Set(times.map((time) => dateOf(time))).size).toBe(3);
        expect(new Set(times.map(partOfDay)).size).toBe(3);
        expect(times.every((time) => isCallingTime(time, hours, CHINA_CALENDAR))).toBe(true);
        expect(times).toEqual(times.toSorted((a, b) => a.getTime() - b.getTime()));
      }),
    );
  });
});

describe('quiet hours', () => {
  it.each([
    ['20:59', '2026-03-02 20:59'],
    ['21:00', '2026-03-03 08:00'],
    ['23:59', '2026-03-03 08:00'],
    ['00:00', '2026-03-02 08:00'],
    ['07:59', '2026-03-02 08:00'],
    ['08:00', '2026-03-02 08:00'],
  ])('let no message out at night: %s becomes %s', (time, next) => {
    expect(wall(nextSendingTime(at('2026-03-02', time), DEFAULT_QUIET_HOURS))).toBe(next);
  });

  it('may lie inside one day', () => {
    const noon: QuietHours = { from: '12:00', to: '14:00' };
    expect(wall(nextSendingTime(at('2026-03-02', '12:30'), noon))).toBe('2026-03-02 14:00');
    expect(wall(nextSendingTime(at('2026-03-02', '14:00'), noon))).toBe('2026-03-02 14:00');
  });

  it('never send earlier, and never inside', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((m) => at('2026-03-02', '00:00').getTime() + m * 60_000);
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    fc.assert(
      fc.property(time, clock, clock, (ms, from, to) => {
        fc.pre(from !== to);
        const next = nextSendingTime(ms, { from, to });
        const clockTime = wall(next).slice(11);
        const quiet = from < to ? from <= clockTime && clockTime < to : from <= clockTime || clockTime < to;
        expect(quiet).toBe(false);
        expect(next.getTime()).toBeGreaterThanOrEqual(ms);
        expect(nextSendingTime(next, { from, to })).toEqual(next);
      }),
    );
  });

  it('cannot be the whole day', () => {
    expect(QuietHours.safeParse({ from: '08:00', to: '08:00' }).success).toBe(false);
    expect(QuietHours.safeParse({ from: '00:00', to: '24:00' }).success).toBe(false);
    expect(QuietHours.safeParse(DEFAULT_QUIET_HOURS).success).toBe(true);
  });
});
