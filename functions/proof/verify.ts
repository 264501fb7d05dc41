import { lineFaults } from '../../domain/commission/line.ts';
import { verifyChain } from '../../domain/history.ts';
import { callbackCaseIdOf } from '../../domain/policy/policy.ts';
import type { Cases, Commissions, Policies } from '../../domain/ports.ts';
import { everyItem } from '../pages.ts';

export interface VerifyDeps {
  cases: Pick<Cases, 'all' | 'byId' | 'history'>;
  policies: Pick<Policies, 'all' | 'history'>;
  commissions: Pick<Commissions, 'all' | 'linesOf'>;
}

export interface Fault {
  /** Id of the case, policy or line. */
  where: string;
  what: string;
}

export interface Verified {
  cases: number;
  events: number;
  policies: number;
  inScope: number;
  lines: number;
  accruedFen: number;
  faults: Fault[];
}

/**
 * Proves what is stored: every history is an unbroken chain up to the hash on its record, every ledger balances, every
 * policy in scope has its case, and no open problem has a payable line.
 */
export async function verify(deps: VerifyDeps): Promise<Verified> {
  const found: Verified = {
    cases: 0,
    events: 0,
    policies: 0,
    inScope: 0,
    lines: 0,
    accruedFen: 0,
    faults: [],
  };
  const fault = (where: string, what: string): void => {
    found.faults.push({ where, what });
  };

  for await (const record of everyItem((next) => deps.cases.all(next))) {
    found.cases += 1;
    const history = await deps.cases.history(record.id);
    found.events += history.length;
    const broken = verifyChain(history, { seq: record.version, hash: record.lastHash });
    if (broken !== undefined) fault(record.id, `history broken at event ${broken.seq}: ${broken.reason}`);
    if (record.kind !== 'callback' || record.category === 'closed') continue;
    const lines = await deps.commissions.linesOf(record.policyId);
    if (lines.some((line) => line.balances.payable > 0)) fault(record.id, 'open, and commission is payable');
  }
  for await (const policy of everyItem((next) => deps.policies.all(next))) {
    found.policies += 1;
    const broken = verifyChain(await deps.policies.history(policy.id), {
      seq: policy.version,
      hash: policy.lastHash,
    });
    if (broken !== undefined) fault(policy.id, `history broken at event ${broken.seq}: ${broken.reason}`);
    if (!policy.scope.inScope) continue;
    found.inScope += 1;
    if ((await deps.cases.byId(callbackCaseIdOf(policy.id))) === undefined)
      fault(policy.id, 'in scope without a callback case');
  }
  for await (const line of everyItem((next) => deps.commissions.all(next))) {
    found.lines += 1;
    found.accruedFen += line.balances.accrued;
    for (const what of lineFaults(line)) fault(`${line.policyId} ${line.payee}`, what);
  }
  return found;
}
