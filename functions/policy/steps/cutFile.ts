import * as z from 'zod/mini';
import { HeaderRefused } from '../../../adapters/csv/read.ts';
import { InvariantBroken, NotFound } from '../../../domain/errors.ts';
import { finishImport, type HeaderFaults } from '../../../domain/policy/import.ts';
import { cutOnce } from './cut.ts';
import { IMPORTER, type ImportStepsDeps, save } from './deps.ts';

const Input = z.object({ caseId: z.string() });

/** Cuts the file into parts of good rows and lists of bad ones. A file that is refused as a whole has no parts. */
export async function cutFile(
  event: unknown,
  deps: ImportStepsDeps,
): Promise<{ caseId: string; parts: number[] }> {
  const { caseId } = Input.parse(event);
  const before = await deps.cases.load('policy-import', caseId);
  if (before.category === 'closed') return { caseId, parts: [] };
  if (before.stage !== 'importing') throw new InvariantBroken('The import has not been started.');
  try {
    const { parts } = await cutOnce(before, deps.files);
    return { caseId, parts: Array.from({ length: parts }, (_, at) => at + 1) };
  } catch (error) {
    if (!(error instanceof HeaderRefused || error instanceof NotFound)) throw error;
    const reason = error instanceof HeaderRefused ? error.message : 'the file is not there';
    const header = error instanceof HeaderRefused ? { header: faultsOf(error) } : {};
    const outcome = { stage: 'refused', reason, ...header } as const;
    const closed = finishImport(before, outcome, IMPORTER, deps.clock.now());
    await save(deps, before, closed);
    return { caseId, parts: [] };
  }
}

const NAMED = 50; // a file without a header can have thousands of unknown columns

function faultsOf({ missing, unknown, doubled }: HeaderRefused): HeaderFaults {
  const named = unknown.slice(0, NAMED);
  return {
    missing: [...missing],
    unknown: named,
    doubled: [...doubled],
    unnamed: unknown.length - named.length,
  };
}
