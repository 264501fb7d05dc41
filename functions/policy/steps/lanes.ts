import type { PartRow } from './importFiles.ts';

const AT_ONCE = 8;

/**
 * Rows that must be taken in one after another: those with one number, of which the second is unchanged or refused,
 * and a renewal after what it renews, which decides its scope. Issue dates give the order, then lines.
 */
export function lanesOf(rows: readonly PartRow[]): PartRow[][] {
  const laneOf = new Map<string, Set<string>>(); // numbers that belong together
  const link = (a: string, b: string) => {
    const [small, large] = [laneOf.get(a) ?? new Set([a]), laneOf.get(b) ?? new Set([b])].sort(
      (one, other) => one.size - other.size,
    ) as [Set<string>, Set<string>];
    for (const key of small) large.add(key);
    for (const key of small) laneOf.set(key, large);
    laneOf.set(a, large).set(b, large);
  };
  const keyOf = ({ input }: PartRow, number = input.number) => `${input.carrier}.${number}`;
  for (const row of rows) link(keyOf(row), keyOf(row, row.input.renews));
  const lanes = Map.groupBy(rows, (row) => laneOf.get(keyOf(row)));
  return [...lanes.values()].map((lane) =>
    lane.toSorted((a, b) => compare(a.input.issuedOn, b.input.issuedOn) || a.line - b.line),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** After a failure no lane is begun, and those under way end before it is thrown: none is left to run alone. */
export async function eachLane<T>(lanes: readonly T[], take: (lane: T) => Promise<void>): Promise<void> {
  const waiting = lanes.values();
  const failures: unknown[] = [];
  const work = async () => {
    for (const lane of waiting) {
      if (failures.length > 0) return;
      await take(lane).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failures.length > 0) throw failures[0];
}
