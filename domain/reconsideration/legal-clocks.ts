import * as z from 'zod/mini';
import {
  addDays,
  addYears,
  type Calendar,
  DateText,
  dateOf,
  isWorkingDay,
  startOf,
} from '../time/calendar.ts';
import { daysBetween, Instant } from '../time/dates.ts';
import { type Due, dueAt, isOverdue, type Pause, type Paused } from '../time/deadlines.ts';

/** What a carrier decided and is asked to look at again (两核): whether to insure (核保), or whether to pay (核赔). */
export const DecisionKind = z.enum(['underwriting', 'claim']);
export type DecisionKind = z.infer<typeof DecisionKind>;

/**
 * `life` is life insurance in the narrow sense (人寿保险). Health and accident insurance are `other`: their time bar is
 * the short one.
 */
export const InsuranceLine = z.enum(['life', 'other']);
export type InsuranceLine = z.infer<typeof InsuranceLine>;

const Supplement = z
  .strictObject({
    /** When the notice reached the claimant, not when it was written. */
    askedOn: DateText,
    /** When the papers reached the insurer. Absent while they are awaited. */
    receivedOn: z.optional(DateText),
    /** Shown in the explanation, so it names no person. */
    reason: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
  })
  .check(
    z.refine(({ askedOn, receivedOn }) => receivedOn === undefined || receivedOn >= askedOn, {
      error: 'is before the day on which it was asked for',
      path: ['receivedOn'],
    }),
  );

const dates = {
  /** First receipt of the claim together with materials. */
  materialsReceivedOn: z.optional(DateText),
  decidedOn: z.optional(DateText),
  /** When the notice of the decision was sent. */
  noticeOn: z.optional(DateText),
  /** Agreement on what is paid. */
  agreedOn: z.optional(DateText),
  paidOn: z.optional(DateText),
  /** When the insured or beneficiary knew, or should have known, of the insured event. */
  eventKnownOn: z.optional(DateText),
  /** Conclusion of the contract. */
  concludedOn: z.optional(DateText),
  /** When the insurer knew of the ground for rescission. */
  rescissionGroundKnownOn: z.optional(DateText),
  rescindedOn: z.optional(DateText),
  /** When the policyholder's notice of surrender reached the insurer. */
  surrenderedOn: z.optional(DateText),
  surrenderPaidOn: z.optional(DateText),
};
type DateFact = keyof typeof dates;

/** Pairs that cannot come the other way round: if they do, one of the two was mistyped. */
const IN_ORDER: readonly (readonly [DateFact, DateFact])[] = [
  ['eventKnownOn', 'materialsReceivedOn'],
  ['materialsReceivedOn', 'decidedOn'],
  ['decidedOn', 'noticeOn'],
  ['concludedOn', 'rescindedOn'],
  ['rescissionGroundKnownOn', 'rescindedOn'],
  ['surrenderedOn', 'surrenderPaidOn'],
];

/** What is known of the dates that start and stop the legal clocks. What is not known is left out, never guessed. */
export const LegalFacts = z
  .strictObject({
    kind: DecisionKind,
    line: InsuranceLine,
    supplements: z.optional(z.array(Supplement).check(z.maxLength(20))),
    ...dates,
  })
  .check(
    ...IN_ORDER.map(([earlier, later]) =>
      z.refine<Partial<Record<DateFact, DateText | undefined>>>(
        ({ [earlier]: first, [later]: second }) =>
          first === undefined || second === undefined || first <= second,
        { error: `is before ${earlier}`, path: [later] },
      ),
    ),
  );
export type LegalFacts = z.infer<typeof LegalFacts>;

export const LegalClockName = z.enum([
  'claim-decision',
  'refusal-notice',
  'claim-payment',
  'part-payment',
  'time-bar',
  'rescission-from-knowledge',
  'rescission-from-conclusion',
  'surrender-value',
]);
export type LegalClockName = z.infer<typeof LegalClockName>;

export const LegalClock = z.strictObject({
  name: LegalClockName,
  article: z.string(),
  /** Who loses by it: the insurer is late or loses the right to rescind; a time bar runs against the customer. */
  against: z.enum(['insurer', 'customer']),
  starts: z.string(),
  pausedBy: z.string(),
  state: z.enum(['unknown', 'running', 'paused', 'met', 'missed']),
  /** The fact that would start it; only while it is `unknown`. */
  needs: z.optional(z.string()),
  /** The last instant in time. Absent while unknown or paused. */
  dueAt: z.optional(Instant),
  doneOn: z.optional(DateText),
  why: z.array(z.string()),
});
export type LegalClock = z.infer<typeof LegalClock>;

interface Rule {
  name: LegalClockName;
  kinds: readonly DecisionKind[];
  article: string;
  against: LegalClock['against'];
  from: DateFact;
  /** What starts it, as the explanation says it. */
  event: string;
  starts: string;
  pausedBy: string;
  isPausedBySupplements: boolean;
  term: { days: number } | { years: Readonly<Record<InsuranceLine, number>> };
  /** Whichever of these came first ended it. */
  endedBy: readonly DateFact[];
}

