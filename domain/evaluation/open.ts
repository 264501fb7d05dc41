import type { Actor } from '../people.ts';
import { CURRENT_CARDS, type Line, type Moment } from './cards.ts';
import type { EvaluationCase } from './case.ts';
import { type EvaluationDecision, EvaluationDraft, ownerOf } from './draft.ts';
import type { EvaluationRules } from './settings.ts';

export interface EvaluationOpening {
  /** See `evaluationId`. */
  id: string;
  moment: Moment;
  line: Line;
  branch: string;
  brokerId?: string | undefined;
  concerned: readonly string[];
  customerRef: string;
  carrier?: string | undefined;
  /** The message goes to this policy's customer; without one to `phone`. */
  policyId?: string | undefined;
  phone?: string | undefined;
  /** See `freeExtension`. */
  extension: string;
  about?: string | undefined;
  previous?: string | undefined;
}

/**
 * A service evaluation (服务评价) of a policy issued, a claim reported or a claim closed. The customer is asked in the
 * next sending hours, by the workflow.
 */
export function openEvaluation(
  opening: EvaluationOpening,
  by: Actor,
  at: Date,
  rules: EvaluationRules,
): EvaluationDecision {
  const { carrier, policyId, brokerId, phone, about, previous, concerned, ...rest } = opening;
  const empty: EvaluationCase = {
    ...rest,
    kind: 'evaluation',
    stage: 'awaiting-reply',
    category: 'open',
    version: 0,
    lastHash: '',
    owner: ownerOf({ branch: opening.branch }),
    wait: 0,
    openedAt: at.toISOString(),
    cards: CURRENT_CARDS,
    settings: rules.evaluation.version,
    concerned: [...concerned],
    sent: [],
    replies: [],
    complained: [],
    ...(carrier === undefined ? {} : { carrier }),
    ...(policyId === undefined ? {} : { policyId }),
    ...(brokerId === undefined ? {} : { brokerId }),
    ...(about === undefined ? {} : { about }),
    ...(previous === undefined ? {} : { previous }),
  };
  const draft = new EvaluationDraft(empty, by, at, rules);
  if (phone !== undefined) draft.keep('contact', { phone });
  draft.record('evaluation-opened', {
    line: opening.line,
    cards: CURRENT_CARDS,
    ...(policyId === undefined ? {} : { policyId }),
    ...(about === undefined ? {} : { about }),
    ...(previous === undefined ? {} : { previous }),
  });
  return draft.finish({ wakes: false });
}
