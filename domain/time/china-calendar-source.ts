import chineseDays from 'chinese-days';
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { Calendar } from './calendar.ts';
import { addDays, type DateText } from './dates.ts';

/**
 * Makes `china-calendar.json`, which is what the rules read; this file is in no bundle. For a new year, raise
 * `chinese-days` to a version that carries the State Council's notice, read the difference against the notice, and:
 *
 *     node -e "import('./domain/time/china-calendar-source.ts').then((source) =>
 *       console.log(JSON.stringify(source.chinaCalendar(2023, 2027))))" > domain/time/china-calendar.json
 *     npx biome format --write domain/time
 *
 * `tests/rules/time-china-calendar.test.ts` holds the file to this source.
 */
export function chinaCalendar(firstYear: number, lastYear: number): Calendar {
  const years: Calendar['years'] = {};
  for (let year = firstYear; year <= lastYear; year += 1) {
    const holidays = daysIn(year, published.holidays);
    // The package answers for an unpublished year as for one without holidays, so the year is checked first. The
    // days after New Year decide: the notice of a year can put days of December under the year before.
    const isPublished = holidays.some((date) => date > `${year}-01-02` && date < `${year}-12-01`);
    years[year] = isPublished
      ? { holidays, makeUpWorkingDays: daysIn(year, published.workdays), provisional: false }
      : { holidays: statutoryHolidays(year), makeUpWorkingDays: [], provisional: true };
  }
  return { version: 'chinese-days 1.5.7', years };
}

function daysIn(year: number, days: Record<string, unknown>): DateText[] {
  return Object.keys(days)
    .filter((date) => date.startsWith(`${year}-`))
    .sort();
}

/**
 * The 13 days that are fixed by the State Council's rule on public holidays (全国年节及纪念日放假办法), as amended
 * from 2025-01-01. Those on a weekend are made up for on days that only the yearly notice names, so a period counted
 * with these alone ends too early rather than too late, except for make-up Saturdays.
 */
export function statutoryHolidays(year: number): DateText[] {
  const springFestival = lunar(year, 1, 1);
  const nationalDay = `${year}-10-01`;
  return [
    `${year}-01-01`,
    ...[-1, 0, 1, 2].map((days) => addDays(springFestival, days)), // from lunar New Year's Eve
    qingming(year),
    `${year}-05-01`,
    `${year}-05-02`,
    lunar(year, 5, 5), // Dragon Boat
    lunar(year, 8, 15), // Mid-Autumn; may fall on a National Day holiday
    ...[0, 1, 2].map((days) => addDays(nationalDay, days)),
  ].sort();
}

// By the package's table, not by Intl: the new moon of 2027-02-06 is at 23:56 in Beijing, and ICU 78 puts the lunar
// New Year on the 7th. Of the package's functions only this one is the same in every zone of the machine.
function lunar(year: number, month: number, day: number): DateText {
  // Lunar New Year is never before 21 January, Mid-Autumn never after 8 October.
  for (let date: DateText = `${year}-01-20`; date < `${year}-10-10`; date = addDays(date, 1)) {
    const { lunarYear, lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date);
    if (lunarYear === year && lunarMon === month && lunarDay === day && !isLeap) return date;
  }
  throw new RangeError(`no day ${month}/${day} in the lunar year ${year}`);
}

/** The common approximation of the solar term for 2000-2099; 4, 5 or 6 April. */
function qingming(year: number): DateText {
  const inCentury = year % 100;
  return `${year}-04-0${Math.floor(inCentury * 0.2422 + 4.81) - Math.floor(inCentury / 4)}`;
}