const NOT_PAUSED = 'nothing';
const PRECLUSIVE = 'nothing: neither paused nor begun anew (Civil Code art. 199)';
const CLAIM = ['claim'] as const;
const BOTH = ['underwriting', 'claim'] as const;

const TIME_BAR = {
  name: 'time-bar',
  kinds: CLAIM,
  article: 'Insurance Law art. 26',
  against: 'customer',
  from: 'eventKnownOn',
  event: 'insured event known',
  starts: 'the insured or beneficiary knows, or should know, of the insured event',
  pausedBy:
    'not counted here: a demand, a promise to pay, a suit or arbitration begins it anew (Civil Code art. 195)',
  isPausedBySupplements: false,
  term: { years: { life: 5, other: 2 } },
  endedBy: [],
} satisfies Rule;

/** Insurance Law, text of 2015. A contract may set another time for decision and payment (art. 23): not known here. */
const RULES: readonly Rule[] = [
  {
    name: 'claim-decision',
    kinds: CLAIM,
    article: 'Insurance Law art. 23; JI-2 art. 15',
    against: 'insurer',
    from: 'materialsReceivedOn',
    event: 'claim and materials received',
    starts: 'the insurer first has the claim and materials; promptly if simple, 30 days if complex',
    pausedBy: 'a request for more papers, from reaching the claimant until the papers reach the insurer',
    isPausedBySupplements: true,
    term: { days: 30 },
    endedBy: ['decidedOn'],
  },
  {
    name: 'refusal-notice',
    kinds: CLAIM,
    article: 'Insurance Law art. 24',
    against: 'insurer',
    from: 'decidedOn',
    event: 'decided',
    starts: 'the insurer decides that it does not have to pay; the notice gives reasons',
    pausedBy: NOT_PAUSED,
    isPausedBySupplements: false,
    term: { days: 3 },
    endedBy: ['noticeOn'],
  },
  {
    name: 'claim-payment',
    kinds: CLAIM,
    article: 'Insurance Law art. 23',
    against: 'insurer',
    from: 'agreedOn',
    event: 'payment agreed',
    starts: 'insurer and claimant agree on what is paid; who pays late pays the loss too',
    pausedBy: NOT_PAUSED,
    isPausedBySupplements: false,
    term: { days: 10 },
    endedBy: ['paidOn'],
  },
  {
    name: 'part-payment',
    kinds: CLAIM,
    article: 'Insurance Law art. 25',
    against: 'insurer',
    from: 'materialsReceivedOn',
    event: 'claim and materials received',
    starts:
      'the insurer has the claim and materials; if the amount is not fixed by then, the certain part is paid',
    pausedBy: NOT_PAUSED,
    isPausedBySupplements: false,
    term: { days: 60 },
    endedBy: ['decidedOn', 'agreedOn', 'paidOn'],
  },
  TIME_BAR,
  {
    name: 'rescission-from-knowledge',
    kinds: BOTH,
    article: 'Insurance Law art. 16(3)',
    against: 'insurer',
    from: 'rescissionGroundKnownOn',
    event: 'ground for rescission known',
    starts: 'the insurer knows of the ground; after 30 days the right to rescind is gone',
    pausedBy: PRECLUSIVE,
    isPausedBySupplements: false,
    term: { days: 30 },
    endedBy: ['rescindedOn'],
  },
  {
    name: 'rescission-from-conclusion',
    kinds: BOTH,
    article: 'Insurance Law art. 16(3)',
    against: 'insurer',
    from: 'concludedOn',
    event: 'contract concluded',
    starts: 'the contract is concluded; after 2 years the insurer cannot rescind whatever it finds, and pays',
    pausedBy: PRECLUSIVE,
    isPausedBySupplements: false,
    term: { years: { life: 2, other: 2 } },
    endedBy: ['rescindedOn'],
  },
  {
    name: 'surrender-value',
    kinds: BOTH,
    article: 'Insurance Law art. 47',
    against: 'insurer',
    from: 'surrenderedOn',
    event: 'notice of surrender received',
    starts: 'the notice of surrender of a personal insurance reaches the insurer',
    pausedBy: NOT_PAUSED,
    isPausedBySupplements: false,
    term: { days: 30 },
    endedBy: ['surrenderPaidOn'],
  },
];

/**
 * Every clock of the Insurance Law that bears on this kind of decision, in a fixed order, those that cannot be
 * computed yet included. Days are calendar days and a last day that is a day off stays where it is: the earlier date,
 * with a line that says so.
 */
export function legalClocks(facts: LegalFacts, calendar: Calendar, now: Date): LegalClock[] {
  return RULES.filter(({ kinds }) => kinds.includes(facts.kind)).map((rule) =>
    clockOf(rule, facts, calendar, now),
  );
}

