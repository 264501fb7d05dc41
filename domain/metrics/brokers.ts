import type { Counter } from './counters.ts';

/**
 * Whose a count is in the rows of brokers, which are of all branches and carriers together. What stands there is
 * counted in the rows of branches and carriers, too, so the two are never added up.
 */
export function brokerRow(broker: string): Pick<Counter, 'branch' | 'carrier'> & { broker: string } {
  return { branch: '', carrier: '', broker };
}
