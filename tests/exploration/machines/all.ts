import { type Exploration, explore } from '../explore.ts';
import type { Machine } from '../machine.ts';
import { ACCOUNTABILITY } from './accountability.ts';
import { CALLBACK } from './callback.ts';
import { COMMISSION_LINE } from './commission-line.ts';
import { COMPLAINT } from './complaint.ts';
import { CORRECTIVE_ACTION } from './corrective-action.ts';
import { EVALUATION } from './evaluation.ts';
import { PAYOUT_RUN } from './payout.ts';
import { CARRIER_REQUEST, PRE_UNDERWRITING } from './pre-underwriting.ts';
import { RECEPTION_DAY } from './reception-day.ts';
import { RECONSIDERATION } from './reconsideration.ts';

export interface Explorable {
  name: string;
  explore: (representatives?: number) => Exploration;
}

/** One that forgets the type of its state, for a list of them all. */
function explorable<S>(machine: Machine<S>): Explorable {
  return { name: machine.name, explore: (representatives) => explore(machine, representatives) };
}

export const MACHINES: readonly Explorable[] = [
  explorable(CALLBACK),
  explorable(COMMISSION_LINE),
  explorable(PAYOUT_RUN),
  explorable(PRE_UNDERWRITING),
  explorable(CARRIER_REQUEST),
  explorable(RECONSIDERATION),
  explorable(COMPLAINT),
  explorable(EVALUATION),
  explorable(ACCOUNTABILITY),
  explorable(CORRECTIVE_ACTION),
  explorable(RECEPTION_DAY),
];
