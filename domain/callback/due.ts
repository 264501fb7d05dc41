import { addDays, addWorkingDays, type Calendar, type DateText, dateOf, startOf } from '../time/calendar.ts';
import {
  type CallingHours,
  nextCallingTime,
  nextSendingTime,
  type QuietHours,
} from '../time/calling-hours.ts';
import type { CallbackCase } from './case.ts';
import type { CallbackSettings, Delay, Rung } from './ladder.ts';

/** Everything about time that a callback is decided with. */
export interface CallbackRules {
  settings: CallbackSettings;
  calendar: Calendar;
  callingHours: CallingHours;
  quietHours: QuietHours;
}

/** A moment at which something happens by itself, and why then. */
export interface Due {
  what: string;
  at: Date;
  why: string[];
}

const HOUR = 3_600_000;

/** The day a delay of days ends on. */
function dayAfter(from: Date, delay: Exclude<Delay, { hours: number }>, calendar: Calendar): DateText {
  const day = dateOf(from);
  return 'workingDays' in delay
    ? addWorkingDays(day, delay.workingDays, calendar).date
    : addDays(day, delay.days);
}

function words(delay: Delay): string {
  if ('hours' in delay) return delay.hours === 0 ? 'at once' : `${delay.hours} hours`;
  return 'workingDays' in delay ? `${delay.workingDays} working days` : `${delay.days} days`;
}

/** The first moment after a delay: days begin at 00:00 in Shanghai, which the hours of calling and sending then move. */
function begins(from: Date, delay: Delay, calendar: Calendar): Date {
  if ('hours' in delay) return new Date(from.getTime() + delay.hours * HOUR);
  const day = startOf(dayAfter(from, delay, calendar));
  return day > from ? day : from;
}

/** The last moment of a delay: the end of its last day. */
function ends(from: Date, delay: Delay, calendar: Calendar): Date {
  if ('hours' in delay) return new Date(from.getTime() + delay.hours * HOUR);
  return startOf(addDays(dayAfter(from, delay, calendar), 1));
}

function rungStart(rung: Rung, from: Date, calledAt: readonly string[], rules: CallbackRules): Date {
  const start = begins(from, rung.after, rules.calendar);
  if (rung.does === 'message') return nextSendingTime(start, rules.quietHours);
  if (rung.does === 'task' && rung.way === 'call') {
    return nextCallingTime(start, rules.callingHours, rules.calendar, calledAt);
  }
  return start;
}

/** When the ladder moves next, and why: the task's limit, the next rung, or the end of patience. */
export function ladderDue(callback: CallbackCase, rules: CallbackRules): Due | undefined {
  const state = callback.ladder;
  if (state === undefined) return undefined;
  const { rungs, afterwards } = rules.settings.ladders[state.name];
  const from = new Date(state.from);
  const rung = rungs[state.next];
  if (state.task !== undefined) {
    const open = rungs.find((candidate) => candidate.rung === state.task?.rung);
    const within = open?.does === 'task' ? open.within : afterwards;
    return {
      what: `${state.task.rung} expected`,
      at: ends(from, within, rules.calendar),
      why: [
        `opened ${from.toISOString()}`,
        `expected within ${words(within)}, to the end of the day in Shanghai`,
      ],
    };
  }
  if (rung === undefined) {
    return {
      what: state.name === 'answers' ? 'given up as unreached' : `${rungs.at(-1)?.rung} again`,
      at: ends(from, afterwards, rules.calendar),
      why: [`last step ${from.toISOString()}`, `then ${words(afterwards)}`],
    };
  }
  return {
    what: rung.rung,
    at: rungStart(rung, from, callback.calledAt, rules),
    why: [
      `step before ${from.toISOString()}`,
      `then ${words(rung.after)}`,
      ...(rung.does === 'message' ? ['moved out of the quiet hours'] : []),
      ...(rung.does === 'task' && rung.way === 'call'
        ? ['within calling hours, on another day and in another part of the day than the calls before']
        : []),
    ],
  };
}

/** End of the cooling-off period: the callback should be done by then. Nothing once it was met or missed. */
export function coolingOffDue(callback: CallbackCase): Due | undefined {
  const end = callback.coolingOff;
  if (end === undefined || end.outcome !== undefined || callback.category === 'closed') return undefined;
  return {
    what: 'cooling-off period ends',
    at: startOf(addDays(end.endsOn, 1)),
    why: [
      `receipt plus the contract's cooling-off days end on ${end.endsOn}`,
      'to the end of the day in Shanghai',
    ],
  };
}

/** Every moment ahead of a case, the next one first. */
export function duesOf(callback: CallbackCase, rules: CallbackRules): Due[] {
  return [ladderDue(callback, rules), coolingOffDue(callback)]
    .filter((due) => due !== undefined)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
