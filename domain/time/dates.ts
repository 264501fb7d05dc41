import * as z from 'zod/mini';
import { InvariantBroken } from '../errors.ts';

/**
 * A record holds an instant as ISO UTC text and the code as a `Date`; legal and business dates are days in Shanghai. Shanghai has been UTC+8 all year since
 * the last summer time of 1991, so the step from one to the other is an addition: no Intl, no time-zone data.
 * Inside this folder a date is a day number (days since 1970-01-01 in Shanghai) and an instant is epoch milliseconds.
 */
export const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

// A year outside this range is a slip of the keyboard. It also bounds the table of texts below to 109,573 entries.
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const FIRST_DAY = Date.UTC(FIRST_YEAR, 0, 1) / DAY_MS;
const LAST_DAY = Date.UTC(LAST_YEAR, 11, 31) / DAY_MS;

/** Not a day of the calendar, or not an instant in UTC. */
export class BadDate extends InvariantBroken {
  override readonly name: string = 'BadDate';
  override readonly type: string = 'bad-date';
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01, or NaN when the text is not a day that exists. */
function parseDay(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  const exists = year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= last;
  return exists ? Date.UTC(year, month - 1, day) / DAY_MS : Number.NaN;
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** `YYYY-MM-DD`, a day that exists (2026-02-30 does not). */
export const DateText = z
  .string()
  .check(z.refine((text) => !Number.isNaN(parseDay(text)), { error: 'is not a day of the calendar' }));
export type DateText = z.infer<typeof DateText>;

/** `2026-03-02T01:30:00.000Z`: always milliseconds, so that the order of the texts is the order in time. */
export const Instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof Instant>;

/** A point in time as any caller has it: a `Date`, a record's text in UTC, or epoch milliseconds. */
export type Moment = Date | Instant | number;

const UTC_TEXT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/;

/** Refuses what `Date.parse` would take in silence: 30 February, another zone, a text without any zone. */
export function msOf(moment: Moment): number {
  if (typeof moment === 'number' || moment instanceof Date) {
    const ms = Number(moment);
    if (Number.isSafeInteger(ms)) return ms;
  } else if (UTC_TEXT.test(moment) && !Number.isNaN(parseDay(moment.slice(0, 10)))) {
    const ms = Date.parse(moment);
    if (!Number.isNaN(ms)) return ms;
  }
  throw new BadDate(`${moment} is not an instant in UTC`, { details: { moment: String(moment) } });
}

/** The number of the Shanghai day that an instant falls on. */
export function dayAt(ms: number): number {
  return Math.floor((ms + SHANGHAI_MS) / DAY_MS);
}

/** The first millisecond of a Shanghai day. */
export function dayStart(day: number): number {
  return day * DAY_MS - SHANGHAI_MS;
}

/** The last millisecond of a Shanghai day: an act at this instant is still in time. */
export function dayEnd(day: number): number {
  return dayStart(day + 1) - 1;
}

export function dayOf(date: DateText): number {
  const day = parseDay(date);
  if (Number.isNaN(day)) throw new BadDate(`${date} is not a day of the calendar`, { details: { date } });
  return day;
}

const texts: string[] = [];

export function dateText(day: number): DateText {
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) {
    throw new BadDate(`day ${day} is outside ${FIRST_YEAR}..${LAST_YEAR}`, { details: { day } });
  }
  const index = day - FIRST_DAY;
  const known = texts[index];
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  texts[index] = text;
  return text;
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

export function yearOf(day: number): number {
  return Number(dateText(day).slice(0, 4));
}

/** The date in Shanghai at an instant. */
export function dateOf(moment: Moment): DateText {
  return dateText(dayAt(msOf(moment)));
}

/** The first instant of a date in Shanghai. */
export function startOf(date: DateText): Date {
  return new Date(dayStart(dayOf(date)));
}

/** The last instant of a date in Shanghai. */
export function endOf(date: DateText): Date {
  return new Date(dayEnd(dayOf(date)));
}

export function addDays(date: DateText, count: number): DateText {
  return dateText(dayOf(date) + count);
}

/**
 * The same day and month so many years later, which is where a period of years ends; without such a day, the last of
 * the month (Civil Code art. 202). Only 29 February can be missing.
 */
export function addYears(date: DateText, years: number): DateText {
  const year = yearOf(dayOf(date)) + years;
  const sameDay = `${year}${date.slice(4)}`;
  return dateText(dayOf(Number.isNaN(parseDay(sameDay)) ? `${year}-02-28` : sameDay));
}

/** Days from one date to another: 1 from a day to the next, negative backwards. */
export function daysBetween(from: DateText, to: DateText): number {
  return dayOf(to) - dayOf(from);
}
