import { type DateText, dateOf, daysBetween } from '../time/dates.ts';
import type { LineSummary } from './line.ts';

/** Days since the oldest hold of a line was placed, up to and with. */
export const HOLD_AGES = [7, 30, 90] as const;

/** What is older than the last age has none of them. */
export type HoldAge = (typeof HOLD_AGES)[number] | undefined;

/** How long a line has been held (缓发佣金) on a day: by the first of the holds that it still has. */
export function holdAge({ holds }: Pick<LineSummary, 'holds'>, on: DateText): HoldAge {
  const oldest = holds.map(({ placedAt }) => dateOf(placedAt)).sort()[0] ?? on;
  const days = daysBetween(oldest, on);
  return HOLD_AGES.find((upTo) => days <= upTo);
}
