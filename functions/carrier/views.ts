import * as z from 'zod/mini';
import { CarrierPurpose, CarrierRequest, CarrierRequestStage } from '../../domain/carrier-request/case.ts';
import { daysWaited, requestDues } from '../../domain/carrier-request/clock.ts';
import { DecidingBar, decidingBar, mayBeShown } from '../../domain/carrier-request/commands.ts';
import { Opinion } from '../../domain/carrier-request/conclusion.ts';
import type { CarrierRules } from '../../domain/carrier-request/settings.ts';
import { type Vocabulary, VocabularyEntries } from '../../domain/carrier-request/vocabulary.ts';
import type { CaseEvent, Content } from '../../domain/case.ts';
import { CaseDocument } from '../../domain/documents.ts';
import { Fen } from '../../domain/money.ts';
import { Actor, type Staff } from '../../domain/people.ts';
import type { Carrier } from '../../domain/policy/intake.ts';
import { Applicant, Disclosure } from '../../domain/pre-underwriting/case.ts';
import type { Packet as RiskPacket } from '../../domain/pre-underwriting/send.ts';
import type { Packet as DisputePacket } from '../../domain/reconsideration/ask-level.ts';
import { DisputedDecision } from '../../domain/reconsideration/case.ts';
import { LevelAnswer } from '../../domain/reconsideration/levels.ts';
import { Argument } from '../../domain/reconsideration/points.ts';

const { id, type, media, bytes, sha256, addedAt } = CaseDocument.shape;
const DocumentView = z.object({ id, type, media, bytes, sha256, addedAt });

export const RequestSummary = z.object({
  id: z.string(),
  purpose: CarrierPurpose,
  stage: CarrierRequestStage,
  version: z.int(),
  openedAt: z.string(),
  nextDueAt: z.optional(z.string()),
  closedAt: z.optional(z.string()),
});

/** A risk without the person whom it is about. */
const RiskPacketView = z.object({
  reference: z.string(),
  product: z.string(),
  sumInsuredFen: Fen,
  applicant: Applicant,
  disclosure: Disclosure,
});

/** A decision of the carrier's own that is disputed, and why. */
export const DisputePacketView = z.object({
  level: z.union([z.literal(1), z.literal(2)]),
  decision: z.omit(DisputedDecision, { decider: true }),
  snapshot: z.string(),
  argument: z.readonly(Argument),
  reason: z.optional(z.string()),
});

export const RequestView = z.object({
  id: z.string(),
  purpose: CarrierPurpose,
  stage: CarrierRequestStage,
  version: z.int(),
  askedAt: z.string(),
  nextDueAt: z.optional(z.string()),
  closedAt: z.optional(z.string()),
  answerWithinWorkingDays: z.int(),
  headOfficeOnly: z.boolean(),
  /** Why the person who asks may not answer it; absent when they may. */
  mayNotAnswer: z.optional(DecidingBar),
  /** What the carrier is asked about; gone once it is not needed any more, was withdrawn or erased. */
  packet: z.optional(z.union([RiskPacketView, DisputePacketView])),
  /** The carrier's own name of the product in the packet. */
  productName: z.optional(z.string()),
  /** The carrier's own codes and what they mean in our words, as they are in use; empty when none were agreed. */
  vocabulary: z.array(VocabularyEntries.def.element),
  documents: z.array(DocumentView),
  material: CarrierRequest.shape.material,
  /** How often more can be asked for. */
  materialRounds: z.int(),
  notes: z.array(z.string()),
  answers: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      late: z.boolean(),
      answer: z.optional(z.union([Opinion, LevelAnswer])),
    }),
  ),
  daysWaited: z.object({ carrier: z.int(), broker: z.int() }),
  dues: z.array(z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) })),
  deletionConfirmed: CarrierRequest.shape.deletionConfirmed,
  timeline: z.array(
    z.object({
      seq: z.int(),
      at: z.string(),
      type: z.string(),
      by: Actor,
      data: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
});

export const AnsweredView = z.object({ id: z.string(), stage: CarrierRequestStage, version: z.int() });

/** A request with what was kept of it, and what of the carrier's own helps to read and answer it. */
export interface RequestShown {
  request: CarrierRequest;
  contents: readonly Content[];
  history: readonly CaseEvent[];
  carrier: Carrier | undefined;
  vocabulary: Vocabulary | undefined;
}

/**
 * A request as a reviewer of its carrier sees it. It is made of the request's own record, contents and history: there
 * is nothing of another carrier in them, and which case of the firm it belongs to is left out.
 */
export function requestView(
  { request, contents, history, carrier, vocabulary }: RequestShown,
  by: Staff,
  now: Date,
  rules: CarrierRules,
): z.infer<typeof RequestView> {
  const bodies = new Map(contents.map(({ name, body }) => [name, body]));
  const isShared = mayBeShown(request);
  const packet = isShared ? (bodies.get('packet') as RiskPacket | DisputePacket | undefined) : undefined;
  const product = packet !== undefined && 'product' in packet ? carrier?.products[packet.product] : undefined;
  return {
    id: request.id,
    purpose: request.purpose,
    stage: request.stage,
    version: request.version,
    askedAt: request.askedAt,
    nextDueAt: request.nextDueAt,
    closedAt: request.closedAt,
    answerWithinWorkingDays: request.answerWithinWorkingDays,
    headOfficeOnly: request.headOfficeOnly,
    mayNotAnswer: decidingBar(request, by),
    packet,
    productName: product?.name,
    vocabulary: vocabulary?.entries ?? [],
    documents: isShared ? request.documents.map((document) => DocumentView.parse(document)) : [],
    material: request.material,
    materialRounds: rules.carriers.materialRounds,
    notes: isShared
      ? [...bodies].flatMap(([name, body]) => (name.startsWith('note-') ? [noteOf(body)] : []))
      : [],
    answers: request.answers.map(({ at, by: who, late, content }) => ({
      at,
      by: who,
      late,
      answer: bodies.get(content) as Opinion | LevelAnswer | undefined,
    })),
    daysWaited: daysWaited(request, now),
    dues: requestDues(request, rules).map(({ what, at, why }) => ({ what, at: at.toISOString(), why })),
    deletionConfirmed: request.deletionConfirmed,
    timeline: history.map(({ seq, at, type, by: who, data, hash }) => ({
      seq,
      at,
      type,
      by: who,
      data,
      hash,
    })),
  };
}

function noteOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'note' in body ? String(body.note) : '';
}

export function answeredView({ id, stage, version }: CarrierRequest): z.infer<typeof AnsweredView> {
  return { id, stage, version };
}
