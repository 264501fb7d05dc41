import type { Decision } from '../decision.ts';
import { Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import type { ComplaintCase } from './case.ts';
import { type ComplaintDraft, draftOf, finish, handlerOf, mustBeOpen, mustNotBeInvolved } from './draft.ts';
import type { ComplaintRules } from './settings.ts';

/**
 * Somebody turns out to be involved: the case is out of that person's hands and sight, and what that person has
 * decided and nobody was told yet is void.
 */
export function recuse(
  complaint: ComplaintCase,
  { person, reason }: { person: string; reason: string },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeOpen(complaint);
  mustNotBeInvolved(complaint, by);
  if (complaint.involved.includes(person)) throw new Refused('recused', 'That person is out of it already.');
  const draft = draftOf(complaint, by, at);
  const involved = [...complaint.involved, person];
  const kept = draft.keep(`recusal-${involved.length}`, { reason });
  takeOut(draft, person, { reason: kept }, { involved });
  return finish(draft, rules);
}

/** Whoever a further contact names is out of it too, whose words are then the reason. */
export function takeOutNamed(draft: ComplaintDraft, named: readonly string[]): void {
  for (const person of named) {
    const { handler, owner } = draft.case;
    if (person === handler || person === owner || isOfUntold(draft.case, person)) takeOut(draft, person);
  }
}

function takeOut(
  draft: ComplaintDraft,
  person: string,
  data: Record<string, unknown> = {},
  to: Partial<ComplaintCase> = {},
): void {
  const { branch, owner } = draft.case;
  const decisionVoid = isOfUntold(draft.case, person);
  if (draft.case.handler === person) draft.drop('handler');
  if (decisionVoid) draft.drop('decision', 'cause', 'redressFen');
  draft.record(
    'recused',
    { person, ...data, decisionVoid },
    {
      ...to,
      ...(decisionVoid ? { stage: 'handling', owner: handlerOf(draft.case) } : {}),
      ...(owner === person ? { owner: `complaint-handler@${branch}` } : {}),
    },
  );
}

function isOfUntold({ stage, decision }: ComplaintCase, person: string): boolean {
  return stage === 'awaiting-notice' && [decision?.by, decision?.approvedBy].includes(person);
}
