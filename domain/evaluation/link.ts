import type { LinkClaim, LinkState } from '../links.ts';
import { dateOf } from '../time/calendar.ts';
import type { EvaluationCase } from './case.ts';
import { lastDay } from './dues.ts';
import type { EvaluationRules } from './settings.ts';

/** The link is of the last message: a request is answered by a reply, its reminder by either. */
export function evaluationClaim({ id, sent }: Pick<EvaluationCase, 'id' | 'sent'>): LinkClaim {
  return { caseId: id, purpose: 'evaluation', round: sent.length };
}

/** A link is bound to the card that it shows. */
export function evaluationBound({
  moment,
  line,
  cards,
}: Pick<EvaluationCase, 'moment' | 'line' | 'cards'>): (string | number)[] {
  return [moment, line, cards];
}

/** Open until the customer has answered in whatever way, and to the end of the last day. */
export function evaluationLinkState(
  matter: Pick<EvaluationCase, 'id' | 'sent' | 'stage'>,
  claim: LinkClaim,
  now: Date,
  rules: EvaluationRules,
): LinkState {
  const last = lastDay(matter, rules);
  const isAsked =
    matter.stage === 'awaiting-reply' &&
    claim.round === matter.sent.length &&
    last !== undefined &&
    dateOf(now) <= last;
  return isAsked ? 'open' : 'used';
}
