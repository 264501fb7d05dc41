import type { Clock, Files } from '../../domain/ports.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import type { Gauges } from '../observe.ts';
import { reconcile } from './coverage.ts';

export type NightlyCoverageDeps = Parameters<typeof reconcile>[1] & {
  files: Pick<Files, 'put'>;
  clock: Clock;
  gauge: Gauges;
};

/** Every night: proves the coverage of this month and the last, keeps the proofs, and raises the gap as a figure. */
export function newNightlyCoverage(deps: NightlyCoverageDeps) {
  return async (): Promise<void> => {
    const today = dateOf(deps.clock.now());
    const month = today.slice(0, 7);
    const proofs = [await reconcile(monthBefore(month), deps), await reconcile(month, deps)];
    await deps.files.put(`coverage/${today}.json`, JSON.stringify(proofs), 'application/json');
    deps.gauge({ CoverageGap: proofs.reduce((sum, proof) => sum + proof.gaps.length, 0) });
  };
}

function monthBefore(month: string): string {
  const first = new Date(`${month}-01T00:00:00.000Z`);
  first.setUTCMonth(first.getUTCMonth() - 1);
  return first.toISOString().slice(0, 7);
}
