import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { addDays, Calendar, type DateText, isWorkingDay } from '../../domain/time/calendar.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { chinaCalendar, statutoryHolidays } from '../../domain/time/china-calendar-source.ts';

function datesOf(year: number): DateText[] {
  const dates: DateText[] = [];
  for (let date: DateText = `${year}-01-01`; date.startsWith(String(year)); date = addDays(date, 1))
    dates.push(date);
  return dates;
}

describe('the Chinese working calendar', () => {
  it('is what its source makes', () => {
    expect(CHINA_CALENDAR).toEqual(chinaCalendar(2023, 2027));
  });

  it.each([2023, 2024, 2025, 2026])('agrees on every day of %d with the published notices', (year) => {
    const [holidays, workdays] = [published.holidays, published.workdays].map(
      (days) => new Set(Object.keys(days)),
    );
    for (const date of datesOf(year)) {
      const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
      const isWorked = workdays?.has(date) || (!isWeekend && !holidays?.has(date));
      expect([date, isWorkingDay(date, CHINA_CALENDAR)]).toEqual([date, isWorked]);
    }
  });

  // Days of the year less weekends less statutory holidays: 11 until 2024, 13 from 2025 on.
  it.each([
    [2023, 365 - 105 - 11],
    [2024, 366 - 104 - 11],
    [2025, 365 - 104 - 13],
    [2026, 365 - 104 - 13],
  ])('has in %d as many working days as the law leaves', (year, count) => {
    expect(datesOf(year).filter((date) => isWorkingDay(date, CHINA_CALENDAR))).toHaveLength(count);
  });

  it('marks the year that is not published as provisional, with the fixed holidays only', () => {
    expect(CHINA_CALENDAR.years['2026']?.provisional).toBe(false);
    expect(CHINA_CALENDAR.years['2027']).toEqual({
      provisional: true,
      makeUpWorkingDays: [],
      holidays: [
        '2027-01-01',
        '2027-02-05', // lunar New Year's Eve
        '2027-02-06',
        '2027-02-07',
        '2027-02-08',
        '2027-04-05', // Qingming
        '2027-05-01',
        '2027-05-02',
        '2027-06-09', // Dragon Boat
        '2027-09-15', // Mid-Autumn
        '2027-10-01',
        '2027-10-02',
        '2027-10-03',
      ],
    });
  });

  it('knows the movable festivals of published years', () => {
    expect(statutoryHolidays(2023)).toEqual(
      expect.arrayContaining(['2023-01-22', '2023-04-05', '2023-06-22', '2023-09-29']),
    );
    expect(statutoryHolidays(2024)).toEqual(
      expect.arrayContaining(['2024-02-10', '2024-04-04', '2024-06-10', '2024-09-17']),
    );
  });

  it.each([2025, 2026])('assumes for a year like %d no holiday that the notice did not hold', (year) => {
    expect(CHINA_CALENDAR.years[year]?.holidays).toEqual(expect.arrayContaining(statutoryHolidays(year)));
  });

  it('refuses a day under the wrong year, and a day that does not exist', () => {
    const year = (holidays: string[]) => ({
      version: 'test',
      years: { '2026': { holidays, makeUpWorkingDays: [], provisional: false } },
    });
    expect(Calendar.safeParse(year(['2026-01-01'])).success).toBe(true);
    expect(Calendar.safeParse(year(['2025-01-01'])).success).toBe(false);
    expect(Calendar.safeParse(year(['2026-02-30'])).success).toBe(false);
  });
});
