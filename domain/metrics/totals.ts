import { type CounterName, named } from './counters/added.ts';
import { type Counter, NO_CARRIER } from './counters.ts';

/** Counters of months, branches and carriers added up, to be read by name. */
export class Totals {
  readonly #counts = new Map<string, number>();

  constructor(counters: readonly Counter[]) {
    for (const { name, count } of counters) this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  of(name: CounterName, ...of: readonly (string | number)[]): number {
    return this.#counts.get(named(name, ...of)) ?? 0;
  }

  /** A name itself and all that stands behind it: causes of both levels, exposure of every product class. */
  sum(name: CounterName, ...of: readonly (string | number)[]): number {
    return [...this.#behind(name, of).values()].reduce((sum, count) => sum + count, this.of(name, ...of));
  }

  /** What stands behind a name, in order: conditions, reasons, clauses. */
  suffixes(name: CounterName, ...of: readonly string[]): string[] {
    return [...this.#behind(name, of).keys()].sort();
  }

  /** Whole units and how often each came. */
  histogram(name: CounterName, ...of: readonly (string | number)[]): Map<number, number> {
    return new Map([...this.#behind(name, of)].map(([unit, times]) => [Number(unit), times]));
  }

  #behind(name: CounterName, of: readonly (string | number)[]): Map<string, number> {
    const start = `${named(name, ...of)}:`;
    const found = [...this.#counts].filter(([counted]) => counted.startsWith(start));
    return new Map(found.map(([counted, count]) => [counted.slice(start.length), count]));
  }
}

/** The totals of each carrier, in order; what is not of one carrier is left out. */
export function totalsByCarrier(counters: readonly Counter[]): [carrier: string, totals: Totals][] {
  return [...Map.groupBy(counters, ({ carrier }) => carrier)]
    .filter(([carrier]) => carrier !== NO_CARRIER)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([carrier, own]) => [carrier, new Totals(own)]);
}
