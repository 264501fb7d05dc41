import { advance } from '../../../domain/callback/advance.ts';
import type { CallbackRules } from '../../../domain/callback/due.ts';
import { type CallbackRoute, routeOf } from '../../../domain/callback/next.ts';
import type { Clock } from '../../../domain/ports.ts';
import { type Routed, routeStep } from '../../steps/route.ts';
import { type FileDeps, flagsOf, loadFile, save } from '../file.ts';

export type RouteDeps = FileDeps & { clock: Clock; rules: CallbackRules };

/** Does what has come due, then says where the workflow waits and for how long. */
export function route(event: unknown, deps: RouteDeps): Promise<Routed<CallbackRoute>> {
  return routeStep(event, deps, async (caseId, now) => {
    const file = await loadFile(deps, caseId);
    const due = file.case.nextDueAt !== undefined && Date.parse(file.case.nextDueAt) <= now.getTime();
    const decision = due
      ? advance(file, await flagsOf(deps, file.case.policyId, now), now, deps.rules)
      : undefined;
    if (decision !== undefined) await save(deps, decision, now);
    const record = decision?.case ?? file.case;
    return { record, route: routeOf(record) };
  });
}
