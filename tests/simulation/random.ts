import { createHash } from 'node:crypto';
import * as fc from 'fast-check';

/** What fast-check draws from, taken out of it: one seed gives one sequence, whatever the platform. */
class Source extends fc.Arbitrary<fc.Random> {
  override generate(random: fc.Random): fc.Value<fc.Random> {
    return new fc.Value(random.clone(), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is fc.Random {
    return value === undefined;
  }

  override shrink(): fc.Stream<fc.Value<fc.Random>> {
    return fc.Stream.nil();
  }
}

const SOURCE = new Source();

/** Everything that is drawn in a simulation comes from one of these. */
export class Draw {
  readonly #random: fc.Random;

  /** @param of what is drawn for: the same words give the same sequence */
  constructor(seed: number, ...of: readonly (string | number)[]) {
    const own = createHash('sha256')
      .update([seed, ...of].join('\n'))
      .digest()
      .readInt32LE(0);
    const [random] = fc.sample(SOURCE, { seed: own, numRuns: 1 });
    if (random === undefined) throw new Error('nothing was drawn');
    this.#random = random;
  }

  /** A whole number, both ends possible. */
  int(from: number, to: number): number {
    return this.#random.nextInt(from, to);
  }

  /** In [0, 1). */
  real(): number {
    return this.#random.nextDouble();
  }

  chance(probability: number): boolean {
    return this.real() < probability;
  }

  /** @throws RangeError for an empty list */
  one<T>(of: readonly T[]): T {
    if (of.length === 0) throw new RangeError('nothing to choose from');
    return of[this.int(0, of.length - 1)] as T;
  }

  maybe<T>(of: readonly T[]): T | undefined {
    return of.length === 0 ? undefined : this.one(of);
  }

  some<T>(of: readonly T[], probability: number): T[] {
    return of.filter(() => this.chance(probability));
  }

  /** By weights: `[3, 'a'], [1, 'b']` is `a` three times of four. */
  weighted<T>(of: readonly (readonly [weight: number, value: T])[]): T {
    let left = this.real() * of.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of of) {
      left -= weight;
      if (left < 0) return value;
    }
    return (of.at(-1) as readonly [number, T])[1];
  }
}

/** A seed of nobody's choice. */
export function freshSeed(): number {
  return Math.floor(performance.timeOrigin + performance.now() * 1000) % 2_147_483_647;
}
