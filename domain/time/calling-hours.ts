import * as z from 'zod/mini';
import type { Calendar } from './calendar.ts';
import { DAY_MS, dayAt, dayStart, type Moment, msOf } from './dates.ts';
import { Hours, isOpenDay, minuteOf, nextOpenDay, stretchesOf, TimeOfDay } from './hours.ts';

/** When customers may be called. */
export const CallingHours = Hours;
export type CallingHours = z.infer<typeof CallingHours>;

/** The industry's 9:00 to 20:00 without the noon rest. */
export const DEFAULT_CALLING_HOURS: CallingHours = {
  days: 'working',
  intervals: [
    { from: '09:00', to: '12:00' },
    { from: '14:00', to: '20:00' },
  ],
};

/** When no message may reach a customer; over midnight when `from` is the later of the two. */
export const QuietHours = z.strictObject({ from: TimeOfDay, to: TimeOfDay }).check(
  z.refine(({ from, to }) => minuteOf(from) % 1440 !== minuteOf(to) % 1440, {
    error: 'must not be the whole day',
  }),
);
export type QuietHours = z.infer<typeof QuietHours>;

export const DEFAULT_QUIET_HOURS: QuietHours = { from: '21:00', to: '08:00' };

const MINUTE_MS = 60_000;

/** Parts of a day in milliseconds from midnight: somebody out in the morning may be at home in the evening. */
const PARTS = [
  { part: 'morning', from: 0, to: 12 * 60 * MINUTE_MS },
  { part: 'afternoon', from: 12 * 60 * MINUTE_MS, to: 18 * 60 * MINUTE_MS },
  { part: 'evening', from: 18 * 60 * MINUTE_MS, to: DAY_MS },
] as const;
export type PartOfDay = (typeof PARTS)[number]['part'];

export function partOfDay(moment: Moment): PartOfDay {
  const ms = msOf(moment);
  const time = ms - dayStart(dayAt(ms));
  return PARTS.find(({ to }) => time < to)?.part ?? 'evening';
}

export function isCallingTime(at: Moment, hours: CallingHours, calendar: Calendar): boolean {
  const ms = msOf(at);
  const day = dayAt(ms);
  const time = ms - dayStart(day);
  return (
    isOpenDay(day, hours, calendar) && stretchesOf(hours).some(({ from, to }) => from <= time && time < to)
  );
}

interface Slot {
  part: PartOfDay;
  from: number;
  to: number;
}

/** The calling hours of a day, cut at the borders of its parts. */
function slotsOf(hours: CallingHours): Slot[] {
  return stretchesOf(hours).flatMap((stretch) =>
    PARTS.map(({ part, from, to }) => ({
      part,
      from: Math.max(stretch.from, from),
      to: Math.min(stretch.to, to),
    })).filter(({ from, to }) => from < to),
  );
}

/**
 * The parts of the day to call in next: those called in least often so far, and never the one of the latest call
 * while there is another.
 */
function partsToTry(slots: readonly Slot[], earlier: readonly number[]): Set<PartOfDay> {
  const calls = new Map<PartOfDay, number>(slots.map(({ part }) => [part, 0]));
  for (const ms of earlier) {
    const part = partOfDay(ms);
    const count = calls.get(part);
    if (count !== undefined) calls.set(part, count + 1);
  }
  if (earlier.length > 0 && calls.size > 1) calls.delete(partOfDay(Math.max(...earlier)));
  const fewest = Math.min(...calls.values());
  return new Set([...calls].filter(([, count]) => count === fewest).map(([part]) => part));
}

/**
 * The first time, from `after` on, at which a customer may be called: on another day than every earlier call and in
 * another part of the day (a part comes again only when each had its turn). Without earlier calls: the next moment
 * inside the hours.
 */
export function nextCallingTime(
  after: Moment,
  hours: CallingHours,
  calendar: Calendar,
  earlier: readonly Moment[] = [],
): Date {
  const calls = earlier.map(msOf);
  const from = Math.max(msOf(after), ...calls);
  const calledDays = new Set(calls.map(dayAt));
  const slots = slotsOf(hours);
  const parts = partsToTry(slots, calls);
  let day = dayAt(from);
  if (!isOpenDay(day, hours, calendar)) day = nextOpenDay(day, hours, calendar);
  for (;;) {
    if (!calledDays.has(day)) {
      const midnight = dayStart(day);
      const slot = slots.find(({ part, to }) => parts.has(part) && midnight + to > from);
      if (slot !== undefined) return new Date(Math.max(from, midnight + slot.from));
    }
    day = nextOpenDay(day, hours, calendar); // ends: only days up to the latest call can be taken
  }
}

/** The times of the next calls if nobody answers: each on a new day and in a new part of the day. */
export function proposeCallTimes(
  count: number,
  after: Moment,
  hours: CallingHours,
  calendar: Calendar,
  earlier: readonly Moment[] = [],
): Date[] {
  const proposed: Date[] = [];
  for (let call = 0; call < count; call += 1) {
    proposed.push(nextCallingTime(after, hours, calendar, [...earlier, ...proposed]));
  }
  return proposed;
}

/** The first moment, from `after` on, at which a message may be sent. Every day is alike. */
export function nextSendingTime(after: Moment, quiet: QuietHours): Date {
  const ms = msOf(after);
  const midnight = dayStart(dayAt(ms));
  const from = minuteOf(quiet.from) * MINUTE_MS;
  const to = minuteOf(quiet.to) * MINUTE_MS;
  const time = ms - midnight;
  if (from < to) return new Date(from <= time && time < to ? midnight + to : ms);
  if (time >= from) return new Date(midnight + DAY_MS + to);
  return new Date(time < to ? midnight + to : ms);
}
