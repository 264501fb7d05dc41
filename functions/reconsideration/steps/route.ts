import type { Clock } from '../../../domain/ports.ts';
import { advanceReconsideration } from '../../../domain/reconsideration/advance.ts';
import { type ReconsiderationRoute, reconsiderationRoute } from '../../../domain/reconsideration/next.ts';
import type { ReconsiderationRules } from '../../../domain/reconsideration/settings.ts';
import { loadMatter, type MatterDeps, saveDecision } from '../../matter/file.ts';
import { type Routed, routeStep } from '../../steps/route.ts';

export type RouteDeps = MatterDeps & { clock: Clock; rules: ReconsiderationRules };

/** Does what has come due, then says where the workflow waits and for how long. */
export function route(event: unknown, deps: RouteDeps): Promise<Routed<ReconsiderationRoute>> {
  return routeStep(event, deps, async (caseId, now) => {
    const file = await loadMatter(deps, 'reconsideration', caseId);
    const decision = advanceReconsideration(file, now, deps.rules);
    if (decision === undefined) return { record: file.case, route: reconsiderationRoute(file.case) };
    await saveDecision(deps, decision, now);
    const after = await deps.cases.load('reconsideration', caseId);
    return { record: after, route: reconsiderationRoute(after) };
  });
}
