import * as z from 'zod/mini';
import { Answers, ProblemCategory } from '../../domain/callback/questionnaire.ts';

const Purpose = z.enum(['answers', 'confirmation', 'consent', 'letter', 'complaint']);

export const LinkView = z.object({
  asks: Purpose,
  state: z.enum(['open', 'used']),
  /** Of a callback: what the policy is called, never whose it is: a link may be opened by whoever holds the phone. */
  product: z.optional(z.string()),
  carrier: z.optional(z.string()),
  questions: z.optional(z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() }))),
  problems: z.optional(z.array(ProblemCategory)),
  /** Of a consent: who gets the data, what for, which kinds of data, until when; and whether it was given. */
  consent: z.optional(
    z.object({
      carriers: z.array(z.string()),
      purpose: z.string(),
      kinds: z.array(z.string()),
      deleteOn: z.string(),
      given: z.boolean(),
    }),
  ),
  /** Of a letter: the explanation or the outcome, as it was written. */
  letter: z.optional(
    z.looseObject({ kind: z.string(), read: z.boolean(), accepted: z.optional(z.boolean()) }),
  ),
  /** Of a complaint: the decision as it was written, and until when the upper level can be asked. */
  decision: z.optional(
    z.looseObject({
      outcome: z.string(),
      accepted: z.optional(z.boolean()),
      reviewUntil: z.optional(z.string()),
    }),
  ),
});

const Comment = z.string().check(z.trim(), z.minLength(1), z.maxLength(1000));

export const Word = z.union([
  z.strictObject({ answers: Answers, problems: z.optional(z.array(ProblemCategory).check(z.maxLength(20))) }),
  z.strictObject({ settled: z.boolean(), comment: z.optional(Comment) }),
  z.strictObject({ consents: z.boolean() }),
  z.strictObject({ read: z.literal(true) }),
  z.strictObject({ accepts: z.boolean(), comment: z.optional(Comment) }),
  z.strictObject({ withdraws: z.literal(true) }),
]);

export const Thanks = z.object({ asks: Purpose, state: z.enum(['open', 'used']) });
