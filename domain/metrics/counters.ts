import type { CaseEvent } from '../case.ts';
import { dateOf } from '../time/calendar.ts';

/** One count in one scope. A rate is two of these: numerator and denominator are both stored, never the quotient. */
export interface Counter {
  month: string;
  branch: string;
  carrier: string;
  name: string;
  count: number;
}

/** What an event adds to the figures; most add nothing. */
const COUNTED: ReadonlySet<string> = new Set([
  'callback-opened',
  'answered-clean',
  'answered-problem',
  'unreached',
  'confirmed-settled',
  'confirmed-not-settled',
  'cooling-off-missed',
  'task-missed',
  'cancelled',
]);

export function countersOf(event: CaseEvent): Counter[] {
  if (!COUNTED.has(event.type)) return [];
  return [
    {
      month: dateOf(event.at).slice(0, 7),
      branch: event.branch,
      carrier: event.carrier ?? 'none',
      name: event.type,
      count: 1,
    },
  ];
}
