import { dateOf } from '../time/calendar.ts';
import { levelsOfRun } from './amounts.ts';
import type { ReconsiderationCase } from './case.ts';
import type { ReconsiderationDraft } from './draft.ts';
import { type Forum, forumsAfter } from './forums.ts';
import type { Point } from './points.ts';
import type { ReconsiderationRules } from './settings.ts';

/** One thing that happened, in words that a letter can be made of. */
export interface LetterLine {
  on: string;
  what: 'decided' | 'opened' | 'judged' | 'explained' | 'not-accepted' | 'asked-again' | 'answered';
  level?: 1 | 2;
  outcome?: string;
  reason?: string;
  clause?: string;
  amountFen?: number;
}

/** What the customer reads. It is kept as content, for it names a claim. */
export interface Letter {
  kind: 'explanation' | 'outcome';
  /** Without the name of the person who decided. */
  decision: Omit<ReconsiderationCase['decision'], 'decider'>;
  points: Point[];
  history: LetterLine[];
  /** Only in the letter that ends the case or goes with a part: the next forums, with their dates. */
  forums: Forum[];
}

function historyOf(matter: ReconsiderationCase): LetterLine[] {
  const { decision, assessments, letters, levels } = matter;
  const lines: LetterLine[] = [
    { on: decision.decidedOn, what: 'decided' },
    { on: dateOf(matter.openedAt), what: 'opened' },
    ...assessments.map(
      ({ at, verdict }): LetterLine => ({ on: dateOf(at), what: 'judged', outcome: verdict }),
    ),
    ...letters.flatMap((letter): LetterLine[] => [
      ...(letter.sentAt === undefined ? [] : [{ on: dateOf(letter.sentAt), what: 'explained' as const }]),
      ...(letter.accepted === false && letter.answeredAt !== undefined
        ? [{ on: dateOf(letter.answeredAt), what: 'not-accepted' as const }]
        : []),
    ]),
    ...levels.flatMap((one): LetterLine[] => [
      { on: dateOf(one.askedAt), what: 'asked-again', level: one.level },
      ...(one.answeredAt === undefined ? [] : [answerLine(one, one.answeredAt)]),
    ]),
  ];
  // A stable sort: what happened on one day stays in the order above.
  return lines.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function answerLine(
  { level, outcome, reason, clause, amountFen }: ReconsiderationCase['levels'][number],
  answeredAt: string,
): LetterLine {
  return {
    on: dateOf(answeredAt),
    what: 'answered',
    level,
    ...(outcome === undefined ? {} : { outcome }),
    ...(reason === undefined ? {} : { reason }),
    ...(clause === undefined ? {} : { clause }),
    ...(amountFen === undefined ? {} : { amountFen }),
  };
}

/** Dates count from the carrier's last word, the earliest day on which it can have reached the customer. */
function forumsOf(matter: ReconsiderationCase, rules: ReconsiderationRules): Forum[] {
  const answeredAt = matter.levels.findLast((level) => level.answeredAt !== undefined)?.answeredAt;
  const receivedOn =
    answeredAt === undefined ? (matter.facts.noticeOn ?? matter.decision.decidedOn) : dateOf(answeredAt);
  const { line } = matter.decision;
  return forumsAfter({ receivedOn, line, eventKnownOn: matter.facts.eventKnownOn }, rules.calendar);
}

/** Writes a letter; the workflow sends it in sending hours. @returns its hash and what the record holds of it */
export function writeLetter(
  draft: ReconsiderationDraft,
  kind: Letter['kind'],
  points: readonly Point[],
): { hash: string; letters: ReconsiderationCase['letters'] } {
  const { case: matter, at } = draft;
  const { decider: _decider, ...decision } = matter.decision;
  const letter: Letter = {
    kind,
    decision,
    points: [...points],
    history: historyOf(matter),
    forums: kind === 'outcome' ? forumsOf(matter, draft.rules) : [],
  };
  const content = `letter-${matter.letters.length + 1}`;
  const hash = draft.matter.keep(content, letter);
  return { hash, letters: [...matter.letters, { kind, content, hash, at: at.toISOString(), reminders: 0 }] };
}

/** The explanation waits for the customer's word; the letter at the end asks for none. */
export function tellCustomer(
  draft: ReconsiderationDraft,
  kind: 'explanation' | 'outcome',
  points: readonly Point[],
): void {
  const { hash, letters } = writeLetter(draft, kind, points);
  draft.moveTo(
    kind === 'explanation' ? 'explaining' : 'informing',
    'letter-written',
    { letter: letters.length, kind, hash },
    { letters },
  );
}

/** Terms of cover that changed in part are told by a letter and have no payment that could be followed. */
function isChangedInRun(matter: ReconsiderationCase): boolean {
  return levelsOfRun(matter).some(({ outcome }) => outcome !== undefined && outcome !== 'upheld');
}

/** The last letter, while it waits for sending hours. One of a run that ended before it went out is not sent any more. */
export function letterToSend({
  letters,
  gathering,
}: ReconsiderationCase): ReconsiderationCase['letters'][number] | undefined {
  const letter = letters.at(-1);
  const isWaiting = letter !== undefined && letter.sentAt === undefined && letter.at >= gathering.since;
  return isWaiting ? letter : undefined;
}

/** The last letter changes. */
export function changeLetter(
  { letters }: ReconsiderationCase,
  to: Partial<ReconsiderationCase['letters'][number]>,
): ReconsiderationCase['letters'] {
  const last = letters.at(-1);
  return last === undefined ? letters : letters.with(-1, { ...last, ...to });
}

/** The letter goes out; when it is the one that ends the case, that is the end. */
export function sendLetter(draft: ReconsiderationDraft): void {
  const letter = draft.case.letters.at(-1);
  if (letter === undefined) return;
  const round = draft.case.letters.length;
  draft.record(
    'letter-sent',
    { letter: round, kind: letter.kind, hash: letter.hash },
    { letters: changeLetter(draft.case, { sentAt: draft.at.toISOString() }) },
  );
  draft.matter.send(letter.kind === 'explanation' ? 'explanation' : 'outcome-letter', { round });
  if (draft.case.stage === 'informing') draft.close(isChangedInRun(draft.case) ? 'changed' : 'upheld');
}
