import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addYears,
  BadDate,
  DateText,
  dateOf,
  dateText,
  dayOf,
  daysBetween,
  endOf,
  Instant,
  msOf,
  startOf,
  weekdayOf,
} from '../../domain/time/dates.ts';

const day = fc.integer({ min: dayOf('1900-01-01') + 5000, max: dayOf('2199-12-31') - 5000 });
const date = day.map(dateText);

describe('dates', () => {
  it.each(['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-04-31', '2100-02-29'])(
    'refuses %s, which no calendar has',
    (text) => {
      expect(DateText.safeParse(text).success).toBe(false);
      expect(() => dayOf(text)).toThrow(BadDate);
    },
  );

  it.each([
    '2026-1-1',
    '20260101',
    '2026/01/01',
    '2026-01-01T00:00',
    '0206-01-01',
    '2o26-01-01',
    '2026-0:-01',
    '2026-1/-01',
    '2026-01/01',
    '2026/01-01',
    '',
  ])('refuses "%s", which is not written as a date', (text) => {
    expect(DateText.safeParse(text).success).toBe(false);
  });

  it.each(['2024-02-29', '2000-02-29', '2026-12-31', '1945-08-15'])('takes %s', (text) => {
    expect(DateText.parse(text)).toBe(text);
  });

  it('are the dates of Shanghai, eight hours ahead of UTC', () => {
    expect(dateOf('2026-03-02T15:59:59.999Z')).toBe('2026-03-02');
    expect(dateOf('2026-03-02T16:00:00.000Z')).toBe('2026-03-03');
    expect(startOf('2026-03-03').toISOString()).toBe('2026-03-02T16:00:00.000Z');
    expect(endOf('2026-03-03').toISOString()).toBe('2026-03-03T15:59:59.999Z');
  });

  it('agree with the time-zone data of the platform', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    const moment = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(fc.property(moment, (ms) => dateOf(ms) === shanghai.format(ms)));
  });

  it('begin and end on themselves', () => {
    fc.assert(
      fc.property(date, (text) => {
        expect(dateOf(startOf(text))).toBe(text);
        expect(dateOf(endOf(text))).toBe(text);
        expect(dateOf(endOf(text).getTime() + 1)).toBe(addDays(text, 1));
      }),
    );
  });

  it('count forth and back', () => {
    const count = fc.integer({ min: -4000, max: 4000 });
    fc.assert(fc.property(date, count, (text, n) => daysBetween(text, addDays(text, n)) === n));
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it.each([
    ['2026-03-02', 2, '2028-03-02'],
    ['2027-02-28', 1, '2028-02-28'], // the corresponding day, not the last of the month
    ['2024-02-29', 4, '2028-02-29'],
    ['2024-02-29', 2, '2026-02-28'],
    ['2096-02-29', 4, '2100-02-28'], // 2100 is no leap year
    ['2026-12-31', -1, '2025-12-31'],
    ['2026-03-02', 0, '2026-03-02'],
  ])('%s and %d years: %s', (from, years, to) => {
    expect(addYears(from, years)).toBe(to);
  });

  it('keep day and month over the years, but for a leap day', () => {
    const years = fc.integer({ min: -10, max: 10 });
    fc.assert(
      fc.property(date, years, (text, n) => {
        const later = addYears(text, n);
        expect(Number(later.slice(0, 4))).toBe(Number(text.slice(0, 4)) + n);
        if (!text.endsWith('-02-29')) expect(later.slice(4)).toBe(text.slice(4));
        else expect(['-02-28', '-02-29']).toContain(later.slice(4));
      }),
    );
  });

  it.each([200, 0.5, Number.NaN])('are not moved by %d years', (years) => {
    expect(() => addYears('2026-03-02', years)).toThrow(BadDate);
  });

  it('know their weekday, before 1970 too', () => {
    fc.assert(fc.property(day, (n) => weekdayOf(n) === new Date(n * 86_400_000).getUTCDay()));
  });
});

describe('instants', () => {
  it('are read from a Date, a text in UTC, or milliseconds', () => {
    const ms = Date.UTC(2026, 2, 2, 1, 30);
    for (const moment of [
      new Date(ms),
      ms,
      '2026-03-02T01:30:00.000Z',
      '2026-03-02T01:30Z',
      '2026-03-02T01:30:00Z',
    ]) {
      expect(msOf(moment)).toBe(ms);
    }
  });

  it.each([
    '2026-03-02',
    '2026-03-02T01:30:00',
    '2026-03-02T01:30:00+08:00',
    '2026-02-30T01:30:00.000Z',
    '2026-03-02T25:00:00.000Z',
    'today',
    Number.NaN,
    new Date(Number.NaN),
  ])('are not read from %s', (moment) => {
    expect(() => msOf(moment)).toThrow(BadDate);
  });

  it('are kept in a form whose order as text is the order in time', () => {
    const moment = fc.integer({ min: 0, max: Date.UTC(2199, 0, 1) });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [first, second] = [new Date(a).toISOString(), new Date(b).toISOString()];
        expect(Instant.parse(first)).toBe(first);
        expect(first < second).toBe(a < b);
      }),
    );
    expect(Instant.safeParse('2026-03-02T01:30:00Z').success).toBe(false);
  });
});
