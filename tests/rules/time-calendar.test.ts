import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addWorkingDays,
  Calendar,
  type DateText,
  isProvisional,
  isWorkingDay,
  NoWorkingDay,
  workingDaysBetween,
  YearNotInCalendar,
} from '../../domain/time/calendar.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';

/** 2024-01-01 to 2026-06-30: all published, and far enough from the ends to count 60 days both ways. */
const date = fc.integer({ min: 0, max: 911 }).map((days) => addDays('2024-01-01', days));
const count = fc.integer({ min: 1, max: 60 });

/** A calendar in which no day of 2026 is worked. */
const NEVER: Calendar = Calendar.parse({
  version: 'never',
  years: {
    '2026': {
      holidays: Array.from({ length: 365 }, (_, i) => addDays('2026-01-01', i)),
      makeUpWorkingDays: [],
      provisional: false,
    },
  },
});

describe('working days', () => {
  it('counts a make-up Saturday as a working day', () => {
    expect(isWorkingDay('2026-10-10', CHINA_CALENDAR)).toBe(true);
    expect(isWorkingDay('2026-10-17', CHINA_CALENDAR)).toBe(false);
  });

  it('counts a make-up Sunday as a working day', () => {
    expect(isWorkingDay('2026-09-20', CHINA_CALENDAR)).toBe(true);
  });

  it('does not count a weekday inside a public holiday', () => {
    expect(isWorkingDay('2026-10-07', CHINA_CALENDAR)).toBe(false);
  });

  // State Council notices for 2023 to 2026, as carried by chinese-days 1.5.7.
  it.each<[DateText, number, DateText, string]>([
    ['2023-04-28', 1, '2023-05-04', 'over Labour Day'],
    ['2023-04-28', 3, '2023-05-06', 'to a make-up Saturday'],
    ['2023-09-28', 2, '2023-10-08', 'to a make-up Sunday behind National Day'],
    ['2024-02-02', 1, '2024-02-04', 'to a make-up Sunday before Spring Festival'],
    ['2024-02-09', 1, '2024-02-18', 'over Spring Festival to a make-up Sunday'],
    ['2024-04-30', 6, '2024-05-11', 'to a make-up Saturday'],
    ['2024-12-31', 1, '2025-01-02', 'over New Year'],
    ['2025-01-27', 1, '2025-02-05', 'over Spring Festival'],
    ['2025-09-30', 3, '2025-10-11', 'over National Day to a make-up Saturday'],
    ['2026-02-13', 2, '2026-02-24', 'one before and one after Spring Festival'],
    ['2026-03-02', 3, '2026-03-05', 'without any day off'],
    ['2026-03-06', 1, '2026-03-09', 'over a weekend'],
    ['2026-09-15', 15, '2026-10-12', 'over Mid-Autumn and National Day with two make-up days'],
    ['2026-10-12', -15, '2026-09-15', 'backwards over the same'],
    ['2026-10-08', -1, '2026-09-30', 'backwards over National Day'],
    ['2026-03-07', 1, '2026-03-09', 'from a Saturday'],
  ])('from %s counts %d to %s: %s', (from, days, to) => {
    expect(addWorkingDays(from, days, CHINA_CALENDAR)).toEqual({ date: to, provisional: false });
  });

  it('zero is the day itself, or the next working day when it is a day off', () => {
    expect(addWorkingDays('2026-03-06', 0, CHINA_CALENDAR).date).toBe('2026-03-06');
    expect(addWorkingDays('2026-03-07', 0, CHINA_CALENDAR).date).toBe('2026-03-09');
  });

  it('always end on a working day', () => {
    fc.assert(
      fc.property(date, count, (from, n) =>
        isWorkingDay(addWorkingDays(from, n, CHINA_CALENDAR).date, CHINA_CALENDAR),
      ),
    );
  });

  it('between a date and its nth working day are n', () => {
    fc.assert(
      fc.property(date, count, (from, n) => {
        const to = addWorkingDays(from, n, CHINA_CALENDAR).date;
        expect(workingDaysBetween(from, to, CHINA_CALENDAR)).toBe(n);
        expect(workingDaysBetween(to, from, CHINA_CALENDAR)).toBe(-n);
      }),
    );
  });

  it('counted in two parts come to the same date', () => {
    fc.assert(
      fc.property(date, count, count, (from, a, b) => {
        const half = addWorkingDays(from, a, CHINA_CALENDAR).date;
        expect(addWorkingDays(half, b, CHINA_CALENDAR)).toEqual(addWorkingDays(from, a + b, CHINA_CALENDAR));
      }),
    );
  });

  it('counted back from a working day come to where they were counted from', () => {
    fc.assert(
      fc.property(date, count, (day, n) => {
        const from = addWorkingDays(day, 0, CHINA_CALENDAR).date;
        expect(addWorkingDays(addWorkingDays(from, n, CHINA_CALENDAR).date, -n, CHINA_CALENDAR).date).toBe(
          from,
        );
      }),
    );
  });

  it('counted over a year that is not published are provisional', () => {
    expect(addWorkingDays('2026-12-24', 10, CHINA_CALENDAR)).toEqual({
      date: '2027-01-08',
      provisional: true,
    });
    expect(isProvisional('2026-03-02', '2026-03-31', CHINA_CALENDAR)).toBe(false);
    expect(isProvisional('2026-12-01', '2027-01-01', CHINA_CALENDAR)).toBe(true);
  });

  it('of the last five days of a year are open until the next notice is out', () => {
    // By the notice for 2023, Saturday 2022-12-31 was a holiday; by that for 2019, Saturday 2018-12-29 was worked.
    expect(isProvisional('2026-12-26', '2026-12-26', CHINA_CALENDAR)).toBe(false);
    expect(isProvisional('2026-12-27', '2026-12-27', CHINA_CALENDAR)).toBe(true);
    expect(isProvisional('2025-12-27', '2025-12-31', CHINA_CALENDAR)).toBe(false);
  });

  it('of a year that the calendar does not hold are a named error, never a guess', () => {
    expect(() => isWorkingDay('2028-01-03', CHINA_CALENDAR)).toThrow(YearNotInCalendar);
    expect(() => isWorkingDay('2022-12-30', CHINA_CALENDAR)).toThrow(YearNotInCalendar);
    expect(() => addWorkingDays('2027-12-30', 30, CHINA_CALENDAR)).toThrow(YearNotInCalendar);
    expect(() => isWorkingDay('2026-01-05', { version: 'empty', years: {} })).toThrow(YearNotInCalendar);
  });

  it('of a year missing between two others are a named error too', () => {
    const { '2024': _missing, ...years } = CHINA_CALENDAR.years;
    expect(() => isWorkingDay('2024-06-03', { version: 'gap', years })).toThrow(YearNotInCalendar);
  });

  it('end with a named error when there is none, and do not search for ever', () => {
    expect(() => addWorkingDays('2026-03-02', 1, NEVER)).toThrow(NoWorkingDay);
    expect(() => addWorkingDays('2026-11-02', -1, NEVER)).toThrow(NoWorkingDay);
    expect(() => addWorkingDays('2026-03-02', 0, NEVER)).toThrow(NoWorkingDay);
  });

  it('are whole', () => {
    expect(() => addWorkingDays('2026-03-02', 1.5, CHINA_CALENDAR)).toThrow('whole number');
  });
});
