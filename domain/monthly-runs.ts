import { accountabilityIdOf } from './accountability/open.ts';
import type { AccountabilityRules } from './accountability/settings.ts';
import { windowOf } from './accountability/window.ts';
import { monthBefore, payoutIdOf, previousMonth } from './commission/payout.ts';
import type { DateText } from './time/dates.ts';

/** Day of the month on whose morning the payout of the month before is opened. */
export const PAYOUT_DAY = 5;

/** Ids of the cases: the run, and the one of the month before it. */
export interface MonthlyRun {
  run: string;
  before: string;
}

/** Runs that a schedule has opened on an earlier day of this month, if it works. */
export function monthlyRunsDue(
  on: DateText,
  { accountability: { dates } }: AccountabilityRules,
): MonthlyRun[] {
  const month = on.slice(0, 7);
  const over = monthBefore(on);
  const isPayoutDue = Number(on.slice(8)) > PAYOUT_DAY;
  const isAccountabilityDue = on > windowOf(month, dates).compiledOn;
  return [
    ...(isPayoutDue ? [{ run: payoutIdOf(over), before: payoutIdOf(previousMonth(over)) }] : []),
    ...(isAccountabilityDue ? [{ run: accountabilityIdOf(month), before: accountabilityIdOf(over) }] : []),
  ];
}
