import { InvariantBroken } from '../errors.ts';

/** So many of something for every so many of something else, with both its parts kept to be added up. */
export interface Ratio {
  numerator: number;
  denominator: number;
  /** The denominator is told in units of so many: 10,000 policies, or 10^10 fen for CNY 100m. */
  per: number;
  /** Two decimals, as `0.26`. Absent when there is nothing to divide by. */
  value?: string;
}

/** `value` is rounded from the parts half away from zero, in whole numbers only: 0.125 is `0.13`. */
export function ratioOf(numerator: number, denominator: number, per: number): Ratio {
  const parts = { numerator, denominator, per };
  if (denominator <= 0) return parts;
  return { ...parts, value: decimal(whole(numerator) * whole(per), whole(denominator)) };
}

const Z = 1.959963984540054; // 95 % of the normal distribution lie within so many standard deviations

/**
 * Where the true ratio lies, 95 times in 100: what is counted is taken for a Poisson count over an exposure that is
 * known, by Byar's approximation (Rothman and Boice 1979), which is within 2 % of the exact limits from 4 cases on.
 * Undefined when there is nothing to divide by.
 */
export function intervalOf({
  numerator,
  denominator,
  per,
}: Ratio): { low: string; high: string } | undefined {
  if (denominator <= 0) return undefined;
  const told = (count: number): string => ((count * per) / denominator).toFixed(2);
  const low = numerator === 0 ? 0 : byar(numerator, -Z);
  return { low: told(low), high: told(byar(numerator + 1, Z)) };
}

function byar(count: number, z: number): number {
  return count * (1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3;
}

/**
 * By how many percent a ratio differs from an earlier one, as `-18.75`: of the exact ratios, not of the two decimals
 * that are shown. Undefined without something to compare with, or when that was zero.
 */
export function changeOf(now: Ratio, before: Ratio): string | undefined {
  if (now.denominator <= 0 || before.denominator <= 0 || before.numerator === 0) return undefined;
  // (n/d - n'/d') / (n'/d') = (n d' - n' d) / (n' d); `per` is the same in both and falls out.
  const [n, d] = [whole(now.numerator), whole(now.denominator)];
  const [n0, d0] = [whole(before.numerator), whole(before.denominator)];
  return decimal((n * d0 - n0 * d) * 100n, n0 * d);
}

/** A quotient to two decimals, half away from zero. The divisor is above zero. */
function decimal(dividend: bigint, divisor: bigint): string {
  const size = dividend < 0n ? -dividend : dividend;
  const hundredths = (size * 200n + divisor) / (divisor * 2n);
  const sign = dividend < 0n && hundredths > 0n ? '-' : '';
  return `${sign}${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

/** BigInt because complaints x 10^10 leaves the safe range from 900,720 complaints on. */
function whole(count: number): bigint {
  if (!Number.isSafeInteger(count)) throw new InvariantBroken(`${count} is not a whole count`);
  return BigInt(count);
}
