import type { Decision } from '../decision.ts';
import { Gone } from '../errors.ts';
import type { LinkClaim, LinkState } from '../links.ts';
import type { ComplaintCase } from './case.ts';
import { recordWord, withdrawComplaint } from './decide.ts';
import { type ComplaintDraft, CUSTOMER, draftOf, finish } from './draft.ts';
import type { ComplaintRules } from './settings.ts';
import { recordNotice } from './tell.ts';

/** Which decision a link shows: the last one. */
export function complaintClaim({ id, decisions }: ComplaintCase): LinkClaim {
  return { caseId: id, purpose: 'complaint', round: decisions };
}

/** A link is bound to the very words of its decision. */
export function complaintBound({ decision }: ComplaintCase): (string | number)[] {
  return [decision?.hash ?? ''];
}

/** Open while the complainant can say something to the decision; afterwards it stays to be read. */
export function complaintLinkState(complaint: ComplaintCase, claim: LinkClaim): LinkState {
  const { stage, decision, decisions } = complaint;
  if (decision === undefined || claim.round !== decisions) return 'used';
  const isAsked =
    stage === 'awaiting-acceptance' || (stage === 'awaiting-notice' && decision.sending !== undefined);
  return isAsked ? 'open' : 'used';
}

/** Whoever answers has read it: the message that brought the link is the notice, though nobody has looked yet. */
function isTold(draft: ComplaintDraft): void {
  const { decision } = draft.case;
  if (decision?.sending === undefined) return;
  recordNotice(draft, { way: 'sms', at: draft.at.toISOString(), proof: decision.sending.message });
}

/**
 * The complainant says by the link whether the decision is accepted.
 * @throws Gone when it was answered otherwise or asks nothing any more
 */
export function answerByLink(
  complaint: ComplaintCase,
  word: { accepts: boolean; comment?: string | undefined },
  at: Date,
  rules: ComplaintRules,
): Decision | 'same-again' {
  if (complaint.accepted === word.accepts) return 'same-again';
  if (complaintLinkState(complaint, complaintClaim(complaint)) === 'used') {
    throw new Gone('This question was answered already.');
  }
  const draft = draftOf(complaint, CUSTOMER, at);
  isTold(draft);
  recordWord(draft, word);
  return finish(draft, rules);
}

/** The complainant takes the complaint back from the page of the decision. @throws Gone when it has ended */
export function withdrawByLink(
  complaint: ComplaintCase,
  at: Date,
  rules: ComplaintRules,
): Decision | 'same-again' {
  if (complaint.stage === 'withdrawn') return 'same-again';
  if (complaint.category === 'closed') throw new Gone('The complaint has ended.');
  return withdrawComplaint(complaint, { proof: `link-${complaint.decisions}` }, CUSTOMER, at, rules);
}
