import * as z from 'zod/mini';
import { saveDecision } from '../../matter/file.ts';
import type { FactsDeps } from '../facts.ts';
import { compiled, loadRun, type RunDeps } from '../run.ts';

export type ProposeDeps = RunDeps & FactsDeps;

const Input = z.object({ caseId: z.string() });

/** Compiles the run. Done again, or after another execution did it, it leaves the proposal that is there. */
export async function proposeLines(event: unknown, deps: ProposeDeps): Promise<{ caseId: string }> {
  const { caseId } = Input.parse(event);
  const { file } = await loadRun(deps, caseId);
  if (file.case.proposal === undefined) {
    const now = deps.clock.now();
    const decision = await compiled(file, now, deps);
    if (decision !== undefined) await saveDecision(deps, decision, now);
  }
  return { caseId };
}
