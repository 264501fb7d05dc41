import * as z from 'zod/mini';
import { DEFAULT_BAND } from '../../domain/metrics/bands.ts';
import { figuresWarnedOf, monthsWatched, warningsOf } from '../../domain/metrics/early-warning.ts';
import { Id } from '../../domain/people.ts';
import type { Clock, Metrics } from '../../domain/ports.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { type Route, route } from '../http/route.ts';
import { AlertsView } from './manager-views.ts';
import { readBrokers, readMonths } from './reading.ts';

export interface AlertsDeps {
  metrics: Pick<Metrics, 'read' | 'readBrokers'>;
  clock: Clock;
}

/** What left its usual band (早期预警), by the whole months that are over. */
export function alertRoutes(deps: AlertsDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/figures/alerts',
      summary:
        'Figures of branches, carriers, product classes and, for the head office, brokers that left their band',
      query: z.strictObject({ branch: z.optional(Id), carrier: z.optional(Id) }),
      answer: AlertsView,
      handle: async ({ query, staff }) => {
        const present = dateOf(deps.clock.now()).slice(0, 7);
        const months = monthsWatched(present);
        const { counters, reads } = await readMonths(months, query, staff, deps);
        const brokers = await readBrokers(months, query, staff, deps);
        const alerts = warningsOf(counters, present, brokers.counters);
        const figures = figuresWarnedOf(alerts, counters, present, brokers.counters);
        return {
          body: { before: present, ...query, alerts, figures, ...DEFAULT_BAND, reads: reads + brokers.reads },
        };
      },
    }),
  ];
}
