import type { ReceptionDayCase, VisitTotals } from './case.ts';
import { visitsOf } from './desk.ts';

/** What a day came to over some desks. `visits` and `complaints` are the sums of their parts. */
export interface DeskSum extends VisitTotals {
  desks: number;
  /** Each counted once, at however many desks it sits. */
  companies: number;
  staff: number;
  visits: number;
  /** Complaints neither settled at the desk nor promised by a date. */
  open: number;
}

export function sumOfDesks(desks: readonly ReceptionDayCase[]): DeskSum {
  const sum = (of: keyof VisitTotals): number => desks.reduce((total, { totals }) => total + totals[of], 0);
  const totals: VisitTotals = {
    consultations: sum('consultations'),
    suggestions: sum('suggestions'),
    complaints: sum('complaints'),
    settledOnTheSpot: sum('settledOnTheSpot'),
    promised: sum('promised'),
  };
  return {
    desks: desks.length,
    companies: new Set(desks.flatMap(({ companies }) => companies)).size,
    staff: new Set(desks.flatMap(({ staff }) => staff)).size,
    visits: visitsOf(totals),
    ...totals,
    open: totals.complaints - totals.settledOnTheSpot - totals.promised,
  };
}

export interface SiteSum extends DeskSum {
  branch: string;
  site: string;
}

/** One sum for each site, in the order of their names. */
export function sumsBySite(desks: readonly ReceptionDayCase[]): SiteSum[] {
  return [...Map.groupBy(desks, ({ branch, site }) => JSON.stringify([branch, site]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) =>
      own[0] === undefined ? [] : [{ branch: own[0].branch, site: own[0].site, ...sumOfDesks(own) }],
    );
}
