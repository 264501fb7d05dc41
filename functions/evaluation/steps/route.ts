import { advanceEvaluation } from '../../../domain/evaluation/advance.ts';
import type { EvaluationCase } from '../../../domain/evaluation/case.ts';
import { ASK, evaluationDues, REMIND } from '../../../domain/evaluation/dues.ts';
import { type EvaluationRoute, evaluationRoute } from '../../../domain/evaluation/next.ts';
import type { Clock } from '../../../domain/ports.ts';
import { type Routed, routeStep } from '../../steps/route.ts';
import {
  type EvaluationDeps,
  loadEvaluation,
  loadNumber,
  type NumberFile,
  phoneOf,
  saveEvaluation,
} from '../file.ts';

export type RouteDeps = EvaluationDeps & { clock: Clock };

/** Does what has come due, then says where the workflow waits and for how long. */
export function route(event: unknown, deps: RouteDeps): Promise<Routed<EvaluationRoute>> {
  return routeStep(event, deps, async (caseId, now) => {
    const before = await loadEvaluation(deps, caseId);
    const number = await numberFor(before, now, deps);
    const state = number?.state ?? UNKNOWN;
    const decision = advanceEvaluation({ case: before }, state, now, deps.rules);
    if (decision !== undefined) await saveEvaluation(deps, decision, now, { phone: number?.phone, number });
    const record = decision === undefined ? before : await loadEvaluation(deps, caseId);
    return { record, route: evaluationRoute(record) };
  });
}

/** Of a number that was erased: the message finds nobody, and the case says so. */
const UNKNOWN = { sentAt: [], optedOut: false };

/** Only where somebody is to be written to. */
async function numberFor(
  matter: EvaluationCase,
  now: Date,
  deps: RouteDeps,
): Promise<NumberFile | undefined> {
  const writes = evaluationDues(matter, deps.rules).some(
    ({ what, at }) => (what === ASK || what === REMIND) && at <= now,
  );
  const phone = writes ? await phoneOf(matter, deps) : undefined;
  return phone === undefined ? undefined : loadNumber(phone, now, deps);
}
