import { monthsWatched, type Warning, warningsOf } from '../../domain/metrics/early-warning.ts';
import { monthsEarlier } from '../../domain/metrics/months.ts';
import type { Notice } from '../../domain/notices.ts';
import type { Clock, Metrics, Notices } from '../../domain/ports.ts';
import { dateOf } from '../../domain/time/calendar.ts';

export interface EarlyWarningDeps {
  metrics: Pick<Metrics, 'read' | 'readBrokers'>;
  notices: Notices;
  clock: Clock;
}

/**
 * On the second of each month: what left its usual band in the month that is over is told, one notice each. A second
 * run tells it again, for nothing is kept of the first: at least once, as with every notice.
 */
export function newEarlyWarning({ metrics, notices, clock }: EarlyWarningDeps): () => Promise<void> {
  return async () => {
    const present = dateOf(clock.now()).slice(0, 7);
    const over = monthsEarlier(present, 1);
    const months = monthsWatched(present);
    const counters = await Promise.all(months.map((month) => metrics.read(month)));
    const brokers = await Promise.all(months.map((month) => metrics.readBrokers(month)));
    const warnings = warningsOf(counters.flat(), present, brokers.flat());
    const ofMonth = warnings.filter(({ month }) => month === over);
    if (ofMonth.length > 0) await notices.publish(ofMonth.map(noticeOf));
  };
}

/** A branch or a carrier is an attribute, so that its own people can subscribe to it alone. */
function noticeOf({ by, of, figure, month, numerator, denominator, side, band }: Warning): Notice {
  const notice = 'figure-left-its-band';
  return {
    topic: 'escalations',
    attributes: { notice, by, ...(by === 'branch' || by === 'carrier' ? { [by]: of } : {}) },
    body: { notice, figure, by, of, month, numerator, denominator, side, band },
  };
}
