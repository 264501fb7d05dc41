import { createHash } from 'node:crypto';
import { NotAllowed, Refused } from '../errors.ts';
import { canonicalJson } from '../history.ts';
import type { Actor, Staff } from '../people.ts';
import type { PhoneFlag } from '../policy/phone-integrity.ts';
import { type CallbackCase, type Evidence, isConcerned, issueHash } from './case.ts';
import type { Draft } from './draft.ts';
import type { LadderName } from './ladder.ts';
import { type ProblemCategory, URGENT_CATEGORIES } from './questionnaire.ts';

/** What every decision about a callback shares: who may, where it stands, how it moves to the next stage. */

export const WORKFLOW: Actor = { kind: 'system', id: 'callback-workflow' };

export const CUSTOMER: Actor = { kind: 'customer' };

export function queue(role: string, branch: string): string {
  return `${role}@${branch}`;
}

export function mustBeIn(callback: CallbackCase, ...stages: CallbackCase['stage'][]): void {
  if (!stages.includes(callback.stage)) {
    throw new Refused('wrong-stage', `The case is at ${callback.stage}, not at ${stages.join(' or ')}.`, {
      details: { stage: callback.stage },
    });
  }
}

export function mustNotBeConcerned(callback: CallbackCase, by: Staff): void {
  if (isConcerned(callback, by.id)) {
    throw new NotAllowed(
      'Whoever sold the policy or is paid for it may not take down what the customer says, nor do without it.',
    );
  }
}

/** A flagged number can complain, and cannot release: a word that holds is taken whoever spoke it. */
export function mustNotUseFlaggedPhone(evidence: Evidence, flags: readonly PhoneFlag[]): void {
  if (flags.length > 0 && (evidence.way === 'link' || evidence.way === 'call')) {
    throw new Refused(
      'phone-flagged',
      "The customer's number is flagged, so it proves nothing: a letter or a visit can.",
      {
        details: { flags: [...flags] },
      },
    );
  }
}

/** May the customer's first answers still come? Until they have, even when the firm has given up on reaching them. */
export function awaitsAnswers(callback: CallbackCase): boolean {
  return (
    callback.stage === 'awaiting-answers' ||
    (callback.stage === 'awaiting-remedy' && callback.problem?.cause === 'unreached')
  );
}

export function awaitRemedy(
  draft: Draft,
  cause: 'answers' | 'unreached',
  categories: ProblemCategory[],
  round: number,
  type: string,
  data: Record<string, unknown>,
): void {
  const { unapproved: _unapproved, escalatedTo: _escalatedTo, ...callback } = draft.case;
  const name: LadderName = categories.some((category) => URGENT_CATEGORIES.has(category))
    ? 'remedy-urgent'
    : 'remedy';
  const from = draft.at.toISOString();
  draft.case = callback;
  draft.record(
    type,
    { ...data, categories, round },
    {
      stage: 'awaiting-remedy',
      round,
      owner: callback.brokerId,
      ladder: { name, next: 0, from },
      problem: {
        cause,
        categories,
        openedAt: callback.problem?.openedAt ?? from,
        issueHash: issueHash({ categories, round }),
      },
    },
  );
}

/** Ends the case. What still waited for a second person, be it a word or a proposal to close, is void with it. */
export function close(
  draft: Draft,
  stage: 'clean' | 'settled' | 'cancelled' | 'closed-without-word',
  type: string,
  data: Record<string, unknown>,
): void {
  const {
    ladder: _ladder,
    escalatedTo: _escalatedTo,
    unapproved: _unapproved,
    closing: _closing,
    ...callback
  } = draft.case;
  draft.case = callback;
  draft.record(type, data, { stage, category: 'closed', closedAt: draft.at.toISOString() });
}

export function hashOfWord(word: object): string {
  return createHash('sha256').update(canonicalJson(word)).digest('base64url').slice(0, 22);
}
