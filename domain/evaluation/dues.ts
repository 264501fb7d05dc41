import { afterLimit, type Due, earliest } from '../due.ts';
import { addDays, dateOf, startOf } from '../time/calendar.ts';
import { nextSendingTime } from '../time/calling-hours.ts';
import { dueAt } from '../time/deadlines.ts';
import type { EvaluationCase } from './case.ts';
import type { EvaluationRules } from './settings.ts';

export const ASK = 'ask the customer';
export const REMIND = 'remind the customer';
export const EXPIRE = 'no answer came';
export const READ_LATE = 'a reply was not read in time';

/** Every moment ahead of an evaluation, the next one first. */
export function evaluationDues(matter: EvaluationCase, rules: EvaluationRules): Due[] {
  if (matter.category === 'closed') return [];
  if (matter.inbox !== undefined) return earliest([readingDue(matter.inbox, rules)]);
  if (matter.stage !== 'awaiting-reply') return [];
  return earliest([messageDue(matter, rules), expiryDue(matter, rules)]);
}

function messageDue({ sent, openedAt, notBefore }: EvaluationCase, rules: EvaluationRules): Due | undefined {
  const [request] = sent;
  const why = ['not in the quiet hours of messages'];
  if (request === undefined) return { what: ASK, at: sendingTime(new Date(openedAt), notBefore, rules), why };
  if (sent.length > 1) return undefined;
  const { remindAfterDays } = rules.evaluation;
  // The same time of day: whoever was written to in the evening is at home in the evening.
  const planned = new Date(Date.parse(request.askedAt) + remindAfterDays * DAY_MS);
  return {
    what: REMIND,
    at: sendingTime(planned, notBefore, rules),
    why: [`${remindAfterDays} days after the request`, ...why],
  };
}

const DAY_MS = 86_400_000;

function sendingTime(planned: Date, notBefore: string | undefined, { quietHours }: EvaluationRules): Date {
  const from =
    notBefore === undefined ? planned : new Date(Math.max(planned.getTime(), Date.parse(notBefore)));
  return nextSendingTime(from, quietHours);
}

/** The last day on which an answer is one, or nothing before the customer was asked. */
export function lastDay(
  { sent }: Pick<EvaluationCase, 'sent'>,
  { evaluation }: EvaluationRules,
): string | undefined {
  const [request] = sent;
  return request === undefined ? undefined : addDays(dateOf(request.askedAt), evaluation.expireAfterDays);
}

function expiryDue(matter: EvaluationCase, rules: EvaluationRules): Due | undefined {
  const last = lastDay(matter, rules);
  if (last === undefined) return undefined;
  return {
    what: EXPIRE,
    at: startOf(addDays(last, 1)),
    why: [`${rules.evaluation.expireAfterDays} days from the request end on ${last}`],
  };
}

/** First in minutes, then every working day until somebody has read it. */
function readingDue(
  { from, missed }: NonNullable<EvaluationCase['inbox']>,
  rules: EvaluationRules,
): Due | undefined {
  const duration =
    missed === 0
      ? ({ unit: 'minutes', amount: rules.evaluation.readWithinMinutes } as const)
      : ({ unit: 'working-days', amount: 1 } as const);
  return afterLimit(
    READ_LATE,
    dueAt({ from, duration, calendar: rules.calendar, event: 'a reply to read' }),
    rules,
  );
}
