import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { Month } from '../../domain/commission/payout.ts';
import { Invalid } from '../../domain/errors.ts';
import {
  type ComplaintFigures,
  complaintFigures,
  complaintRatios,
} from '../../domain/metrics/complaint-rates.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import { MEDIAN_CAUTION } from '../../domain/metrics/industry.ts';
import { monthsCompared, monthsOf, type Period, periodFrom } from '../../domain/metrics/periods.ts';
import { MINIMUM } from '../../domain/metrics/rates.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Metrics } from '../../domain/ports.ts';
import { type Route, route } from '../http/route.ts';
import {
  type ComplaintRow,
  complaintFile,
  type ExportFormat,
  type Exporting,
  MEDIA,
  recordExport,
} from './exports.ts';
import { ComplaintsView } from './manager-views.ts';
import { readMonths } from './reading.ts';

export type ComplaintFiguresDeps = Exporting & { metrics: Pick<Metrics, 'read'> };

const By = z.enum(['branch', 'carrier', 'product', 'channel', 'cause', 'month']);
type By = z.infer<typeof By>;

const Asked = z.strictObject({
  from: Month,
  to: Month,
  branch: z.optional(Id),
  carrier: z.optional(Id),
  by: z._default(By, 'branch'),
});
type Asked = z.infer<typeof Asked>;

const MOST_MONTHS = 12; // with both comparisons at most 24 reads

export const COMPLAINT_DENOMINATORS = {
  ratios:
    'policies issued in the period less those cancelled in it: their premium, number and insured persons',
  byCause: 'complaints closed in the period, over the same exposure as all',
  byProduct: 'over the exposure of the product class itself',
  'endings.upheld': 'complaints decided in the period',
  'endings.satisfied': 'complainants who were asked in the period',
};

/** 亿元保费投诉量, 万张保单投诉量, 万人次投诉量, on the screen and as files. */
export function complaintFiguresRoutes(deps: ComplaintFiguresDeps): Route[] {
  const file = (format: ExportFormat) =>
    route({
      method: 'GET',
      path: `/figures/complaints.${format}`,
      summary: 'The rows of /figures/complaints as a file; who took it is written down',
      answers: MEDIA[format].replace(/;.*/, ''),
      query: Asked,
      answer: z.string(),
      handle: async ({ query, staff, requestId }) => {
        authorize(staff, 'figures:scorecard');
        const { rows, period } = await told(query, staff, deps);
        const made = await complaintFile(query.by, rows, format);
        const asked = { what: `complaints.${format}`, query: textsOf(query), staff, requestId };
        const proof = await recordExport(asked, made, deps);
        const name = `complaints-${period}-by-${query.by}.${format}`;
        return {
          headers: {
            ...proof,
            'content-type': MEDIA[format],
            'content-disposition': `attachment; filename="${name}"`,
          },
          bytes: made.bytes,
        };
      },
    });

  return [
    route({
      method: 'GET',
      path: '/figures/complaints',
      summary:
        'Three complaint ratios with both their parts, beside the period before, the year before and the industry medians',
      query: Asked,
      answer: ComplaintsView,
      handle: async ({ query, staff }) => ({ body: await told(query, staff, deps) }),
    }),
    file('csv'),
    file('xlsx'),
  ];
}

async function told({ from, to, by, ...scope }: Asked, staff: Staff, deps: ComplaintFiguresDeps) {
  const period = periodFrom(from, to);
  if (monthsOf(period).length > MOST_MONTHS) {
    const reason = `is more than ${MOST_MONTHS} months after from`;
    throw new Invalid(`Complaints are compared over at most ${MOST_MONTHS} months.`, [
      { field: 'query.to', reason },
    ]);
  }
  const { counters, reads } = await readMonths(monthsCompared(period), scope, staff, deps);
  const figures = complaintFigures(counters, period);
  return {
    ...overallOf(figures),
    ...scope,
    by,
    rows: rowsOf(by, figures, counters, period),
    minimum: MINIMUM,
    denominators: COMPLAINT_DENOMINATORS,
    reads,
  };
}

/** Everything but the breakdowns, with the caution that stands beside each median. */
export function overallOf(figures: ComplaintFigures) {
  const { byBranch: _branch, byCarrier: _carrier, byProduct: _product, ...rest } = figures;
  const { byChannel: _channel, byCause: _cause, ...overall } = rest;
  return { ...overall, caution: MEDIAN_CAUTION };
}

function rowsOf(
  by: By,
  figures: ComplaintFigures,
  counters: readonly Counter[],
  period: Period,
): ComplaintRow[] {
  switch (by) {
    case 'branch':
      return figures.byBranch;
    case 'carrier':
      return figures.byCarrier;
    case 'product':
      return figures.byProduct;
    case 'channel':
      return figures.byChannel;
    case 'cause':
      return figures.byCause;
    case 'month':
      return monthsOf(period).map((month) => ({ of: month, ratios: complaintRatios(counters, month) }));
  }
}

function textsOf(query: Asked): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
