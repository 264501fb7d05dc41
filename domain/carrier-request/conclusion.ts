import * as z from 'zod/mini';
import { NonNegativeFen } from '../money.ts';
import { DateText } from '../time/calendar.ts';

/** Extra premium (加费): a share of the standard premium, or fen a year for each CNY 1,000 of the sum insured. */
export const ExtraPremium = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('percent'), percent: z.number().check(z.minimum(0), z.maximum(1000)) }),
  z.strictObject({
    by: z.literal('fen-per-thousand'),
    fenPerThousand: z.int().check(z.minimum(0), z.maximum(100_000)),
  }),
]);
export type ExtraPremium = z.infer<typeof ExtraPremium>;

/**
 * What is left out of the cover (除外): our code of the condition or body part, and the carrier's own words. A
 * comparison of ten opinions with twenty of these each stays under 400 kB, DynamoDB's limit for one item.
 */
export const Exclusion = z.strictObject({
  code: z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a code in lower case')),
  wording: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
});
export type Exclusion = z.infer<typeof Exclusion>;

/**
 * What a carrier says to a risk, in our vocabulary: standard (标准体), extra premium (加费) and exclusions (除外), alone
 * or together, postpone (延期) or decline (拒保). *More material wanted* is a state of the request, not a conclusion.
 */
export const Conclusion = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('standard') }),
  z
    .strictObject({
      is: z.literal('on-terms'),
      extra: z.optional(ExtraPremium),
      exclusions: z._default(z.array(Exclusion).check(z.maxLength(20)), []),
    })
    .check(
      z.refine(({ extra, exclusions }) => extra !== undefined || exclusions.length > 0, {
        message: 'needs an extra premium, an exclusion or both; without either it is standard',
        path: ['extra'],
      }),
    ),
  z.strictObject({
    is: z.literal('postponed'),
    months: z.int().check(z.minimum(1), z.maximum(60)),
  }),
  z.strictObject({ is: z.literal('declined') }),
]);
export type Conclusion = z.infer<typeof Conclusion>;

/** A carrier's opinion on one product: never binding, tied to the facts stated, good until a date. */
export const Opinion = z.strictObject({
  conclusion: Conclusion,
  /** The premium of a year as the carrier would write it, extra premium included. Absent: the carrier did not say. */
  premiumFen: z.optional(NonNegativeFen),
  /** The last day on which it can be chosen. A postponement or a decline may have none. */
  validUntil: z.optional(DateText),
  /** The carrier's own words, kept beside ours. */
  wording: z.string().check(z.trim(), z.minLength(1), z.maxLength(2000)),
  /** The carrier's own code, mapped by the vocabulary of `vocabulary`'s version. */
  code: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(40))),
  vocabulary: z.optional(z.int()),
});
export type Opinion = z.infer<typeof Opinion>;

/** Can the applicant be insured on it? */
export function isAcceptance({ conclusion }: Pick<Opinion, 'conclusion'>): boolean {
  return conclusion.is === 'standard' || conclusion.is === 'on-terms';
}
