import * as z from 'zod/mini';
import { InvariantBroken } from '../errors.ts';
import { DAY_MS, DateText, dateText, dayOf, weekdayOf, yearOf } from './dates.ts';

// One door to dates and working days: most rules need both.
export {
  addDays,
  addYears,
  DateText,
  dateOf,
  startOf,
} from './dates.ts';

const CalendarYear = z.strictObject({
  /** Days off by public notice, the weekends inside a holiday included. */
  holidays: z.array(DateText),
  /** Saturdays and Sundays that are worked in exchange for a longer holiday (调休). */
  makeUpWorkingDays: z.array(DateText),
  /** Not published yet: only the holidays that the law fixes are known, and no exchange. */
  provisional: z.boolean(),
});

/** The working calendar is data: the State Council publishes each year in the November before it. */
export const Calendar = z
  .strictObject({
    version: z.string(),
    years: z.record(z.string().check(z.regex(/^\d{4}$/)), CalendarYear),
  })
  .check(
    z.refine(
      ({ years }) =>
        Object.entries(years).every(([year, { holidays, makeUpWorkingDays }]) =>
          [...holidays, ...makeUpWorkingDays].every((date) => date.startsWith(`${year}-`)),
        ),
      { error: 'holds a day under another year' },
    ),
  );
export type Calendar = z.infer<typeof Calendar>;

/** The calendar says nothing about this year. A guess would be a wrong deadline, so nothing is guessed. */
export class YearNotInCalendar extends InvariantBroken {
  override readonly name: string = 'YearNotInCalendar';
  override readonly type: string = 'year-not-in-calendar';
}

/** A stretch without a working day that no real calendar has: the data is broken, and a search would not end. */
export class NoWorkingDay extends InvariantBroken {
  override readonly name: string = 'NoWorkingDay';
  override readonly type: string = 'no-working-day';
}

/** The longest break of 2004-2026 is 10 days (Spring Festival 2020, prolonged). */
export const LONGEST_BREAK_DAYS = 31;

const KNOWN = 1;
export const WORKING = 2;
export const HOLIDAY = 4;
export const MAKE_UP = 8;
export const PROVISIONAL = 16;

interface Days {
  first: number;
  flags: Uint8Array;
}

const compiled = new WeakMap<Calendar, Days>();

/** One byte per day of all years, made once per calendar object; a calendar must not be changed afterwards. */
function daysOf(calendar: Calendar): Days {
  const known = compiled.get(calendar);
  if (known !== undefined) return known;
  const years = Object.keys(calendar.years).map(Number);
  const first = years.length === 0 ? 0 : Date.UTC(Math.min(...years), 0, 1) / DAY_MS;
  const end = years.length === 0 ? 0 : Date.UTC(Math.max(...years) + 1, 0, 1) / DAY_MS;
  const days: Days = { first, flags: new Uint8Array(end - first) };
  for (const year of years) markYear(days, year, calendar);
  compiled.set(calendar, days);
  return days;
}

function markYear({ first, flags }: Days, year: number, calendar: Calendar): void {
  const data = calendar.years[String(year)];
  if (data === undefined) return;
  const start = Date.UTC(year, 0, 1) / DAY_MS;
  const end = Date.UTC(year + 1, 0, 1) / DAY_MS;
  // The notice of a year may take days of the December before it: 2022-12-31 was a day off by the notice for 2023,
  // 2018-12-29 a working Saturday by the notice for 2019. Until it is out, the last five days are open too.
  const nextIsOut = calendar.years[String(year + 1)]?.provisional === false;
  const openFrom = data.provisional ? start : nextIsOut ? end : end - 5;
  for (let day = start; day < end; day += 1) {
    const weekday = weekdayOf(day);
    const working = weekday === 0 || weekday === 6 ? 0 : WORKING;
    flags[day - first] = KNOWN | working | (day >= openFrom ? PROVISIONAL : 0);
  }
  for (const date of data.holidays) {
    const index = dayOf(date) - first;
    flags[index] = ((flags[index] ?? 0) & ~WORKING) | HOLIDAY;
  }
  for (const date of data.makeUpWorkingDays) {
    const index = dayOf(date) - first;
    flags[index] = ((flags[index] ?? 0) & ~HOLIDAY) | WORKING | MAKE_UP;
  }
}

