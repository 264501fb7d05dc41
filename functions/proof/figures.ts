import type { CaseEvent } from '../../domain/case.ts';
import { InvariantBroken } from '../../domain/errors.ts';
import { type Counter, countersOf } from '../../domain/metrics/counters.ts';
import { type Difference, differencesOf } from '../../domain/metrics/drill-down.ts';
import { exposureOfHistory } from '../../domain/metrics/exposure.ts';
import type { Policy, PolicyEvent } from '../../domain/policy/policy.ts';
import type { Metrics } from '../../domain/ports.ts';
import { everyItem } from '../pages.ts';

/** Counters by month, branch, carrier, broker and name: as many as there are stored, however many events they are made of. */
class Tally {
  readonly #sums = new Map<string, Counter>();

  add(counters: readonly Counter[]): void {
    for (const counter of counters) {
      const { month, branch, carrier, broker = '', name, count } = counter;
      const key = `${month}#${branch}#${carrier}#${broker}#${name}`;
      const sum = this.#sums.get(key);
      if (sum === undefined) this.#sums.set(key, { ...counter });
      else sum.count += count;
    }
  }

  get counters(): Counter[] {
    return [...this.#sums.values()];
  }
}

/** The figures made anew from the histories, to be held against those that are stored. */
export class Rebuilt {
  readonly #tally = new Tally();

  /** @returns why a history cannot be counted, where it cannot */
  addCase(history: readonly CaseEvent[]): string[] {
    return counting(() => this.#tally.add(history.flatMap(countersOf)));
  }

  /** @returns why a history cannot be counted, where it cannot */
  addPolicy(policy: Policy, history: readonly PolicyEvent[]): string[] {
    return counting(() => this.#tally.add(exposureOfHistory(policy, history)));
  }

  async differences(metrics: Pick<Metrics, 'all'>): Promise<Difference[]> {
    const stored = new Tally();
    for await (const counter of everyItem((next) => metrics.all(next))) stored.add([counter]);
    return differencesOf(stored.counters, this.#tally.counters);
  }
}

function counting(count: () => void): string[] {
  try {
    count();
    return [];
  } catch (error) {
    if (!(error instanceof InvariantBroken)) throw error;
    return [error.message];
  }
}
