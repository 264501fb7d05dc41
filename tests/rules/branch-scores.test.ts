import { describe, expect, it } from 'vitest';
import type { ScorePart } from '../../domain/metrics/branch-score.ts';
import { branchScores } from '../../domain/metrics/branch-scores.ts';
import { counts } from '../support/counters.ts';
import { present } from '../support/present.ts';

/** Every number is another one, so that none can stand in the place of another. */
const FEBRUARY = counts('2026-02', {
  'complaint-opened': 70,
  'complaint-repeated': 3,
  'complaint-ended': 64,
  'complaint-ended-days:0': 20,
  'complaint-ended-days:15': 30,
  'complaint-ended-days:16': 14,
  'complaint-satisfied': 41,
  'complaint-dissatisfied': 2,
  'answered-clean': 500,
  'answered-problem': 11,
  unreached: 17,
  'exposure-policies:annuity': 90_000,
  'exposure-policies:accident': 10_000,
});

const partsOf = (counters: typeof FEBRUARY, period: string) => {
  const [score] = branchScores(counters, period);
  return Object.fromEntries(
    present(score).parts.map(({ part, numerator, denominator }) => [part, [numerator, denominator]]),
  ) as Record<ScorePart, [number, number]>;
};

describe('what a branch is scored by', () => {
  it('is complaints of its policies, endings within 15 days, satisfaction, and what callbacks met', () => {
    expect(partsOf(FEBRUARY, '2026-02')).toEqual({
      complaints: [70, 100_000],
      'settled-in-15-days': [20 + 30, 64],
      satisfied: [41, 41 + 2],
      'callbacks-reached': [500 + 11, 500 + 11 + 17],
      'callback-problems': [11, 500 + 11],
      'repeated-complaints': [3, 70],
    });
  });

  it('is that of the months of the period alone', () => {
    const around = ['2025-12', '2026-04'].flatMap((month) => counts(month, { 'complaint-opened': 99 }));
    expect(partsOf([...FEBRUARY, ...around], '2026-Q1')).toEqual(partsOf(FEBRUARY, '2026-02'));
    const both = [...FEBRUARY, ...counts('2026-03', { 'complaint-opened': 5 })];
    expect(partsOf(both, '2026-Q1').complaints).toEqual([75, 100_000]);
  });
});

describe('the branches of a firm', () => {
  it('stand by their score, those alike by name, and those without one last', () => {
    const good = { 'complaint-opened': 1, 'exposure-policies:annuity': 200_000 };
    const worst = { ...good, 'complaint-opened': 500, 'complaint-repeated': 500 };
    const counters = [
      ...counts('2026-02', { 'complaint-opened': 1 }, { branch: 'aa' }),
      ...counts('2026-02', worst, { branch: 'bj' }),
      ...counts('2026-02', good, { branch: 'sh' }),
      ...counts('2026-02', good, { branch: 'cd' }),
    ];
    const scores = branchScores(counters, '2026-02');
    expect(scores.map(({ branch }) => branch)).toEqual(['cd', 'sh', 'bj', 'aa']);
    expect(scores[2]?.score).toBe(0);
    expect(scores.at(-1)).not.toHaveProperty('score');
  });
});
