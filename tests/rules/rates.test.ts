import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantBroken } from '../../domain/errors.ts';
import { spreadOf } from '../../domain/metrics/medians.ts';
import { rateOf } from '../../domain/metrics/rates.ts';
import { present } from '../support/present.ts';

const ANY = { minimum: 0 };

const part = fc
  .integer({ min: 1, max: 10_000_000 })
  .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)));

/**
 * What the interval means, without its formula: the shares that a score test of 5 % would not rule out. Its ends are
 * looked for by halving; P(|Z| > 1.959963984540054) = 0.05.
 */
function scoreInterval(numerator: number, denominator: number): { low: number; high: number } {
  const observed = numerator / denominator;
  const isRuledOut = (share: number) =>
    Math.abs(observed - share) > 1.959963984540054 * Math.sqrt((share * (1 - share)) / denominator);
  const border = (outside: number): number => {
    let [out, within] = [outside, observed];
    for (let step = 0; step < 200; step += 1) {
      const middle = (out + within) / 2;
      if (isRuledOut(middle)) out = middle;
      else within = middle;
    }
    return within;
  };
  return { low: border(0), high: border(1) };
}

function intervalOf(numerator: number, denominator: number): { low: number; high: number } {
  return present(rateOf(numerator, denominator, ANY).interval);
}

describe('a rate', () => {
  it('has no rate below the minimum, but always both counts', () => {
    expect(rateOf(20, 29)).toEqual({ numerator: 20, denominator: 29, tooFew: true });
    expect(rateOf(20, 30)).toMatchObject({ numerator: 20, denominator: 30, rate: 20 / 30 });
    expect(rateOf(20, 30)).not.toHaveProperty('tooFew');
    expect(rateOf(4, 9, { minimum: 9 }).rate).toBe(4 / 9);
    expect(rateOf(4, 9, { minimum: 10 })).not.toHaveProperty('interval');
  });

  it('of nothing is too few, whatever the minimum', () => {
    expect(rateOf(0, 0, ANY)).toEqual({ numerator: 0, denominator: 0, tooFew: true });
  });

  it.each([
    [5, 4],
    [-1, 40],
    [1.5, 40],
    [1, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])('is not made of %d in %d', (numerator, denominator) => {
    expect(() => rateOf(numerator, denominator)).toThrow(InvariantBroken);
  });
});

describe('the interval', () => {
  // Newcombe, Statistics in Medicine 17 (1998), the score method without continuity correction.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is the published one', (numerator, denominator, low, high) => {
    const found = intervalOf(numerator, denominator);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('holds the shares that a score test does not rule out', () => {
    fc.assert(
      fc.property(part, ([numerator, denominator]) => {
        const found = intervalOf(numerator, denominator);
        const expected = scoreInterval(numerator, denominator);
        expect(found.low).toBeCloseTo(expected.low, 9);
        expect(found.high).toBeCloseTo(expected.high, 9);
      }),
    );
  });

  it('holds the rate and stays within nothing and all, for any counts', () => {
    const huge = fc
      .maxSafeNat()
      .chain((whole) => fc.tuple(fc.oneof(fc.maxSafeNat(), fc.nat(9)), fc.constant(whole)));
    fc.assert(
      fc.property(fc.oneof(part, huge), ([a, b]) => {
        const [numerator, denominator] = [Math.min(a, b), Math.max(a, b, 1)];
        const { rate, interval } = rateOf(numerator, denominator, ANY);
        const { low, high } = present(interval);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(present(rate));
        expect(high).toBeGreaterThanOrEqual(present(rate));
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('starts at exactly nothing when none had it and ends at exactly all when all did', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (count) => {
        expect(intervalOf(0, count).low).toBe(0);
        expect(intervalOf(count, count).high).toBe(1);
        expect(intervalOf(0, count).high).toBeGreaterThan(0);
        expect(intervalOf(count, count).low).toBeLessThan(1);
      }),
    );
  });

  it('is narrower the more were counted at the same rate', () => {
    fc.assert(
      fc.property(part, fc.integer({ min: 2, max: 100 }), ([numerator, denominator], times) => {
        const few = intervalOf(numerator, denominator);
        const many = intervalOf(numerator * times, denominator * times);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});

describe('median and 90th percentile', () => {
  const histogram = (values: readonly number[]): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };

  it('are those of the sorted list', () => {
    const values = fc.array(fc.integer({ min: -5, max: 60 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, (list) => {
        const sorted = list.toSorted((a, b) => a - b);
        const half = sorted.length / 2;
        const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
        // By what it means: the first value that at least nine in ten do not exceed.
        const ninetieth = sorted.find(
          (value) => sorted.filter((other) => other <= value).length * 10 >= sorted.length * 9,
        );
        expect(spreadOf(histogram(list))).toEqual({
          count: list.length,
          median: middle.reduce((a, b) => a + b, 0) / middle.length,
          ninetieth,
        });
      }),
    );
  });

  it('take no notice of a unit that nothing was counted in', () => {
    const counts = new Map([
      [1, 0],
      [4, 3],
      [90, 0],
    ]);
    expect(spreadOf(counts)).toEqual({ count: 3, median: 4, ninetieth: 4 });
  });

  it('are absent when nothing was counted', () => {
    expect(spreadOf(new Map())).toBeUndefined();
    expect(spreadOf(new Map([[3, 0]]))).toBeUndefined();
  });

  it.each([
    [0.5, 1],
    [1, -1],
    [1, 0.5],
    [Number.NaN, 1],
  ])('are not made of %d counted %d times', (unit, times) => {
    expect(() => spreadOf(new Map([[unit, times]]))).toThrow(InvariantBroken);
  });
});
