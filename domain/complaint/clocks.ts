import { type Due, inOfficeHours } from '../due.ts';
import { endOf } from '../time/dates.ts';
import {
  type DueRequest,
  type Duration,
  dueAt,
  type Due as Limit,
  type Paused,
  warnAt,
} from '../time/deadlines.ts';
import { type ComplaintCase, type PauseKind, STATUTORY_PAUSES } from './case.ts';
import type { ComplaintRules } from './settings.ts';

/** One clock of a complaint, beside the others: none hides another. */
export interface ComplaintClock {
  name: 'enter' | 'first-contact' | 'statutory' | 'work' | 'finish' | 'promised' | 'review-asked' | 'review';
  /** The law's own; it stands still only where the law lets it. */
  statutory: boolean;
  /** Undefined while it stands still. */
  dueAt: Date | undefined;
  provisional: boolean;
  doneAt?: Date;
  why: string[];
  /** When so many per cent have passed. */
  at: (percent: number) => Date | undefined;
}

/** Every clock of a complaint as it runs, stands still or was met: computed from the record, never stored. */
export function complaintClocks(complaint: ComplaintCase, rules: ComplaintRules): ComplaintClock[] {
  const { firstContact, work } = rules.complaint;
  const { contacts, receivedAt, firstContactAt, closedAt, reopened } = complaint;
  const first = contacts[0]?.at ?? complaint.openedAt;
  // Taken up again before anybody was called: the call is due from then on.
  const callFrom = reopened > 0 && firstContactAt === undefined ? receivedAt : first;
  return [
    ...evaluationClocks(complaint, rules),
    clockOf(
      { name: 'first-contact', from: callFrom, duration: firstContact, done: firstContactAt ?? closedAt },
      rules,
    ),
    statutoryClock(complaint, rules),
    clockOf(
      {
        name: 'work',
        from: receivedAt,
        duration: work,
        done: decidedAt(complaint),
        pauses: pausesOf(complaint),
      },
      rules,
    ),
    ...promisedClocks(complaint),
    ...reviewClocks(complaint, rules),
  ];
}

/** An hour to take a dissatisfied reply down and ten days to answer it, from the gateway's time stamp. */
function evaluationClocks(complaint: ComplaintCase, rules: ComplaintRules): ComplaintClock[] {
  const { gatewayAt, enteredAt, openedAt, reopened, receivedAt } = complaint;
  if (gatewayAt === undefined) return [];
  const { enter, finish } = rules.complaint.evaluation;
  const event = 'the reply';
  const from = reopened > 0 ? receivedAt : gatewayAt;
  return [
    clockOf({ name: 'enter', from: gatewayAt, duration: enter, event, done: enteredAt ?? openedAt }, rules),
    clockOf({ name: 'finish', from, duration: finish, event, done: decidedAt(complaint) }, rules),
  ];
}

/** 15 days; 30 when it was found complex; 30 more with an approval and a notice (Complaint measures arts. 18-19). */
function statutoryClock(complaint: ComplaintCase, rules: ComplaintRules): ComplaintClock {
  const { simple, complex, extension } = rules.complaint.statutory;
  const basis = complaint.complexity === 'complex' ? complex : simple;
  const amount = complaint.extension === undefined ? basis.amount : complex.amount + extension.amount;
  return clockOf(
    {
      name: 'statutory',
      statutory: true,
      from: complaint.receivedAt,
      duration: { ...basis, amount },
      event: complaint.reopened > 0 || complaint.contacts.length > 1 ? 'last received' : 'received',
      done: decidedAt(complaint),
      pauses: pausesOf(complaint, STATUTORY_PAUSES),
    },
    rules,
  );
}

function decidedAt({ decision, closedAt }: ComplaintCase): string | undefined {
  return decision?.notice?.at ?? closedAt;
}

function pausesOf({ pauses }: ComplaintCase, kinds?: readonly PauseKind[]): DueRequest['pauses'] {
  return pauses
    .filter(({ kind }) => kinds === undefined || kinds.includes(kind))
    .map(({ kind, from, to }) => ({ from, ...(to === undefined ? {} : { to }), reason: kind }));
}

function promisedClocks(complaint: ComplaintCase): ComplaintClock[] {
  const { promisedOn } = complaint;
  if (promisedOn === undefined) return [];
  const end = endOf(promisedOn);
  const done = decidedAt(complaint);
  return [
    {
      name: 'promised',
      statutory: false,
      dueAt: end,
      provisional: false,
      ...(done === undefined ? {} : { doneAt: new Date(done) }),
      why: [`promised to the complainant for ${promisedOn}`],
      at: (percent) => (percent === 100 ? end : undefined),
    },
  ];
}

