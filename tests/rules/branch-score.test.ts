import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  branchScore,
  DEFAULT_SCORE,
  type ScoreInput,
  ScorePart,
  ScoreSettings,
} from '../../domain/metrics/branch-score.ts';
import { present } from '../support/present.ts';

const PARTS = DEFAULT_SCORE.parts;

/** Counts that give a part's best or worst value, of enough. */
function input(part: ScorePart, value: 'best' | 'worst'): ScoreInput {
  const { per, [value]: at } = present(PARTS.find((one) => one.part === part));
  const denominator = per * 1_000;
  return { numerator: Math.round((at * denominator) / per), denominator };
}

const inputsOf = (value: 'best' | 'worst'): Record<ScorePart, ScoreInput> =>
  Object.fromEntries(ScorePart.options.map((part) => [part, input(part, value)])) as Record<
    ScorePart,
    ScoreInput
  >;

const anyInput = fc
  .integer({ min: 0, max: 100_000 })
  .chain((whole) =>
    fc.record({ numerator: fc.integer({ min: 0, max: whole }), denominator: fc.constant(whole) }),
  );
const anyInputs = fc.record(
  Object.fromEntries(ScorePart.options.map((part) => [part, anyInput])) as Record<ScorePart, typeof anyInput>,
  { requiredKeys: [] },
);

describe('the score of a branch', () => {
  it('is 100 when every part is at its best, and 0 at its worst', () => {
    expect(branchScore('bj', inputsOf('best'), DEFAULT_SCORE).score).toBe(100);
    expect(branchScore('bj', inputsOf('worst'), DEFAULT_SCORE).score).toBe(0);
  });

  it('loses the weight of a part that is at its worst', () => {
    for (const { part, weight } of PARTS) {
      const inputs = { ...inputsOf('best'), [part]: input(part, 'worst') };
      expect(branchScore('bj', inputs, DEFAULT_SCORE).score).toBe(100 - weight);
    }
  });

  it('weighs complaints most, as the firm decided', () => {
    const [first, ...others] = PARTS.toSorted((a, b) => b.weight - a.weight);
    expect(present(first).part).toBe('complaints');
    for (const { weight } of others) expect(weight).toBeLessThan(present(first).weight);
  });

  it('gives a part without data no points, and shares its weight visibly among the others', () => {
    const { satisfied: _satisfied, ...inputs } = inputsOf('best');
    const { parts, score, withoutData } = branchScore('bj', inputs, DEFAULT_SCORE);
    const unscored = present(parts.find(({ part }) => part === 'satisfied'));
    expect(withoutData).toEqual(['satisfied']);
    expect(unscored).not.toHaveProperty('points');
    expect(unscored.counts).toBe(0);
    expect(unscored.weight).toBeGreaterThan(0);
    expect(parts.reduce((sum, { counts }) => sum + counts, 0)).toBe(10_000);
    expect(score).toBe(100);
  });

  it('takes too few for no data', () => {
    const { minimum } = present(PARTS.find(({ part }) => part === 'satisfied'));
    const few = (denominator: number) =>
      branchScore('bj', { satisfied: { numerator: denominator, denominator } }, DEFAULT_SCORE).withoutData;
    expect(few(minimum - 1)).toContain('satisfied');
    expect(few(minimum)).not.toContain('satisfied');
  });

  it('is none when no part has data', () => {
    const { score, withoutData } = branchScore('bj', {}, DEFAULT_SCORE);
    expect(score).toBeUndefined();
    expect(withoutData).toHaveLength(PARTS.length);
  });

  it('says its version, and of each part the counts and the formula', () => {
    const { version, parts } = branchScore('bj', inputsOf('best'), DEFAULT_SCORE);
    expect(version).toBe(DEFAULT_SCORE.version);
    for (const part of parts) {
      expect(part).toMatchObject(input(part.part, 'best'));
      expect(part.formula).toContain('denominator');
    }
  });

  it('lies between 0 and 100, is the weighed mean of its parts, and shares out the whole weight', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const { parts, score } = branchScore('bj', inputs, DEFAULT_SCORE);
        const counts = parts.reduce((sum, part) => sum + part.counts, 0);
        expect(counts).toBe(score === undefined ? 0 : 10_000);
        if (score === undefined) return;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        const mean = parts.reduce((sum, part) => sum + (part.points ?? 0) * part.counts, 0) / counts;
        expect(Math.abs(score - mean)).toBeLessThanOrEqual(0.005 + 1e-9);
      }),
    );
  });

  it('never rises with one complaint more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 10_000_000 }), fc.nat(500), (denominator, numerator) => {
        const of = (complaints: number) =>
          present(
            branchScore('bj', { complaints: { numerator: complaints, denominator } }, DEFAULT_SCORE).score,
          );
        expect(of(numerator + 1)).toBeLessThanOrEqual(of(numerator));
      }),
    );
  });
});

describe('the weights of a score', () => {
  const [first, ...others] = PARTS;

  it('are those of the firm, as they are', () => {
    expect(ScoreSettings.safeParse(DEFAULT_SCORE).success).toBe(true);
  });

  it('are refused when they do not sum to 100', () => {
    const lighter = { ...present(first), weight: present(first).weight - 1 };
    expect(ScoreSettings.safeParse({ ...DEFAULT_SCORE, parts: [lighter, ...others] }).success).toBe(false);
  });

  it('are refused when a part is named twice, or has no scale', () => {
    const twice = [present(first), ...others.map((part) => ({ ...part, part: 'satisfied' }))];
    expect(ScoreSettings.safeParse({ ...DEFAULT_SCORE, parts: twice }).success).toBe(false);
    const flat = { ...present(first), worst: present(first).best };
    expect(ScoreSettings.safeParse({ ...DEFAULT_SCORE, parts: [flat, ...others] }).success).toBe(false);
  });
});
