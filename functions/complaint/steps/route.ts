import type { Message } from '../../../domain/case.ts';
import { advanceComplaint } from '../../../domain/complaint/advance.ts';
import type { ComplaintCase } from '../../../domain/complaint/case.ts';
import { type ComplaintRoute, complaintRoute } from '../../../domain/complaint/next.ts';
import type { ComplaintRules } from '../../../domain/complaint/settings.ts';
import type { Cases, Clock, Transactions } from '../../../domain/ports.ts';
import { saveDecision } from '../../matter/file.ts';
import { type Routed, routeStep } from '../../steps/route.ts';
import { loadComplaint } from '../file.ts';

export interface RouteDeps {
  cases: Cases;
  transactions: Transactions;
  clock: Clock;
  rules: ComplaintRules;
}

/** Does what has come due, then says where the workflow waits and for how long. */
export function route(event: unknown, deps: RouteDeps): Promise<Routed<ComplaintRoute>> {
  return routeStep(event, deps, async (caseId, now) => {
    const before = await loadComplaint(deps, caseId);
    const decision = advanceComplaint(before, now, deps.rules, await messageOf(before, deps.cases));
    if (decision !== undefined) await saveDecision(deps, decision, now);
    const record = decision === undefined ? before : await loadComplaint(deps, caseId);
    return { record, route: complaintRoute(record) };
  });
}

/** The message that brings the decision, while it is on its way. */
async function messageOf({ id, decision }: ComplaintCase, cases: Cases): Promise<Message | undefined> {
  return decision?.sending === undefined ? undefined : cases.message(id, decision.sending.message);
}
