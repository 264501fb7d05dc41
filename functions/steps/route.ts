import * as z from 'zod/mini';
import type { Cases, Clock } from '../../domain/ports.ts';

const Input = z.object({
  execution: z.string(),
  /** The state's input: with a wait once the execution has been through here. */
  input: z.object({ caseId: z.string(), wait: z.optional(z.int()) }),
});

/** What the Choice behind a `Route` state reads: one field, and the wait to go to. */
export interface Routed<Route extends string> {
  caseId: string;
  route: Route | 'superseded';
  wait: number;
  waitSeconds: number;
}

const LONGEST_WAIT_SECONDS = 99_999_999; // Step Functions' limit, three years

/**
 * The state with which every execution begins and to which it comes back: it looks at the record, lets `advance` do
 * what has come due, and says where to wait until when.
 */
export async function routeStep<Route extends string>(
  event: unknown,
  { cases, clock }: { cases: Cases; clock: Clock },
  advance: (
    caseId: string,
    now: Date,
  ) => Promise<{ record: { wait: number; nextDueAt?: string | undefined }; route: Route }>,
): Promise<Routed<Route>> {
  const { execution, input } = Input.parse(event);
  const { caseId } = input;
  if (input.wait !== undefined) {
    const waiting = await cases.wait(caseId, input.wait);
    // The sweeper started another execution that waits in this one's place.
    if (waiting?.execution !== undefined && waiting.execution !== execution) {
      return { caseId, route: 'superseded', wait: 0, waitSeconds: 0 };
    }
  }
  const now = clock.now();
  const { record, route } = await advance(caseId, now);
  const seconds = record.nextDueAt === undefined ? 0 : (Date.parse(record.nextDueAt) - now.getTime()) / 1000;
  return {
    caseId,
    route,
    wait: record.wait,
    waitSeconds: Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil(seconds))),
  };
}
