import * as z from 'zod/mini';
import { InvariantBroken } from '../errors.ts';
import type { Policy, PolicyEvent } from '../policy/policy.ts';
import { DateText } from '../time/calendar.ts';
import { brokerRow } from './brokers.ts';
import { type CounterName, named } from './counters/added.ts';
import type { Counter } from './counters.ts';

/** What the denominators need of a policy. */
export type Exposed = Pick<Policy, 'issuedOn' | 'branch' | 'carrier' | 'brokerId' | 'premiumFen'> & {
  product: Pick<Policy['product'], 'class'>;
  /** Insured persons; one when it is not told. */
  insured?: number | undefined;
};

/**
 * What a policy's record or its cancellation adds to the denominators (风险敞口), stored in the same transaction: the
 * figures follow it as they follow the events of cases.
 */
export const Exposure = z.strictObject({
  policyId: z.string(),
  /** 0 for the record itself, else that of the policy's event. */
  seq: z.int(),
  at: z.iso.datetime(),
  counters: z.array(
    z.strictObject({
      month: z.string(),
      branch: z.string(),
      carrier: z.string(),
      broker: z.optional(z.string()),
      name: z.string(),
      count: z.int(),
    }),
  ),
});
export type Exposure = z.infer<typeof Exposure>;

const Cancelled = z.object({ cancelledOn: DateText });

/**
 * What a policy that is recorded adds to the denominators of the complaint ratios: its premium in fen, one policy, and
 * its person-times (人次), which are its insured persons times the policy periods begun. One period begins with each
 * record, for a renewal is a policy of its own. All of it counts in the month of issue, so policies that are entered
 * late or brought over from another system do not swell the month in which that was done. The broker's own row gets the
 * policy alone. Practice, not law: which policies a ratio is of is confirmed nowhere.
 */
export function exposureOf(policy: Exposed): Counter[] {
  return counted(policy, policy.issuedOn, 1);
}

/**
 * What a cancellation in the cooling-off period takes back, in the month of the cancellation: an earlier month stays
 * as it was told. A small scope can so have a month of less than nothing, of which no ratio is made.
 */
export function exposureTakenBack(policy: Exposed, cancelledOn: DateText): Counter[] {
  return counted(policy, cancelledOn, -1);
}

/**
 * Everything that a policy added and took back, made anew from its record and its history.
 * @throws InvariantBroken for a cancellation without its day
 */
export function exposureOfHistory(policy: Exposed, events: readonly PolicyEvent[]): Counter[] {
  const takenBack = events.flatMap(({ type, data }) => {
    if (type !== 'cancelled') return [];
    const read = Cancelled.safeParse(data);
    if (!read.success) throw new InvariantBroken('A cancellation does not say its day.');
    return exposureTakenBack(policy, read.data.cancelledOn);
  });
  return [...exposureOf(policy), ...takenBack];
}

function counted(policy: Exposed, on: DateText, sign: 1 | -1): Counter[] {
  const { branch, carrier, brokerId, premiumFen, product, insured = 1 } = policy;
  const month = on.slice(0, 7);
  const amounts: [CounterName, number][] = [
    ['exposure-premium-fen', premiumFen],
    ['exposure-policies', 1],
    ['exposure-person-times', insured],
  ];
  const ofScope = amounts
    .filter(([, amount]) => amount !== 0) // less nothing would be -0
    .map(([name, amount]) => ({
      month,
      branch,
      carrier,
      name: named(name, product.class),
      count: sign * amount,
    }));
  return [...ofScope, { month, ...brokerRow(brokerId), name: named('exposure-policies'), count: sign }];
}
