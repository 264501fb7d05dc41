import * as z from 'zod/mini';
import { addDays, dateOf, endOf, startOf } from './time/dates.ts';

/** How soon something comes up: late already, on the rest of this day in Shanghai, in the seven days after, or later. */
export const DueIn = z.enum(['overdue', 'today', 'week', 'later']);
export type DueIn = z.infer<typeof DueIn>;

/** Both ends are part of it. */
export interface Span {
  since?: string;
  until?: string;
}

/** Every instant is in one of the four spans, whatever the time is. */
export function spanOf(due: DueIn, now: Date): Span {
  const today = dateOf(now);
  const lastOfWeek = addDays(today, 7);
  switch (due) {
    case 'overdue':
      return { until: new Date(now.getTime() - 1).toISOString() };
    case 'today':
      return { since: now.toISOString(), until: endOf(today).toISOString() };
    case 'week':
      return { since: startOf(addDays(today, 1)).toISOString(), until: endOf(lastOfWeek).toISOString() };
    case 'later':
      return { since: startOf(addDays(lastOfWeek, 1)).toISOString() };
  }
}
