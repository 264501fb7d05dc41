import * as z from 'zod/mini';
import { authorize, verdict } from '../../domain/access.ts';
import type { Month } from '../../domain/commission/payout.ts';
import { type ComplaintCase, isEscalated, isMultiChannel } from '../../domain/complaint/case.ts';
import { monthsWatched, warningsOf } from '../../domain/metrics/early-warning.ts';
import { monthsEarlier } from '../../domain/metrics/months.ts';
import { monthsOf, Period } from '../../domain/metrics/periods.ts';
import type { Staff } from '../../domain/people.ts';
import type { Cases, Clock, Firm, Metrics } from '../../domain/ports.ts';
import { startOf } from '../../domain/time/calendar.ts';
import { type Route, route } from '../http/route.ts';
import { dashboardOf } from './dashboard.ts';
import { type Exporting, recordExport } from './exports.ts';
import { ReviewPackView } from './manager-views.ts';
import { readMonths } from './reading.ts';

export type ReviewPackDeps = Exporting & {
  metrics: Pick<Metrics, 'read'>;
  cases: Pick<Cases, 'list' | 'byId'>;
  firm: Firm;
  clock: Clock;
};

const Quarter = Period.check(z.regex(/^20\d\d-Q[1-4]$/, 'must be a quarter, as 2026-Q1'));

const LOOKED_AT = 20; // complaints of each branch and ending, the first of the quarter
const OF_EACH_CAUSE = 3;
const MOST_ACTIONS = 100; // of each branch

/** What the quarterly review of complaints (季度分析) sits over, in one file that is written down as taken. */
export function reviewPackRoutes(deps: ReviewPackDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/figures/review-pack',
      summary: 'Figures, warnings, typical cases and open corrective actions of a quarter, as one export',
      query: z.strictObject({ quarter: Quarter }),
      answer: ReviewPackView,
      handle: async ({ query: { quarter }, staff, requestId }) => {
        authorize(staff, 'figures:scorecard');
        const pack = await packOf(quarter, staff, deps);
        const bytes = Buffer.from(JSON.stringify(pack));
        const rows = pack.typicalCases.length + pack.openActions.length;
        const asked = { what: 'review-pack', query: { quarter }, staff, requestId };
        const proof = await recordExport(asked, { bytes, rows }, deps);
        return {
          headers: {
            ...proof,
            'content-type': 'application/json',
            'content-disposition': `attachment; filename="review-${quarter}.json"`,
          },
          text: bytes.toString(),
        };
      },
    }),
  ];
}

async function packOf(
  quarter: Period,
  staff: Staff,
  deps: ReviewPackDeps,
): Promise<z.infer<typeof ReviewPackView>> {
  const months = monthsOf(quarter);
  const after = monthsEarlier(months.at(-1) ?? quarter, -1);
  const [figures, watched, typicalCases, openActions] = await Promise.all([
    dashboardOf(quarter, {}, staff, deps),
    readMonths(monthsWatched(after), {}, staff, deps),
    typicalCasesOf(months[0] ?? quarter, after, staff, deps),
    openActionsOf(staff, deps),
  ]);
  return {
    quarter,
    madeAt: deps.clock.now().toISOString(),
    figures,
    warnings: warningsOf(watched.counters, after).filter(({ month }) => months.includes(month)),
    typicalCases,
    openActions,
  };
}

/**
 * Up to three complaints of each first cause that ended in the quarter: those that went up, came by several channels
 * or were a group's before the others. Of each branch only the first ones of the quarter are looked at, so the pack
 * costs the same however many complaints there were. Ids and codes only.
 */
async function typicalCasesOf(
  from: Month,
  after: Month,
  staff: Staff,
  { cases, firm }: ReviewPackDeps,
): Promise<z.infer<typeof ReviewPackView>['typicalCases']> {
  const since = startOf(`${from}-01`).toISOString();
  const until = startOf(`${after}-01`).toISOString();
  const lists = firm.branches.flatMap((branch) =>
    ['settled', 'decided'].map((stage) => `${branch}#${stage}`),
  );
  const pages = await Promise.all(
    lists.map((value) => cases.list({ by: 'stage', value, since, limit: LOOKED_AT })),
  );
  const ended = pages
    .flatMap(({ items }) => items)
    .filter(({ kind, closedAt }) => kind === 'complaint' && closedAt !== undefined && closedAt < until);
  const found = (await Promise.all(ended.map(({ id }) => cases.byId(id))))
    .filter((one) => one?.kind === 'complaint')
    .filter(
      ({ branch, involved }) => verdict(staff, 'complaint:read', { branch, recused: involved }) === 'allowed',
    )
    .sort((a, b) => weightOf(b) - weightOf(a));
  return [...Map.groupBy(found, ({ cause, subject }) => cause?.first ?? subject)]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([first, own]) => own.slice(0, OF_EACH_CAUSE).map((complaint) => caseView(first, complaint)));
}

function weightOf(complaint: ComplaintCase): number {
  return [isEscalated(complaint), isMultiChannel(complaint), complaint.group !== undefined].filter(Boolean)
    .length;
}

function caseView(first: string, complaint: ComplaintCase) {
  const { id, branch, carrier, stage, cause, decision, contacts } = complaint;
  return {
    caseId: id,
    branch,
    ...(carrier === undefined ? {} : { carrier }),
    stage,
    cause: { first, ...(cause === undefined ? {} : { second: cause.second }) },
    ...(decision === undefined ? {} : { outcome: decision.outcome }),
    contacts: contacts.length,
    escalated: isEscalated(complaint),
    multiChannel: isMultiChannel(complaint),
  };
}

async function openActionsOf(
  staff: Staff,
  { cases, firm }: ReviewPackDeps,
): Promise<z.infer<typeof ReviewPackView>['openActions']> {
  const branches = firm.branches.filter((branch) => verdict(staff, 'metrics:read', { branch }) === 'allowed');
  const pages = await Promise.all(
    branches.map((branch) => cases.list({ by: 'stage', value: `${branch}#open`, limit: MOST_ACTIONS })),
  );
  const ids = pages.flatMap(({ items }) => items).filter(({ kind }) => kind === 'corrective-action');
  const found = await Promise.all(ids.map(({ id }) => cases.byId(id)));
  return found
    .filter((one) => one?.kind === 'corrective-action')
    .map(({ id, branch, carrier, owner, cause, before, targetPercent, checks, startedOn }) => ({
      caseId: id,
      branch,
      ...(carrier === undefined ? {} : { carrier }),
      owner,
      cause,
      before,
      targetPercent,
      checks,
      startedOn,
    }));
}
