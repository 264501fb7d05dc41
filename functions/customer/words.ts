import * as z from 'zod/mini';
import { Answers, ProblemCategory } from '../../domain/callback/questionnaire.ts';
import { ComplaintOutcome, ComplaintStage } from '../../domain/complaint/case.ts';
import { NEXT_FORUMS } from '../../domain/complaint/decide.ts';
import { Grade, Moment } from '../../domain/evaluation/cards.ts';
import { DisputedDecision } from '../../domain/reconsideration/case.ts';

const Purpose = z.enum(['answers', 'confirmation', 'consent', 'letter', 'complaint', 'evaluation']);

export const ConsentData = z.enum(['age-sex-occupation', 'health-disclosure', 'medical-documents']);
export type ConsentData = z.infer<typeof ConsentData>;

/** What was written of a letter, as the customer reads it; gone once it is erased. */
export const LetterText = z.partial(
  z.object({
    decision: z.omit(DisputedDecision, { decider: true }),
    points: z.array(z.object({ text: z.string(), clauses: z.array(z.string()) })),
    history: z.array(
      z.object({
        on: z.string(),
        what: z.enum(['decided', 'opened', 'judged', 'explained', 'not-accepted', 'asked-again', 'answered']),
        level: z.optional(z.int()),
        outcome: z.optional(z.string()),
        reason: z.optional(z.string()),
        clause: z.optional(z.string()),
        amountFen: z.optional(z.int()),
      }),
    ),
    forums: z.array(
      z.object({
        forum: z.string(),
        until: z.optional(z.string()),
        note: z.object({ zh: z.string(), en: z.string() }),
      }),
    ),
  }),
);
export type LetterText = z.infer<typeof LetterText>;

const LetterShown = z.object({
  ...LetterText.shape,
  kind: z.enum(['explanation', 'outcome']),
  carrierName: z.string(),
  read: z.boolean(),
  accepted: z.optional(z.boolean()),
});

/** What was written of a decision, as the complainant reads it; gone once it is erased. */
export const DecisionText = z.partial(
  z.object({
    findings: z.string(),
    basis: z.string(),
    reasons: z.string(),
    remedy: z.string(),
    forums: z.array(z.enum(NEXT_FORUMS)),
    redressFen: z.int(),
  }),
);
export type DecisionText = z.infer<typeof DecisionText>;

const DecisionShown = z.object({
  ...DecisionText.shape,
  stage: ComplaintStage,
  openedOn: z.string(),
  outcome: ComplaintOutcome,
  carrierName: z.optional(z.string()),
  productName: z.optional(z.string()),
  accepted: z.optional(z.boolean()),
  /** What the upper level found. */
  reviewed: z.optional(z.enum(['confirmed', 'changed'])),
  reviewUntil: z.optional(z.string()),
});

export const LinkView = z.object({
  asks: Purpose,
  state: z.enum(['open', 'used']),
  /** Of a callback: what the policy is called, never whose it is: a link may be opened by whoever holds the phone. */
  product: z.optional(z.string()),
  carrier: z.optional(z.string()),
  productName: z.optional(z.string()),
  carrierName: z.optional(z.string()),
  /** Of a used link of a callback: whether the customer has answered; absent where the link no longer proves whose it is. */
  answered: z.optional(z.boolean()),
  questions: z.optional(z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() }))),
  problems: z.optional(z.array(ProblemCategory)),
  /** Of a consent: who gets the data, what for, which kinds of data, until when; and whether it was given. */
  consent: z.optional(
    z.object({
      carriers: z.array(z.string()),
      recipients: z.array(z.object({ carrierName: z.string(), productName: z.optional(z.string()) })),
      purpose: z.string(),
      kinds: z.array(z.string()),
      data: z.array(ConsentData),
      deleteOn: z.string(),
      given: z.boolean(),
    }),
  ),
  /** Of a letter: the explanation or the outcome, as it was written. */
  letter: z.optional(LetterShown),
  /** Of an evaluation: what happened, and the items of the card, each to be graded. */
  evaluation: z.optional(
    z.object({
      moment: Moment,
      items: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
    }),
  ),
  /** Of a complaint: where it stands, the decision as it was written, and until when the upper level can be asked. */
  decision: z.optional(DecisionShown),
});

const MOST_CODE = 40; // characters; the longest code of a card has 17

const Comment = z.string().check(z.trim(), z.minLength(1), z.maxLength(1000));

export const Word = z.union([
  z.strictObject({ answers: Answers, problems: z.optional(z.array(ProblemCategory).check(z.maxLength(20))) }),
  z.strictObject({ settled: z.boolean(), comment: z.optional(Comment) }),
  z.strictObject({ consents: z.boolean() }),
  z.strictObject({ read: z.literal(true) }),
  z.strictObject({ accepts: z.boolean(), comment: z.optional(Comment) }),
  z.strictObject({ withdraws: z.literal(true) }),
  z.strictObject({
    grades: z.record(z.string().check(z.maxLength(MOST_CODE)), Grade),
    comment: z.optional(Comment),
  }),
]);

export const Thanks = z.object({ asks: Purpose, state: z.enum(['open', 'used']) });
