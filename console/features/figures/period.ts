/** Periods as the API names them: `2026-03`, `2026-Q1`, `2026-H1`, `2026`, and `2026-02..2026-06` of no such kind. */
export const PERIOD_KINDS = ['month', 'quarter', 'half-year', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

const MONTHS_IN: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

/** How many of a kind one can choose from: three years, and two of months. */
const CHOICES: Readonly<Record<PeriodKind, number>> = { month: 24, quarter: 12, 'half-year': 6, year: 3 };

const NAMED = /^20\d\d(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$/;
const SPAN = /^20\d\d-(0[1-9]|1[0-2])\.\.20\d\d-(0[1-9]|1[0-2])$/;

export function isPeriod(text: string): boolean {
  return NAMED.test(text) || SPAN.test(text);
}

/** Undefined for a span of months that is of no kind. */
export function kindOf(period: string): PeriodKind | undefined {
  if (SPAN.test(period)) return undefined;
  if (period.length === 4) return 'year';
  if (period.includes('Q')) return 'quarter';
  return period.includes('H') ? 'half-year' : 'month';
}

/** First and last month. */
export function endsOf(period: string): { from: string; to: string } {
  const [from = '', to] = period.split('..');
  if (to !== undefined) return { from, to };
  const length = MONTHS_IN[kindOf(period) ?? 'month'];
  const place = Number(period.slice(5).replace(/[QH]/, '')) || 1;
  const first = numberOf(`${period.slice(0, 4)}-01`) + (place - 1) * length;
  return { from: monthOf(first), to: monthOf(first + length - 1) };
}

/** The period of a kind that a month lies in. */
export function periodOf(month: string, kind: PeriodKind): string {
  const [year = '', ofYear = ''] = month.split('-');
  const place = Math.ceil(Number(ofYear) / MONTHS_IN[kind]);
  if (kind === 'month') return month;
  if (kind === 'year') return year;
  return `${year}-${kind === 'quarter' ? 'Q' : 'H'}${place}`;
}

/** What one can choose from, the present one first. */
export function choicesOf(kind: PeriodKind, present: string): string[] {
  const last = numberOf(endsOf(periodOf(present, kind)).to);
  return Array.from({ length: CHOICES[kind] }, (_, back) =>
    periodOf(monthOf(last - back * MONTHS_IN[kind]), kind),
  );
}

/** Whether two months follow each other. */
export function isNextMonth(month: string, after: string): boolean {
  return numberOf(after) === numberOf(month) + 1;
}

export function monthsBefore(present: string, count: number): string[] {
  return Array.from({ length: count }, (_, back) => monthOf(numberOf(present) - back));
}

function numberOf(month: string): number {
  const [year = 0, ofYear = 1] = month.split('-').map(Number);
  return year * 12 + ofYear - 1;
}

function monthOf(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}
