import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { FoundFault, Responsible } from '../accountability/facts.ts';
import { caseHead } from '../case.ts';
import { CaseDocument } from '../documents.ts';
import { canonicalJson } from '../history.ts';
import { NonNegativeFen } from '../money.ts';
import { Id } from '../people.ts';
import { ProductClass } from '../policy/policy.ts';
import { DateText } from '../time/calendar.ts';
import { Cause, FirstCause } from './causes.ts';
import { ComplaintChannel } from './channels.ts';

const Instant = z.iso.datetime();

export const ComplaintStage = z.enum([
  'awaiting-contact',
  'handling',
  'awaiting-notice', // decided and not yet told; with the regulator involved another person reads it first
  'awaiting-acceptance', // told: the customer accepts it, or asks the upper level within 30 days
  'under-review', // 核查 by the upper level
  'settled', // on the spot, or the customer accepts
  'decided', // told, and the time to ask for a review is over
  'withdrawn',
  'refused', // who filed it is neither the consumer nor entitled to act for one
  'merged', // the same matter as an open complaint: a contact of that one
]);
export type ComplaintStage = z.infer<typeof ComplaintStage>;

export const ComplaintOutcome = z.enum(['upheld', 'upheld-in-part', 'not-upheld', 'outside-cover']);
export type ComplaintOutcome = z.infer<typeof ComplaintOutcome>;

/** One time that the customer turned to somebody about the matter. */
export const Contact = z.strictObject({
  at: Instant,
  channel: ComplaintChannel,
  rank: z.int(),
  /** New facts or reasons: the legal clock starts again. */
  newFacts: z.boolean(),
  /** The number that the sender has given it, as 12378 does. */
  reference: z.optional(z.string()),
});
export type Contact = z.infer<typeof Contact>;

/** Time that does not count. The law's clock stands still for the first two only, and the complainant is told. */
export const PauseKind = z.enum(['appraisal', 'mediation', 'customer-material', 'carrier-answer']);
export type PauseKind = z.infer<typeof PauseKind>;
export const STATUTORY_PAUSES: readonly PauseKind[] = ['appraisal', 'mediation'];

export const Notice = z.strictObject({
  way: z.enum(['handed-over', 'post', 'sms', 'e-mail', 'phone']),
  at: Instant,
  /** What proves it: a receipt's, recording's or message's id. */
  proof: Id,
});
export type Notice = z.infer<typeof Notice>;

export const ComplaintCase = z.strictObject({
  ...caseHead,
  kind: z.literal('complaint'),
  stage: ComplaintStage,
  /** By which the same matter is known again: customer, policy or number, first cause. */
  matterKey: z.string(),
  customerRef: Id,
  policyId: z.optional(z.string()),
  carrier: z.optional(Id),
  product: z.optional(Id),
  productClass: z.optional(ProductClass),
  brokerId: z.optional(Id),
  line: z.enum(['life', 'property']),
  /** First level of cause as it was filed; the second comes with the decision. */
  subject: FirstCause,
  /** Who is involved: may neither see nor call nor decide (回避). */
  involved: z.array(Id),
  handler: z.optional(Id),
  contacts: z.array(Contact).check(z.minLength(1)),
  filer: z.strictObject({
    as: z.enum(['consumer', 'proxy', 'legal-representative', 'heir']),
    papers: z.array(Id),
  }),
  /** People who complain together of the same thing: five or more are a group. */
  group: z.optional(z.strictObject({ size: z.int(), representatives: z.int() })),
  /** What the legal clock counts from: the receipt, or that of new facts. */
  receivedAt: Instant,
  /** Of a dissatisfied evaluation: the gateway's time stamp of the reply. */
  gatewayAt: z.optional(Instant),
  /** When that reply was taken down, if the complaint was open before. */
  enteredAt: z.optional(Instant),
  /** The case that it came of by itself. */
  origin: z.optional(z.string()),
  settings: z.string(),
  isRepeat: z.boolean(),
  /** The complaint of the same matter that was closed before. */
  repeats: z.optional(z.string()),
  firstContactAt: z.optional(Instant),
  complexity: z.optional(z.enum(['simple', 'complex'])),
  promisedOn: z.optional(DateText),
  pauses: z.array(
    z.strictObject({ kind: PauseKind, from: Instant, to: z.optional(Instant), told: z.optional(Notice) }),
  ),
  /** The 30 days more: there is none without who approved it and how the complainant was told. */
  extension: z.optional(
    z.strictObject({ approvedBy: Id, approvedAt: Instant, reason: z.string(), notice: Notice }),
  ),
  /** `of`: when that part of the clock passed. Only a later moment is warned of anew. */
  warned: z.array(z.strictObject({ clock: z.string(), percent: z.int(), of: Instant })),
  /** When somebody was last told that it is still open, though no clock is ahead. */
  remindedAt: z.optional(Instant),
  transferredAt: z.optional(Instant),
  decision: z.optional(
    z.strictObject({
      content: z.string(),
      hash: z.string(),
      by: Id,
      at: Instant,
      outcome: ComplaintOutcome,
      approvedBy: z.optional(Id),
      /** On its way to the phone: the gateway's receipt will be the proof of notice. */
      sending: z.optional(z.strictObject({ message: Id, at: Instant, looks: z.int() })),
      notice: z.optional(Notice),
    }),
  ),
  decisions: z.int(),
  cause: z.optional(Cause),
  redressFen: z.optional(NonNegativeFen),
  settledOnTheSpot: z.boolean(),
  accepted: z.optional(z.boolean()),
  review: z.optional(
    z.strictObject({
      requestedAt: Instant,
      document: Id,
      decidedAt: z.optional(Instant),
      decidedBy: z.optional(Id),
      result: z.optional(z.enum(['confirmed', 'changed'])),
    }),
  ),
  mergedInto: z.optional(z.string()),
  /** Complaints that turned out to be this one. */
  mergedFrom: z.optional(z.array(z.string())),
  documents: z.array(CaseDocument),
  reopened: z.int(),
  /** What the random sample of calls found. */
  satisfied: z.optional(z.boolean()),
  /** Who is to answer for it in the month's run, and what the desk did wrong. */
  responsible: z.optional(z.array(Responsible)),
  deskFaults: z.optional(z.array(FoundFault)),
});
export type ComplaintCase = z.infer<typeof ComplaintCase>;

export function matterKeyOf(matter: {
  customerRef: string;
  policyId?: string | undefined;
  category: FirstCause;
}): string {
  return createHash('sha256').update(canonicalJson(matter)).digest('base64url').slice(0, 22);
}

export const GROUP_FROM = 5;
export const MOST_REPRESENTATIVES = 5; // Complaint measures art. 12

export function isMultiChannel({ contacts }: Pick<ComplaintCase, 'contacts'>): boolean {
  return new Set(contacts.map(({ channel }) => channel)).size > 1;
}

export function isEscalated({ contacts }: Pick<ComplaintCase, 'contacts'>): boolean {
  return contacts.some(({ rank }, index) => index > 0 && rank > (contacts[0]?.rank ?? rank));
}
