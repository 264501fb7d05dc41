import type { Counter } from '../../domain/metrics/counters.ts';
import type { Counted, Metrics, Page } from '../../domain/ports.ts';
import type { State } from './state.ts';

export class MemoryMetrics implements Metrics {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async add(events: readonly Counted[]): Promise<void> {
    const counting = events.filter(({ counters }) => counters.length > 0);
    if (counting.length === 0) return;
    this.#state.faults.around('add', [], () => {
      for (const event of counting) this.#addOne(event);
    });
  }

  #addOne({ id, counters }: Counted): void {
    const { counted, metrics } = this.#state;
    if (counted.has(id)) return;
    counted.add(id);
    for (const { month, branch, carrier, broker, name, count } of counters) {
      const scope = metrics.get(month) ?? new Map<string, number>();
      const key = JSON.stringify({ branch, carrier, broker, name });
      metrics.set(month, scope.set(key, (scope.get(key) ?? 0) + count));
    }
  }

  async read(month: string): Promise<Counter[]> {
    return this.#of(month).filter(({ broker }) => broker === undefined);
  }

  async readBrokers(month: string): Promise<Counter[]> {
    return this.#of(month).filter(({ broker }) => broker !== undefined);
  }

  #of(month: string): Counter[] {
    return [...(this.#state.metrics.get(month) ?? [])].map(([key, count]) => {
      const row = JSON.parse(key) as Omit<Counter, 'month' | 'count'>;
      return { month, ...row, count };
    });
  }

  /** A page is a month. */
  async all(next?: string): Promise<Page<Counter>> {
    const months = [...this.#state.metrics.keys()].sort();
    const at = next === undefined ? 0 : months.indexOf(next) + 1;
    const [month, after] = [months[at], months[at + 1]];
    const items = month === undefined ? [] : this.#of(month);
    return { items, ...(month === undefined || after === undefined ? {} : { next: month }) };
  }
}
