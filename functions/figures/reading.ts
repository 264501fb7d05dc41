import { authorize, verdict } from '../../domain/access.ts';
import type { Month } from '../../domain/commission/payout.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import type { Staff } from '../../domain/people.ts';
import type { Metrics } from '../../domain/ports.ts';

/** What counters are wanted of: everything that the person may see, or less. */
export interface Scope {
  branch?: string | undefined;
  carrier?: string | undefined;
}

/** Counters of some months, and in how many reads they came: one a month, however much happened in it. */
export interface Read {
  counters: Counter[];
  reads: number;
}

/**
 * A branch manager gets the own branch.
 * @throws NotFound for another one
 */
export async function readMonths(
  months: readonly Month[],
  { branch, carrier }: Scope,
  staff: Staff,
  { metrics }: { metrics: Pick<Metrics, 'read'> },
): Promise<Read> {
  authorize(staff, 'metrics:read', branch === undefined ? undefined : { branch });
  const wanted = [...new Set(months)];
  const all = (await Promise.all(wanted.map((month) => metrics.read(month)))).flat();
  const counters = all.filter(
    (counter) =>
      (branch === undefined || counter.branch === branch) &&
      (carrier === undefined || counter.carrier === carrier) &&
      verdict(staff, 'metrics:read', { branch: counter.branch }) === 'allowed',
  );
  return { counters, reads: wanted.length };
}

/**
 * The rows of brokers, which are of the whole firm: nobody who sees one branch gets any, nor does a question that is
 * narrowed to a branch or a carrier.
 */
export async function readBrokers(
  months: readonly Month[],
  { branch, carrier }: Scope,
  staff: Staff,
  { metrics }: { metrics: Pick<Metrics, 'readBrokers'> },
): Promise<Read> {
  const isNarrowed = branch !== undefined || carrier !== undefined;
  if (isNarrowed || verdict(staff, 'figures:scorecard') !== 'allowed') return { counters: [], reads: 0 };
  const counters = (await Promise.all(months.map((month) => metrics.readBrokers(month)))).flat();
  return { counters, reads: months.length };
}
