import * as z from 'zod/mini';
import { caseHead } from '../case.ts';
import { Month } from '../commission/payout.ts';
import { CaseDocument } from '../documents.ts';
import { NonNegativeFen } from '../money.ts';
import { Id } from '../people.ts';
import { DateText } from '../time/calendar.ts';
import { ProposedLine } from './proposal.ts';

const Instant = z.iso.datetime();

export const AccountabilityStage = z.enum([
  'proposing', // compiled, found by customer service or the business line, decided by the leading group
  'awaiting-objections', // the result is sent: silence accepts it
  'deciding-objections', // the time to object is over
  'final', // stated to HR and finance
]);
export type AccountabilityStage = z.infer<typeof AccountabilityStage>;

/** Who looks first at a line. What customer service cannot say goes to the business line. */
export const FindingLevel = z.enum(['customer-service', 'business-line']);
export type FindingLevel = z.infer<typeof FindingLevel>;

/** An advice to the leading group. `reason` is the hash of the content in which it stands. */
export const Finding = z.strictObject({
  level: FindingLevel,
  says: z.enum(['liable', 'not-liable', 'cannot-say']),
  by: Id,
  at: Instant,
  reason: z.optional(z.string()),
});

export const LineDecision = z.strictObject({
  outcome: z.enum(['confirmed', 'lowered', 'waived']),
  amountFen: NonNegativeFen,
  by: Id,
  at: Instant,
  reason: z.optional(z.string()),
});
export type LineDecision = z.infer<typeof LineDecision>;

/** The words are kept under `content` by `hash`: they can be erased. */
const Objection = z.strictObject({
  at: Instant,
  content: z.string(),
  hash: z.string(),
  documents: z.array(Id),
});

/** A proposed line, and what became of it. The reasons and the amount proposed never change. */
export const AccountabilityLine = z.strictObject({
  ...ProposedLine.shape,
  state: z.enum(['proposed', 'decided', 'objected', 'final']),
  findings: z.array(Finding),
  decision: z.optional(LineDecision),
  objection: z.optional(Objection),
  /** Of the objection, by another person than who decided first. */
  redecision: z.optional(LineDecision),
});
export type AccountabilityLine = z.infer<typeof AccountabilityLine>;

/** A file that states the result. */
export const StatedFile = z.strictObject({
  recipient: z.enum(['hr', 'finance']),
  format: z.enum(['csv', 'html']),
  key: z.string(),
  rows: z.int(),
  /** Hexadecimal: of the table as its own proof says, or of the page, which shows that of the table. */
  sha256: z.string(),
});
export type StatedFile = z.infer<typeof StatedFile>;

/** The monthly run (责任追究) is a case of its own. Its lines are contents: see lines.ts. */
export const AccountabilityCase = z.strictObject({
  ...caseHead,
  kind: z.literal('accountability'),
  stage: AccountabilityStage,
  month: Month,
  from: DateText,
  to: DateText,
  settings: z.string(),
  /** The hash of what was proposed. Absent until it is compiled. */
  proposal: z.optional(z.string()),
  /** Hash of each part of the lines, in order. */
  parts: z.array(z.string()),
  lines: z.int(),
  undecided: z.int(),
  /** Objections that are not decided. */
  objected: z.int(),
  /** Who is named in a line. */
  concerned: z.array(Id),
  documents: z.array(CaseDocument),
  /** The last day for objections: known when the result is sent. */
  objectUntil: z.optional(DateText),
  /** The day on which the last line became final. */
  settledOn: z.optional(DateText),
  stageSince: Instant,
  stageReminders: z.int(),
  escalatedTo: z.optional(z.enum(['head-office-manager'])),
  statements: z.array(StatedFile),
});
export type AccountabilityCase = z.infer<typeof AccountabilityCase>;

/** What a decision about a run reads and changes together: the record and its lines in their parts. */
export interface AccountabilityFile {
  case: AccountabilityCase;
  parts: readonly (readonly AccountabilityLine[])[];
}

export const HEAD_OFFICE = 'head-office';

/** The leading group (领导小组). */
export const LEADING_GROUP = `head-office-manager@${HEAD_OFFICE}`;

/** What the last word on a line says is to be paid; nothing before the first. */
export function decidedFen({ decision, redecision }: AccountabilityLine): number {
  return (redecision ?? decision)?.amountFen ?? 0;
}

/** Every line is final: what is left is to state them. */
export function isSettled({ settledOn, category }: AccountabilityCase): boolean {
  return settledOn !== undefined && category === 'open';
}
