import * as z from 'zod/mini';
import { Month } from '../commission/payout.ts';
import { allocate } from '../money.ts';
import { MINIMUM } from './rates.ts';

/** What a branch is scored by. Each is a share, or a number of complaints for every 10,000 policies. */
export const ScorePart = z.enum([
  'complaints',
  'settled-in-15-days',
  'satisfied',
  'callbacks-reached',
  'callback-problems',
  'repeated-complaints',
]);
export type ScorePart = z.infer<typeof ScorePart>;

const Weighted = z.strictObject({
  part: ScorePart,
  /** Of 100. */
  weight: z.int().check(z.minimum(1), z.maximum(100)),
  /** What numerator over denominator is told in: 1 for a share, 10,000 for policies. */
  per: z.int().check(z.minimum(1)),
  /** The value that gives 100 points, and the one that gives none. */
  best: z.number().check(z.minimum(0)),
  worst: z.number().check(z.minimum(0)),
  /** A smaller denominator is no data. */
  minimum: z.int().check(z.minimum(1)),
});
type Weighted = z.infer<typeof Weighted>;

/** The weights of a branch's score are the firm's to set; each set has a version and a month from which it holds. */
export const ScoreSettings = z
  .strictObject({
    version: z.string().check(z.minLength(1), z.maxLength(40)),
    from: Month,
    parts: z.array(Weighted).check(z.minLength(1)),
  })
  .check(
    z.refine(({ parts }) => parts.reduce((sum, { weight }) => sum + weight, 0) === 100, {
      error: 'must have weights that sum to 100',
    }),
    z.refine(({ parts }) => new Set(parts.map(({ part }) => part)).size === parts.length, {
      error: 'names a part twice',
    }),
    z.refine(({ parts }) => parts.every(({ best, worst }) => best !== worst), {
      error: 'has a part whose best value is its worst',
    }),
  );
export type ScoreSettings = z.infer<typeof ScoreSettings>;

const share = { per: 1, minimum: MINIMUM };

/** Complaints weigh most, as the firm has decided; by how much it did not say. Practice, not law. */
export const DEFAULT_SCORE: ScoreSettings = ScoreSettings.parse({
  version: '2026.1',
  from: '2026-01',
  parts: [
    { part: 'complaints', weight: 40, per: 10_000, best: 0, worst: 0.3, minimum: 1_000 },
    { part: 'settled-in-15-days', weight: 15, best: 1, worst: 0.8, ...share },
    { part: 'satisfied', weight: 15, best: 1, worst: 0.7, ...share },
    { part: 'callbacks-reached', weight: 15, best: 1, worst: 0.8, ...share },
    { part: 'callback-problems', weight: 10, best: 0, worst: 0.1, ...share },
    { part: 'repeated-complaints', weight: 5, best: 0, worst: 0.1, ...share },
  ],
});

export interface ScoreInput {
  numerator: number;
  denominator: number;
}

export interface ScoredPart extends ScoreInput, Omit<Weighted, 'part'> {
  part: ScorePart;
  /** Hundredths of a percent of the score; 0 without data. All of them sum to 10,000. */
  counts: number;
  formula: string;
  /** 0 to 100, to two decimals. Absent without data. */
  points?: number;
  value?: number;
}

/** A branch's score (分公司评分): for which its general manager answers. */
export interface BranchScore {
  branch: string;
  version: string;
  parts: ScoredPart[];
  /** 0 to 100, to two decimals. Absent when no part has data. */
  score?: number;
  /** Parts without data: their weight is shared among the others. */
  withoutData: ScorePart[];
}

const ALL = 10_000;

/** Scores a branch. A part that is not told, or is of too few, gets no points and its weight goes to the others. */
export function branchScore(
  branch: string,
  inputs: Partial<Record<ScorePart, ScoreInput>>,
  { version, parts }: ScoreSettings,
): BranchScore {
  const scored = parts.map((part) => scoredPart(part, inputs[part.part]));
  const withoutData = scored.flatMap(({ part, points }) => (points === undefined ? [part] : []));
  if (withoutData.length === scored.length) return { branch, version, parts: scored, withoutData };
  const counts = allocate(
    ALL,
    scored.map(({ weight, points }) => (points === undefined ? 0 : weight)),
  );
  const weighed = scored.map((part, index) => ({ ...part, counts: counts[index] ?? 0 }));
  const sum = weighed.reduce((all, { counts: count, points = 0 }) => all + count * hundredths(points), 0);
  return { branch, version, parts: weighed, score: Math.round(sum / ALL) / 100, withoutData };
}

function scoredPart(
  weighted: Weighted,
  { numerator, denominator }: ScoreInput = { numerator: 0, denominator: 0 },
): ScoredPart {
  const { per, best, worst, minimum } = weighted;
  const unscored = { ...weighted, numerator, denominator, counts: 0, formula: formulaOf(weighted) };
  if (denominator < minimum) return unscored;
  const value = (numerator * per) / denominator;
  const points = (100 * (worst - value)) / (worst - best);
  return { ...unscored, value, points: hundredths(Math.min(100, Math.max(0, points))) / 100 };
}

function formulaOf({ per, best, worst }: Pick<Weighted, 'per' | 'best' | 'worst'>): string {
  const value = per === 1 ? 'numerator / denominator' : `numerator x ${per} / denominator`;
  return `100 x (${worst} - ${value}) / (${worst} - ${best}), at least 0 and at most 100`;
}

function hundredths(points: number): number {
  return Math.round(points * 100);
}
