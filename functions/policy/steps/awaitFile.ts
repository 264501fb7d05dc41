import * as z from 'zod/mini';
import type { ImportStepsDeps } from './deps.ts';

const Input = z.object({ caseId: z.string(), wait: z.int(), execution: z.string(), taskToken: z.string() });

/** Puts the token where "the upload is complete" will find it. When that was said before, this step wakes itself. */
export async function awaitFile(
  event: unknown,
  { cases, workflows, clock }: ImportStepsDeps,
): Promise<{ caseId: string; wait: number }> {
  const { caseId, wait, execution, taskToken } = Input.parse(event);
  const stored = await cases.storeToken({ caseId, wait, execution, token: taskToken });
  // Even where it was delivered: a retry of this state has a new token, and the old one is dead.
  if (stored.decidedAt !== undefined) {
    await workflows.wake(taskToken, {});
    await cases.markDelivered(caseId, wait, clock.now());
  }
  return { caseId, wait };
}
