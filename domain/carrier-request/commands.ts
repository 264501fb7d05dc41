import * as z from 'zod/mini';
import { CaseDraft, contentHash } from '../decision.ts';
import type { CaseDocument } from '../documents.ts';
import { Conflict, Invalid, NotAllowed, Refused } from '../errors.ts';
import type { Actor, Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import { daysBetween } from '../time/dates.ts';
import {
  type CarrierPurpose,
  type CarrierRequest,
  carrierQueue,
  isAnswered,
  type MaterialRound,
  type WantedItem,
} from './case.ts';
import { daysWaited } from './clock.ts';
import type { CarrierRules } from './settings.ts';

export type RequestDraft = CaseDraft<CarrierRequest>;

export interface Asking {
  id: string;
  about: string;
  branch: string;
  carrier: string;
  purpose: CarrierPurpose;
  /** What the carrier may see of the matter; nothing that says whose it is. */
  packet: unknown;
  documents: readonly CaseDocument[];
  answerWithinWorkingDays?: number | undefined;
  mayNotDecide?: readonly string[];
  headOfficeOnly?: boolean;
}

/** A carrier is asked: the request begins with its packet, and its clock runs. */
export function ask(asking: Asking, by: Actor, at: Date, rules: CarrierRules): RequestDraft {
  const { purpose, carrier, packet } = asking;
  const empty: CarrierRequest = {
    id: asking.id,
    kind: 'carrier-request',
    stage: 'asked',
    category: 'open',
    version: 0,
    lastHash: '',
    branch: asking.branch,
    owner: carrierQueue(carrier),
    wait: 0,
    openedAt: at.toISOString(),
    purpose,
    about: asking.about,
    carrier,
    settings: rules.carriers.version,
    askedAt: at.toISOString(),
    answerWithinWorkingDays: asking.answerWithinWorkingDays ?? rules.carriers.answerWithin[purpose],
    packetHash: contentHash(packet),
    documents: [...asking.documents],
    pauses: [],
    escalations: 0,
    material: [],
    mayNotDecide: [...(asking.mayNotDecide ?? [])],
    headOfficeOnly: asking.headOfficeOnly ?? false,
    answers: [],
  };
  const draft = new CaseDraft(empty, by, at);
  draft.keep('packet', packet);
  draft.record('carrier-asked', {
    purpose,
    packet: empty.packetHash,
    documents: asking.documents.map(({ id, sha256 }) => ({ id, sha256 })),
    workingDays: empty.answerWithinWorkingDays,
  });
  return draft;
}

export const DecidingBar = z.enum(['decided-before', 'head-office-only']);
export type DecidingBar = z.infer<typeof DecidingBar>;

/** What keeps this person of the carrier from deciding it, if anything. */
export function decidingBar(
  { mayNotDecide, headOfficeOnly }: CarrierRequest,
  { id, branch }: Staff,
): DecidingBar | undefined {
  if (mayNotDecide.includes(id)) return 'decided-before';
  return headOfficeOnly && branch !== 'head-office' ? 'head-office-only' : undefined;
}

const BARRED: Readonly<Record<DecidingBar, string>> = {
  'decided-before': 'Whoever decided this matter before may not decide it again.',
  'head-office-only': "This level is decided at the carrier's head office.",
};

/** @throws NotAllowed for who decided before, and at the head office's level for anybody else's reviewer */
export function mustBeAbleToDecide(request: CarrierRequest, by: Staff): void {
  const bar = decidingBar(request, by);
  if (bar !== undefined) throw new NotAllowed(BARRED[bar]);
}

/** May the carrier still see what it was given? Minimum necessary: nothing once its answer is not needed any more. */
export function mayBeShown({ stage }: CarrierRequest): boolean {
  return stage !== 'not-needed' && stage !== 'withdrawn';
}

function mustBeShared(request: CarrierRequest): void {
  if (!mayBeShown(request)) {
    throw new Conflict('The request is closed: an answer is not needed any more.', {
      stage: request.stage,
      version: request.version,
    });
  }
}

/** `counted`: it is the answer. `same-again`: it is the one that counts. `beside`: another one counts, this one is kept. */
export type Answering = 'counted' | 'same-again' | 'beside';

/** Per request. With ten carriers, all that a withdrawal must erase at once stays under 100 writes, DynamoDB's limit. */
export const MOST_ANSWERS = 2;

export function isCounted({ answers: [first] }: CarrierRequest, body: unknown): boolean {
  return first?.hash === contentHash(body);
}

/**
 * The carrier's answer. A second one with other words is kept beside the first, and the caller is told that the
 * first one counts.
 * @throws Conflict for a request that is closed, for the kept one said again and for a third one; NotAllowed for who
 * may not decide
 */
export function answer(
  draft: RequestDraft,
  body: unknown,
  facts: Record<string, unknown>,
  by: Staff,
): Answering {
  const { case: request, at } = draft;
  mustBeAbleToDecide(request, by);
  mustBeShared(request);
  const hash = contentHash(body);
  if (isCounted(request, body)) return 'same-again';
  if (request.answers.length >= MOST_ANSWERS) {
    throw new Conflict('The request was answered before: that answer counts.', {
      stage: request.stage,
      version: request.version,
    });
  }
  const content = `answer-${request.answers.length + 1}`;
  const late = request.silentSince !== undefined;
  const answers = [...request.answers, { at: at.toISOString(), by: by.id, content, hash, late }];
  draft.keep(content, body);
  if (isAnswered(request)) {
    draft.record('second-answer', { answer: hash }, { answers });
    return 'beside';
  }
  endRound(draft, 'not-supplied');
  draft.record(
    'carrier-answered',
    { ...facts, purpose: request.purpose, days: daysWaited(request, at).carrier, answer: hash, late },
    { answers, stage: 'answered', category: 'closed', closedAt: at.toISOString() },
  );
  return 'counted';
}

/**
 * The carrier needs more before it can answer: its clock stands still and the broker's runs. One round at a time, so
 * everything is asked for at once (for claims Insurance Law art. 22).
 * @throws Conflict when it is closed or more is waited for already, Refused when its rounds are used up
 */
export function wantMaterial(
  draft: RequestDraft,
  items: readonly WantedItem[],
  by: Staff,
  rules: CarrierRules,
): void {
  const { case: request, at } = draft;
  mustBeAbleToDecide(request, by);
  mustBeShared(request);
  if (isAnswered(request) || request.stage === 'material-wanted') {
    throw new Conflict(
      isAnswered(request)
        ? 'The request is answered.'
        : 'Material is waited for: everything is asked for at once.',
      { stage: request.stage, version: request.version },
    );
  }
  if (request.material.length >= rules.carriers.materialRounds) {
    throw new Refused(
      'asked-enough',
      `A carrier asks at most ${rules.carriers.materialRounds} times for more.`,
    );
  }
  const askedAt = at.toISOString();
  draft.record(
    'material-wanted',
    { round: request.material.length + 1, types: items.map(({ type }) => type) },
    {
      stage: 'material-wanted',
      material: [...request.material, { items: [...items], by: by.id, askedAt, reminders: 0 }],
      pauses: [...request.pauses, { from: askedAt, reason: 'more material is waited for' }],
    },
  );
}

/** The broker brings what was wanted: the carrier's clock goes on where it stood. */
export function supplyMaterial(
  draft: RequestDraft,
  documents: readonly CaseDocument[],
  note: string | undefined,
): void {
  const { case: request } = draft;
  if (request.stage !== 'material-wanted') throw new Refused('nothing-wanted', 'This carrier wants nothing.');
  if (documents.length === 0 && note === undefined) {
    throw new Invalid('Nothing is supplied.', [{ field: 'documents', reason: 'needs a document or a note' }]);
  }
  const { purpose, material } = request;
  const round = material.length;
  const days = daysOfRound(draft);
  const noteHash = note === undefined ? {} : { note: draft.keep(`note-${round}`, { note }) };
  endRound(draft, 'supplied');
  draft.record(
    'material-supplied',
    { round, purpose, days, documents: documents.map(({ id, sha256 }) => ({ id, sha256 })), ...noteHash },
    {
      stage: 'asked',
      documents: [
        ...request.documents,
        ...documents.filter(({ id }) => !request.documents.some((one) => one.id === id)),
      ],
    },
  );
}

export function endRound(draft: RequestDraft, outcome: NonNullable<MaterialRound['outcome']>): void {
  const { case: request, at } = draft;
  if (request.stage !== 'material-wanted') return;
  const endedAt = at.toISOString();
  draft.case = {
    ...request,
    material: request.material.with(-1, { ...lastOf(request.material), endedAt, outcome }),
    pauses: request.pauses.with(-1, { ...lastOf(request.pauses), to: endedAt }),
  };
}

/** How many calendar days the present round of material has lasted. */
export function daysOfRound({ case: { material }, at }: RequestDraft): number {
  return daysBetween(dateOf(lastOf(material).askedAt), dateOf(at));
}

export function lastOf<T>(list: readonly T[]): T {
  const last = list.at(-1);
  if (last === undefined) throw new Refused('nothing-wanted', 'This carrier wants nothing.');
  return last;
}

/** The case went on without it, or the customer took it back: nothing more is shown or taken. */
export function endSharing(draft: RequestDraft, stage: 'not-needed' | 'withdrawn', why: string): void {
  const { case: request, at } = draft;
  if (request.stage === stage || (request.category === 'closed' && stage === 'not-needed')) return;
  endRound(draft, 'not-supplied');
  draft.record(
    stage === 'withdrawn' ? 'sharing-withdrawn' : 'answer-not-needed',
    { why },
    { stage, category: 'closed', closedAt: request.closedAt ?? at.toISOString() },
  );
}

/** @throws Refused when nothing was withdrawn */
export function confirmDeletion(draft: RequestDraft, by: Staff): void {
  if (draft.case.stage !== 'withdrawn') {
    throw new Refused('not-withdrawn', 'The carrier may keep what it was given: nothing was withdrawn.');
  }
  if (draft.case.deletionConfirmed !== undefined) return;
  draft.record('deletion-confirmed', {}, { deletionConfirmed: { by: by.id, at: draft.at.toISOString() } });
}

/** @throws Invalid for a last day that is over */
export function mustNotBePast(date: string, now: Date, field: string): void {
  if (date < dateOf(now)) {
    throw new Invalid('The date is over.', [{ field, reason: 'is in the past' }]);
  }
}
