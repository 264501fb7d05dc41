import * as z from 'zod/mini';
import { authorize, verdict } from '../../domain/access.ts';
import { Month, payoutIdOf, type Statement } from '../../domain/commission/payout.ts';
import { NotFound } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Cases, Commissions, Files, Metrics } from '../../domain/ports.ts';
import { paging } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { CounterView, RateView, ratesOf } from './figures.ts';
import { type OpenRunDeps, openRun } from './open-run.ts';
import { heldPage, type PreviewDeps, PreviewView, previewOf } from './preview.ts';
import { MonthList, monthList } from './run-list.ts';
import { readStatement, StatementRow, statementRows } from './statement-file.ts';
import { CardList, RunView, runView, StatementView, statementView, TotalsView, totalsView } from './views.ts';

export type PayoutApiDeps = OpenRunDeps &
  PreviewDeps & {
    cases: Cases;
    commissions: Commissions;
    files: Pick<Files, 'read'>;
    metrics: Pick<Metrics, 'read'>;
  };

const ByMonth = z.object({ month: Month });
const ByPayee = z.object({ month: Month, payee: Id });

/** The monthly run: what it would do, opening it, what it did; and the month's figures. */
export function payoutRoutes(deps: PayoutApiDeps): Route[] {
  /** @throws NotFound, NotAllowed for who may not read it */
  async function load({ month, payee }: z.infer<typeof ByPayee>, staff: Staff): Promise<Statement> {
    authorize(staff, 'statement:read', { concerned: [payee] });
    const statement = await deps.commissions.statement(payoutIdOf(month), payee);
    if (statement === undefined) throw new NotFound('There is no such statement.');
    return statement;
  }

  return [
    route({
      method: 'GET',
      path: '/payouts',
      summary: 'Runs by month, the newest first; to a payee those with a statement of the own',
      query: z.strictObject({ next: z.optional(Month) }),
      answer: MonthList,
      handle: async ({ query: { next }, staff }) => {
        authorize(staff, 'statement:read');
        return { body: await monthList(staff, next, deps) };
      },
    }),
    route({
      method: 'GET',
      path: '/payouts/{month}/preview',
      summary: 'What a run would pay, take back and carry, and what is held and why; nothing is changed',
      params: ByMonth,
      query: z.strictObject(paging),
      // With `next`, the further pages of held lines alone: the sums are read once.
      answer: z.union([PreviewView, z.object({ held: CardList })]),
      handle: async ({ path, query, staff }) => {
        authorize(staff, 'payout:read');
        if (query.next === undefined) return { body: await previewOf(path.month, query.limit, deps) };
        return { body: { held: await heldPage(query.limit, query.next, deps) } };
      },
    }),
    route({
      method: 'POST',
      path: '/payouts/{month}',
      summary: 'Open the run of a month that is over; asked again, it answers with the run that is there',
      params: ByMonth,
      answer: RunView,
      handle: async ({ path, staff }) => {
        authorize(staff, 'payout:run');
        const { payout, isNew } = await openRun(path.month, staff, deps);
        return { status: isNew ? 201 : 200, body: runView(payout) };
      },
    }),
    route({
      method: 'GET',
      path: '/payouts/{month}',
      summary: 'A run: where it is, its sums, and its statements in the order of payees',
      params: ByMonth,
      query: z.strictObject(paging),
      answer: z.object({
        run: RunView,
        totals: TotalsView,
        statements: z.object({ items: z.array(StatementView), next: z.optional(z.string()) }),
      }),
      handle: async ({ path, query: { limit, next }, staff }) => {
        authorize(staff, 'payout:read');
        const payout = await deps.cases.load('payout', payoutIdOf(path.month));
        const all = await deps.commissions.statements(payout.id);
        const left = all.filter(({ payee }) => next === undefined || payee > next);
        const items = left.slice(0, limit);
        const last = left.length > limit ? items.at(-1)?.payee : undefined;
        return {
          body: {
            run: runView(payout),
            totals: totalsView(all),
            statements: {
              items: items.map(statementView),
              ...(last === undefined ? {} : { next: last }),
            },
          },
        };
      },
    }),
    route({
      method: 'GET',
      path: '/payouts/{month}/statements/{payee}',
      summary: "A payee's statement as CSV, checked against its proof",
      answers: 'text/csv',
      params: ByPayee,
      answer: z.string(),
      handle: async ({ path, staff }) => {
        const text = await readStatement(await load(path, staff), deps.files);
        const headers = {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${path.month}-${path.payee}.csv"`,
        };
        return { headers, text };
      },
    }),
    route({
      method: 'GET',
      path: '/payouts/{month}/statements/{payee}/rows',
      summary:
        "A payee's statement to be read: its sums, and the rows of the file, checked against its proof",
      params: ByPayee,
      answer: z.object({ month: Month, statement: StatementView, rows: z.array(StatementRow) }),
      handle: async ({ path, staff }) => {
        const statement = await load(path, staff);
        const rows = statementRows(await readStatement(statement, deps.files));
        return { body: { month: path.month, statement: statementView(statement), rows } };
      },
    }),
    route({
      method: 'GET',
      path: '/metrics',
      summary: "A month's counts as they are stored, and the callback rates with both their parts",
      query: z.strictObject({ month: Month }),
      answer: z.object({ month: Month, counters: z.array(CounterView), rates: z.array(RateView) }),
      handle: async ({ query: { month }, staff }) => {
        authorize(staff, 'metrics:read');
        const all = await deps.metrics.read(month);
        const counters = all.filter(({ branch }) => verdict(staff, 'metrics:read', { branch }) === 'allowed');
        return { body: { month, counters, rates: ratesOf(counters) } };
      },
    }),
  ];
}