function reviewClocks(complaint: ComplaintCase, rules: ComplaintRules): ComplaintClock[] {
  const { decision, review, closedAt } = complaint;
  const { reviewWithin, reviewDecision } = rules.complaint;
  if (review !== undefined) {
    const done = review.decidedAt ?? closedAt;
    const { requestedAt: from } = review;
    return [
      clockOf(
        { name: 'review', statutory: true, from, duration: reviewDecision, event: 'review asked for', done },
        rules,
      ),
    ];
  }
  if (decision?.notice === undefined) return [];
  const { at: from } = decision.notice;
  return [
    clockOf(
      { name: 'review-asked', statutory: true, from, duration: reviewWithin, event: 'told', done: closedAt },
      rules,
    ),
  ];
}

/** Until when the upper level can be asked; nothing before the complainant was told. */
export function reviewWindow({ decision }: ComplaintCase, rules: ComplaintRules): Limit | undefined {
  if (decision?.notice === undefined) return undefined;
  const { calendar, callingHours: hours } = rules;
  const { reviewWithin: duration } = rules.complaint;
  return dueAt({ from: decision.notice.at, duration, calendar, hours, event: 'told' });
}

interface Run {
  name: ComplaintClock['name'];
  statutory?: boolean;
  from: string;
  duration: Duration;
  event?: string;
  done: string | undefined;
  pauses?: DueRequest['pauses'];
}

/** Working hours, where a firm counts in them, are its office hours. */
function clockOf(
  { name, statutory = false, from, duration, event = 'received', done, pauses }: Run,
  { calendar, callingHours: hours }: ComplaintRules,
): ComplaintClock {
  const request: DueRequest = { from, duration, calendar, hours, event, pauses };
  const limit: Limit | Paused = dueAt(request);
  return {
    name,
    statutory,
    dueAt: limit.dueAt,
    provisional: limit.provisional,
    ...(done === undefined ? {} : { doneAt: new Date(done) }),
    why: limit.explanation.map((line) => line.text),
    at: (percent) => (percent === 100 ? limit.dueAt : warnAt(request, percent).dueAt),
  };
}

/** Clocks whose passing somebody is warned of: the review's own window belongs to the complainant. */
const WARNED: ReadonlySet<ComplaintClock['name']> = new Set([
  'first-contact',
  'statutory',
  'work',
  'finish',
  'promised',
  'review',
]);

/** A warning that is ahead. */
export interface Warning extends Due {
  clock: ComplaintClock['name'];
  percent: number;
  to: string;
  /** When that part of the clock has passed. */
  of: string;
  dueAt: string;
}

/** What nobody has been warned of yet, the next one first. Nobody is told at night. */
export function warningsAhead(complaint: ComplaintCase, rules: ComplaintRules): Warning[] {
  if (complaint.category === 'closed') return [];
  const ahead = complaintClocks(complaint, rules).flatMap((one) =>
    one.doneAt !== undefined || !WARNED.has(one.name) || one.dueAt === undefined
      ? []
      : rules.complaint.warnings.flatMap(({ percent, to }) => warningOf(one, percent, to, complaint, rules)),
  );
  return ahead.sort((a, b) => a.at.getTime() - b.at.getTime() || a.percent - b.percent);
}

function warningOf(
  one: ComplaintClock,
  percent: number,
  to: string,
  { warned }: ComplaintCase,
  rules: ComplaintRules,
): Warning[] {
  const moment = one.at(percent);
  if (moment === undefined) return [];
  const of = moment.toISOString();
  // A pause or an extension moves what is ahead; what has passed and was told of is not told of again.
  const isTold = warned.some((told) => told.clock === one.name && told.percent >= percent && told.of >= of);
  if (isTold) return [];
  return [
    {
      what: `${percent} % of ${one.name}`,
      clock: one.name,
      percent,
      to: one.name === 'review' ? 'head-office-manager' : to, // the upper level's own clock
      of,
      dueAt: one.dueAt?.toISOString() ?? of,
      at: inOfficeHours(new Date(moment.getTime() + 1), rules),
      why: [...one.why, `${percent} % have passed`, 'in office hours'],
    },
  ];
}
