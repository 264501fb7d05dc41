import { countersOf } from '../../domain/metrics/counters.ts';
import type { Committed, Metrics } from '../../domain/ports.ts';

/** Adds each event to the figures, once however often it is told. */
export function newCount({ metrics }: { metrics: Metrics }): (committed: Committed) => Promise<void> {
  return async (committed) => {
    if (committed.is !== 'event') return;
    const { event } = committed;
    await metrics.add(`${event.caseId}.${event.seq}`, countersOf(event));
  };
}
