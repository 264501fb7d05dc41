import { createHmac, timingSafeEqual } from 'node:crypto';
import { NotFound } from './errors.ts';

/** What a customer's link is for; each kind of case has its own. */
export type LinkPurpose = 'answers' | 'confirmation' | 'consent' | 'letter' | 'complaint' | 'evaluation';

/** What a link says in the clear: a case id, what is asked, and which asking it is. No personal data. */
export interface LinkClaim {
  caseId: string;
  purpose: LinkPurpose;
  round: number;
}

export type LinkState = 'open' | 'used';

const LETTER = {
  answers: 'a',
  confirmation: 'c',
  consent: 'n',
  letter: 'l',
  complaint: 'd',
  evaluation: 'e',
} as const;
const PURPOSE = new Map<string, LinkPurpose>(
  Object.entries(LETTER).map(([purpose, letter]) => [letter, purpose as LinkPurpose]),
);
const FORM = /^((?:cb|pu|rc|cp|ev)-[0-9a-f]{20})\.([acnlde])(\d{1,3})\.([A-Za-z0-9_-]{22})$/;
const SIGNATURE = 22; // characters, 132 bits

export const NO_LINK = 'This link is not one of ours.';

/**
 * The signature covers the claim and what the case binds it to, so that a link cannot be moved to another matter and
 * whoever has no key cannot make one.
 */
function signature(claim: LinkClaim, bound: readonly (string | number)[], key: string): string {
  const text = [claim.caseId, claim.purpose, claim.round, ...bound].join('\n');
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, SIGNATURE);
}

/** Made when the message is sent, never stored: whoever reads the tables holds no link. */
export function signLink(claim: LinkClaim, bound: readonly (string | number)[], key: string): string {
  return `${claim.caseId}.${LETTER[claim.purpose]}${claim.round}.${signature(claim, bound, key)}`;
}

/** What a token claims, before it is checked. @throws NotFound for anything that is not of the form */
export function readLink(token: string): LinkClaim {
  const [, caseId, letter, round] = FORM.exec(token) ?? [];
  const purpose = PURPOSE.get(letter ?? '');
  if (caseId === undefined || purpose === undefined || round === undefined) throw new NotFound(NO_LINK);
  return { caseId, purpose, round: Number(round) };
}

/** @throws NotFound when the token was altered */
export function mustBeSigned(
  token: string,
  claim: LinkClaim,
  bound: readonly (string | number)[],
  key: string,
): void {
  const given = Buffer.from(token.slice(-SIGNATURE));
  const right = Buffer.from(signature(claim, bound, key));
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new NotFound(NO_LINK);
}
