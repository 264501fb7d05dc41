import type { CaseEvent } from '../../domain/case.ts';
import type { ComplaintIntake } from '../../domain/complaint/intake.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import type { Actor } from '../../domain/people.ts';
import type { Cases, Policies, Transactions } from '../../domain/ports.ts';
import { complaintIdOf, complaintsOf, matterOfPolicy, takeDown } from '../complaint/file.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';

export interface ComplainDeps {
  cases: Cases;
  policies: Pick<Policies, 'byId'>;
  transactions: Transactions;
  rules: ComplaintRules;
}

const BY_ITSELF: Actor = { kind: 'system', id: 'callback' };

/** What a customer says in a callback that is more than a question: somebody is said to have mis-sold (销售误导). */
const MIS_SELLING = ['not-own-signature', 'denies-buying', 'benefit-overstated'];

/**
 * A callback in which the customer says that the policy was mis-sold is a complaint as well, whether or not one is
 * filed. The event's place in its history is the reference: told twice, it is one contact.
 */
export async function complainOf(event: CaseEvent, deps: ComplainDeps): Promise<void> {
  const { categories } = event.data;
  if (event.type !== 'answered-problem' || !Array.isArray(categories)) return;
  const said = categories.filter((category) => MIS_SELLING.includes(category));
  if (said.length === 0) return;
  const callback = await deps.cases.load('callback', event.caseId);
  const policy = await deps.policies.byId(callback.policyId);
  if (policy === undefined) return;
  const reference = `${event.caseId}.${event.seq}`;
  const intake: ComplaintIntake = {
    channel: 'callback',
    receivedAt: event.at,
    reference,
    category: 'sales',
    statement: `The callback found: ${said.join(', ')}.`,
    filer: { as: 'consumer', papers: [] },
    involved: callback.concerned,
    newFacts: true,
    origin: event.caseId,
  };
  await onFreshRead(async () => {
    const known = await complaintsOf(deps.cases, policy.customer.ref);
    if (known.some(({ contacts }) => contacts.some((contact) => contact.reference === reference))) return;
    const at = new Date(event.at);
    const matter = matterOfPolicy(policy, complaintIdOf(reference));
    const { decision } = await takeDown(intake, matter, BY_ITSELF, at, deps);
    await saveDecision(deps, decision, at);
  });
}