/** What the calendar says of a day number: a sum of the flags above, never without `KNOWN`. */
export function flagsOf(day: number, calendar: Calendar): number {
  const { first, flags } = daysOf(calendar);
  const flag = flags[day - first];
  if (flag === undefined || flag === 0) {
    const year = yearOf(day);
    throw new YearNotInCalendar(`the working calendar ${calendar.version} does not hold ${year}`, {
      details: { year, version: calendar.version },
    });
  }
  return flag;
}

/** The count-th working day after a day (before it when negative). Zero: the day itself, or the next working day. */
export function workingDayFrom(day: number, count: number, calendar: Calendar): number {
  if (!Number.isSafeInteger(count))
    throw new InvariantBroken(`${count} is not a whole number of working days`);
  let at = day;
  let left = Math.abs(count);
  if (left === 0) {
    if ((flagsOf(at, calendar) & WORKING) !== 0) return at;
    left = 1;
  }
  const step = count < 0 ? -1 : 1;
  let off = 0;
  while (left > 0) {
    at += step;
    if ((flagsOf(at, calendar) & WORKING) !== 0) {
      left -= 1;
      off = 0;
    } else {
      off += 1;
      if (off > LONGEST_BREAK_DAYS) throw noWorkingDay(at, calendar);
    }
  }
  return at;
}

export function noWorkingDay(day: number, calendar: Calendar): NoWorkingDay {
  return new NoWorkingDay(`no working day in the ${LONGEST_BREAK_DAYS} days to ${dateText(day)}`, {
    details: { date: dateText(day), version: calendar.version },
  });
}

/** The working days after `from`, up to `to` and with it. */
export function workingDaysAfter(from: number, to: number, calendar: Calendar): number {
  let count = 0;
  for (let day = from + 1; day <= to; day += 1) {
    if ((flagsOf(day, calendar) & WORKING) !== 0) count += 1;
  }
  return count;
}

/** Whether a day of the span is not published yet, both ends included. */
function isOpen(from: number, to: number, calendar: Calendar): boolean {
  for (let day = Math.min(from, to); day <= Math.max(from, to); day += 1) {
    if ((flagsOf(day, calendar) & PROVISIONAL) !== 0) return true;
  }
  return false;
}

export interface WorkingDate {
  date: DateText;
  /** Counted over days that are not published yet, so it can still move. */
  provisional: boolean;
}

export function isWorkingDay(date: DateText, calendar: Calendar): boolean {
  return (flagsOf(dayOf(date), calendar) & WORKING) !== 0;
}

/** Whether the calendar of any day from `from` to `to` can still change. */
export function isProvisional(from: DateText, to: DateText, calendar: Calendar): boolean {
  return isOpen(dayOf(from), dayOf(to), calendar);
}

/**
 * The date that lies `count` working days after a date; the date itself is not counted, worked or not. Negative
 * counts back. Zero gives the date itself, or the next working day when it is a day off.
 */
export function addWorkingDays(date: DateText, count: number, calendar: Calendar): WorkingDate {
  const from = dayOf(date);
  const to = workingDayFrom(from, count, calendar);
  return { date: dateText(to), provisional: isOpen(from, to, calendar) };
}

/** The working days after `from`, up to `to` and with it; negative when `to` comes first. */
export function workingDaysBetween(from: DateText, to: DateText, calendar: Calendar): number {
  const [a, b] = [dayOf(from), dayOf(to)];
  return a <= b ? workingDaysAfter(a, b, calendar) : -workingDaysAfter(b, a, calendar);
}
