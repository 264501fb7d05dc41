import { contentHash } from '../decision.ts';
import { type FieldFault, Gone, Invalid, NotFound, Refused } from '../errors.ts';
import type { Actor, Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import type { NumberState } from './advance.ts';
import { cardFor, type Grade } from './cards.ts';
import {
  cardOf,
  dissatisfiedItems,
  type EvaluationCase,
  type EvaluationFile,
  type Grades,
  type KeptReply,
  mustNotBeConcerned,
  saidIn,
} from './case.ts';
import { type EvaluationDecision, EvaluationDraft } from './draft.ts';
import { lastDay } from './dues.ts';
import { evaluationClaim, evaluationLinkState } from './link.ts';
import { isValid, type Reading, readReply } from './reply.ts';
import { maySend } from './sending.ts';
import type { EvaluationRules } from './settings.ts';

const CUSTOMER: Actor = { kind: 'customer' };

/** Replies that a case keeps as such: beyond it a phone is out of order, or somebody plays with it. */
const MOST_REPLIES = 50;

/** A reply as the gateway gives it. */
export interface GivenReply {
  /** The gateway's id, by which the same push is known again. */
  id: string;
  text: string;
  /** By the gateway's time stamp. */
  receivedAt: Date;
}

/**
 * Which evaluation a reply is of: by the extension code; without one only if no other could be meant. `ask`: several
 * could, so the customer is asked and nothing is guessed.
 * @param evaluations the number's, open or not, that can still be answered
 */
export function matchReply<E extends Pick<EvaluationCase, 'extension' | 'sent'>>(
  evaluations: readonly E[],
  { extension, receivedAt }: { extension?: string | undefined; receivedAt: Date },
): E | 'none' | 'ask' {
  // A gateway's stamp has whole seconds, so a reply may seem to come in the second of its question.
  const before = Math.floor(receivedAt.getTime() / 1000) + 1;
  const asked = evaluations.filter(({ sent }) => {
    const first = sent[0]?.askedAt;
    return first !== undefined && Date.parse(first) / 1000 < before;
  });
  if (asked.length === 0) return 'none';
  const meant = extension === undefined ? asked : asked.filter((one) => one.extension === extension);
  return meant.length === 1 && meant[0] !== undefined ? meant[0] : 'ask';
}

/** The code by which a reply is matched: the gateway's, or what the customer wrote before the answer, as #2345. */
export function extensionOf({
  text,
  extension,
}: {
  text: string;
  extension?: string | undefined;
}): string | undefined {
  // No card has a say in what is a code.
  return extension ?? readReply(text, cardFor('claim-closed', 'life')).code;
}

/**
 * A reply came. Its words are kept whatever they are. A valid one answers the evaluation, and until the end of the
 * window the last valid one counts, by the gateway's time stamps: in which order they reach us changes nothing.
 * Dissatisfaction opens a complaint. What cannot be read, and what comes too late, goes to a person.
 * @returns nothing for a reply that is known
 */
export function recordReply(
  file: EvaluationFile,
  given: GivenReply,
  now: Date,
  rules: EvaluationRules,
): EvaluationDecision | undefined {
  const { case: matter } = file;
  const content = replyName(given.id);
  if (matter.replies.some((reply) => reply.content === content)) return undefined;
  const reading = readReply(given.text.toWellFormed(), cardOf(matter));
  return recordReading(matter, { ...given, way: 'sms', reading }, now, rules);
}

/** What the customer says on the page of a link. */
export interface LinkWord {
  /** Of each item of the card, by its code. */
  grades: Readonly<Record<string, Grade>>;
  comment?: string | undefined;
}

/**
 * The customer evaluates on the page of the link: each item of the card, and a comment that a person reads. It counts
 * as a reply does, and a correction comes as one.
 * @throws Gone when it was answered, or the last day is over; Invalid when an item is left out or none of the card's
 */
export function answerByLink(
  { case: matter }: EvaluationFile,
  { grades, comment }: LinkWord,
  now: Date,
  rules: EvaluationRules,
): EvaluationDecision | 'same-again' {
  const claim = evaluationClaim(matter);
  const id = `link-${claim.round}-${contentHash({ grades, comment: comment ?? '' })}`;
  if (matter.replies.some((reply) => reply.content === replyName(id))) return 'same-again';
  if (evaluationLinkState(matter, claim, now, rules) === 'used') {
    throw new Gone('This question was answered already.');
  }
  mustBeOnCard({ grades }, matter);
  mustBeWhole(grades, matter);
  const reading: Reading = {
    raw: comment ?? '',
    grades: { ...grades },
    ...(comment === undefined ? {} : { freeText: comment }),
    unread: [],
    needsPerson: comment !== undefined,
  };
  return recordReading(matter, { id, receivedAt: now, way: 'link', reading }, now, rules);
}

function mustBeWhole(grades: LinkWord['grades'], matter: EvaluationCase): void {
  const faults: FieldFault[] = cardOf(matter)
    .items.filter(({ code }) => grades[code] === undefined)
    .map(({ code }) => ({ field: `grades.${code}`, reason: 'is needed' }));
  if (faults.length > 0) throw new Invalid('An item of the card was left out.', faults);
}

/** A reply that is new, whichever way it came. */
interface Came {
  id: string;
  receivedAt: Date;
  way: 'sms' | 'link';
  reading: Reading;
}

function recordReading(
  matter: EvaluationCase,
  given: Came,
  now: Date,
  rules: EvaluationRules,
): EvaluationDecision {
  const { reading, way } = given;
  const content = replyName(given.id);
  const draft = new EvaluationDraft(matter, CUSTOMER, now, rules);
  const text = draft.keep(content, wordsOf(given, reading));
  if (matter.replies.length >= MOST_REPLIES) {
    draft.record('reply-over-limit', { reply: content, text }, inboxOf(draft));
    return draft.finish({ wakes: matter.category === 'open' }, { inbox: true });
  }
  const receivedAt = (given.receivedAt > now ? now : given.receivedAt).toISOString();
  const says: Grades | undefined = isValid(reading) ? gradesIn(reading) : undefined;
  const isLate = says !== undefined && !isInTime({ receivedAt }, [...matter.replies], matter, rules);
  const awaitsPerson = isLate || reading.needsPerson;
  const reply: KeptReply = {
    content,
    receivedAt,
    awaitsPerson,
    ...(says === undefined ? {} : { read: says }),
  };
  settle(draft, [...matter.replies, reply], rules, {
    type: says === undefined ? (isOptOutAlone(reading) ? 'reply-opted-out' : 'reply-unread') : 'reply-read',
    data: { reply: content, text, way, receivedAt, ...(says ?? {}), late: isLate, toPerson: awaitsPerson },
    replied: isOptOutAlone(reading),
  });
  return concluded(draft, matter, says, receivedAt, { inbox: awaitsPerson, optOut: reading.optOut === true });
}

/** The customer's words and our reading of them; of a text that is too long for a record the beginning and the hash. */
function wordsOf(
  { id, receivedAt }: Pick<GivenReply, 'id' | 'receivedAt'>,
  reading: Reading,
): Record<string, unknown> {
  return { id: id.toWellFormed(), receivedAt: receivedAt.toISOString(), reading };
}

/** The content that holds the words of a reply, which a case knows it by. */
export function replyName(replyId: string): string {
  return `reply-${contentHash(replyId.toWellFormed()).slice(0, 22)}`;
}

function gradesIn({ grades, overall }: Pick<Reading, 'grades' | 'overall'>): Grades {
  return { grades, ...(overall === undefined ? {} : { overall }) };
}

function isOptOutAlone(reading: Reading): boolean {
  return reading.optOut === true && !reading.needsPerson && !isValid(reading);
}

/** What happened, and what the case is when it holds these replies. */
interface Happened {
  type: string;
  data: Record<string, unknown>;
  /** The customer has answered even if no reply holds a grade. */
  replied: boolean;
}

function settle(
  draft: EvaluationDraft,
  replies: KeptReply[],
  rules: EvaluationRules,
  happened: Happened,
): void {
  const before = draft.case;
  const counts = countingReply(replies, before, rules);
  const awaitsPerson = replies.some((reply) => reply.awaitsPerson);
  const ends = happened.replied && before.stage === 'awaiting-reply';
  const isReplied = counts !== undefined || ends || before.stage === 'replied';
  const stage = isReplied ? 'replied' : before.stage;
  const inbox = awaitsPerson ? inboxOf(draft) : {};
  if (!awaitsPerson) draft.drop('inbox', 'escalatedTo');
  if (counts === undefined) draft.drop('result');
  const says = counts === undefined ? undefined : saidIn(counts);
  draft.record(
    happened.type,
    {
      ...happened.data,
      ...(counts === undefined ? {} : { counts: counts.content }),
      isFirstReply: before.replies.length === 0,
      isFirstValid: counts !== undefined && before.result === undefined,
      isNoLongerValid: counts === undefined && before.result !== undefined,
    },
    {
      replies,
      ...inbox,
      ...(counts === undefined || says === undefined ? {} : { result: { reply: counts.content, says } }),
      ...draft.settled(stage, awaitsPerson),
    },
  );
}

/** A person has something to read: the case is open for it, also when it had ended. */
function inboxOf(draft: EvaluationDraft): Pick<EvaluationCase, 'inbox' | 'category'> {
  draft.drop('closedAt');
  const since = draft.at.toISOString();
  return { inbox: draft.case.inbox ?? { since, missed: 0, from: since }, category: 'open' };
}

function concluded(
  draft: EvaluationDraft,
  before: EvaluationCase,
  says: Grades | undefined,
  receivedAt: string,
  beside: { inbox: boolean; optOut: boolean },
): EvaluationDecision {
  const counts = draft.case.replies.find(({ content }) => content === draft.case.result?.reply);
  // What was put right by a later reply is no complaint; what came too late to count still is one.
  const isOvertaken = counts !== undefined && counts.receivedAt > receivedAt;
  const items = says === undefined || isOvertaken ? [] : dissatisfiedItems(says);
  const fresh = items.filter((item) => !before.complained.includes(item));
  if (fresh.length > 0) {
    draft.record(
      'dissatisfied',
      { items: fresh, receivedAt, isFirst: before.complained.length === 0 },
      { complained: [...before.complained, ...fresh] },
    );
  }
  const wakes = before.category === 'open';
  return draft.finish(
    { wakes },
    { ...beside, ...(fresh.length === 0 ? {} : { complaint: { items: fresh, receivedAt } }) },
  );
}

/**
 * The reply that counts: of those received by the last day, the last one that comes within the window. The window
 * starts with the first valid reply, or when a person found the first grade.
 */
export function countingReply(
  replies: readonly KeptReply[],
  matter: EvaluationCase,
  rules: EvaluationRules,
): KeptReply | undefined {
  const valid = replies.filter((reply) => saidIn(reply) !== undefined && isByLastDay(reply, matter, rules));
  const end = windowEnd(valid, rules);
  return valid
    .filter(({ receivedAt }) => Date.parse(receivedAt) <= end)
    .sort((a, b) =>
      a.receivedAt === b.receivedAt ? order(a.content, b.content) : order(a.receivedAt, b.receivedAt),
    )
    .at(-1);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function windowEnd(valid: readonly KeptReply[], { evaluation }: EvaluationRules): number {
  const starts = valid.map(({ receivedAt, byHand }) => Date.parse(byHand?.at ?? receivedAt));
  return Math.min(...starts) + evaluation.correctionHours * 3_600_000;
}

function isByLastDay(
  { receivedAt }: Pick<KeptReply, 'receivedAt'>,
  matter: EvaluationCase,
  rules: EvaluationRules,
): boolean {
  const last = lastDay(matter, rules);
  return last === undefined || dateOf(receivedAt) <= last;
}

function isInTime(
  { receivedAt }: Pick<KeptReply, 'receivedAt'>,
  earlier: readonly KeptReply[],
  matter: EvaluationCase,
  rules: EvaluationRules,
): boolean {
  const valid = earlier.filter((reply) => saidIn(reply) !== undefined && isByLastDay(reply, matter, rules));
  return isByLastDay({ receivedAt }, matter, rules) && Date.parse(receivedAt) <= windowEnd(valid, rules);
}

/**
 * A person has read a reply. Both readings stay, and the person's holds; without a grade there was none in it. A reply
 * that came too late changes no result, and its dissatisfaction opens a complaint all the same.
 * @throws NotFound without such a reply, Refused when nothing waits in it, Invalid for an item that the card has not
 */
export function gradeByHand(
  file: EvaluationFile,
  reading: { reply: string; says: Grades; optOut?: boolean | undefined },
  by: Staff,
  now: Date,
  rules: EvaluationRules,
): EvaluationDecision {
  const { case: matter } = file;
  mustNotBeConcerned(matter, by);
  const reply = matter.replies.find(({ content }) => content === reading.reply);
  if (reply === undefined) throw new NotFound('There is no such reply.');
  // Of the replies beyond the limit none waits by itself: whoever has seen them says what one of the others means.
  const isBeyond = matter.inbox !== undefined && !matter.replies.some(({ awaitsPerson }) => awaitsPerson);
  if (!reply.awaitsPerson && !isBeyond)
    throw new Refused('nothing-to-read', 'Nobody has to read this reply.');
  mustBeOnCard(reading.says, matter);
  const draft = new EvaluationDraft(matter, by, now, rules);
  const read: KeptReply = {
    ...reply,
    awaitsPerson: false,
    byHand: { by: by.id, at: now.toISOString(), says: reading.says },
  };
  settle(
    draft,
    matter.replies.map((one) => (one === reply ? read : one)),
    rules,
    {
      type: 'graded-by-hand',
      data: {
        reply: reply.content,
        machine: reply.read ?? null,
        person: reading.says,
        optOut: reading.optOut === true,
      },
      replied: false,
    },
  );
  return concluded(draft, matter, saidIn(read), reply.receivedAt, {
    inbox: false,
    optOut: reading.optOut === true,
  });
}

function mustBeOnCard(says: Grades, matter: EvaluationCase): void {
  const codes = new Set(cardOf(matter).items.map(({ code }) => code));
  const faults: FieldFault[] = Object.keys(says.grades)
    .filter((code) => !codes.has(code))
    .map((code) => ({ field: `grades.${code}`, reason: 'is no item of the card' }));
  if (faults.length > 0) throw new Invalid('The grades do not fit the card.', faults);
}

/**
 * Several evaluations of a number could be meant: the reply is kept with one of them, unread, and the customer is asked
 * once for the code. Whom the caps or a list keep from being asked, and who was asked before, a person sorts out.
 * @returns nothing for a reply that is known
 */
export function askWhich(
  file: EvaluationFile,
  given: GivenReply,
  number: NumberState,
  now: Date,
  rules: EvaluationRules,
): EvaluationDecision | undefined {
  const { case: matter } = file;
  const content = replyName(given.id);
  if (matter.replies.some((reply) => reply.content === content)) return undefined;
  const draft = new EvaluationDraft(matter, CUSTOMER, now, rules);
  const reading = readReply(given.text.toWellFormed(), cardOf(matter));
  const text = draft.keep(content, wordsOf(given, reading));
  const canAsk = matter.askedWhichAt === undefined && maySend(number.sentAt, now, number.optedOut).may;
  const receivedAt = (given.receivedAt > now ? now : given.receivedAt).toISOString();
  const reply: KeptReply = { content, receivedAt, awaitsPerson: !canAsk };
  draft.record(
    'reply-unmatched',
    { reply: content, text, receivedAt, asked: canAsk, isFirstReply: matter.replies.length === 0 },
    {
      replies: [...matter.replies, reply],
      ...(canAsk ? { askedWhichAt: now.toISOString() } : inboxOf(draft)),
    },
  );
  if (canAsk) draft.send('evaluation-unclear');
  const optOut = reading.optOut === true;
  return draft.finish({ wakes: matter.category === 'open' }, { inbox: !canAsk, optOut });
}
