import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { Gone } from '../errors.ts';
import type { LinkClaim, LinkState } from '../links.ts';
import type { Actor } from '../people.ts';
import type { ReconsiderationCase, ReconsiderationFile } from './case.ts';
import { ReconsiderationDraft } from './draft.ts';
import { changeLetter } from './letters.ts';
import type { ReconsiderationRules } from './settings.ts';
import { withdraw } from './withdraw.ts';

/** Which letter a link shows: the last one. */
export function letterClaim({ id, letters }: ReconsiderationCase): LinkClaim {
  return { caseId: id, purpose: 'letter', round: letters.length };
}

/** A link is bound to the very words of its letter. */
export function letterBound({ letters }: ReconsiderationCase): (string | number)[] {
  return [letters.at(-1)?.hash ?? ''];
}

/** An explanation asks until it is answered; the letter at the end asks nothing and stays to be read. */
export function letterLinkState(matter: ReconsiderationCase, claim: LinkClaim): LinkState {
  const letter = matter.letters.at(-1);
  if (letter === undefined || claim.round !== matter.letters.length) return 'used';
  if (letter.kind === 'outcome') return 'open';
  return matter.stage === 'explaining' ? 'open' : 'used';
}

const CUSTOMER: Actor = { kind: 'customer' };

/** The customer has opened the page and said so: a scanner that opens links reads nothing. */
export function readLetter(
  file: ReconsiderationFile,
  round: number,
  now: Date,
  rules: ReconsiderationRules,
): Decision | 'same-again' {
  const letter = lastLetter(file.case, round);
  if (letter.readAt !== undefined) return 'same-again';
  const draft = new ReconsiderationDraft(file, CUSTOMER, now, rules);
  recordReading(draft);
  return draft.finish({ wakes: false });
}

function recordReading(draft: ReconsiderationDraft): void {
  const { letters } = draft.case;
  draft.record(
    'letter-read',
    { letter: letters.length, hash: letters.at(-1)?.hash ?? '' },
    { letters: changeLetter(draft.case, { readAt: draft.at.toISOString() }) },
  );
}

/** @throws Gone for a letter that another one has replaced */
function lastLetter({ letters }: ReconsiderationCase, round: number): ReconsiderationCase['letters'][number] {
  const letter = letters.at(-1);
  if (letter === undefined || round !== letters.length)
    throw new Gone('This letter was replaced by another.');
  return letter;
}

/** What the customer says to the explanation. */
export const LetterAnswer = z.strictObject({
  accepted: z.boolean(),
  comment: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(1000))),
});
export type LetterAnswer = z.infer<typeof LetterAnswer>;

/**
 * The customer accepts the explanation, which ends the case, or does not, which gives it to another expert.
 * @throws Gone when it was answered otherwise or is no question any more
 */
export function answerLetter(
  file: ReconsiderationFile,
  round: number,
  { accepted, comment }: LetterAnswer,
  now: Date,
  rules: ReconsiderationRules,
): Decision | 'same-again' {
  const letter = lastLetter(file.case, round);
  if (letter.kind === 'explanation' && letter.accepted === accepted) return 'same-again';
  if (letterLinkState(file.case, letterClaim(file.case)) === 'used' || letter.kind === 'outcome') {
    throw new Gone('This question was answered already.');
  }
  const draft = new ReconsiderationDraft(file, CUSTOMER, now, rules);
  if (letter.readAt === undefined) recordReading(draft);
  const data = {
    letter: round,
    ...(comment === undefined ? {} : { comment: draft.matter.keep(`comment-${round}`, { comment }) }),
  };
  const letters = changeLetter(draft.case, { accepted, answeredAt: now.toISOString() });
  if (accepted) {
    draft.record('explanation-accepted', data, { letters });
    draft.close('accepted');
  } else {
    draft.moveTo('second-opinion', 'explanation-not-accepted', data, { letters });
  }
  return draft.finish({ wakes: true });
}

/** The customer takes the matter back from the page of the letter. @throws Gone when it has ended */
export function withdrawByLink(
  file: ReconsiderationFile,
  round: number,
  now: Date,
  rules: ReconsiderationRules,
): Decision | 'same-again' {
  lastLetter(file.case, round);
  if (file.case.stage === 'withdrawn') return 'same-again';
  if (file.case.category === 'closed') throw new Gone('The case has ended.');
  const draft = new ReconsiderationDraft(file, CUSTOMER, now, rules);
  withdraw(draft, { way: 'link' });
  return draft.finish({ wakes: true });
}
