import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  BadWeights,
  Fen,
  formatYuan,
  NonNegativeFen,
  NotWholeFen,
  sumFen,
} from '../../domain/money.ts';

const fen = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const weights = fc
  .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
  .filter((list) => list.some((weight) => weight > 0));

describe('fen', () => {
  it('refuses fractions and amounts that are not exact', () => {
    for (const amount of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '100']) {
      expect(Fen.safeParse(amount).success).toBe(false);
    }
    expect(Fen.safeParse(-100).success).toBe(true);
    expect(NonNegativeFen.safeParse(-1).success).toBe(false);
    expect(NonNegativeFen.safeParse(0).success).toBe(true);
  });

  it('adds up exactly, and an empty list to zero', () => {
    expect(sumFen([1, 2, -3])).toBe(0);
    expect(sumFen([])).toBe(0);
  });

  it('does not add up fractions or past what is exact', () => {
    expect(() => sumFen([1, 0.1])).toThrow(NotWholeFen);
    expect(() => sumFen([Number.MAX_SAFE_INTEGER, 1])).toThrow(NotWholeFen);
  });
});

describe('formatYuan', () => {
  it.each([
    [123_456, '1,234.56'],
    [0, '0.00'],
    [-0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [100, '1.00'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [123_456_789_012, '1,234,567,890.12'],
    [Number.MAX_SAFE_INTEGER, '90,071,992,547,409.91'],
  ])('shows %d fen as %s', (amount, text) => {
    expect(formatYuan(amount)).toBe(text);
  });

  it('does not show a fraction of a fen', () => {
    expect(() => formatYuan(1.5)).toThrow(NotWholeFen);
  });

  it('loses nothing: the digits are the fen', () => {
    fc.assert(fc.property(fen, (amount) => Number(formatYuan(amount).replace(/[,.]/g, '')) === amount));
  });
});

describe('allocate', () => {
  it('gives what is left over to the largest remainders, the earlier first', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(101, [50, 30, 20])).toEqual([51, 30, 20]);
    expect(allocate(1, [1, 2])).toEqual([0, 1]);
    expect(allocate(0, [1, 2])).toEqual([0, 0]);
  });

  it('never loses or makes a fen', () => {
    fc.assert(fc.property(fen, weights, (total, shares) => sumFen(allocate(total, shares)) === total));
  });

  it('gives each less than one fen more or less than its exact share', () => {
    fc.assert(
      fc.property(fen, weights, (total, shares) => {
        const sum = BigInt(shares.reduce((a, b) => a + b));
        return allocate(total, shares).every((part, i) => {
          const off = BigInt(part) * sum - BigInt(total) * BigInt(shares[i] ?? 0);
          return (off < 0n ? -off : off) < sum;
        });
      }),
    );
  });

  it('gives nothing for a weight of zero', () => {
    fc.assert(
      fc.property(fen, weights, (total, shares) =>
        allocate(total, shares).every((part, i) => shares[i] !== 0 || part === 0),
      ),
    );
  });

  it('takes back from each payee what that payee got', () => {
    fc.assert(
      fc.property(fen, weights, (total, shares) => {
        expect(allocate(-total, shares)).toEqual(allocate(total, shares).map((part) => 0 - part));
      }),
    );
  });

  it('is exact where a product would leave the safe range', () => {
    expect(allocate(9_007_199_254_740_991, [999_999, 1])).toEqual([9_007_190_247_541_736, 9_007_199_255]);
  });

  it('refuses weights to which nothing can be shared out', () => {
    for (const bad of [[], [0, 0], [1, -1], [2, -1], [0.5, 0.5]])
      expect(() => allocate(100, bad)).toThrow(BadWeights);
    expect(() => allocate(0.5, [1])).toThrow(NotWholeFen);
  });
});
