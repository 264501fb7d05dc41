import { createHmac, timingSafeEqual } from 'node:crypto';
import { NotFound } from '../errors.ts';
import type { CallbackCase } from './case.ts';

export type LinkPurpose = 'answers' | 'confirmation';

/**
 * What a customer's link says in the clear: a case id, what is asked, and which asking it is: the correction of the
 * contact data for the first answers, the round for a confirmation. No personal data.
 */
export interface LinkClaim {
  caseId: string;
  purpose: LinkPurpose;
  round: number;
}

export function claimFor(purpose: LinkPurpose, callback: CallbackCase): LinkClaim {
  return { caseId: callback.id, purpose, round: purpose === 'answers' ? callback.contact : callback.round };
}

const LETTER = { answers: 'a', confirmation: 'c' } as const;
const FORM = /^(cb-[0-9a-f]{20})\.([ac])(\d{1,3})\.([A-Za-z0-9_-]{22})$/;

/**
 * What the signature covers besides the claim: the policy, and for a confirmation the very problems and the remedy
 * that the customer is asked about. So a link cannot be moved to another matter, and whoever has no key cannot make one.
 */
function bound(claim: LinkClaim, callback: CallbackCase): string {
  const issue = claim.purpose === 'confirmation' ? (callback.problem?.issueHash ?? '') : '';
  return [claim.caseId, claim.purpose, claim.round, callback.policyId, callback.contact, issue].join('\n');
}

function signature(claim: LinkClaim, callback: CallbackCase, key: string): string {
  return createHmac('sha256', key).update(bound(claim, callback)).digest('base64url').slice(0, 22); // 132 bits
}

/** Made when the message is sent, never stored: whoever reads the tables holds no link. */
export function linkToken(claim: LinkClaim, callback: CallbackCase, key: string): string {
  return `${claim.caseId}.${LETTER[claim.purpose]}${claim.round}.${signature(claim, callback, key)}`;
}

/** What a token claims, before it is checked. @throws NotFound for anything that is not of the form */
export function readLink(token: string): LinkClaim {
  const [, caseId, letter, round] = FORM.exec(token) ?? [];
  if (caseId === undefined || letter === undefined || round === undefined) throw new NotFound(NO_LINK);
  return { caseId, purpose: letter === 'a' ? 'answers' : 'confirmation', round: Number(round) };
}

export const NO_LINK = 'This link is not one of ours.';

export type LinkState = 'open' | 'used';

/**
 * Whether a link still asks something. A link of an earlier round, or of a case that went on, is used: what it was
 * bound to is gone, so its signature cannot be checked and nothing is told but that.
 * @throws NotFound when it was altered
 */
export function checkLink(token: string, claim: LinkClaim, callback: CallbackCase, key: string): LinkState {
  if (claim.round !== claimFor(claim.purpose, callback).round) return 'used';
  const given = Buffer.from(token.slice(-22));
  const right = Buffer.from(signature(claim, callback, key));
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new NotFound(NO_LINK);
  if (claim.purpose === 'confirmation') return callback.stage === 'awaiting-confirmation' ? 'open' : 'used';
  const unanswered =
    callback.stage === 'awaiting-answers' ||
    (callback.stage === 'awaiting-remedy' && callback.problem?.cause === 'unreached');
  return unanswered ? 'open' : 'used';
}
