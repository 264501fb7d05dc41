import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { caseHead } from '../case.ts';
import { NotAllowed } from '../errors.ts';
import type { Actor, Staff } from '../people.ts';
import { Id } from '../people.ts';
import { type Card, cardFor, Grade, Line, Moment } from './cards.ts';

const Instant = z.iso.datetime();

/** Open while the customer's answer is awaited, and again while a person has a reply to read. */
export const EvaluationStage = z.enum([
  'awaiting-reply',
  'replied',
  'expired',
  'not-sent', // the customer wants no messages, or none reached him
]);
export type EvaluationStage = z.infer<typeof EvaluationStage>;

/** What a reply says of the card: grades by the item's code, or one for the whole. */
export const Grades = z.strictObject({ grades: z.record(z.string(), Grade), overall: z.optional(Grade) });
export type Grades = z.infer<typeof Grades>;

/** A reply as the case knows it; its words are in the content of the same name. */
export const KeptReply = z.strictObject({
  /** Made of the gateway's id: the same one again is the same reply. */
  content: z.string(),
  /** By the gateway's time stamp. */
  receivedAt: Instant,
  /** As the machine read it; absent when it could not. */
  read: z.optional(Grades),
  /** As a person read it, which then holds. Empty: there was no grade in it. */
  byHand: z.optional(z.strictObject({ by: Id, at: Instant, says: Grades })),
  awaitsPerson: z.boolean(),
});
export type KeptReply = z.infer<typeof KeptReply>;

/** A message of the case, and how far it came. */
export const SentMessage = z.strictObject({
  id: z.string(),
  askedAt: Instant,
  outcome: z.optional(z.enum(['sent', 'delivered', 'undelivered'])),
  outcomeAt: z.optional(Instant),
});
export type SentMessage = z.infer<typeof SentMessage>;

export const EvaluationCase = z.strictObject({
  ...caseHead,
  kind: z.literal('evaluation'),
  stage: EvaluationStage,
  moment: Moment,
  line: Line,
  /** Version of the cards. */
  cards: z.string(),
  settings: z.string(),
  policyId: z.optional(z.string()),
  carrier: z.optional(Id),
  brokerId: z.optional(Id),
  /** Seller and payees: none of them reads what the customer wrote. */
  concerned: z.array(Id),
  customerRef: Id,
  /** The case whose end is evaluated. Each resolution has an evaluation of its own. */
  about: z.optional(z.string()),
  /** The evaluation of the resolution before. */
  previous: z.optional(z.string()),
  /** By this the customer's reply is matched: two to four digits, unlike those of the number's other evaluations. */
  extension: z.string().check(z.regex(/^\d{2,4}$/)),
  /** The request and the reminder. */
  sent: z.array(SentMessage),
  /** Caps or quiet hours do not let the next message go before. */
  notBefore: z.optional(Instant),
  replies: z.array(KeptReply),
  /** What counts: the last valid reply of the window. */
  result: z.optional(z.strictObject({ reply: z.string(), says: Grades })),
  /** Items a complaint was opened for: a correction opens it for new ones only. */
  complained: z.array(z.string()),
  /** A person has something to read, since when, and how often that was missed. */
  inbox: z.optional(z.strictObject({ since: Instant, missed: z.int(), from: Instant })),
  /** The customer was asked which message a reply was meant for. */
  askedWhichAt: z.optional(Instant),
  escalatedTo: z.optional(z.enum(['branch-manager', 'head-office-manager'])),
});
export type EvaluationCase = z.infer<typeof EvaluationCase>;

/** What a decision about an evaluation reads and changes. */
export interface EvaluationFile {
  case: EvaluationCase;
}

export const WORKFLOW: Actor = { kind: 'system', id: 'evaluation-workflow' };

/** How a dissatisfied reply shows where there is no item: a grade for the whole. */
export const OVERALL = 'overall';

/** One evaluation for a moment of a matter, so that the same news twice is one; a new resolution is a new one. */
export function evaluationId(of: { moment: Moment; matter: string; resolution: number }): string {
  const text = [of.moment, of.matter, of.resolution].join('\n');
  return `ev-${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
}

export function cardOf({ moment, line, cards }: Pick<EvaluationCase, 'moment' | 'line' | 'cards'>): Card {
  return cardFor(moment, line, cards);
}

/** What holds of a reply: a person's reading before the machine's. */
export function saidIn({ read, byHand }: Pick<KeptReply, 'read' | 'byHand'>): Grades | undefined {
  const says = byHand?.says ?? read;
  if (says === undefined) return undefined;
  return says.overall === undefined && Object.keys(says.grades).length === 0 ? undefined : says;
}

/** Items with a C, in the order of their codes. */
export function dissatisfiedItems({ grades, overall }: Grades): string[] {
  const items = Object.keys(grades).filter((code) => grades[code] === 'C');
  return [...items.sort(), ...(overall === 'C' ? [OVERALL] : [])];
}

/** @throws NotAllowed */
export function mustNotBeConcerned(matter: EvaluationCase, by: Staff): void {
  if (matter.concerned.includes(by.id)) {
    throw new NotAllowed('Whoever sold the policy or is paid for it does not read what the customer wrote.');
  }
}
