import type { CallbackCase, CallbackFile } from '../../domain/callback/case.ts';
import type { CallbackDecision } from '../../domain/callback/draft.ts';
import { writesOf } from '../../domain/callback/writes.ts';
import { NOTHING_HERE, NotFound } from '../../domain/errors.ts';
import { type PhoneFlag, phoneFlags } from '../../domain/policy/phone-integrity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Cases, Commissions, Policies, Transactions, Write } from '../../domain/ports.ts';

export interface FileDeps {
  cases: Cases;
  commissions: Commissions;
  policies: Policies;
  transactions: Transactions;
}

/** @throws NotFound */
export async function loadCase({ cases }: Pick<FileDeps, 'cases'>, caseId: string): Promise<CallbackCase> {
  const found = await cases.byId(caseId);
  if (found?.kind !== 'callback') throw new NotFound(NOTHING_HERE);
  return found;
}

/** A callback with its commission, as decisions read it. @throws NotFound */
export async function loadFile(deps: FileDeps, caseId: string): Promise<CallbackFile> {
  const callback = await loadCase(deps, caseId);
  return { case: callback, lines: await deps.commissions.linesOf(callback.policyId) };
}

export async function loadPolicy(
  { policies }: Pick<FileDeps, 'policies'>,
  policyId: string,
): Promise<Policy> {
  const policy = await policies.byId(policyId);
  if (policy === undefined) throw new NotFound(NOTHING_HERE);
  return policy;
}

/** Whether the number on file may confirm anything, as of now. */
export async function flagsOf(
  { policies }: Pick<FileDeps, 'policies'>,
  policyId: string,
  now: Date,
): Promise<PhoneFlag[]> {
  const { customer } = await loadPolicy({ policies }, policyId);
  const facts = await policies.phone(customer.phone);
  return phoneFlags({ ...facts, changedAt: customer.phoneChangedAt }, now);
}

export async function save(
  { transactions }: Pick<FileDeps, 'transactions'>,
  decision: CallbackDecision,
  at: Date,
  beside: readonly Write[] = [],
): Promise<void> {
  await transactions.commit([...beside, ...writesOf(decision, at)]);
}
