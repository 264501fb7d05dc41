import * as z from 'zod/mini';
import { finishAccountability } from '../../../domain/accountability/advance.ts';
import { isSettled } from '../../../domain/accountability/case.ts';
import type { Files } from '../../../domain/ports.ts';
import { saveDecision } from '../../matter/file.ts';
import { writeStatements } from '../files.ts';
import { loadRun, type RunDeps } from '../run.ts';

export type StateDeps = RunDeps & { files: Pick<Files, 'put'> };

const Input = z.object({ caseId: z.string() });

/** Writes the files first and the record after them: a run that is final has its statements. Done again, it does nothing. */
export async function stateResult(event: unknown, deps: StateDeps): Promise<{ caseId: string }> {
  const { caseId } = Input.parse(event);
  const { file } = await loadRun(deps, caseId);
  if (isSettled(file.case)) {
    const statements = await writeStatements(file, deps.files);
    const now = deps.clock.now();
    await saveDecision(deps, finishAccountability(file, statements, now, deps.rules), now);
  }
  return { caseId };
}
