import * as z from 'zod/mini';
import type { PayoutCase, recordPaid } from '../../../domain/commission/payout.ts';
import { AlreadyExists, StaleVersion } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/people.ts';
import type {
  Cases,
  Clock,
  Commissions,
  Files,
  Firm,
  Policies,
  Transactions,
} from '../../../domain/ports.ts';

export interface PayoutStepsDeps {
  cases: Pick<Cases, 'load'>;
  commissions: Commissions;
  /** For the number by which a payee knows a policy. */
  policies: Pick<Policies, 'byId'>;
  transactions: Transactions;
  files: Pick<Files, 'put'>;
  clock: Clock;
  firm: Firm;
}

export interface Routed {
  caseId: string;
  route: 'pay' | 'state' | 'closed';
}

export const Input = z.object({ caseId: z.string() });

/** Who pays: nobody decides about a single line. */
export const PAYER: Actor = { kind: 'system', id: 'payout-workflow' };

const ROUTES = { paying: 'pay', stating: 'state', finished: 'closed' } as const;

export function routed({ id, stage }: PayoutCase): Routed {
  return { caseId: id, route: ROUTES[stage] };
}

/** Somebody else stored something first. */
export function isRace(error: unknown): boolean {
  return error instanceof StaleVersion || error instanceof AlreadyExists;
}

/** Stores the next stage of a run. Where another execution was first, what it stored says where to go. */
export async function moveOn(
  before: PayoutCase,
  { case: after, event }: ReturnType<typeof recordPaid>,
  { cases, transactions }: Pick<PayoutStepsDeps, 'cases' | 'transactions'>,
): Promise<Routed> {
  try {
    await transactions.commit([
      { store: 'case', case: after, expected: before.version },
      { store: 'event', event },
    ]);
    return routed(after);
  } catch (error) {
    if (!isRace(error)) throw error;
    return routed(await cases.load('payout', before.id));
  }
}
