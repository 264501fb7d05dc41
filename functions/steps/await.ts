import * as z from 'zod/mini';
import type { Cases, Clock, Workflows } from '../../domain/ports.ts';

export interface AwaitDeps {
  cases: Cases;
  workflows: Workflows;
  clock: Clock;
}

const Input = z.object({ caseId: z.string(), wait: z.int(), execution: z.string(), taskToken: z.string() });

/**
 * Puts the token of a wait where the decision will find it. A decision that came before the token finds none, so this
 * step wakes itself.
 */
export async function awaitDecision(event: unknown, { cases, workflows, clock }: AwaitDeps): Promise<object> {
  const { caseId, wait, execution, taskToken } = Input.parse(event);
  const stored = await cases.storeToken({ caseId, wait, execution, token: taskToken });
  if (stored.decidedAt !== undefined) {
    await workflows.wake(taskToken, { caseId, wait });
    await cases.markDelivered(caseId, wait, clock.now());
  }
  return { caseId, wait };
}
