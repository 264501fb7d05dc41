import type { Decision } from '../decision.ts';
import type { Staff } from '../people.ts';
import type { ComplaintCase } from './case.ts';
import { draftOf, finish, mustNotBeInvolved } from './draft.ts';
import type { ComplaintRules } from './settings.ts';

/** Somebody who handles it sees the complainant's number, to call it: that and why stays in the history. */
export function revealNumber(
  complaint: ComplaintCase,
  { reason }: { reason: string },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustNotBeInvolved(complaint, by);
  const draft = draftOf(complaint, by, at);
  draft.record('number-revealed', { field: 'phone', reason });
  return finish(draft, rules, { wakes: false });
}
