import * as z from 'zod/mini';
import { branchScores } from '../../domain/metrics/branch-scores.ts';
import { callbackFigures } from '../../domain/metrics/callback-figures.ts';
import { complaintFigures } from '../../domain/metrics/complaint-rates.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import { monthsCompared, monthsOf, Period, periodBefore, yearBefore } from '../../domain/metrics/periods.ts';
import { changedOf, recoveredOf } from '../../domain/metrics/reconsideration-figures.ts';
import { Totals } from '../../domain/metrics/totals.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Metrics } from '../../domain/ports.ts';
import { type Route, route } from '../http/route.ts';
import { overallOf } from './complaints.ts';
import { BranchScoresView, DashboardView } from './manager-views.ts';
import { readMonths, type Scope } from './reading.ts';

export interface DashboardDeps {
  metrics: Pick<Metrics, 'read'>;
}

const Asked = z.strictObject({ period: Period, branch: z.optional(Id), carrier: z.optional(Id) });

/** What a manager looks at first, in a number of reads that the period alone decides: 3 for a month, 24 for a year. */
export function dashboardRoutes(deps: DashboardDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/figures/dashboard',
      summary:
        'A period beside the one before and that of the year before; says in how many reads it was made',
      query: Asked,
      answer: DashboardView,
      handle: async ({ query: { period, ...scope }, staff }) => ({
        body: await dashboardOf(period, scope, staff, deps),
      }),
    }),
    route({
      method: 'GET',
      path: '/figures/branch-scores',
      summary: 'Each branch scored by the weights in force, with what every part is made of',
      query: z.strictObject({ period: Period, branch: z.optional(Id) }),
      answer: BranchScoresView,
      handle: async ({ query: { period, ...scope }, staff }) => {
        const { counters, reads } = await readMonths(monthsOf(period), scope, staff, deps);
        return { body: { period, branches: branchScores(counters, period), reads } };
      },
    }),
  ];
}

export async function dashboardOf(
  period: Period,
  scope: Scope,
  staff: Staff,
  deps: DashboardDeps,
): Promise<z.infer<typeof DashboardView>> {
  const { counters, reads } = await readMonths(monthsCompared(period), scope, staff, deps);
  const now = of(counters, period);
  const totals = new Totals(now);
  return {
    ...scope,
    period,
    reads,
    complaints: overallOf(complaintFigures(counters, period)),
    callbacks: {
      now: callbackFigures(now),
      before: callbackFigures(of(counters, periodBefore(period))),
      yearBefore: callbackFigures(of(counters, yearBefore(period))),
    },
    reconsiderations: {
      claimsChanged: changedOf(totals, 'claim'),
      underwritingChanged: changedOf(totals, 'underwriting'),
      recovered: recoveredOf(totals),
    },
    branches: branchScores(counters, period).map(({ branch, score, withoutData }) => ({
      branch,
      ...(score === undefined ? {} : { score }),
      withoutData,
    })),
  };
}

function of(counters: readonly Counter[], period: Period): Counter[] {
  const months = new Set(monthsOf(period));
  return counters.filter(({ month }) => months.has(month));
}
