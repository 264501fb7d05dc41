import { type Command, DUE, LATE } from './machine.ts';

interface Timed {
  now: Date;
}

type NextDue<S> = (state: S) => string | undefined;

const HOURS_OF_NIGHT_MS = 13 * 3_600_000;

/** To the next due, where the workflow does what is due. @param number how things stand with the customer's number */
export function dueOf<S extends Timed>(
  nextDueAt: NextDue<S>,
  advance: (state: S) => S,
  number?: string,
): Command<S> {
  return {
    name: number === undefined ? DUE : `${DUE}, number ${number}`,
    deed: DUE,
    by: 'time',
    run: (state) => {
      const due = nextDueAt(state);
      return due === undefined ? state : advance({ ...state, now: laterOf(state.now, due) });
    },
  };
}

/** Past the next due and into the night, and the workflow does not look. */
export function lateOf<S extends Timed>(nextDueAt: NextDue<S>): Command<S> {
  return {
    name: LATE,
    deed: LATE,
    by: 'time',
    run: (state) => {
      const due = nextDueAt(state);
      if (due === undefined || isPast(due, state.now)) return state;
      return { ...state, now: new Date(Date.parse(due) + HOURS_OF_NIGHT_MS) };
    },
  };
}

/** Time as every workflow knows it. */
export function timeOf<S extends Timed>(nextDueAt: NextDue<S>, advance: (state: S) => S): Command<S>[] {
  return [dueOf(nextDueAt, advance), lateOf(nextDueAt)];
}

export function isPast(due: string | undefined, now: Date): boolean {
  return due !== undefined && Date.parse(due) <= now.getTime();
}

function laterOf(now: Date, due: string): Date {
  return new Date(Math.max(now.getTime(), Date.parse(due)));
}
