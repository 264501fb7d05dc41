import * as z from 'zod/mini';
import { authorize, verdict } from '../../domain/access.ts';
import { Month } from '../../domain/commission/payout.ts';
import { Moment } from '../../domain/evaluation/cards.ts';
import { evaluationFigures } from '../../domain/metrics/evaluation-figures.ts';
import { monthsBetween } from '../../domain/metrics/months.ts';
import { MINIMUM } from '../../domain/metrics/rates.ts';
import { Id } from '../../domain/people.ts';
import type { Metrics } from '../../domain/ports.ts';
import { type Route, route } from '../http/route.ts';

const Count = z.int();

const Share = z.strictObject({
  numerator: Count,
  denominator: Count,
  rate: z.optional(z.number()),
  interval: z.optional(z.strictObject({ low: z.number(), high: z.number() })),
  tooFew: z.optional(z.literal(true)),
});

const EvaluationFiguresView = z.strictObject({
  from: Month,
  to: Month,
  minimum: Count,
  denominators: z.record(z.string(), z.string()),
  moments: z.array(
    z.strictObject({
      moment: Moment,
      asked: Count,
      sent: Share,
      delivered: Share,
      replied: Share,
      valid: Share,
      replies: Count,
      optedOut: Share,
      gradedByHand: Share,
      dissatisfied: Share,
      byItem: z.array(z.strictObject({ item: z.string(), dissatisfied: Share })),
    }),
  ),
});

const ASKED = 'evaluations whose request was sent off in the months';
const REPLIES = 'replies to those requests, corrections included';
const DENOMINATORS = {
  sent: ASKED,
  delivered: ASKED,
  replied: ASKED,
  valid: ASKED,
  optedOut: REPLIES,
  gradedByHand: REPLIES,
  dissatisfied: 'of those requests, the ones that were replied to, in words or in grades',
  'byItem.dissatisfied': 'of those requests, the ones that were replied to, in words or in grades',
};

/** Figures of service evaluations, made of the stored counters. */
export function evaluationFiguresRoutes({ metrics }: { metrics: Pick<Metrics, 'read'> }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/figures/evaluations',
      summary:
        'What became of the requests of these months: sent, answered, read by hand, dissatisfied by item',
      query: z.strictObject({ from: Month, to: Month, branch: z.optional(Id) }),
      answer: EvaluationFiguresView,
      handle: async ({ query: { from, to, branch }, staff }) => {
        authorize(staff, 'metrics:read', branch === undefined ? undefined : { branch });
        const all = await Promise.all(monthsBetween(from, to).map((month) => metrics.read(month)));
        const counters = all
          .flat()
          .filter((counter) => branch === undefined || counter.branch === branch)
          .filter((counter) => verdict(staff, 'metrics:read', { branch: counter.branch }) === 'allowed');
        const moments = evaluationFigures(counters);
        return { body: { from, to, minimum: MINIMUM, denominators: DENOMINATORS, moments } };
      },
    }),
  ];
}
