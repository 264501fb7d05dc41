import * as z from 'zod/mini';
import { InvariantBroken } from '../errors.ts';
import { type Calendar, workingDayFrom, workingDaysAfter } from './calendar.ts';
import { dayAt, dayEnd, type Moment, msOf } from './dates.ts';
import { type Line, Story } from './explanation.ts';
import { addHoursTime, type Hours, hoursTimeBetween } from './hours.ts';

/**
 * How long a clock runs. Days end at 24:00 in Shanghai and the day of the event is not counted; hours and minutes run
 * from the event (Civil Code arts. 201 and 203). "Day" in the complaint rules is a calendar day unless it says
 * working day.
 */
export const Duration = z.strictObject({
  unit: z.enum(['calendar-days', 'working-days', 'hours', 'minutes', 'working-hours']),
  amount: z.int().check(z.minimum(0)),
  /** Calendar days only: a last day that is a day off moves to the next working day. Off, the stricter reading. */
  rollToWorkingDay: z.optional(z.boolean()),
});
export type Duration = z.infer<typeof Duration>;

/** Time that is not counted, as for an outside appraisal. `reason` is shown, so it names no person. */
export interface Pause {
  from: Moment;
  /** Absent while the pause lasts. */
  to?: Moment | undefined;
  reason: string;
}

export interface DueRequest {
  from: Moment;
  duration: Duration;
  calendar: Calendar;
  pauses?: readonly Pause[] | undefined;
  /** Needed for `working-hours` only. */
  hours?: Hours | undefined;
  /** What starts the clock, as the explanation says it: `received` unless given. */
  event?: string;
}

export interface Due {
  /** The last instant that is in time. */
  dueAt: Date;
  /** Counted over days of a year that is not published yet, so it can still move. */
  provisional: boolean;
  explanation: Line[];
}

/** The clock stands still, so nothing is due and nothing can be late. */
export interface Paused {
  dueAt: undefined;
  pausedSince: Date;
  provisional: boolean;
  explanation: Line[];
}

/** A pause that ends before it begins. */
export class BadPause extends InvariantBroken {
  override readonly name: string = 'BadPause';
  override readonly type: string = 'bad-pause';
}

