import type { Actor } from '../../domain/people.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { openRun, type RunDeps } from './run.ts';

const SCHEDULE: Actor = { kind: 'system', id: 'accountability-schedule' };

/** Opens the run of this month, on the day on which it is compiled. One that a person opened before is left as it is. */
export function newMonthlyAccountability(deps: RunDeps): (event: unknown) => Promise<void> {
  return async () => {
    await openRun(dateOf(deps.clock.now()).slice(0, 7), SCHEDULE, deps);
  };
}
