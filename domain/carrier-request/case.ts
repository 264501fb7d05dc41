import * as z from 'zod/mini';
import { caseHead } from '../case.ts';
import { CaseDocument, DocumentType } from '../documents.ts';
import { Id } from '../people.ts';

const Instant = z.iso.datetime();

export const CarrierRequestStage = z.enum([
  'asked',
  'material-wanted', // the carrier's clock stands still, the broker's runs
  'answered',
  'not-needed', // the case that it was asked for went on without it
  'withdrawn', // the customer took back the consent or the matter: nothing is shared any more
]);
export type CarrierRequestStage = z.infer<typeof CarrierRequestStage>;

export const CarrierPurpose = z.enum(['pre-underwriting', 'reconsideration-1', 'reconsideration-2']);
export type CarrierPurpose = z.infer<typeof CarrierPurpose>;

/** One thing that a carrier wants to see or to know before it answers. */
export const WantedItem = z.strictObject({
  type: DocumentType,
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
});
export type WantedItem = z.infer<typeof WantedItem>;

const MaterialRound = z.strictObject({
  items: z.array(WantedItem).check(z.minLength(1), z.maxLength(20)),
  by: Id,
  askedAt: Instant,
  /** How often the broker has been told that it is waited for. */
  reminders: z.int(),
  endedAt: z.optional(Instant),
  outcome: z.optional(z.enum(['supplied', 'not-supplied'])),
});
export type MaterialRound = z.infer<typeof MaterialRound>;

const Pause = z.strictObject({ from: Instant, to: z.optional(Instant), reason: z.string() });

/**
 * What one carrier is asked (保司征询), as a case of its own: its packet, its clock, its answer and its history are
 * here and nowhere else, so that what a reviewer of this carrier can be shown holds nothing of another one.
 */
export const CarrierRequest = z.strictObject({
  ...caseHead,
  kind: z.literal('carrier-request'),
  stage: CarrierRequestStage,
  purpose: CarrierPurpose,
  /** The case that it is asked for. */
  about: z.string(),
  carrier: Id,
  settings: z.string(),
  askedAt: Instant,
  answerWithinWorkingDays: z.int().check(z.minimum(1), z.maximum(60)),
  /** Hash of the content `packet`: what the carrier was given. */
  packetHash: z.string(),
  /** Ids are those of the case that it is asked for; its files lie there. */
  documents: z.array(CaseDocument),
  pauses: z.array(Pause),
  remindedAt: z.optional(Instant),
  /** When the carrier's time was over without an answer. */
  silentSince: z.optional(Instant),
  /** How often its silence was taken up the line. */
  escalations: z.int(),
  material: z.array(MaterialRound),
  /** People of the carrier who may not decide this one: who decided before. */
  mayNotDecide: z.array(Id),
  headOfficeOnly: z.boolean(),
  /** The first answer counts; another one that came later is kept beside it. */
  answers: z.array(
    z.strictObject({ at: Instant, by: Id, content: z.string(), hash: z.string(), late: z.boolean() }),
  ),
  /** The carrier says that it has deleted what it was given. */
  deletionConfirmed: z.optional(z.strictObject({ by: Id, at: Instant })),
});
export type CarrierRequest = z.infer<typeof CarrierRequest>;

/** The queue of a carrier's reviewers. */
export function carrierQueue(carrier: string): string {
  return `carrier-reviewer@${carrier}`;
}

export function isAnswered(request: CarrierRequest): boolean {
  return request.answers.length > 0;
}

/** Nothing is awaited from this carrier any more, at least not in time. */
export function isSettled(request: CarrierRequest): boolean {
  return request.category === 'closed' || request.silentSince !== undefined;
}
