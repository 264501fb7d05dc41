import { advancePreUnderwriting } from '../../../domain/pre-underwriting/advance.ts';
import { type PreUnderwritingRoute, preUnderwritingRoute } from '../../../domain/pre-underwriting/next.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { saveDecision } from '../../matter/file.ts';
import { type Routed, routeStep } from '../../steps/route.ts';
import { type EraseDeps, erase } from '../erase.ts';
import { loadPreUnderwriting } from '../file.ts';

/** Does what has come due, then says where the workflow waits and for how long. What was withdrawn is erased here. */
export function route(event: unknown, deps: EraseDeps): Promise<Routed<PreUnderwritingRoute>> {
  return routeStep(event, deps, async (caseId, now) => {
    const file = await loadPreUnderwriting(deps.cases, caseId);
    const decision = advancePreUnderwriting(file, now, deps.rules);
    if (decision !== undefined) await saveDecision(deps, decision, now);
    const after = decision === undefined ? file.case : (await loadPreUnderwriting(deps.cases, caseId)).case;
    const isOver = after.category === 'closed' && after.erasedAt === undefined;
    if (isOver && after.eraseOn <= dateOf(now)) await erase(caseId, deps);
    return { record: after, route: preUnderwritingRoute(after) };
  });
}