function clockOf(rule: Rule, facts: LegalFacts, calendar: Calendar, now: Date): LegalClock {
  const { name, article, against, starts, pausedBy } = rule;
  const head = { name, article, against, starts, pausedBy };
  const from = facts[rule.from];
  if (from === undefined) {
    return { ...head, state: 'unknown', needs: rule.from, why: [`${rule.from} is not known`] };
  }
  const term = termOf(rule, from, facts, calendar);
  const doneOn = rule.endedBy
    .map((fact) => facts[fact])
    .filter((date) => date !== undefined)
    .sort()[0];
  return {
    ...head,
    state: stateOf(term.dueAt, doneOn, now),
    ...(term.dueAt === undefined ? {} : { dueAt: term.dueAt.toISOString() }),
    ...(doneOn === undefined ? {} : { doneOn }),
    why: [...linesOf(rule, term, from, facts, calendar), ...repeatedAsks(rule, facts)],
  };
}

function stateOf(due: Date | undefined, doneOn: DateText | undefined, now: Date): LegalClock['state'] {
  const doneAt = doneOn === undefined ? undefined : startOf(doneOn);
  if (isOverdue({ dueAt: due, doneAt }, now)) return 'missed';
  if (doneAt !== undefined) return 'met';
  return due === undefined ? 'paused' : 'running';
}

type TermFacts = Pick<LegalFacts, 'line' | 'supplements'>;

function termOf(rule: Rule, from: DateText, facts: TermFacts, calendar: Calendar): Due | Paused {
  const amount = 'days' in rule.term ? rule.term.days : daysBetween(from, lastDay(rule.term, from, facts));
  return dueAt({
    from: startOf(from),
    duration: { unit: 'calendar-days', amount },
    calendar,
    event: rule.event,
    ...(rule.isPausedBySupplements ? { pauses: pausesOf(facts) } : {}),
  });
}

type Years = Extract<Rule['term'], { years: unknown }>;

function lastDay({ years }: Years, from: DateText, { line }: Pick<LegalFacts, 'line'>): DateText {
  return addYears(from, years[line]);
}

function pausesOf({ supplements = [] }: TermFacts): Pause[] {
  return supplements.map(({ askedOn, receivedOn, reason = 'more papers asked for' }) => ({
    from: startOf(askedOn),
    ...(receivedOn === undefined ? {} : { to: startOf(receivedOn) }),
    reason,
  }));
}

/** The engine's lines; a period of years is told in years, not in the days that it comes to. */
function linesOf(
  rule: Rule,
  term: Due | Paused,
  from: DateText,
  facts: Pick<LegalFacts, 'line'>,
  calendar: Calendar,
): string[] {
  const { years } = 'years' in rule.term ? rule.term : { years: undefined };
  const lines = term.explanation.map(({ rule: line, text }) =>
    line === 'counted' && years !== undefined
      ? yearsText(years[facts.line], from, addYears(from, years[facts.line]))
      : text,
  );
  return term.dueAt === undefined ? lines : [...lines, ...dayOffNote(dateOf(term.dueAt), calendar)];
}

function yearsText(years: number, from: DateText, to: DateText): string {
  return from.slice(4) === to.slice(4)
    ? `${years} years: to the same day, ${to}`
    : `${years} years: there is no such day in ${to.slice(0, 7)}, so to its last, ${to}`;
}

/**
 * Civil Code art. 203 moves an end from a day off to the day after the break. We keep the earlier date, and say so
 * where the calendar holds the year; a time bar ends years after its last one.
 */
export function dayOffNote(date: DateText, calendar: Calendar): string[] {
  const isKnown = calendar.years[date.slice(0, 4)] !== undefined;
  return isKnown && !isWorkingDay(date, calendar)
    ? [`${date} is a day off: by Civil Code art. 203 the day after the break is still in time`]
    : [];
}

function repeatedAsks({ isPausedBySupplements }: Rule, { supplements = [] }: TermFacts): string[] {
  return isPausedBySupplements && supplements.length > 1
    ? [
        `papers were asked for ${supplements.length} times, and Insurance Law art. 22 wants one request for all: ` +
          'whether the later ones pause is open',
      ]
    : [];
}

/** When a claim is barred, for the ways that lead out of the case: the last day and how it was found. */
export function timeBarEnd(
  eventKnownOn: DateText,
  line: InsuranceLine,
  calendar: Calendar,
): { until: DateText; why: string[] } {
  const term = termOf(TIME_BAR, eventKnownOn, { line }, calendar);
  return {
    until: lastDay(TIME_BAR.term, eventKnownOn, { line }),
    why: linesOf(TIME_BAR, term, eventKnownOn, { line }, calendar),
  };
}

const WARNING_DAYS = [180, 30]; // practice, not law: time to prepare a suit, and the last call

/** The days on which a person is warned that a claim will soon be barred. Empty for every other clock. */
export function timeBarWarnings({ name, dueAt: due }: Pick<LegalClock, 'name' | 'dueAt'>): {
  on: DateText;
  daysLeft: number;
}[] {
  if (name !== 'time-bar' || due === undefined) return [];
  return WARNING_DAYS.map((daysLeft) => ({ on: addDays(dateOf(due), -daysLeft), daysLeft }));
}
