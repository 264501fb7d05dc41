import type { CarrierRequest } from '../../domain/carrier-request/case.ts';
import { type Decision, writesOfDecision } from '../../domain/decision.ts';
import { InvariantBroken, NOTHING_HERE, NotFound, StaleVersion } from '../../domain/errors.ts';
import type { CaseOf, Cases, Transactions } from '../../domain/ports.ts';
import type { PreUnderwritingCase } from '../../domain/pre-underwriting/case.ts';
import type { ReconsiderationCase } from '../../domain/reconsideration/case.ts';

/** Cases that carriers are asked for. */
export type AskingCase = PreUnderwritingCase | ReconsiderationCase;

/** A matter that carriers are asked about, with what each of them was asked: what decisions read and change. */
export interface MatterFile<C extends AskingCase> {
  case: C;
  requests: readonly CarrierRequest[];
}

export interface MatterDeps {
  cases: Cases;
  transactions: Transactions;
}

/** Which requests a matter has, in the order in which they were sent. */
function requestIds(matter: AskingCase): string[] {
  return matter.kind === 'pre-underwriting'
    ? matter.requests.map(({ id }) => id)
    : matter.levels.map(({ requestId }) => requestId);
}

/** @throws NotFound */
export async function loadMatter<K extends AskingCase['kind']>(
  { cases }: Pick<MatterDeps, 'cases'>,
  kind: K,
  id: string,
): Promise<MatterFile<CaseOf<K>>> {
  const matter = await cases.byId(id);
  if (matter?.kind !== kind) throw new NotFound(NOTHING_HERE);
  const requests = await Promise.all(
    requestIds(matter as AskingCase).map((requestId) => loadRequest({ cases }, requestId)),
  );
  return { case: matter as CaseOf<K>, requests };
}

/** @throws NotFound */
export async function loadRequest({ cases }: Pick<MatterDeps, 'cases'>, id: string): Promise<CarrierRequest> {
  const request = await cases.byId(id);
  if (request?.kind !== 'carrier-request') throw new NotFound(NOTHING_HERE);
  return request;
}

export async function saveDecision(
  { transactions }: Pick<MatterDeps, 'transactions'>,
  decision: Decision,
  at: Date,
): Promise<void> {
  await transactions.commit(writesOfDecision(decision, at));
}

/** What a command answers with: where the case stands now. */
export interface ChangedCase {
  id: string;
  stage: string;
  version: number;
}

/** @throws InvariantBroken when the decision is not about this case */
export function changedCase(decision: Decision, id: string): ChangedCase {
  const changed = decision.cases.find((one) => one.case.id === id);
  if (changed === undefined) throw new InvariantBroken('A decision leaves its own case out.');
  const { stage, version } = changed.case;
  return { id, stage, version };
}

/** @throws StaleVersion when the case has moved on since the person saw it */
export function mustBeAt(record: { id: string; stage: string; version: number }, seen: number): void {
  if (record.version === seen) return;
  const { id, stage, version } = record;
  throw new StaleVersion('The case has changed since you saw it.', { id, stage, version });
}
