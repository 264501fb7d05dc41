import { Gone, NotFound } from '../../domain/errors.ts';
import { type LinkClaim, type LinkState, mustBeSigned, NO_LINK } from '../../domain/links.ts';
import type { Cases, Clock, Policies, Transactions } from '../../domain/ports.ts';
import type { ReconsiderationFile } from '../../domain/reconsideration/case.ts';
import {
  answerLetter,
  letterBound,
  letterClaim,
  letterLinkState,
  readLetter,
  withdrawByLink,
} from '../../domain/reconsideration/link.ts';
import type { ReconsiderationRules } from '../../domain/reconsideration/settings.ts';
import { loadMatter, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type LinkAnswers, wrongWord } from './answers.ts';
import { namesOf } from './names.ts';
import { LetterText } from './words.ts';

export interface LetterAnswersDeps {
  cases: Cases;
  policies: Pick<Policies, 'carrier'>;
  transactions: Transactions;
  clock: Clock;
  rules: ReconsiderationRules;
  linkKey: string;
}

/** The link to an explanation or to the outcome of a reconsideration; the matter can be taken back there. */
export function letterAnswers(deps: LetterAnswersDeps): LinkAnswers {
  /** A letter that another one replaced is told nothing of: what its link was bound to is gone. */
  async function fileOf(
    token: string,
    claim: LinkClaim,
  ): Promise<{ file: ReconsiderationFile; isLast: boolean }> {
    try {
      const file = await loadMatter(deps, 'reconsideration', claim.caseId);
      const isLast = claim.round === letterClaim(file.case).round;
      if (isLast) mustBeSigned(token, claim, letterBound(file.case), deps.linkKey);
      return { file, isLast };
    } catch (error) {
      throw error instanceof NotFound ? new NotFound(NO_LINK, { cause: error }) : error;
    }
  }

  return {
    async view(token, claim) {
      const { file, isLast } = await fileOf(token, claim);
      const letter = isLast ? file.case.letters.at(-1) : undefined;
      if (letter === undefined) return { asks: 'letter', state: 'used' };
      const content = await deps.cases.content(file.case.id, letter.content);
      const { kind, readAt, accepted } = letter;
      return {
        asks: 'letter',
        state: letterLinkState(file.case, claim),
        letter: {
          // Not the firm's own ids of documents, which stand in it beside each point.
          ...LetterText.parse(content?.body ?? {}),
          ...(await namesOf(deps, file.case.carrier)),
          kind,
          read: readAt !== undefined,
          ...(accepted === undefined ? {} : { accepted }),
        },
      };
    },
    word: (token, claim, word) =>
      onFreshRead(async (): Promise<LinkState> => {
        const { file, isLast } = await fileOf(token, claim);
        if (!isLast) throw new Gone('This letter was replaced by another.');
        const now = deps.clock.now();
        const decision =
          'read' in word
            ? readLetter(file, claim.round, now, deps.rules)
            : 'accepts' in word
              ? answerLetter(file, claim.round, answerOf(word), now, deps.rules)
              : 'withdraws' in word
                ? withdrawByLink(file, claim.round, now, deps.rules)
                : wrongWord('letter', 'accepts');
        if (decision !== 'same-again') await saveDecision(deps, decision, now);
        return 'read' in word ? letterLinkState(file.case, claim) : 'used';
      }),
  };
}

function answerOf({ accepts, comment }: { accepts: boolean; comment?: string | undefined }) {
  return { accepted: accepts, ...(comment === undefined ? {} : { comment }) };
}
