import type { Calendar } from './time/calendar.ts';
import { type CallingHours, nextCallingTime, type QuietHours } from './time/calling-hours.ts';
import type { Due as Counted, Paused } from './time/deadlines.ts';

/** A moment at which something happens by itself, and why then. */
export interface Due {
  what: string;
  at: Date;
  why: string[];
}

/** What about time every workflow is decided with. */
export interface TimeRules {
  calendar: Calendar;
  callingHours: CallingHours;
  quietHours: QuietHours;
}

/** Nobody is told at night that something is late: what falls outside office hours waits for the next morning. */
export function inOfficeHours(at: Date, { callingHours, calendar }: TimeRules): Date {
  return nextCallingTime(at, callingHours, calendar);
}

/**
 * What follows a limit that passed: the last moment of a day is still in time, so it comes in the next office hours.
 * Nothing while the clock stands still.
 */
export function afterLimit(what: string, limit: Counted | Paused, rules: TimeRules): Due | undefined {
  if (limit.dueAt === undefined) return undefined;
  return {
    what,
    at: inOfficeHours(new Date(limit.dueAt.getTime() + 1), rules),
    why: [...limit.explanation.map((line) => line.text), 'then the next office hours'],
  };
}

export function earliest(dues: readonly (Due | undefined)[]): Due[] {
  return dues.filter((due): due is Due => due !== undefined).sort((a, b) => a.at.getTime() - b.at.getTime());
}
