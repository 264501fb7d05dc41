import * as z from 'zod/mini';
import {
  CarrierPurpose,
  type CarrierRequest,
  CarrierRequestStage,
} from '../../domain/carrier-request/case.ts';
import { daysWaited, requestDues } from '../../domain/carrier-request/clock.ts';
import { mayBeShown } from '../../domain/carrier-request/commands.ts';
import type { CarrierRules } from '../../domain/carrier-request/settings.ts';
import type { CaseEvent, Content } from '../../domain/case.ts';

const DocumentView = z.object({
  id: z.string(),
  type: z.string(),
  media: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});

export const RequestSummary = z.object({
  id: z.string(),
  purpose: CarrierPurpose,
  stage: CarrierRequestStage,
  version: z.int(),
  openedAt: z.string(),
  nextDueAt: z.optional(z.string()),
  closedAt: z.optional(z.string()),
});

export const RequestView = z.object({
  id: z.string(),
  purpose: CarrierPurpose,
  stage: CarrierRequestStage,
  version: z.int(),
  askedAt: z.string(),
  answerWithinWorkingDays: z.int(),
  headOfficeOnly: z.boolean(),
  /** What the carrier is asked about; gone once it is not needed any more, was withdrawn or erased. */
  packet: z.optional(z.looseObject({})),
  documents: z.array(DocumentView),
  material: z.array(z.looseObject({ items: z.array(z.object({ type: z.string(), text: z.string() })) })),
  notes: z.array(z.string()),
  answers: z.array(
    z.object({ at: z.string(), by: z.string(), late: z.boolean(), answer: z.optional(z.unknown()) }),
  ),
  daysWaited: z.object({ carrier: z.int(), broker: z.int() }),
  dues: z.array(z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) })),
  timeline: z.array(z.looseObject({ seq: z.int(), at: z.string(), type: z.string() })),
});

export const AnsweredView = z.object({ id: z.string(), stage: CarrierRequestStage, version: z.int() });

/**
 * A request as a reviewer of its carrier sees it. It is made of the request's own record, contents and history: there
 * is nothing of another carrier in them, and which case of the firm it belongs to is left out.
 */
export function requestView(
  request: CarrierRequest,
  contents: readonly Content[],
  history: readonly CaseEvent[],
  now: Date,
  rules: CarrierRules,
): z.infer<typeof RequestView> {
  const bodies = new Map(contents.map(({ name, body }) => [name, body]));
  const isShared = mayBeShown(request);
  const packet = isShared ? bodies.get('packet') : undefined;
  return {
    id: request.id,
    purpose: request.purpose,
    stage: request.stage,
    version: request.version,
    askedAt: request.askedAt,
    answerWithinWorkingDays: request.answerWithinWorkingDays,
    headOfficeOnly: request.headOfficeOnly,
    ...(packet === undefined ? {} : { packet: packet as Record<string, unknown> }),
    documents: isShared
      ? request.documents.map(({ id, type, media, bytes, sha256 }) => ({ id, type, media, bytes, sha256 }))
      : [],
    material: request.material,
    notes: isShared
      ? [...bodies].flatMap(([name, body]) => (name.startsWith('note-') ? [noteOf(body)] : []))
      : [],
    answers: request.answers.map(({ at, by, late, content }) => ({
      at,
      by,
      late,
      answer: bodies.get(content),
    })),
    daysWaited: daysWaited(request, now),
    dues: requestDues(request, rules).map(({ what, at, why }) => ({ what, at: at.toISOString(), why })),
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}

function noteOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'note' in body ? String(body.note) : '';
}

export function answeredView({ id, stage, version }: CarrierRequest): z.infer<typeof AnsweredView> {
  return { id, stage, version };
}
