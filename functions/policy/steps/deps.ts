import type { Actor } from '../../../domain/people.ts';
import type { finishImport, ImportCase } from '../../../domain/policy/import.ts';
import type { PolicyInput } from '../../../domain/policy/policy.ts';
import type { Cases, Clock, Files, Transactions, Workflows } from '../../../domain/ports.ts';

export type StepFiles = Pick<Files, 'put' | 'read' | 'size'>;

export interface ImportStepsDeps {
  cases: Pick<Cases, 'load' | 'storeToken' | 'markDelivered'>;
  files: StepFiles;
  transactions: Transactions;
  workflows: Pick<Workflows, 'wake'>;
  clock: Clock;
  /** @throws Invalid, AlreadyExists for a policy that is refused */
  takeInPolicy(
    input: PolicyInput,
    by: Actor,
  ): Promise<{ outcome: 'recorded' | 'unchanged'; policy: { recordedBy: string } }>;
}

/** Who closes an import: nobody pressed anything. */
export const IMPORTER: Actor = { kind: 'system', id: 'policy-import' };

/** Stores a decision on an import as one transaction. */
export async function save(
  { transactions }: Pick<ImportStepsDeps, 'transactions'>,
  before: ImportCase,
  { case: after, event }: ReturnType<typeof finishImport>,
): Promise<void> {
  await transactions.commit([
    { store: 'case', case: after, expected: before.version },
    { store: 'event', event },
  ]);
}
