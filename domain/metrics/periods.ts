import * as z from 'zod/mini';
import type { Month } from '../commission/payout.ts';
import { monthsBetween, monthsEarlier } from './months.ts';

/** A month, quarter, half-year or year, as `2026-03`, `2026-Q1`, `2026-H1`, `2026`. */
export const Period = z
  .string()
  .check(
    z.regex(
      /^20\d\d(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$/,
      'must be a month, quarter, half-year or year, as 2026-03, 2026-Q1, 2026-H1, 2026',
    ),
  );
export type Period = z.infer<typeof Period>;

export const PeriodKind = z.enum(['month', 'quarter', 'half-year', 'year']);
export type PeriodKind = z.infer<typeof PeriodKind>;

const LENGTH: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

export function kindOf(period: Period): PeriodKind {
  if (period.length === 4) return 'year';
  if (period.includes('Q')) return 'quarter';
  return period.includes('H') ? 'half-year' : 'month';
}

const TO = '..';

/**
 * The period from one month to another: by its own name if it has one (`2026-Q1`), else as `2026-02..2026-06`.
 * @throws Invalid when it ends before it begins, or has more than 24 months
 */
export function periodFrom(from: Month, to: Month): Period {
  const { length } = monthsBetween(from, to);
  const kind = PeriodKind.options.find((option) => LENGTH[option] === length);
  const named = kind === undefined ? undefined : periodOf(from, kind);
  return named !== undefined && firstMonthOf(named) === from ? named : `${from}${TO}${to}`;
}

/** The months of a period, in order. */
export function monthsOf(period: Period): Month[] {
  const ends = endsOf(period);
  if (ends !== undefined) return monthsBetween(...ends);
  const first = firstMonthOf(period);
  return Array.from({ length: LENGTH[kindOf(period)] }, (_, index) => monthsEarlier(first, -index));
}

/** The period of this kind that a month lies in. */
export function periodOf(month: Month, kind: PeriodKind): Period {
  const [year = '', ofYear = ''] = month.split('-');
  const place = Math.ceil(Number(ofYear) / LENGTH[kind]);
  switch (kind) {
    case 'month':
      return month;
    case 'quarter':
      return `${year}-Q${place}`;
    case 'half-year':
      return `${year}-H${place}`;
    case 'year':
      return year;
  }
}

/** The period of the same kind that ends where this one begins (环比). */
export function periodBefore(period: Period): Period {
  const ends = endsOf(period);
  if (ends !== undefined) return earlier(ends, monthsOf(period).length);
  return periodOf(monthsEarlier(firstMonthOf(period), 1), kindOf(period));
}

/** The same period of the year before (同比). */
export function yearBefore(period: Period): Period {
  const ends = endsOf(period);
  if (ends !== undefined) return earlier(ends, 12);
  return periodOf(monthsEarlier(firstMonthOf(period), 12), kindOf(period));
}

/** Every month that a period and its two comparisons need, each once: 3 for a month, 24 for a year. */
export function monthsCompared(period: Period): Month[] {
  const all = [yearBefore(period), periodBefore(period), period].flatMap(monthsOf);
  return [...new Set(all)].sort();
}

function endsOf(period: Period): [from: Month, to: Month] | undefined {
  const [from = '', to] = period.split(TO);
  return to === undefined ? undefined : [from, to];
}

function earlier([from, to]: [Month, Month], by: number): Period {
  return periodFrom(monthsEarlier(from, by), monthsEarlier(to, by));
}

function firstMonthOf(period: Period): Month {
  const year = period.slice(0, 4);
  const place = Number(period.slice(5).replace(/[QH]/, '')) || 1;
  return `${year}-${String((place - 1) * LENGTH[kindOf(period)] + 1).padStart(2, '0')}`;
}
