import { openGauges } from '../observe.ts';
import { openCases, openWorkflows, type Place } from '../wiring.ts';
import { sweep } from './sweep.ts';

export function newSweeper(place: Place) {
  const deps = { cases: openCases(place), workflows: openWorkflows(place), clock: place.clock };
  const gauge = openGauges();
  return async (): Promise<void> => {
    const { woken, restarted } = await sweep(deps);
    gauge({ UndeliveredWaits: woken, OverdueWaits: restarted });
  };
}
