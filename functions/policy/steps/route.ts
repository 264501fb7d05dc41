import * as z from 'zod/mini';
import { finishImport } from '../../../domain/policy/import.ts';
import { IMPORTER, type ImportStepsDeps, save } from './deps.ts';

const Input = z.object({ caseId: z.string() });

interface Routed {
  caseId: string;
  route: 'await-file' | 'cut' | 'closed';
  /** Both 0 where nothing is waited for. */
  wait: number;
  waitSeconds: number;
}

/** Says where the import goes on. One whose file never came ends here. */
export async function route(event: unknown, deps: ImportStepsDeps): Promise<Routed> {
  const { caseId } = Input.parse(event);
  const now = deps.clock.now();
  const before = await deps.cases.load('policy-import', caseId);
  if (before.category === 'closed') return { caseId, route: 'closed', wait: 0, waitSeconds: 0 };
  if (before.stage === 'importing') return { caseId, route: 'cut', wait: 0, waitSeconds: 0 };
  const left = before.nextDueAt === undefined ? 0 : Date.parse(before.nextDueAt) - now.getTime();
  if (left > 0) {
    return {
      caseId,
      route: 'await-file',
      wait: before.wait,
      waitSeconds: Math.max(1, Math.ceil(left / 1000)),
    };
  }
  const outcome = { stage: 'refused', reason: 'the file never came' } as const;
  await save(deps, before, finishImport(before, outcome, IMPORTER, now));
  return { caseId, route: 'closed', wait: 0, waitSeconds: 0 };
}
