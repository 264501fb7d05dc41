import * as z from 'zod/mini';
import { recordAnswers } from '../../domain/callback/answers.ts';
import type { CallbackFile } from '../../domain/callback/case.ts';
import { confirmByLink } from '../../domain/callback/confirmation.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import {
  checkLink,
  claimFor,
  type LinkClaim,
  type LinkPurpose,
  NO_LINK,
  readLink,
} from '../../domain/callback/link.ts';
import { Answers, ProblemCategory, questionsFor } from '../../domain/callback/questionnaire.ts';
import { Gone, Invalid, NotFound } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import { type FileDeps, flagsOf, loadFile, loadPolicy, onFreshRead, save } from '../callback/file.ts';
import { type Route, route } from '../http/route.ts';

export type CustomerApiDeps = FileDeps & {
  clock: Clock;
  rules: CallbackRules;
  linkKey: string;
  openapi: () => Promise<string>;
};

const ByToken = z.object({ token: z.string().check(z.maxLength(100)) });

const LinkView = z.object({
  asks: z.enum(['answers', 'confirmation']),
  state: z.enum(['open', 'used']),
  /** What the policy is called, never whose it is: a link may be opened by whoever holds the phone. */
  product: z.string(),
  carrier: z.string(),
  questions: z.optional(z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() }))),
  problems: z.optional(z.array(ProblemCategory)),
});

const Word = z.union([
  z.strictObject({ answers: Answers, problems: z.optional(z.array(ProblemCategory).check(z.maxLength(20))) }),
  z.strictObject({
    settled: z.boolean(),
    comment: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(1000))),
  }),
]);

const Thanks = z.object({ asks: z.enum(['answers', 'confirmation']), state: z.literal('used') });

/** What a customer does by a link from an SMS. GET shows, POST decides: a scanner that opens links changes nothing. */
export function customerRoutes(deps: CustomerApiDeps): Route[] {
  /** A link of a case that does not exist is an altered one, and told nothing else. */
  async function fileOf({ caseId }: LinkClaim): Promise<CallbackFile> {
    try {
      return await loadFile(deps, caseId);
    } catch (error) {
      throw error instanceof NotFound ? new NotFound(NO_LINK, { cause: error }) : error;
    }
  }

  return [
    route({
      method: 'GET',
      path: '/c/{token}',
      summary: 'What a link asks',
      public: true,
      params: ByToken,
      answer: LinkView,
      handle: async ({ path: { token } }) => {
        const claim = readLink(token);
        const { case: callback } = await fileOf(claim);
        const state = checkLink(token, claim, callback, deps.linkKey);
        const policy = await loadPolicy(deps, callback.policyId);
        return {
          body: {
            asks: claim.purpose,
            state,
            product: policy.product.code,
            carrier: policy.carrier,
            ...(state === 'open' && claim.purpose === 'answers'
              ? { questions: questionsFor(policy, callback.questionnaire.version) }
              : {}),
            ...(state === 'open' && claim.purpose === 'confirmation'
              ? { problems: callback.problem?.categories ?? [] }
              : {}),
          },
        };
      },
    }),
    route({
      method: 'POST',
      path: '/c/{token}',
      summary: "The customer's answers, or whether the problem is settled",
      public: true,
      params: ByToken,
      body: Word,
      answer: Thanks,
      handle: async ({ path: { token }, body: word }) => {
        const claim = readLink(token);
        const asks = await onFreshRead(async (): Promise<LinkPurpose> => {
          const file = await fileOf(claim);
          checkLink(token, claim, file.case, deps.linkKey);
          if (claim.purpose === 'answers' && claim.round !== claimFor('answers', file.case).round) {
            throw new Gone('This link went to an earlier number.');
          }
          const now = deps.clock.now();
          const flags = await flagsOf(deps, file.case.policyId, now);
          const decision =
            'answers' in word && claim.purpose === 'answers'
              ? recordAnswers(
                  file,
                  { ...word, evidence: { way: 'link' } },
                  'customer',
                  flags,
                  now,
                  deps.rules,
                )
              : 'settled' in word && claim.purpose === 'confirmation'
                ? confirmByLink(file, word, claim.round, flags, now, deps.rules)
                : wrongWord(claim.purpose);
          if (decision !== 'same-again') await save(deps, decision, now);
          return claim.purpose;
        });
        return { body: { asks, state: 'used' } };
      },
    }),
    route({
      method: 'GET',
      path: '/openapi.json',
      summary: 'This description',
      public: true,
      answer: z.looseObject({ openapi: z.string() }),
      handle: async () => ({ text: await deps.openapi(), headers: { 'content-type': 'application/json' } }),
    }),
  ];
}

function wrongWord(purpose: LinkPurpose): never {
  throw new Invalid(`This link asks for ${purpose}.`, [
    { field: purpose === 'answers' ? 'answers' : 'settled', reason: 'is what this link asks for' },
  ]);
}
