import * as z from 'zod/mini';
import { authorize, verdict } from '../../domain/access.ts';
import { Month } from '../../domain/commission/payout.ts';
import { carrierTimes } from '../../domain/metrics/carrier-times.ts';
import { type Counter, NO_CARRIER } from '../../domain/metrics/counters.ts';
import { monthsBetween, monthsEarlier } from '../../domain/metrics/months.ts';
import { preUnderwritingFigures } from '../../domain/metrics/pre-underwriting-figures.ts';
import { MINIMUM } from '../../domain/metrics/rates.ts';
import { reconsiderationFigures } from '../../domain/metrics/reconsideration-figures.ts';
import { scorecards } from '../../domain/metrics/scorecard.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Metrics } from '../../domain/ports.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { type Route, route } from '../http/route.ts';
import { type Exporting, recordExport } from './exports.ts';
import { scorecardCsv } from './scorecard-csv.ts';
import { CarrierTimesView, PreUnderwritingView, ReconsiderationView } from './views.ts';

export type CarrierFiguresDeps = Exporting & { metrics: Pick<Metrics, 'read'> };

const span = { from: Month, to: Month };
const Narrowed = z.strictObject({ ...span, branch: z.optional(Id), carrier: z.optional(Id) });
type Narrowed = z.infer<typeof Narrowed>;

const WHOLE_MONTHS = 6; // before the present one: enough answers for a median, and none of last year's habits

const SILENT = 'requests that were answered in time or passed their time without an answer';

const PRE_UNDERWRITING_DENOMINATORS = {
  differed: 'customers who got the opinions of two carriers or more, in the month in which they had them',
  'byCarrier.differed': "the carrier's opinions in the first comparison of two or more",
  silent: SILENT,
};
const RECONSIDERATION_DENOMINATORS = {
  'disputes.changed': 'cases closed that went to the carrier at least once, by kind of decision',
  'levels.changed': "the carrier's answers at the level, on underwriting and on claims",
};

/** Figures made of the stored counters: one query for each month, however much happened in it. */
export function carrierFigures(deps: CarrierFiguresDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/figures/pre-underwriting',
      summary:
        'Customers whose carriers were compared, and the share that differed, by condition and carrier; of one carrier, customers stay those of all',
      query: Narrowed,
      answer: PreUnderwritingView,
      handle: async ({ query, staff }) => {
        const figures = preUnderwritingFigures(await countersFor(query, staff));
        return { body: { ...about(query, PRE_UNDERWRITING_DENOMINATORS), ...figures } };
      },
    }),
    route({
      method: 'GET',
      path: '/figures/reconsideration',
      summary:
        'How often carriers changed a disputed decision, by carrier, clause, reason and level, and what was recovered',
      query: Narrowed,
      answer: ReconsiderationView,
      handle: async ({ query, staff }) => {
        const figures = reconsiderationFigures(await countersFor(query, staff));
        return { body: { ...about(query, RECONSIDERATION_DENOMINATORS), ...figures } };
      },
    }),
    route({
      method: 'GET',
      path: '/figures/carrier-times',
      summary:
        'How long each carrier takes, over the last six whole months and the present one: for before it is asked',
      answer: CarrierTimesView,
      handle: async ({ staff }) => {
        authorize(staff, 'figures:carrier-times');
        const to = dateOf(deps.clock.now()).slice(0, 7);
        const from = monthsEarlier(to, WHOLE_MONTHS);
        const carriers = carrierTimes(await read(monthsBetween(from, to)));
        return { body: { ...about({ from, to }, { silent: SILENT }), carriers } };
      },
    }),
    route({
      method: 'GET',
      path: '/figures/scorecard.csv',
      summary: 'A row for each carrier, for the yearly review of partners, with its proof in the last line',
      answers: 'text/csv',
      query: z.strictObject(span),
      answer: z.string(),
      handle: async ({ query: { from, to }, staff, requestId }) => {
        authorize(staff, 'figures:scorecard');
        const cards = scorecards(await read(monthsBetween(from, to)));
        const { text } = scorecardCsv(cards, { from, to });
        const file = { bytes: Buffer.from(text), rows: cards.length };
        await recordExport({ what: 'scorecard.csv', query: { from, to }, staff, requestId }, file, deps);
        const headers = {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="scorecard-${from}-${to}.csv"`,
        };
        return { headers, text };
      },
    }),
  ];

  async function read(months: readonly Month[]): Promise<Counter[]> {
    return (await Promise.all(months.map((month) => deps.metrics.read(month)))).flat();
  }

  /** A branch manager gets the own branch. @throws NotFound for another one */
  async function countersFor({ from, to, branch, carrier }: Narrowed, staff: Staff): Promise<Counter[]> {
    authorize(staff, 'metrics:read', branch === undefined ? undefined : { branch });
    const all = await read(monthsBetween(from, to));
    return all.filter(
      (counter) =>
        (branch === undefined || counter.branch === branch) &&
        (carrier === undefined || counter.carrier === carrier || counter.carrier === NO_CARRIER) &&
        verdict(staff, 'metrics:read', { branch: counter.branch }) === 'allowed',
    );
  }
}

function about(
  { from, to }: { from: Month; to: Month },
  denominators: Record<string, string>,
): Record<string, unknown> {
  return { from, to, minimum: MINIMUM, denominators };
}
