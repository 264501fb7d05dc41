import { afterLimit, type Due, earliest } from '../due.ts';
import { dateOf } from '../time/calendar.ts';
import { daysBetween } from '../time/dates.ts';
import { type DueRequest, dueAt, warnAt } from '../time/deadlines.ts';
import type { CarrierRequest, MaterialRound } from './case.ts';
import type { CarrierRules } from './settings.ts';

export const ANSWER_HALF = "half of the carrier's time";
export const ANSWER_END = "the carrier's time ends";
export const SILENCE_AGAIN = 'the carrier is still silent';
export const MATERIAL_REMINDER = 'remind of the wanted material';
export const MATERIAL_ESCALATION = 'the wanted material is late';
export const MATERIAL_END = 'go on without the wanted material';

/** The carrier's work clock: working days from the asking, standing still while more material is waited for. */
function answerClock(request: CarrierRequest, { calendar }: CarrierRules): DueRequest {
  return {
    from: request.askedAt,
    duration: { unit: 'working-days', amount: request.answerWithinWorkingDays },
    calendar,
    pauses: request.pauses,
    event: 'asked',
  };
}

/** Every moment ahead of a request, the next one first. */
export function requestDues(request: CarrierRequest, rules: CarrierRules): Due[] {
  if (request.category === 'closed') return [];
  const round = request.material.at(-1);
  if (request.stage === 'material-wanted' && round !== undefined)
    return earliest([materialDue(round, rules)]);
  if (request.silentSince !== undefined) return earliest([silenceDue(request, rules)]);
  const clock = answerClock(request, rules);
  return earliest([
    request.remindedAt === undefined
      ? afterLimit(ANSWER_HALF, warnAt(clock, rules.carriers.remindAtPercent), rules)
      : undefined,
    afterLimit(ANSWER_END, dueAt(clock), rules),
  ]);
}

function materialDue(round: MaterialRound, rules: CarrierRules): Due | undefined {
  const { remind, escalate, giveUp } = rules.carriers.material;
  const [what, amount] =
    round.reminders === 0
      ? ([MATERIAL_REMINDER, remind] as const)
      : round.reminders === 1
        ? ([MATERIAL_ESCALATION, escalate] as const)
        : ([MATERIAL_END, giveUp] as const);
  return inWorkingDays(what, round.askedAt, amount, 'asked for more', rules);
}

/** An opinion that did not come is marked as silent, and that is all; a reconsideration is somebody's right. */
function silenceDue(request: CarrierRequest, rules: CarrierRules): Due | undefined {
  if (request.purpose === 'pre-underwriting' || request.silentSince === undefined) return undefined;
  const amount = rules.carriers.escalateEvery * request.escalations;
  return inWorkingDays(SILENCE_AGAIN, request.silentSince, amount, 'silent', rules);
}

function inWorkingDays(
  what: string,
  from: string,
  amount: number,
  event: string,
  rules: CarrierRules,
): Due | undefined {
  const { calendar } = rules;
  return afterLimit(
    what,
    dueAt({ from, duration: { unit: 'working-days', amount }, calendar, event }),
    rules,
  );
}

/** How many calendar days each side has been waited for: the carrier, and whoever brings the material. */
export function daysWaited(request: CarrierRequest, now: Date): { carrier: number; broker: number } {
  const end = request.answers[0]?.at ?? request.closedAt ?? now.toISOString();
  const days = (from: string, to: string): number => daysBetween(dateOf(from), dateOf(to));
  const broker = request.pauses.reduce((sum, { from, to }) => sum + days(from, to ?? end), 0);
  return { carrier: days(request.askedAt, end) - broker, broker };
}
