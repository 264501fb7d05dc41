import { addDays, type Calendar, dateOf, startOf } from '../time/calendar.ts';
import {
  type CallingHours,
  nextCallingTime,
  nextSendingTime,
  type QuietHours,
} from '../time/calling-hours.ts';
import { dueAt } from '../time/deadlines.ts';
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

/** A delay from the step before, with the engine's own account of the days that were counted and passed over. */
function after(from: Date, delay: Delay, calendar: Calendar): { dueAt: Date; why: string[] } {
  const duration =
    'hours' in delay
      ? ({ unit: 'hours', amount: delay.hours } as const)
      : 'workingDays' in delay
        ? ({ unit: 'working-days', amount: delay.workingDays } as const)
        : ({ unit: 'calendar-days', amount: delay.days } as const);
  const due = dueAt({ from, duration, calendar, event: 'step before' });
  return { dueAt: due.dueAt, why: due.explanation.map((line) => line.text) };
}

/** Delays of days name a day: it begins at 00:00 in Shanghai, and office or sending hours then say when on it. */
function firstMoment(from: Date, delay: Delay, dueAtEnd: Date): Date {
  if ('hours' in delay) return dueAtEnd;
  const day = startOf(dateOf(dueAtEnd));
  return day > from ? day : from;
}

/** Nobody is told at night that something is late: what falls outside office hours waits for the next morning. */
function inOfficeHours(at: Date, rules: CallbackRules, calledAt: readonly string[] = []): Date {
  return nextCallingTime(at, rules.callingHours, rules.calendar, calledAt);
}

function rungDue(
  rung: Rung,
  { from, notBefore }: { from: Date; notBefore?: string | undefined },
  calledAt: readonly string[],
  rules: CallbackRules,
): Due {
  const { dueAt: end, why } = after(from, rung.after, rules.calendar);
  const planned = firstMoment(from, rung.after, end);
  const first = notBefore === undefined ? planned : latest(planned, notBefore);
  if (rung.does === 'message') {
    return {
      what: rung.rung,
      at: nextSendingTime(first, rules.quietHours),
      why: [...why, 'not in the quiet hours of messages'],
    };
  }
  if (rung.does === 'task' && rung.way === 'call') {
    return {
      what: rung.rung,
      at: inOfficeHours(first, rules, calledAt),
      why: [...why, 'in calling hours, on another day and in another part of the day than the calls before'],
    };
  }
  return { what: rung.rung, at: inOfficeHours(first, rules), why: [...why, 'in office hours'] };
}

/** When the ladder moves next, and why: the task's limit, the next rung, or the end of patience. */
export function ladderDue(callback: CallbackCase, rules: CallbackRules): Due | undefined {
  const state = callback.ladder;
  if (state === undefined) return undefined;
  const { rungs, afterwards } = rules.settings.ladders[state.name];
  const from = new Date(state.from);
  const rung = rungs[state.next];
  if (state.task === undefined && rung !== undefined) {
    return rungDue(rung, { from, notBefore: state.notBefore }, callback.calledAt, rules);
  }
  const open = rungs.find((candidate) => candidate.rung === state.task?.rung);
  const { dueAt: end, why } = after(from, open?.does === 'task' ? open.within : afterwards, rules.calendar);
  // The last moment of a day is still in time: what follows a miss follows the morning after.
  const morningAfter = inOfficeHours(new Date(end.getTime() + 1), rules);
  const at = state.notBefore === undefined ? morningAfter : latest(morningAfter, state.notBefore);
  return { what: limitOf(callback, rungs), at, why: [...why, 'then the next office hours'] };
}

function latest(planned: Date, notBefore: string): Date {
  return new Date(Math.max(planned.getTime(), Date.parse(notBefore)));
}

function limitOf({ ladder }: CallbackCase, rungs: readonly Rung[]): string {
  if (ladder?.task !== undefined) return `${ladder.task.rung} missed`;
  return ladder?.name === 'answers' ? 'given up as unreached' : `${rungs.at(-1)?.rung} again`;
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
