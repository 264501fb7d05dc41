import { requestDues } from '../carrier-request/clock.ts';
import { afterLimit, type Due, earliest, inOfficeHours } from '../due.ts';
import { addDays, type Calendar, type DateText, dateOf, startOf } from '../time/calendar.ts';
import { nextSendingTime } from '../time/calling-hours.ts';
import { dueAt } from '../time/deadlines.ts';
import type { ReconsiderationCase, ReconsiderationFile } from './case.ts';
import { type LegalClock, legalClocks, timeBarWarnings } from './legal-clocks.ts';
import { letterToSend } from './letters.ts';
import type { Patience, ReconsiderationRules } from './settings.ts';

export const SEND_LETTER = 'send the letter';
export const EVIDENCE_REMINDER = 'remind of the missing evidence';
export const EVIDENCE_ESCALATION = 'the missing evidence is late';
export const JUDGEMENT_REMINDER = 'remind of the judgement';
export const JUDGEMENT_ESCALATION = 'the judgement is late';
export const EXPLANATION_REMINDER = 'remind of the explanation';
export const EXPLANATION_END = 'nothing was said to the explanation';
export const PAYMENT_LATE = 'the payment is late';
export const TIME_BAR_WARNING = 'the time bar is near';
export const TIME_BAR_END = 'the time bar is over';
/** Whatever the carrier's request says of its own moments: see carrier-request/clock.ts. */
export const OF_THE_CARRIER = 'of the carrier: ';

/** Every moment ahead of a case and of what its carrier is asked, the next one first. */
export function reconsiderationDues(file: ReconsiderationFile, rules: ReconsiderationRules): Due[] {
  const { case: matter, requests } = file;
  if (matter.category === 'closed') return [];
  return earliest([
    ...requests
      .flatMap((request) => requestDues(request, rules))
      .map((due) => ({ ...due, what: `${OF_THE_CARRIER}${due.what}` })),
    letterDue(matter, rules),
    ...stageDues(matter, rules),
    ...timeBarDues(matter, rules),
  ]);
}

function stageDues(matter: ReconsiderationCase, rules: ReconsiderationRules): (Due | undefined)[] {
  const { gathering, assessing, deciding } = rules.reconsideration;
  switch (matter.stage) {
    case 'gathering':
      return [
        patienceDue(
          [EVIDENCE_REMINDER, EVIDENCE_ESCALATION],
          { from: matter.gathering.since, done: matter.gathering.reminders, event: 'evidence missing' },
          gathering,
          rules,
        ),
      ];
    case 'assessing':
    case 'second-opinion':
      return [judgementDue(matter, assessing, rules)];
    case 'deciding':
      return [judgementDue(matter, deciding, rules)];
    case 'explaining':
      return [explanationDue(matter, rules)];
    case 'awaiting-payment':
      return [paymentDue(matter, rules)];
    default:
      return [];
  }
}

function judgementDue(
  { stageSince, stageReminders, stage }: ReconsiderationCase,
  patience: Patience,
  rules: ReconsiderationRules,
): Due | undefined {
  const counted = { from: stageSince, done: stageReminders, event: `${stage} since` };
  return patienceDue([JUDGEMENT_REMINDER, JUDGEMENT_ESCALATION], counted, patience, rules);
}

function patienceDue(
  [reminder, escalation]: readonly [string, string],
  { from, done, event }: { from: string; done: number; event: string },
  { remind, escalate, every }: Patience,
  rules: ReconsiderationRules,
): Due | undefined {
  return done === 0
    ? inWorkingDays(reminder, from, remind, event, rules)
    : inWorkingDays(escalation, from, escalate + every * (done - 1), event, rules);
}

/** A letter goes out as soon as a message may: nobody is woken up by one. */
function letterDue(matter: ReconsiderationCase, { quietHours }: ReconsiderationRules): Due | undefined {
  const letter = letterToSend(matter);
  if (letter === undefined) return undefined;
  return {
    what: SEND_LETTER,
    at: nextSendingTime(new Date(letter.at), quietHours),
    why: ['not in the quiet hours of messages'],
  };
}

