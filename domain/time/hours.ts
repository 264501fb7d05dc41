import * as z from 'zod/mini';
import { InvariantBroken } from '../errors.ts';
import { type Calendar, flagsOf, LONGEST_BREAK_DAYS, noWorkingDay, WORKING } from './calendar.ts';
import { dayAt, dayStart } from './dates.ts';

const MINUTE_MS = 60_000;

/** `HH:MM` in Shanghai, `00:00` to `24:00`. */
export const TimeOfDay = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/));
export type TimeOfDay = z.infer<typeof TimeOfDay>;

const Interval = z.strictObject({ from: TimeOfDay, to: TimeOfDay });

/** Stretches of a day, several if wished, on working days or on every day. The end is not inside. */
export const Hours = z.strictObject({
  days: z.enum(['working', 'every']),
  intervals: z.array(Interval).check(
    z.minLength(1),
    z.refine(
      (intervals) =>
        intervals.every(({ from, to }, i) => from < to && (intervals[i - 1]?.to ?? '00:00') <= from),
      { error: 'must be in order, each with an end after its start, without overlap' },
    ),
  ),
});
export type Hours = z.infer<typeof Hours>;

/** Milliseconds from midnight. */
interface Stretch {
  from: number;
  to: number;
}

const compiled = new WeakMap<Hours, readonly Stretch[]>();

/** The stretches of a day in milliseconds; made once per object, and checked, for settings may not have been parsed. */
export function stretchesOf(hours: Hours): readonly Stretch[] {
  const known = compiled.get(hours);
  if (known !== undefined) return known;
  const checked = Hours.safeParse(hours);
  if (!checked.success) {
    throw new InvariantBroken('hours must be at least one interval, in order and without overlap', {
      details: { intervals: hours.intervals },
    });
  }
  const stretches = hours.intervals.map(({ from, to }) => ({
    from: minuteOf(from) * MINUTE_MS,
    to: minuteOf(to) * MINUTE_MS,
  }));
  compiled.set(hours, stretches);
  return stretches;
}

export function minuteOf(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function isOpenDay(day: number, hours: Hours, calendar: Calendar): boolean {
  return hours.days === 'every' || (flagsOf(day, calendar) & WORKING) !== 0;
}

/** The next day with hours after a day; a calendar without any ends with a named error. */
export function nextOpenDay(day: number, hours: Hours, calendar: Calendar): number {
  for (let next = day + 1; next <= day + 1 + LONGEST_BREAK_DAYS; next += 1) {
    if (isOpenDay(next, hours, calendar)) return next;
  }
  throw noWorkingDay(day + 1 + LONGEST_BREAK_DAYS, calendar);
}

/** The instant at which so much time inside the hours has gone by. An end that is just reached counts as reached. */
export function addHoursTime(from: number, amount: number, hours: Hours, calendar: Calendar): number {
  if (amount === 0) return from;
  const stretches = stretchesOf(hours);
  let left = amount;
  let day = dayAt(from);
  if (!isOpenDay(day, hours, calendar)) day = nextOpenDay(day, hours, calendar);
  for (;;) {
    const midnight = dayStart(day);
    for (const stretch of stretches) {
      const start = Math.max(from, midnight + stretch.from);
      const available = midnight + stretch.to - start;
      if (available <= 0) continue;
      if (left <= available) return start + left;
      left -= available;
    }
    day = nextOpenDay(day, hours, calendar);
  }
}

/** How much time inside the hours lies between two instants. */
export function hoursTimeBetween(from: number, to: number, hours: Hours, calendar: Calendar): number {
  let sum = 0;
  const last = dayAt(to);
  for (let day = dayAt(from); day <= last; day += 1) {
    if (!isOpenDay(day, hours, calendar)) continue;
    const midnight = dayStart(day);
    for (const stretch of stretchesOf(hours)) {
      sum += Math.max(0, Math.min(to, midnight + stretch.to) - Math.max(from, midnight + stretch.from));
    }
  }
  return sum;
}
