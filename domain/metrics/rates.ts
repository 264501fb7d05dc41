import { InvariantBroken } from '../errors.ts';

/** A share of a whole, with how far to trust it. Numerator and denominator are always there to be added up. */
export interface Rate {
  numerator: number;
  denominator: number;
  /** Absent when there are too few. */
  rate?: number;
  /** Where the true share lies, 95 times in 100. */
  interval?: { low: number; high: number };
  tooFew?: true;
}

/** Below this a share is chance, and in a small branch it would point at people. Practice, not law. */
export const MINIMUM = 30;

/** The normal distribution holds 95 % within so many standard deviations. */
const Z = 1.959963984540054;

/**
 * A rate with its interval after Wilson (1927), which stays within 0 and 1 and holds near both ends, where the usual
 * plus and minus does not.
 * @throws InvariantBroken when the counts are not whole, are negative, or the part is larger than the whole
 */
export function rateOf(
  numerator: number,
  denominator: number,
  { minimum = MINIMUM }: { minimum?: number } = {},
): Rate {
  if (
    !Number.isSafeInteger(numerator) ||
    !Number.isSafeInteger(denominator) ||
    numerator < 0 ||
    numerator > denominator
  ) {
    throw new InvariantBroken(`${numerator} of ${denominator} is not a part of a whole`);
  }
  if (denominator < minimum || denominator === 0) return { numerator, denominator, tooFew: true };
  return {
    numerator,
    denominator,
    rate: numerator / denominator,
    interval: {
      low: lowEnd(numerator, denominator),
      high: 1 - lowEnd(denominator - numerator, denominator),
    },
  };
}

/** Exactly 0 for none, so that the high end is exactly 1 for all: for zero both terms of the difference are one number. */
function lowEnd(numerator: number, denominator: number): number {
  const missed = denominator - numerator;
  const spread = Z * Math.sqrt((numerator * missed) / denominator + (Z * Z) / 4);
  return (numerator + (Z * Z) / 2 - spread) / (denominator + Z * Z);
}
