import { InvariantBroken } from '../errors.ts';

/** What a list of durations looks like in two figures. */
export interface Spread {
  count: number;
  /** The middle one; between the two middle ones, half a unit may come out. */
  median: number;
  /** Nine in ten took no longer: the smallest value that holds for at least 90 % of them. */
  ninetieth: number;
}

/**
 * Median and 90th percentile of whole units (days, hours), from how often each came: exact, as on the sorted list, so
 * histograms of months and branches can be added up first. Undefined when nothing was counted.
 * @throws InvariantBroken when a unit is not whole, or a count is not whole or is negative
 */
export function spreadOf(counts: ReadonlyMap<number, number>): Spread | undefined {
  let count = 0;
  for (const [unit, times] of counts) {
    if (!Number.isSafeInteger(unit) || !Number.isSafeInteger(times) || times < 0) {
      throw new InvariantBroken(`${times} times ${unit} is not a count of whole units`);
    }
    count += times;
  }
  if (count === 0) return undefined;
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const lower = valueAt(sorted, Math.ceil(count / 2));
  const upper = count % 2 === 1 ? lower : valueAt(sorted, count / 2 + 1);
  return { count, median: (lower + upper) / 2, ninetieth: valueAt(sorted, Math.ceil((count * 9) / 10)) };
}

/** The value at a place of the sorted list, counted from 1. */
function valueAt(sorted: readonly (readonly [number, number])[], place: number): number {
  let passed = 0;
  for (const [unit, times] of sorted) {
    passed += times;
    if (passed >= place) return unit;
  }
  throw new InvariantBroken(`there is no place ${place} among ${passed}`);
}
