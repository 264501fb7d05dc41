import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { caseHead } from '../case.ts';
import type { CommissionLine } from '../commission/line.ts';
import { canonicalJson } from '../history.ts';
import { Id } from '../people.ts';
import { PhoneFlag } from '../policy/phone-integrity.ts';
import { ProductClass } from '../policy/policy.ts';
import { DateText } from '../time/calendar.ts';
import { LadderName, Way } from './ladder.ts';
import { ProblemCategory } from './questionnaire.ts';

const Instant = z.iso.datetime();

export const CallbackStage = z.enum([
  'awaiting-answers',
  'awaiting-remedy',
  'awaiting-confirmation',
  'clean', // every answer was a clear yes
  'settled', // the customer confirmed that the problem is settled
  'cancelled', // the policy was cancelled in the cooling-off period
  'closed-without-word', // the customer can say nothing any more
]);
export type CallbackStage = z.infer<typeof CallbackStage>;

/** What an unreached attempt came to. */
export const AttemptResult = z.enum([
  'no-answer',
  'refused',
  'busy',
  'switched-off',
  'empty-number',
  'wrong-person',
  'call-later',
  'posted',
  'returned',
  'not-at-home',
  'moved',
]);
export type AttemptResult = z.infer<typeof AttemptResult>;

/** Result codes that make sense for each way. */
export const RESULTS_OF: Readonly<Record<Way, readonly AttemptResult[]>> = {
  call: ['no-answer', 'refused', 'busy', 'switched-off', 'empty-number', 'wrong-person', 'call-later'],
  letter: ['posted', 'returned'],
  visit: ['not-at-home', 'moved', 'refused'],
};

/** How the customer's word reached us; the proof that goes with each way. */
export const Evidence = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('link') }),
  z.strictObject({ way: z.literal('call'), recording: Id }),
  z.strictObject({ way: z.literal('letter'), slip: Id }),
  z.strictObject({ way: z.literal('visit'), slip: Id }),
]);
export type Evidence = z.infer<typeof Evidence>;

/** Why the customer will never say whether it is settled. */
export const ClosingCause = z.enum([
  'policy-surrendered', // after the cooling-off period: within it the policy is cancelled
  'customer-died',
  'policy-void',
]);
export type ClosingCause = z.infer<typeof ClosingCause>;

/** The carrier's own statutory callback: recorded beside ours, never mixed with it. */
export const CarrierCallback = z.strictObject({
  result: z.enum(['success', 'problem', 'not-successful', 'not-yet']),
  on: DateText,
});
export type CarrierCallback = z.infer<typeof CarrierCallback>;

export const CallbackCase = z.strictObject({
  ...caseHead,
  kind: z.literal('callback'),
  stage: CallbackStage,
  policyId: z.string(),
  carrier: Id,
  brokerId: Id,
  /** Seller and payees: none of them may take down what the customer says. */
  concerned: z.array(Id),
  customerRef: Id,
  productClass: ProductClass,
  scopeRule: z.string(),
  settings: z.string(),
  questionnaire: z.strictObject({ version: z.string(), asked: z.array(z.string()) }),
  /** 0 while the first answers are awaited; then the number of the remedy. */
  round: z.int(),
  ladder: z.optional(
    z.strictObject({
      name: LadderName,
      next: z.int(),
      /** What the next rung is counted from. */
      from: Instant,
      /** A step that came due late, at night, waits until then. */
      notBefore: z.optional(Instant),
      task: z.optional(z.strictObject({ rung: z.string(), way: Way, opensAt: Instant })),
      /** How often in a row the open task was missed. */
      missed: z.optional(z.int()),
    }),
  ),
  /** Calls that counted: the next must be on another day and in another part of the day. */
  calledAt: z.array(Instant),
  coolingOff: z.optional(
    z.strictObject({ endsOn: DateText, outcome: z.optional(z.enum(['met', 'missed'])) }),
  ),
  phoneFlags: z.array(PhoneFlag),
  /** How often the contact data was corrected: a link that went to an earlier number is dead. */
  contact: z.int(),
  /** Why it waits for a remedy: the customer's problem, or nobody could be reached. */
  problem: z.optional(
    z.strictObject({
      cause: z.enum(['answers', 'unreached']),
      categories: z.array(ProblemCategory),
      openedAt: Instant,
      /** What a confirmation link is bound to: these problems, this remedy. */
      issueHash: z.string(),
    }),
  ),
  escalatedTo: z.optional(z.enum(['branch-manager', 'head-office-manager'])),
  /** A recorded call in which the customer said it is settled, entered by one person and not yet approved. */
  unapproved: z.optional(z.strictObject({ by: Id, at: Instant, evidence: Evidence })),
  /** A proposal to close the case without the customer's word, not yet decided. */
  closing: z.optional(z.strictObject({ by: Id, at: Instant, cause: ClosingCause, document: Id })),
  carrierCallback: z.optional(CarrierCallback),
  /** What the customer last said by link, so that the same post twice gets the same answer. */
  lastWordHash: z.optional(z.string()),
});
export type CallbackCase = z.infer<typeof CallbackCase>;

/** What a decision about a callback reads and changes together. */
export interface CallbackFile {
  case: CallbackCase;
  lines: readonly CommissionLine[];
}

export function issueHash(problem: {
  categories: readonly string[];
  remedy?: string;
  round: number;
}): string {
  return createHash('sha256').update(canonicalJson(problem)).digest('base64url').slice(0, 22);
}

export function isConcerned(callback: CallbackCase, personId: string): boolean {
  return callback.concerned.includes(personId);
}
