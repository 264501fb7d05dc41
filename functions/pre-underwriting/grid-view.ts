import * as z from 'zod/mini';
import { Exclusion } from '../../domain/carrier-request/conclusion.ts';
import { Column, ConclusionClass } from '../../domain/pre-underwriting/comparison.ts';
import { DateText } from '../../domain/time/calendar.ts';

/** `unknown`: the carrier has not said. `none`: it said that there is none. Zero is a `value`. */
const rowOf = <Value extends z.ZodMiniType>(value: Value) =>
  z.object({
    differs: z.boolean(),
    cells: z.array(
      z.discriminatedUnion('is', [
        z.object({ is: z.literal('unknown') }),
        z.object({ is: z.literal('none') }),
        z.object({ is: z.literal('value'), value }),
      ]),
    ),
  });

const { carrier, product, state, askedAt, answeredAt, daysWaited } = Column.shape;

const ChoiceView = z.discriminatedUnion('can', [
  z.object({ can: z.literal(true) }),
  z.object({
    can: z.literal(false),
    why: z.enum(['asked', 'material-wanted', 'silent', 'withdrawn', 'declined', 'postponed', 'expired']),
  }),
]);

/** Carriers side by side: a column for each, a row for each point, cells in the order of the columns. */
export const GridView = z.object({
  today: DateText,
  columns: z.array(
    z.object({
      carrier,
      product,
      state,
      askedAt,
      answeredAt,
      daysWaited,
      wording: z.optional(z.string()),
      code: z.optional(z.string()),
    }),
  ),
  rows: z.object({
    conclusion: rowOf(ConclusionClass),
    extraPercent: rowOf(z.number()),
    extraFenPerThousand: rowOf(z.number()),
    extraFenAYear: rowOf(z.number()),
    exclusions: rowOf(z.readonly(z.array(Exclusion))),
    postponedMonths: rowOf(z.number()),
    premiumFen: rowOf(z.number()),
    validUntil: rowOf(DateText),
    choice: rowOf(ChoiceView),
    late: rowOf(z.boolean()),
  }),
});

const Offer = { carrier: z.string(), product: z.string() };

/** What serves the client best, and why: a reason is a rule with its facts, and the same as a sentence. */
export const RecommendationView = z.object({
  best: z.optional(z.object(Offer)),
  order: z.array(
    z.object({
      ...Offer,
      choosable: z.boolean(),
      reasons: z.array(
        z.object({
          rule: z.string(),
          facts: z.record(z.string(), z.union([z.string(), z.number()])),
          text: z.string(),
        }),
      ),
    }),
  ),
});
