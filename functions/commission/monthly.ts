import { monthBefore } from '../../domain/commission/payout.ts';
import type { Actor } from '../../domain/people.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { type OpenRunDeps, openRun } from './open-run.ts';

const SCHEDULE: Actor = { kind: 'system', id: 'payout-schedule' };

/** Opens the run of the month that is over. One that a person opened before is left as it is. */
export function newMonthlyPayout(deps: OpenRunDeps): (event: unknown) => Promise<void> {
  return async () => {
    await openRun(monthBefore(dateOf(deps.clock.now())), SCHEDULE, deps);
  };
}
