import type { Conclusion, Exclusion } from '../domain/carrier-request/conclusion.ts';
import { type Column, compare } from '../domain/pre-underwriting/comparison.ts';
import { recommend } from '../domain/pre-underwriting/recommendation.ts';
import { type BenchOptions, type Figure, median } from './report.ts';

const ROUNDS = 5;
const CARRIERS = 10;
const TODAY = '2026-03-02';
const SUM_INSURED_FEN = 50_000_000;

const THYROID: Exclusion = { code: 'thyroid-nodules', wording: 'Nodules of the thyroid and what follows.' };
const ASTHMA: Exclusion = { code: 'asthma', wording: 'Asthma.' };

/** Every class, and in the middle many that can be chosen: those are the ones with sentences to make. */
const CONCLUSIONS: readonly Conclusion[] = [
  { is: 'standard' },
  { is: 'on-terms', extra: { by: 'percent', percent: 25 }, exclusions: [] },
  { is: 'on-terms', exclusions: [THYROID] },
  { is: 'on-terms', extra: { by: 'fen-per-thousand', fenPerThousand: 150 }, exclusions: [THYROID, ASTHMA] },
  { is: 'on-terms', exclusions: [ASTHMA] },
  { is: 'postponed', months: 6 },
  { is: 'declined' },
];

/**
 * Comparisons of ten answers a second, each with its recommendation in sentences, on one core: by the processor time
 * of the thread, because a clock on a busy machine showed a third of it.
 */
export default async function comparison({ cases: count = 50_000 }: BenchOptions): Promise<Figure[]> {
  const sets = Array.from({ length: 100 }, (_, set) => answersOf(set));
  const round = (): number => {
    const from = process.threadCpuUsage();
    let reasons = 0;
    for (let index = 0; index < count; index += 1) {
      const { order } = recommend(compare(sets[index % sets.length] ?? [], SUM_INSURED_FEN, TODAY));
      for (const ranked of order) reasons += ranked.reasons.length;
    }
    const { user, system } = process.threadCpuUsage(from);
    if (reasons < count * CARRIERS) throw new Error('A carrier was ranked without a reason.');
    return count / ((user + system) / 1_000_000);
  };
  round();
  const rates = Array.from({ length: ROUNDS }, round);
  return [
    {
      what: 'comparisons of ten answers a second',
      measured: median(rates),
      budget: { least: 50_000 },
      isTime: true,
    },
  ];
}

function answersOf(set: number): Column[] {
  return Array.from({ length: CARRIERS }, (_, index) => ({
    carrier: `carrier-${(index * 7 + set) % CARRIERS}`,
    product: 'critical-illness-1',
    state: 'answered',
    askedAt: '2026-02-20T01:30:00.000Z',
    answeredAt: '2026-02-24T02:00:00.000Z',
    late: index % 5 === 0,
    opinion: {
      conclusion: CONCLUSIONS[(index + set) % CONCLUSIONS.length] ?? { is: 'declined' },
      premiumFen: 500_000 + ((index * 37 + set * 11) % 90) * 1_100,
      validUntil: (index + set) % 9 === 0 ? '2026-02-28' : '2026-05-24',
      wording: 'On the facts told, and not binding.',
    },
    daysWaited: { carrier: 2, broker: 0 },
  }));
}
