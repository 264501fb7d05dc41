import * as z from 'zod/mini';
import type { CarrierRequest } from '../carrier-request/case.ts';
import { caseHead } from '../case.ts';
import { CaseDocument, DocumentType } from '../documents.ts';
import { NonNegativeFen } from '../money.ts';
import { Id } from '../people.ts';
import { DateText } from '../time/calendar.ts';
import { ClaimKind } from './evidence-lists.ts';
import { ReasonCode } from './grounds.ts';
import { DecisionKind, InsuranceLine, LegalFacts } from './legal-clocks.ts';

const Instant = z.iso.datetime();

export const ReconsiderationStage = z.enum([
  'gathering', // required evidence or the mandate is missing
  'assessing', // an expert of the firm judges the decision
  'explaining', // the expert agrees with the carrier: the customer is told why and may accept
  'second-opinion', // the customer did not accept: another expert judges
  'level-1', // the carrier looks again
  'deciding', // the carrier has answered: go on, or not?
  'level-2', // the carrier's head office looks again, another person
  'informing', // it ends with a letter to the customer, which goes out in sending hours
  'awaiting-payment', // changed: the money is followed to its legal date
  'changed',
  'accepted', // the customer accepted the explanation
  'upheld', // a letter with the next forums has gone out
  'withdrawn', // by the customer
]);
export type ReconsiderationStage = z.infer<typeof ReconsiderationStage>;

/** The decision that is taken back to the carrier: of underwriting (核保) or of a claim (核赔). */
export const DisputedDecision = z.strictObject({
  of: DecisionKind,
  carrier: Id,
  /** Number of the claim or the application. */
  number: Id,
  line: InsuranceLine,
  claimKind: z.optional(ClaimKind),
  /** What it was, as `declined`, `refused`, `paid in part`. */
  result: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  reasonCode: ReasonCode,
  /** The clause it rests on: figures are kept by it. */
  clause: z.optional(Id),
  /** What was claimed and what the carrier gave of it: of claims only. */
  askedFen: z.optional(NonNegativeFen),
  givenFen: z.optional(NonNegativeFen),
  /** The carrier's person who decided, where known. */
  decider: z.optional(Id),
  decidedOn: DateText,
});
export type DisputedDecision = z.infer<typeof DisputedDecision>;

export const LevelOutcome = z.enum(['changed', 'changed-in-part', 'upheld']);
export type LevelOutcome = z.infer<typeof LevelOutcome>;

/** One time that the carrier was asked to look again. */
export const Level = z.strictObject({
  level: z.union([z.literal(1), z.literal(2)]),
  requestId: z.string(),
  askedAt: Instant,
  askedBy: Id,
  /** SHA-256 of the documents that went with it: evidence that was seen is not new. */
  evidence: z.array(z.string()),
  /** Which run of the case it was asked in: 0, or the number of the re-opening. */
  run: z.int(),
  outcome: z.optional(LevelOutcome),
  /** All that the carrier gives, what it gave before included. */
  amountFen: z.optional(NonNegativeFen),
  /** Why it stays with its decision. */
  reason: z.optional(ReasonCode),
  clause: z.optional(Id),
  answeredAt: z.optional(Instant),
  answeredBy: z.optional(Id),
});
export type Level = z.infer<typeof Level>;

export const ReconsiderationCase = z.strictObject({
  ...caseHead,
  kind: z.literal('reconsideration'),
  stage: ReconsiderationStage,
  carrier: Id,
  policyId: z.optional(z.string()),
  brokerId: Id,
  concerned: z.array(Id),
  customerRef: Id,
  settings: z.string(),
  decision: DisputedDecision,
  facts: LegalFacts,
  /** Hash of the content `snapshot`. */
  snapshotHash: z.optional(z.string()),
  /** Codes of the clauses in the snapshot: what an argument can point to. */
  clauses: z.array(z.string()),
  documents: z.array(CaseDocument),
  /** The customer's mandate (授权委托): a stored document. */
  mandate: z.optional(Id),
  waived: z.array(z.strictObject({ type: DocumentType, reason: z.string(), by: Id })),
  /** How often the missing evidence was asked for, and since when. */
  gathering: z.strictObject({ since: Instant, reminders: z.int() }),
  assessments: z.array(
    z.strictObject({
      by: Id,
      at: Instant,
      verdict: z.enum(['agree', 'contest']),
      run: z.int(),
      content: z.string(),
      hash: z.string(),
    }),
  ),
  /** A plain explanation or a letter that the customer can read by link. The number is that of the link. */
  letters: z.array(
    z.strictObject({
      kind: z.enum(['explanation', 'outcome']),
      content: z.string(),
      hash: z.string(),
      at: Instant,
      /** A message waits for the end of the quiet hours. */
      sentAt: z.optional(Instant),
      readAt: z.optional(Instant),
      reminders: z.int(),
      accepted: z.optional(z.boolean()),
      answeredAt: z.optional(Instant),
    }),
  ),
  levels: z.array(Level),
  /** When the present stage began: what its own dues are counted from. */
  stageSince: Instant,
  /** Reminders and escalations in the present stage. */
  stageReminders: z.int(),
  /** What the carrier gives beyond what it gave at first. */
  recovered: z.optional(
    z.strictObject({
      fen: NonNegativeFen,
      paidFen: NonNegativeFen,
      agreedOn: DateText,
      paidOn: z.optional(DateText),
      lateNoticed: z.int(),
    }),
  ),
  /** Time bars that a person was warned of: the last day, and how many days were left. */
  warned: z.array(z.string()),
  escalatedTo: z.optional(z.enum(['branch-manager', 'head-office-manager'])),
  /** How often it was re-opened: the number of the present run. */
  reopened: z.int(),
});
export type ReconsiderationCase = z.infer<typeof ReconsiderationCase>;

/** What a decision about a reconsideration reads and changes together. */
export interface ReconsiderationFile {
  case: ReconsiderationCase;
  /** One for each time that the carrier was asked, in order. */
  requests: readonly CarrierRequest[];
}

/** The team of experts sits at the head office. */
export const EXPERTS = 'expert@head-office';
