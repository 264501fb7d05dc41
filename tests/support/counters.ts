import type { CounterName } from '../../domain/metrics/counters/added.ts';
import type { Counter } from '../../domain/metrics/counters.ts';

/** Stored counts of a row, by name; what follows a colon of a name is written behind it. */
export function counts(
  month: string,
  of: Partial<Record<CounterName | `${CounterName}:${string}`, number>>,
  { branch = 'bj', carrier = 'carrier-a' }: { branch?: string; carrier?: string } = {},
): Counter[] {
  return Object.entries(of).map(([name, count = 0]) => ({ month, branch, carrier, name, count }));
}

export function totalOf(counters: readonly Counter[], name: string): number {
  return counters
    .filter((counter) => counter.name === name || counter.name.startsWith(`${name}:`))
    .reduce((sum, { count }) => sum + count, 0);
}
