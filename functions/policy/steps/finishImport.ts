import * as z from 'zod/mini';
import { InvariantBroken } from '../../../domain/errors.ts';
import { finishImport as finish } from '../../../domain/policy/import.ts';
import { writeBadRows } from './badRows.ts';
import { IMPORTER, type ImportStepsDeps, save } from './deps.ts';
import { Cut, cutKey, readJson, reportKey } from './importFiles.ts';
import { reportOf } from './report.ts';

const Input = z.object({ caseId: z.string() });

/** Adds the parts up, writes the report and the bad rows, closes the case. A closed one, a refused one too, is left as it is. */
export async function finishImport(event: unknown, deps: ImportStepsDeps): Promise<{ caseId: string }> {
  const { caseId } = Input.parse(event);
  const before = await deps.cases.load('policy-import', caseId);
  if (before.category === 'closed') return { caseId };
  if (before.stage !== 'importing') throw new InvariantBroken('The import has not been started.');
  const cut = await readJson(deps.files, cutKey(caseId), Cut);
  const { report, totals } = await reportOf(deps.files, caseId, cut);
  const key = reportKey(caseId);
  await deps.files.put(key, report, 'text/csv; charset=utf-8');
  const badRowFiles = totals.refused === 0 ? 0 : await writeBadRows(deps.files, before, cut);
  const outcome = { stage: 'finished', totals, report: key, badRowFiles } as const;
  await save(deps, before, finish(before, outcome, IMPORTER, deps.clock.now()));
  return { caseId };
}