/** How one unit moves along the time line, all in epoch milliseconds. */
interface Clock {
  add(from: number, amount: number): number;
  between(from: number, to: number): number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Days are counted in whole days, everything else in milliseconds. */
const UNIT_SIZE: Record<Duration['unit'], number> = {
  'calendar-days': 1,
  'working-days': 1,
  hours: HOUR_MS,
  minutes: MINUTE_MS,
  'working-hours': HOUR_MS,
};

function clockOf({ duration, calendar, hours }: DueRequest): Clock {
  switch (duration.unit) {
    case 'calendar-days':
      return {
        add: (from, amount) => dayEnd(dayAt(from) + amount),
        between: (from, to) => dayAt(to) - dayAt(from),
      };
    case 'working-days':
      return {
        add: (from, amount) => dayEnd(workingDayFrom(dayAt(from), amount, calendar)),
        between: (from, to) => workingDaysAfter(dayAt(from), dayAt(to), calendar),
      };
    case 'working-hours':
      if (hours === undefined) throw new InvariantBroken('a clock of working hours needs the hours');
      return {
        add: (from, amount) => addHoursTime(from, amount, hours, calendar),
        between: (from, to) => hoursTimeBetween(from, to, hours, calendar),
      };
    default:
      return { add: (from, amount) => from + amount, between: (from, to) => to - from };
  }
}

interface Stop {
  from: number;
  to: number | undefined;
  reason: string;
}

/** In order, cut to the clock's start, and overlapping ones joined, so that no hour is taken off twice. */
function stopsOf(pauses: readonly Pause[], start: number): Stop[] {
  const stops: Stop[] = [];
  const sorted = pauses
    .map(({ from, to, reason }): Stop => ({ from: msOf(from), to: to === undefined ? to : msOf(to), reason }))
    .sort((a, b) => a.from - b.from);
  for (const stop of sorted) {
    if (stop.to !== undefined && stop.to < stop.from) {
      throw new BadPause('a pause ends before it begins', { details: { from: stop.from, to: stop.to } });
    }
    if (stop.to !== undefined && stop.to <= start) continue;
    const last = stops.at(-1);
    if (last !== undefined && (last.to === undefined || stop.from <= last.to)) {
      last.to = last.to === undefined || stop.to === undefined ? undefined : Math.max(last.to, stop.to);
      if (!last.reason.split('; ').includes(stop.reason)) last.reason += `; ${stop.reason}`;
    } else {
      stops.push({ ...stop, from: Math.max(stop.from, start) });
    }
  }
  return stops;
}

/**
 * When something is due, and why. The whole of it follows from its arguments, so a changed policy or calendar keeps
 * the pauses. A pause stops the clock with what is left on it; on its end that much runs again, by the same rule as
 * at the start (the day of the resumption is not counted). What begins after the due time changes nothing.
 */
export function dueAt(request: DueRequest & { pauses?: undefined }): Due;
export function dueAt(request: DueRequest): Due | Paused;
export function dueAt(request: DueRequest): Due | Paused {
  return run(request, request.duration.amount * UNIT_SIZE[request.duration.unit]);
}

/**
 * When a part of the clock has run, for a warning at 50 or 75 per cent. Whole days are rounded down, so that the
 * warning comes early rather than late: half of 15 days is the end of the 7th.
 */
export function warnAt(request: DueRequest & { pauses?: undefined }, percent: number): Due;
export function warnAt(request: DueRequest, percent: number): Due | Paused;
export function warnAt(request: DueRequest, percent: number): Due | Paused {
  const { unit, amount } = request.duration;
  const part = Math.floor((amount * UNIT_SIZE[unit] * percent) / 100);
  return run(request, part);
}

function run(request: DueRequest, amount: number): Due | Paused {
  const { pauses } = request;
  const clock = clockOf(request);
  const start = msOf(request.from);
  const story = new Story(request, amount, start);
  let anchor = start;
  let left = amount;
  let counted = clock.add(anchor, left);
  let due = roll(counted, request);
  for (const stop of pauses === undefined ? [] : stopsOf(pauses, start)) {
    if (stop.from > due) break;
    story.runs(anchor, Math.min(stop.from, counted));
    // A pause between the last counted day and the working day it rolled to finds nothing left on the clock.
    left = Math.max(0, left - clock.between(anchor, stop.from));
    if (stop.to === undefined) {
      story.stands(stop.from, stop.reason, left);
      return { dueAt: undefined, pausedSince: new Date(stop.from), ...story.told() };
    }
    story.stops(stop.from, stop.to, stop.reason);
    anchor = stop.to;
    counted = clock.add(anchor, left);
    due = roll(counted, request);
  }
  story.runs(anchor, counted);
  story.ends(counted, due);
  return { dueAt: new Date(due), ...story.told() };
}

function roll(due: number, { duration, calendar }: DueRequest): number {
  if (duration.unit !== 'calendar-days' || duration.rollToWorkingDay !== true) return due;
  return dayEnd(workingDayFrom(dayAt(due), 0, calendar));
}

/** One clock of a case among others. */
export interface Deadline {
  name: string;
  /** Undefined while the clock is paused. */
  dueAt: Date | undefined;
  doneAt?: Date | undefined;
}

/** All clocks that still run, the next one first and the paused ones last: none hides another. */
export function openDeadlines<D extends Deadline>(deadlines: readonly D[]): D[] {
  const time = ({ dueAt: at }: D): number => at?.getTime() ?? Number.POSITIVE_INFINITY;
  return deadlines
    .filter(({ doneAt }) => doneAt === undefined)
    .sort((a, b) => (time(a) === time(b) ? 0 : time(a) - time(b)));
}

/** Late: done after the due time, or not done when it has passed. A paused clock is never late. */
export function isOverdue({ dueAt: due, doneAt }: Omit<Deadline, 'name'>, now: Date): boolean {
  return due !== undefined && (doneAt ?? now) > due;
}
