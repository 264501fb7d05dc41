import type { Counter } from '../../domain/metrics/counters.ts';
import type { Metrics } from '../../domain/ports.ts';
import type { State } from './state.ts';

export class MemoryMetrics implements Metrics {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async add(eventId: string, counters: readonly Counter[]): Promise<void> {
    if (counters.length === 0) return;
    this.#state.faults.around('add', [], () => {
      const { counted, metrics } = this.#state;
      if (counted.has(eventId)) return;
      counted.add(eventId);
      for (const { month, branch, carrier, name, count } of counters) {
        const scope = metrics.get(month) ?? new Map<string, number>();
        const key = JSON.stringify([branch, carrier, name]);
        metrics.set(month, scope.set(key, (scope.get(key) ?? 0) + count));
      }
    });
  }

  async read(month: string): Promise<Counter[]> {
    return [...(this.#state.metrics.get(month) ?? [])].map(([key, count]) => {
      const [branch, carrier, name] = JSON.parse(key) as [string, string, string];
      return { month, branch, carrier, name, count };
    });
  }
}