function explanationDue(matter: ReconsiderationCase, rules: ReconsiderationRules): Due | undefined {
  const { remindEvery, reminders, giveUp } = rules.reconsideration.explaining;
  const letter = matter.letters.at(-1);
  if (letter?.sentAt === undefined) return undefined;
  return letter.reminders < reminders
    ? inWorkingDays(
        EXPLANATION_REMINDER,
        letter.sentAt,
        remindEvery * (letter.reminders + 1),
        'explanation sent',
        rules,
      )
    : inWorkingDays(EXPLANATION_END, letter.sentAt, giveUp, 'explanation sent', rules);
}

/** The last day by Insurance Law art. 23, and after it again and again. */
function paymentDue(matter: ReconsiderationCase, rules: ReconsiderationRules): Due | undefined {
  const { recovered } = matter;
  const clock = clockOf('claim-payment', matter, rules.calendar);
  if (recovered === undefined || clock?.dueAt === undefined) return undefined;
  if (recovered.lateNoticed > 0) {
    const amount = rules.reconsideration.latePaymentEvery * recovered.lateNoticed;
    return inWorkingDays(PAYMENT_LATE, clock.dueAt, amount, 'payable until', rules);
  }
  return {
    what: PAYMENT_LATE,
    at: inOfficeHours(new Date(Date.parse(clock.dueAt) + 1), rules),
    why: [clock.article, ...clock.why, 'then the next office hours'],
  };
}

function clockOf(
  name: LegalClock['name'],
  { facts, stageSince }: ReconsiderationCase,
  calendar: Calendar,
): LegalClock | undefined {
  return legalClocks(facts, calendar, new Date(stageSince)).find((clock) => clock.name === name);
}

/** The days on which somebody is warned of the time bar and has not been yet, and the day after it. */
export function timeBarsAhead(
  matter: ReconsiderationCase,
  calendar: Calendar,
): { key: string; on: DateText; until: DateText; why: string[] }[] {
  const clock = clockOf('time-bar', matter, calendar);
  if (clock?.dueAt === undefined) return [];
  const until = dateOf(clock.dueAt);
  return [
    ...timeBarWarnings(clock).map(({ on, daysLeft }) => ({ key: `${until} ${daysLeft}`, on })),
    { key: `${until} over`, on: addDays(until, 1) },
  ]
    .filter(({ key }) => !matter.warned.includes(key))
    .map((bar) => ({ ...bar, until, why: [clock.article, ...clock.why] }));
}

function timeBarDues(matter: ReconsiderationCase, rules: ReconsiderationRules): Due[] {
  return timeBarsAhead(matter, rules.calendar).map(({ on, until, why }) => ({
    what: on > until ? TIME_BAR_END : TIME_BAR_WARNING,
    at: officeHoursOn(on, matter.openedAt, rules),
    why,
  }));
}

const MORNING_MS = 9 * 3_600_000;

/** A time bar ends years ahead, where no working calendar is published: then at nine, whatever day it is. */
function officeHoursOn(date: DateText, notBefore: string, rules: ReconsiderationRules): Date {
  const first = new Date(Math.max(startOf(date).getTime(), Date.parse(notBefore)));
  const isKnown = rules.calendar.years[dateOf(first).slice(0, 4)] !== undefined;
  return isKnown ? inOfficeHours(first, rules) : new Date(first.getTime() + MORNING_MS);
}

function inWorkingDays(
  what: string,
  from: string,
  amount: number,
  event: string,
  rules: ReconsiderationRules,
): Due | undefined {
  const { calendar } = rules;
  const limit = dueAt({ from, duration: { unit: 'working-days', amount }, calendar, event });
  return afterLimit(what, limit, rules);
}
