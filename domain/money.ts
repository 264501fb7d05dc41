import * as z from 'zod/mini';
import { InvariantBroken } from './errors.ts';

/** Money is whole fen (分, 1/100 yuan), at most 2^53 - 1, which is 90 trillion yuan. Never a fraction. */
export const Fen = z.int();
export type Fen = z.infer<typeof Fen>;

export const NonNegativeFen = z.int().check(z.minimum(0));
export type NonNegativeFen = z.infer<typeof NonNegativeFen>;

/** A fraction, a NaN or a sum too large to be exact came where whole fen must be. */
export class NotWholeFen extends InvariantBroken {
  override readonly name: string = 'NotWholeFen';
  override readonly type: string = 'not-whole-fen';
}

/** The weights of an allocation are not whole, are negative, or have nothing to share by. */
export class BadWeights extends InvariantBroken {
  override readonly name: string = 'BadWeights';
  override readonly type: string = 'bad-weights';
}

function whole(amount: number): number {
  if (!Number.isSafeInteger(amount)) {
    throw new NotWholeFen(`${amount} is not a whole number of fen`, { details: { amount } });
  }
  return amount === 0 ? 0 : amount; // -0 would print as "-0.00" and fail Object.is
}

/** Exact at every step: a sum that leaves the safe range is an error, not a rounding. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = 0;
  for (const amount of amounts) sum = whole(sum + whole(amount));
  return sum;
}

/** `123456` -> `1,234.56`. Integer arithmetic only: dividing by 100 first would round large amounts. */
export function formatYuan(fen: Fen): string {
  const amount = Math.abs(whole(fen));
  const yuan = String(Math.trunc(amount / 100)).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${yuan}.${String(amount % 100).padStart(2, '0')}`;
}

/**
 * Shares a total by whole weights (shares, basis points), so that the parts sum to it exactly: each part is
 * rounded down and the fen left over go one by one to the largest remainders, the earlier first when equal.
 * A negative total mirrors the positive one, so that a reversal takes back what each payee got.
 */
export function allocate(total: Fen, weights: readonly number[]): Fen[] {
  const sign = whole(total) < 0 ? -1 : 1;
  // BigInt because total x weight leaves the safe range from 9 million yuan by 1,000,000 parts on.
  const amount = BigInt(Math.abs(total));
  let sum = 0n;
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) {
      throw new BadWeights(`${weight} is not a whole weight of zero or more`, { details: { weight } });
    }
    sum += BigInt(weight);
  }
  if (sum === 0n) throw new BadWeights('the weights sum to zero', { details: { count: weights.length } });

  const parts = weights.map((weight, index) => {
    const product = amount * BigInt(weight);
    return { index, fen: product / sum, remainder: product % sum };
  });
  let left = Number(amount - parts.reduce((given, part) => given + part.fen, 0n));
  for (const part of parts.toSorted((a, b) => compare(b.remainder, a.remainder) || a.index - b.index)) {
    if (left === 0) break;
    part.fen += 1n;
    left -= 1;
  }
  return parts.map((part) => whole(sign * Number(part.fen)));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
