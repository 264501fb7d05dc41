import type { CallbackRules } from '../../domain/callback/due.ts';
import { writesOf } from '../../domain/callback/writes.ts';
import { AlreadyExists } from '../../domain/errors.ts';
import type { Actor } from '../../domain/people.ts';
import { type Carrier, inputHash, takeIn } from '../../domain/policy/intake.ts';
import { type Policy, type PolicyInput, policyIdOf } from '../../domain/policy/policy.ts';
import type { Clock, Policies, Transactions, Write } from '../../domain/ports.ts';

export interface TakeInDeps {
  policies: Policies;
  transactions: Transactions;
  clock: Clock;
  rules: CallbackRules;
}

export interface TakenIn {
  outcome: 'recorded' | 'unchanged';
  policy: Policy;
}

export type TakeIn = (input: PolicyInput, by: Actor) => Promise<TakenIn>;

const CATALOGUE_MS = 300_000; // a new product is for sale five minutes after it was entered

/**
 * Takes one policy in, with its commission and its callback, in one transaction. The same input again is `unchanged`.
 * @throws Invalid for an unknown carrier or product or impossible dates
 * @throws AlreadyExists for other content under a number that is taken
 */
export function newTakeIn({ policies, transactions, clock, rules }: TakeInDeps): TakeIn {
  const carriers = new Map<string, { carrier: Carrier; until: number }>();

  async function carrierOf(id: string, now: Date): Promise<Carrier | undefined> {
    const known = carriers.get(id);
    if (known !== undefined && now.getTime() < known.until) return known.carrier;
    const carrier = await policies.carrier(id);
    if (carrier !== undefined) carriers.set(id, { carrier, until: now.getTime() + CATALOGUE_MS });
    return carrier;
  }

  return async (input, by) => {
    const now = clock.now();
    const [carrier, renewed] = await Promise.all([
      carrierOf(input.carrier, now),
      input.renews === undefined ? undefined : policies.byId(policyIdOf(input.carrier, input.renews)),
    ]);
    const intake = takeIn(input, { carrier, renewed }, by, now, rules);
    try {
      await transactions.commit([
        { store: 'policy', policy: intake.policy, create: true },
        { store: 'customer-phone', phone: input.customer.phone, customerRef: input.customer.ref },
        ...intake.lines.map((line): Write => ({ store: 'line', line, expected: 0 })),
        { store: 'exposure', exposure: intake.exposure },
        ...(intake.callback === undefined ? [] : writesOf(intake.callback, now)),
      ]);
      return { outcome: 'recorded', policy: intake.policy };
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error;
      const there = await policies.byId(intake.policy.id);
      if (there?.inputHash === inputHash(input)) return { outcome: 'unchanged', policy: there };
      throw new AlreadyExists(
        'There is another policy under this number.',
        { policyId: intake.policy.id },
        { cause: error },
      );
    }
  };
}
