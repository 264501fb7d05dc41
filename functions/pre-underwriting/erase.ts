import type { Cases, Clock, Files, Transactions } from '../../domain/ports.ts';
import { eraseCase } from '../../domain/pre-underwriting/consent.ts';
import type { PreUnderwritingRules } from '../../domain/pre-underwriting/settings.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { fileKeyOf } from '../matter/documents.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { everyItem } from '../pages.ts';
import { loadContents, loadPreUnderwriting } from './file.ts';

export interface EraseDeps {
  cases: Cases;
  transactions: Transactions;
  files: Pick<Files, 'remove'>;
  clock: Clock;
  rules: PreUnderwritingRules;
}

/** Files first, then the record that says so: killed in between, it is done again. */
export async function erase(id: string, deps: EraseDeps): Promise<void> {
  await onFreshRead(async () => {
    const file = await loadPreUnderwriting(deps.cases, id);
    for (const document of file.case.documents) await deps.files.remove(fileKeyOf(id, document.id));
    const now = deps.clock.now();
    const decision = eraseCase(file, await loadContents(deps.cases, file), now, deps.rules);
    if (decision !== undefined) await saveDecision(deps, decision, now);
  });
}

/**
 * Every night: what was to be kept until today or earlier goes. One case that cannot be erased does not keep the others.
 * @returns how many cases were erased
 * @throws AggregateError when some were not, after all others were
 */
export async function eraseDue(deps: EraseDeps): Promise<number> {
  let erased = 0;
  const failures: unknown[] = [];
  const today = dateOf(deps.clock.now());
  for await (const { caseId } of everyItem((next) => deps.cases.erasable(today, next))) {
    try {
      await erase(caseId, deps);
      erased += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cases were not erased.`);
  return erased;
}
