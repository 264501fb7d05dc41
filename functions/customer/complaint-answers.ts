import type { ComplaintCase } from '../../domain/complaint/case.ts';
import { reviewWindow } from '../../domain/complaint/clocks.ts';
import {
  answerByLink,
  complaintBound,
  complaintClaim,
  complaintLinkState,
  withdrawByLink,
} from '../../domain/complaint/link.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import { Gone, NotFound } from '../../domain/errors.ts';
import { type LinkClaim, type LinkState, mustBeSigned, NO_LINK } from '../../domain/links.ts';
import type { Cases, Clock, Policies, Transactions } from '../../domain/ports.ts';
import { dateOf } from '../../domain/time/dates.ts';
import { loadComplaint } from '../complaint/file.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type LinkAnswers, wrongWord } from './answers.ts';
import { namesOf } from './names.ts';
import { DecisionText } from './words.ts';

export interface ComplaintAnswersDeps {
  cases: Cases;
  policies: Pick<Policies, 'carrier'>;
  transactions: Transactions;
  clock: Clock;
  rules: ComplaintRules;
  linkKey: string;
}

/** The link to the decision of a complaint: accepted or not, or the complaint taken back. */
export function complaintAnswers(deps: ComplaintAnswersDeps): LinkAnswers {
  /** Of a decision that was taken back nothing is told: what its link was bound to is gone. */
  async function complaintOf(
    token: string,
    claim: LinkClaim,
  ): Promise<{ complaint: ComplaintCase; isLast: boolean }> {
    try {
      const complaint = await loadComplaint(deps, claim.caseId);
      const isLast = complaint.decision !== undefined && claim.round === complaintClaim(complaint).round;
      if (isLast) mustBeSigned(token, claim, complaintBound(complaint), deps.linkKey);
      return { complaint, isLast };
    } catch (error) {
      throw error instanceof NotFound ? new NotFound(NO_LINK, { cause: error }) : error;
    }
  }

  return {
    async view(token, claim) {
      const { complaint, isLast } = await complaintOf(token, claim);
      const { id, stage, decision, accepted, review, carrier, product, openedAt } = complaint;
      if (!isLast || decision === undefined) return { asks: 'complaint', state: 'used' };
      const content = await deps.cases.content(id, decision.content);
      const limit = reviewWindow(complaint, deps.rules);
      return {
        asks: 'complaint',
        state: complaintLinkState(complaint, claim),
        decision: {
          // Not the cause: how the firm classifies it is for its own figures.
          ...DecisionText.parse(content?.body ?? {}),
          ...(carrier === undefined ? {} : await namesOf(deps, carrier, product)),
          stage,
          openedOn: dateOf(openedAt),
          outcome: decision.outcome,
          ...(review?.result === undefined ? {} : { reviewed: review.result }),
          ...(accepted === undefined ? {} : { accepted }),
          ...(limit === undefined ? {} : { reviewUntil: dateOf(limit.dueAt) }),
        },
      };
    },
    word: (token, claim, word) =>
      onFreshRead(async (): Promise<LinkState> => {
        const { complaint, isLast } = await complaintOf(token, claim);
        if (!isLast) throw new Gone('This decision was taken back.');
        const now = deps.clock.now();
        const decision =
          'accepts' in word
            ? answerByLink(complaint, word, now, deps.rules)
            : 'withdraws' in word
              ? withdrawByLink(complaint, now, deps.rules)
              : wrongWord('complaint', 'accepts');
        if (decision !== 'same-again') await saveDecision(deps, decision, now);
        return 'accepts' in word && !word.accepts ? 'open' : 'used';
      }),
  };
}
