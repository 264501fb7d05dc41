import { loggedRun } from '../logged.ts';
import { type Gauges, openGauges, openLogger } from '../observe.ts';
import { openCases, openWorkflows, type Place } from '../wiring.ts';
import { type SweepDeps, sweep } from './sweep.ts';

export function newSweeper(place: Place) {
  const deps = { cases: openCases(place), workflows: openWorkflows(place), clock: place.clock };
  return loggedRun(newGaugedSweep({ ...deps, gauge: openGauges() }), openLogger());
}

/** A sweep that tells how much it had to mend. */
export function newGaugedSweep({ gauge, ...deps }: SweepDeps & { gauge: Gauges }) {
  return async (): Promise<void> => {
    const { woken, restarted } = await sweep(deps);
    gauge({ UndeliveredWaits: woken, OverdueWaits: restarted });
  };
}
