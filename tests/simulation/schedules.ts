import type { FunctionName } from '../../local/functions.ts';
import { dueAt } from '../../local/schedules.ts';

const HOUR = 3_600_000;
const REGISTERED: ReadonlySet<FunctionName> = new Set([
  'sweeper',
  'erasure',
  'payout-monthly',
  'accountability-monthly',
  'corrective-actions',
  'early-warning',
  'sms-repull',
]);

/** What came due in a span, each once however often it was due: a schedule that was late catches up with one run. */
export function dueBetween(from: number, to: number): FunctionName[] {
  const due = new Set<FunctionName>();
  const every = HOUR / 4;
  if (Math.floor(to / every) > Math.floor(from / every)) due.add('sweeper');
  if (Math.floor(to / (2 * every)) > Math.floor(from / (2 * every))) due.add('sms-repull');
  for (let at = (Math.floor(from / HOUR) + 1) * HOUR; at <= to; at += HOUR) {
    for (const name of dueAt(new Date(at))) if (REGISTERED.has(name)) due.add(name);
  }
  return [...due];
}
