import * as z from 'zod/mini';
import type { CarrierRequest, WantedItem } from '../carrier-request/case.ts';
import { type Answering, answer as answerRequest, wantMaterial } from '../carrier-request/commands.ts';
import type { Decision } from '../decision.ts';
import { type FieldFault, Invalid } from '../errors.ts';
import { NonNegativeFen } from '../money.ts';
import { Id, type Staff } from '../people.ts';
import { type Calendar, dateOf, workingDaysBetween } from '../time/calendar.ts';
import { standingFen } from './amounts.ts';
import { levelOf, mustBeOfCarrier } from './ask-level.ts';
import type { Level, ReconsiderationCase, ReconsiderationFile } from './case.ts';
import { ReconsiderationDraft } from './draft.ts';
import { REASON_CODES, ReasonCode } from './grounds.ts';
import { agree } from './payment.ts';
import type { ReconsiderationRules } from './settings.ts';

const Wording = z.string().check(z.trim(), z.minLength(1), z.maxLength(5000));

/** What a carrier's reviewer says: in our vocabulary, and in the carrier's own words beside it. */
export const LevelAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('changed'), wording: Wording }),
  z.strictObject({
    outcome: z.literal('changed-in-part'),
    /** All that the carrier gives now, not what it adds. Of claims only. */
    amountFen: z.optional(NonNegativeFen),
    wording: Wording,
  }),
  z.strictObject({
    outcome: z.literal('upheld'),
    reason: ReasonCode,
    clause: z.optional(Id),
    wording: Wording,
  }),
]);
export type LevelAnswer = z.infer<typeof LevelAnswer>;

/**
 * The carrier's answer to one level. The first one counts; another one with other words is kept beside it and the
 * reviewer is told so. A late one counts like one in time: silence has decided nothing.
 * @throws NotFound for another carrier, NotAllowed for who may not decide, Conflict when the request is closed
 * @throws Invalid for an amount that cannot be
 */
export function recordLevelAnswer(
  file: ReconsiderationFile,
  requestId: string,
  answer: LevelAnswer,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): { answering: Answering; decision?: Decision } {
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const request = draft.request(requestId);
  mustBeOfCarrier(request.case, by);
  const level = levelOf(file.case, requestId);
  const isFirst = request.case.answers.length === 0;
  const { outcome } = answer;
  const answering = answerRequest(request, answer, { outcome }, by);
  if (answering === 'same-again') return { answering };
  mustFit(file.case, answer, isFirst);
  if (answering === 'beside') {
    draft.record('level-second-answer', { level: level.level, requestId, outcome });
    return { answering, decision: draft.finish({ wakes: false }) };
  }
  count(draft, level, request.case, answer, by);
  return { answering, decision: draft.finish({ wakes: true }) };
}

function count(
  draft: ReconsiderationDraft,
  level: Level,
  request: CarrierRequest,
  answer: LevelAnswer,
  by: Staff,
): void {
  const { case: matter, at } = draft;
  const { reasonCode, clause, askedFen } = matter.decision;
  const amountFen =
    answer.outcome === 'changed' ? askedFen : 'amountFen' in answer ? answer.amountFen : undefined;
  const before = standingFen(matter);
  const answered: Level = {
    ...level,
    outcome: answer.outcome,
    ...(amountFen === undefined ? {} : { amountFen }),
    ...(answer.outcome === 'upheld' ? { reason: answer.reason } : {}),
    ...(answer.outcome === 'upheld' && answer.clause !== undefined ? { clause: answer.clause } : {}),
    answeredAt: at.toISOString(),
    answeredBy: by.id,
  };
  const levels = matter.levels.map((one) => (one.requestId === level.requestId ? answered : one));
  draft.moveTo(
    'deciding',
    'level-answered',
    {
      level: level.level,
      requestId: level.requestId,
      outcome: answer.outcome,
      reasonCode,
      ...(clause === undefined ? {} : { clause }),
      ...(answer.outcome === 'upheld' ? { reason: answer.reason } : {}),
      days: workingDaysTaken(request, at, draft.rules.calendar),
      /** What this answer adds to what stood before it. */
      recoveredFen: amountFen === undefined ? 0 : amountFen - before,
      late: request.silentSince !== undefined,
    },
    { levels },
  );
  // What was asked for is given: there is nothing to decide.
  if (answer.outcome === 'changed') agree(draft);
}

/** Working days from the asking to the answer, less those in which the carrier waited for evidence. */
function workingDaysTaken({ askedAt, pauses }: CarrierRequest, at: Date, calendar: Calendar): number {
  const days = (from: string, to: string): number => workingDaysBetween(dateOf(from), dateOf(to), calendar);
  const end = at.toISOString();
  return days(askedAt, end) - pauses.reduce((sum, { from, to }) => sum + days(from, to ?? end), 0);
}

/** @throws Invalid */
function mustFit(matter: ReconsiderationCase, answer: LevelAnswer, isFirst: boolean): void {
  const faults: FieldFault[] = [];
  const { of, askedFen } = matter.decision;
  if (answer.outcome === 'upheld' && !REASON_CODES[of].safeParse(answer.reason).success) {
    faults.push({ field: 'reason', reason: `is no reason of a decision on ${of}` });
  }
  if (answer.outcome === 'changed-in-part')
    faults.push(...partFaults(matter, askedFen, answer.amountFen, isFirst));
  if (faults.length > 0) throw new Invalid('The answer does not fit the decision.', faults);
}

function partFaults(
  matter: ReconsiderationCase,
  askedFen: number | undefined,
  amountFen: number | undefined,
  isFirst: boolean,
): FieldFault[] {
  const fault = (reason: string): FieldFault[] => [{ field: 'amountFen', reason }];
  if (askedFen === undefined) return amountFen === undefined ? [] : fault('is of claims only');
  if (amountFen === undefined) return fault('is missing');
  if (amountFen > askedFen) return fault('is more than was asked');
  if (amountFen === askedFen) return fault('is all that was asked: then it is changed, not changed in part');
  // Beside an answer that counts, the amount says nothing about what stands.
  const given = isFirst ? standingFen(matter) : (matter.decision.givenFen ?? 0);
  return amountFen > given ? [] : fault('is not more than was given already');
}

/**
 * The reviewer needs more evidence, asked for once and for everything (Insurance Law art. 22): its clock stands still.
 * @throws NotFound for another carrier, NotAllowed for who may not decide, Conflict while evidence is awaited already
 */
export function wantLevelEvidence(
  file: ReconsiderationFile,
  requestId: string,
  items: readonly WantedItem[],
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const request = draft.request(requestId);
  mustBeOfCarrier(request.case, by);
  wantMaterial(request, items, by, rules);
  const { level } = levelOf(file.case, requestId);
  draft.record(
    'level-evidence-wanted',
    {
      level,
      requestId,
      round: request.case.material.length,
      types: [...new Set(items.map(({ type }) => type))],
    },
    { owner: file.case.brokerId },
  );
  return draft.finish({ wakes: true });
}
