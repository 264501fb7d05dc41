import { NotFound } from '../../domain/errors.ts';
import { cardOf, type EvaluationCase } from '../../domain/evaluation/case.ts';
import { evaluationBound, evaluationLinkState } from '../../domain/evaluation/link.ts';
import { answerByLink } from '../../domain/evaluation/replies.ts';
import { type LinkClaim, mustBeSigned, NO_LINK } from '../../domain/links.ts';
import type { Clock, Policies } from '../../domain/ports.ts';
import { type EvaluationDeps, loadEvaluation, phoneOf, saveEvaluation } from '../evaluation/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type LinkAnswers, wrongWord } from './answers.ts';
import { namesOf } from './names.ts';

export type EvaluationAnswersDeps = EvaluationDeps & {
  policies: Pick<Policies, 'carrier'>;
  clock: Clock;
  linkKey: string;
};

/** The link of an evaluation's reminder: the card, item by item. */
export function evaluationAnswers(deps: EvaluationAnswersDeps): LinkAnswers {
  async function evaluationOf(token: string, claim: LinkClaim): Promise<EvaluationCase> {
    try {
      const matter = await loadEvaluation(deps, claim.caseId);
      mustBeSigned(token, claim, evaluationBound(matter), deps.linkKey);
      return matter;
    } catch (error) {
      throw error instanceof NotFound ? new NotFound(NO_LINK, { cause: error }) : error;
    }
  }

  /** What the evaluation is of, as far as it is known. */
  async function aboutOf({ carrier, policyId }: EvaluationCase) {
    const policy = policyId === undefined ? undefined : await deps.policies.byId(policyId);
    return carrier === undefined ? {} : namesOf(deps, carrier, policy?.product.code);
  }

  return {
    async view(token, claim) {
      const matter = await evaluationOf(token, claim);
      if (evaluationLinkState(matter, claim, deps.clock.now(), deps.rules) === 'used') {
        return { asks: 'evaluation', state: 'used' };
      }
      const items = cardOf(matter).items.map(({ code, zh, en }) => ({ code, zh, en }));
      return {
        asks: 'evaluation',
        state: 'open',
        ...(await aboutOf(matter)),
        evaluation: { moment: matter.moment, items },
      };
    },
    word: (token, claim, word) =>
      onFreshRead(async () => {
        const matter = await evaluationOf(token, claim);
        if (!('grades' in word)) return wrongWord('evaluation', 'grades');
        const now = deps.clock.now();
        const decision = answerByLink({ case: matter }, word, now, deps.rules);
        if (decision !== 'same-again') {
          await saveEvaluation(deps, decision, now, { phone: await phoneOf(matter, deps) });
        }
        return 'used' as const;
      }),
  };
}
