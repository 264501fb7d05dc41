import { advanceAccountability } from '../../../domain/accountability/advance.ts';
import { type AccountabilityRoute, accountabilityRoute } from '../../../domain/accountability/next.ts';
import { saveDecision } from '../../matter/file.ts';
import { type Routed, routeStep } from '../../steps/route.ts';
import { loadRun, type RunDeps } from '../run.ts';

export type RouteDeps = RunDeps;

/** Does what has come due, then says where the workflow goes, or waits and for how long. */
export function route(event: unknown, deps: RouteDeps): Promise<Routed<AccountabilityRoute>> {
  return routeStep(event, deps, async (caseId, now) => {
    const { file } = await loadRun(deps, caseId);
    const decision = advanceAccountability(file, now, deps.rules);
    if (decision === undefined) return { record: file.case, route: accountabilityRoute(file) };
    await saveDecision(deps, decision, now);
    const after = await deps.cases.load('accountability', caseId);
    return { record: after, route: accountabilityRoute({ case: after }) };
  });
}
