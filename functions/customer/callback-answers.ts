import { recordAnswers } from '../../domain/callback/answers.ts';
import type { CallbackCase, CallbackFile } from '../../domain/callback/case.ts';
import { confirmByLink } from '../../domain/callback/confirmation.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import { checkLink, claimFor } from '../../domain/callback/link.ts';
import { questionsFor } from '../../domain/callback/questionnaire.ts';
import { Gone, NotFound } from '../../domain/errors.ts';
import { type LinkClaim, type LinkState, NO_LINK } from '../../domain/links.ts';
import type { Clock } from '../../domain/ports.ts';
import { type FileDeps, flagsOf, loadFile, loadPolicy, save } from '../callback/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type LinkAnswers, wrongWord } from './answers.ts';
import { namesOf } from './names.ts';

export type CallbackAnswersDeps = FileDeps & { clock: Clock; rules: CallbackRules; linkKey: string };

/** The links of a callback: the first answers, and whether a problem is settled. */
export function callbackAnswers(deps: CallbackAnswersDeps): LinkAnswers {
  /** A link of a case that does not exist is an altered one, and told nothing else. */
  async function fileOf({ caseId }: LinkClaim): Promise<CallbackFile> {
    try {
      return await loadFile(deps, caseId);
    } catch (error) {
      throw error instanceof NotFound ? new NotFound(NO_LINK, { cause: error }) : error;
    }
  }

  return {
    async view(token, claim) {
      const { case: callback } = await fileOf(claim);
      const state = checkLink(token, claim, callback, deps.linkKey);
      // What an earlier link was bound to is gone: nobody knows whether it ever was one, nor whose.
      if (claim.round !== roundOf(claim, callback)) return { asks: claim.purpose, state };
      const policy = await loadPolicy(deps, callback.policyId);
      return {
        asks: claim.purpose,
        state,
        product: policy.product.code,
        carrier: policy.carrier,
        ...(await namesOf(deps, policy.carrier, policy.product.code)),
        ...(state === 'used' ? usedBy(claim, callback) : {}),
        ...(state === 'open' && claim.purpose === 'answers'
          ? { questions: questionsFor(policy, callback.questionnaire.version) }
          : {}),
        ...(state === 'open' && claim.purpose === 'confirmation'
          ? { problems: callback.problem?.categories ?? [] }
          : {}),
      };
    },
    word: (token, claim, word) =>
      onFreshRead(async (): Promise<LinkState> => {
        const file = await fileOf(claim);
        checkLink(token, claim, file.case, deps.linkKey);
        if (claim.purpose === 'answers' && claim.round !== roundOf(claim, file.case)) {
          throw new Gone('This link went to an earlier number.');
        }
        const now = deps.clock.now();
        const flags = await flagsOf(deps, file.case.policyId, now);
        const decision =
          'answers' in word && claim.purpose === 'answers'
            ? recordAnswers(file, { ...word, evidence: { way: 'link' } }, 'customer', flags, now, deps.rules)
            : 'settled' in word && claim.purpose === 'confirmation'
              ? confirmByLink(file, word, claim.round, flags, now, deps.rules)
              : wrongWord(claim.purpose, claim.purpose === 'answers' ? 'answers' : 'settled');
        if (decision !== 'same-again') await save(deps, decision, now);
        return 'used';
      }),
  };
}

function roundOf({ purpose }: LinkClaim, callback: CallbackCase): number {
  return claimFor(purpose === 'confirmation' ? 'confirmation' : 'answers', callback).round;
}

function usedBy({ purpose }: LinkClaim, { stage, problem }: CallbackCase): { answered: boolean } {
  if (purpose === 'confirmation') return { answered: stage === 'settled' };
  return { answered: stage === 'clean' || problem?.cause === 'answers' };
}
