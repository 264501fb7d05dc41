import type { Cases, Clock, Workflows } from '../../domain/ports.ts';
import { restart } from '../stream/follow.ts';

export interface SweepDeps {
  cases: Cases;
  workflows: Workflows;
  clock: Clock;
}

export interface Swept {
  /** Decided waits that nobody had been woken from. */
  woken: number;
  /** Cases past due whose execution was started anew. */
  restarted: number;
}

export const GRACE_MS = 300_000; // what is due now is being done now: only what is five minutes late needs a hand

/**
 * Mends what was lost between the record and the workflows: decided but undelivered waits, and open cases past due,
 * whose execution has died or never was. The record is the truth, so starting anew is always right.
 * @param all also restarts every open case, due or not: what a machine does that keeps no executions over a restart
 */
export async function sweep({ cases, workflows, clock }: SweepDeps, { all = false } = {}): Promise<Swept> {
  const now = clock.now();
  const before = all ? FAR_AHEAD : new Date(now.getTime() - GRACE_MS);
  const swept: Swept = { woken: 0, restarted: 0 };
  const deps = { cases, workflows, clock };
  for (const wait of await cases.undelivered(all ? now : before)) {
    const outcome =
      wait.token === undefined
        ? 'gone'
        : await workflows.wake(wait.token, { caseId: wait.caseId, wait: wait.wait });
    if (outcome === 'gone' && !all) await restart(wait.caseId, deps);
    await cases.markDelivered(wait.caseId, wait.wait, now);
    swept.woken += 1;
  }
  let next: string | undefined;
  do {
    const page = await cases.overdue(before, next);
    // Eight at a time: ten thousand cases are back within the start of the local system.
    for (let from = 0; from < page.items.length; from += 8) {
      const started = await Promise.all(
        page.items.slice(from, from + 8).map(({ caseId }) => restart(caseId, deps)),
      );
      swept.restarted += started.filter(Boolean).length;
    }
    next = page.next;
  } while (next !== undefined);
  return swept;
}

const FAR_AHEAD = new Date('9999-12-31T00:00:00.000Z');
