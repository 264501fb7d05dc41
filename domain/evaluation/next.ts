import type { EvaluationCase } from './case.ts';
import { evaluationDues } from './dues.ts';
import type { EvaluationRules } from './settings.ts';

/** Where the workflow waits next. */
export type EvaluationRoute = 'await-reply' | 'await-reading' | 'closed';

export function evaluationRoute({ category, inbox }: EvaluationCase): EvaluationRoute {
  if (category === 'closed') return 'closed';
  return inbox === undefined ? 'await-reply' : 'await-reading';
}

/** Who must do what next, and by when. */
export interface NextStep {
  who: string;
  what: string;
  by?: string;
}

export function evaluationNextSteps(matter: EvaluationCase, rules: EvaluationRules): NextStep[] {
  if (matter.category === 'closed') return [];
  const due = evaluationDues(matter, rules)[0];
  const by = due === undefined ? {} : { by: due.at.toISOString() };
  return matter.inbox === undefined
    ? [{ who: 'customer', what: 'evaluate the service', ...by }]
    : [{ who: matter.owner, what: 'read what the customer wrote', ...by }];
}
