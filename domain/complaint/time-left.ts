import { dateOf, daysBetween } from '../time/dates.ts';
import type { ComplaintCase } from './case.ts';
import { complaintClocks } from './clocks.ts';
import type { ComplaintRules } from './settings.ts';

/** From the shortest on; `standing-still` where the law lets its clock pause. */
export const TIMES_LEFT = ['overdue', 'up-to-3-days', 'up-to-7-days', 'more', 'standing-still'] as const;
export type TimeLeft = (typeof TIMES_LEFT)[number];

/** How long the law still leaves for the answer to a complaint; nothing of one that was answered. */
export function timeLeft(complaint: ComplaintCase, now: Date, rules: ComplaintRules): TimeLeft | undefined {
  const clock = complaintClocks(complaint, rules).find(({ name }) => name === 'statutory');
  if (clock === undefined || clock.doneAt !== undefined) return undefined;
  const { dueAt } = clock;
  if (dueAt === undefined) return 'standing-still';
  if (dueAt < now) return 'overdue';
  const days = daysBetween(dateOf(now), dateOf(dueAt));
  if (days <= 3) return 'up-to-3-days';
  return days <= 7 ? 'up-to-7-days' : 'more';
}
