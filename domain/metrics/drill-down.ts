import type { CaseEvent } from '../case.ts';
import { type Counter, countersOf } from './counters.ts';

/** What a figure is of: the name that `counted` gives, in months, for one branch or carrier or all. */
export interface Figure {
  name: string;
  months: readonly string[];
  branch?: string;
  carrier?: string;
}

/** The events that a count is made of, each with how much it added: their sum is the count. */
export function eventsBehind(
  events: readonly CaseEvent[],
  figure: Figure,
): { event: CaseEvent; count: number }[] {
  return events.flatMap((event) => {
    const counts = countersOf(event).filter((counter) => isOf(counter, figure));
    return counts.length === 0 ? [] : [{ event, count: counts.reduce((sum, { count }) => sum + count, 0) }];
  });
}

/** Rows of brokers hold what those of branches and carriers hold: no figure is made of both. */
function isOf(counter: Counter, { name, months, branch, carrier }: Figure): boolean {
  return (
    counter.broker === undefined &&
    (counter.name === name || counter.name.startsWith(`${name}:`)) &&
    months.includes(counter.month) &&
    (branch === undefined || counter.branch === branch) &&
    (carrier === undefined || counter.carrier === carrier)
  );
}

/** A stored count that is not what the histories give. */
export interface Difference extends Omit<Counter, 'count'> {
  stored: number;
  rebuilt: number;
}

/** Where stored counters differ from those made anew from the histories; a count of zero is none. */
export function differencesOf(stored: readonly Counter[], rebuilt: readonly Counter[]): Difference[] {
  const sums = new Map<string, Difference>();
  const add = (counters: readonly Counter[], into: 'stored' | 'rebuilt'): void => {
    for (const { count, ...scope } of counters) {
      const key = JSON.stringify([scope.month, scope.branch, scope.carrier, scope.broker, scope.name]);
      const sum = sums.get(key) ?? { ...scope, stored: 0, rebuilt: 0 };
      sum[into] += count;
      sums.set(key, sum);
    }
  };
  add(stored, 'stored');
  add(rebuilt, 'rebuilt');
  return [...sums.values()].filter((sum) => sum.stored !== sum.rebuilt);
}
