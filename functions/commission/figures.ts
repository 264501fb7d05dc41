import * as z from 'zod/mini';
import type { Counter } from '../../domain/metrics/counters.ts';

export const CounterView = z.object({
  month: z.string(),
  branch: z.string(),
  carrier: z.string(),
  name: z.string(),
  count: z.int(),
});

/** Both parts, never only the quotient: a rate of three callbacks is not a rate of three thousand. */
export const RateView = z.object({
  branch: z.string(),
  name: z.string(),
  numerator: z.int(),
  denominator: z.int(),
  counts: z.object({ numerator: z.array(z.string()), denominator: z.array(z.string()) }),
});

const ANSWERED = ['answered-clean', 'answered-problem'];
const CONFIRMED = ['confirmed-settled', 'confirmed-not-settled'];

/**
 * Events of the month over events of the month: what is answered in a month may have been opened in the one before, so
 * a rate over `callback-opened` can pass one.
 */
const RATES: readonly { name: string; numerator: string[]; denominator: string[] }[] = [
  { name: 'reached', numerator: ANSWERED, denominator: ['callback-opened'] },
  { name: 'clean', numerator: ['answered-clean'], denominator: ANSWERED },
  { name: 'problem', numerator: ['answered-problem'], denominator: ANSWERED },
  { name: 'settled', numerator: ['confirmed-settled'], denominator: CONFIRMED },
  { name: 'unreached', numerator: ['unreached'], denominator: ['callback-opened'] },
  { name: 'cooling-off-missed', numerator: ['cooling-off-missed'], denominator: ['callback-opened'] },
];

/** The callback rates of each branch, its carriers together. */
export function ratesOf(counters: readonly Counter[]): z.infer<typeof RateView>[] {
  const branches = Map.groupBy(counters, ({ branch }) => branch);
  return [...branches].flatMap(([branch, own]) =>
    RATES.map(({ name, numerator, denominator }) => ({
      branch,
      name,
      numerator: sumOf(own, numerator),
      denominator: sumOf(own, denominator),
      counts: { numerator, denominator },
    })),
  );
}

function sumOf(counters: readonly Counter[], names: readonly string[]): number {
  return counters.reduce((sum, { name, count }) => sum + (names.includes(name) ? count : 0), 0);
}
