import type { CaseEvent, CaseKind } from '../case.ts';
import { dateOf } from '../time/calendar.ts';
import { brokerRow } from './brokers.ts';
import type { Added } from './counters/added.ts';
import { callbackCounters } from './counters/callback.ts';
import { carrierRequestCounters } from './counters/carrier-request.ts';
import { complaintCounters } from './counters/complaint.ts';
import { evaluationCounters } from './counters/evaluation.ts';
import { preUnderwritingCounters } from './counters/pre-underwriting.ts';
import { reconsiderationCounters } from './counters/reconsideration.ts';

/** One count in one scope. A rate is two of these: numerator and denominator are both stored, never the quotient. */
export interface Counter {
  month: string;
  branch: string;
  carrier: string;
  /** In the rows of brokers only. */
  broker?: string | undefined;
  name: string;
  count: number;
}

/** The row of what is not of one carrier. */
export const NO_CARRIER = 'none';

/** By kind, not by type alone: a carrier's silence is an event of its request and of the case that it is asked for. */
const COUNTED: Partial<Record<CaseKind, (event: CaseEvent) => Added[]>> = {
  callback: callbackCounters,
  'carrier-request': carrierRequestCounters,
  complaint: complaintCounters,
  evaluation: evaluationCounters,
  'pre-underwriting': preUnderwritingCounters,
  reconsideration: reconsiderationCounters,
};

/**
 * What an event adds to the figures; most add nothing. It is all in the event, so the figures can be made anew from
 * the histories alone.
 * @throws InvariantBroken for an event that lacks what is counted
 */
export function countersOf(event: CaseEvent): Counter[] {
  const added = COUNTED[event.kind]?.(event) ?? [];
  return added.map(
    ({ name, count = 1, month = monthOf(event.at), carrier = event.carrier ?? NO_CARRIER, broker }) => ({
      month,
      ...(broker === undefined ? { branch: event.branch, carrier } : brokerRow(broker)),
      name,
      count,
    }),
  );
}

function monthOf(at: string): string {
  return dateOf(at).slice(0, 7);
}
