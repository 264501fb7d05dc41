import * as z from 'zod/mini';
import { advance } from '../../../domain/callback/advance.ts';
import type { CallbackRules } from '../../../domain/callback/due.ts';
import { type CallbackRoute, routeOf } from '../../../domain/callback/next.ts';
import type { Clock } from '../../../domain/ports.ts';
import { type FileDeps, flagsOf, loadFile, save } from '../file.ts';

export type RouteDeps = FileDeps & { clock: Clock; rules: CallbackRules };

const Input = z.object({
  execution: z.string(),
  /** The state's input: with a wait once the execution has been through here. */
  input: z.object({ caseId: z.string(), wait: z.optional(z.int()) }),
});

export interface Routed {
  caseId: string;
  route: CallbackRoute | 'superseded';
  wait: number;
  waitSeconds: number;
}

const LONGEST_WAIT_SECONDS = 99_999_999; // Step Functions' limit, three years

/** Does what has come due, then says where the workflow waits and for how long. */
export async function route(event: unknown, deps: RouteDeps): Promise<Routed> {
  const { execution, input } = Input.parse(event);
  const { caseId } = input;
  if (input.wait !== undefined) {
    const waiting = await deps.cases.wait(caseId, input.wait);
    // The sweeper started another execution that waits in this one's place.
    if (waiting?.execution !== undefined && waiting.execution !== execution) {
      return { caseId, route: 'superseded', wait: 0, waitSeconds: 0 };
    }
  }
  const now = deps.clock.now();
  const file = await loadFile(deps, caseId);
  const due = file.case.nextDueAt !== undefined && Date.parse(file.case.nextDueAt) <= now.getTime();
  const decision = due
    ? advance(file, await flagsOf(deps, file.case.policyId, now), now, deps.rules)
    : undefined;
  if (decision !== undefined) await save(deps, decision, now);
  const callback = decision?.case ?? file.case;
  const seconds =
    callback.nextDueAt === undefined ? 0 : (Date.parse(callback.nextDueAt) - now.getTime()) / 1000;
  return {
    caseId,
    route: routeOf(callback),
    wait: callback.wait,
    waitSeconds: Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil(seconds))),
  };
}
