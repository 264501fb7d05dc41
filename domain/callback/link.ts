import { type LinkClaim, type LinkState, mustBeSigned, signLink } from '../links.ts';
import type { CallbackCase } from './case.ts';
import { awaitsAnswers } from './stages.ts';

export type CallbackLinkPurpose = 'answers' | 'confirmation';

/** Which asking a link is: the correction of the contact data for the first answers, the round for a confirmation. */
export function claimFor(purpose: CallbackLinkPurpose, callback: CallbackCase): LinkClaim {
  return { caseId: callback.id, purpose, round: purpose === 'answers' ? callback.contact : callback.round };
}

/** The policy, and for a confirmation the very problems and the remedy that the customer is asked about. */
function boundTo(claim: LinkClaim, callback: CallbackCase): (string | number)[] {
  const issue = claim.purpose === 'confirmation' ? (callback.problem?.issueHash ?? '') : '';
  return [callback.policyId, callback.contact, issue];
}

export function linkToken(claim: LinkClaim, callback: CallbackCase, key: string): string {
  return signLink(claim, boundTo(claim, callback), key);
}

/**
 * Whether a link still asks something. A link of an earlier round, or of a case that went on, is used: what it was
 * bound to is gone, so its signature cannot be checked and nothing is told but that.
 * @throws NotFound when it was altered
 */
export function checkLink(token: string, claim: LinkClaim, callback: CallbackCase, key: string): LinkState {
  const purpose = claim.purpose === 'confirmation' ? 'confirmation' : 'answers';
  if (claim.round !== claimFor(purpose, callback).round) return 'used';
  mustBeSigned(token, claim, boundTo(claim, callback), key);
  if (purpose === 'confirmation') return callback.stage === 'awaiting-confirmation' ? 'open' : 'used';
  return awaitsAnswers(callback) ? 'open' : 'used';
}
