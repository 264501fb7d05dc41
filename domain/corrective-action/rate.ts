import type { Cause } from '../complaint/causes.ts';
import type { Counter } from '../metrics/counters.ts';
import { monthsBetween, monthsEarlier } from '../metrics/months.ts';
import { Totals } from '../metrics/totals.ts';
import type { DateText } from '../time/calendar.ts';
import type { Share } from './case.ts';

/** An action of the head office is measured by the whole firm. */
export const WHOLE_FIRM = 'head-office';

const MONTHS_BEFORE = 3;

/** The three whole months before the day: what an action has to be better than. */
export function monthsBeforeAction(on: DateText): string[] {
  const month = on.slice(0, 7);
  return monthsBetween(monthsEarlier(month, MONTHS_BEFORE), monthsEarlier(month, 1));
}

/**
 * Complaints of a cause that were closed in some months, per policy recorded in them: of the branch, and of the carrier
 * where the action is about one. The cause is known when a complaint ends, so it counts in that month.
 * @param counters of all those months
 */
export function rateOfCause(
  counters: readonly Counter[],
  { cause, branch, carrier }: { cause: Cause; branch: string; carrier?: string | undefined },
): Share {
  const totals = new Totals(
    counters.filter(
      (counter) =>
        (branch === WHOLE_FIRM || counter.branch === branch) &&
        (carrier === undefined || counter.carrier === carrier),
    ),
  );
  const policies = totals
    .suffixes('exposure-policies')
    .reduce((sum, productClass) => sum + totals.of('exposure-policies', productClass), 0);
  return {
    numerator: totals.of('complaint-by-cause', cause.first, cause.second),
    // More cancelled than recorded is less than nothing, of which no rate is made.
    denominator: Math.max(0, policies),
  };
}
