import * as z from 'zod/mini';
import { CarrierPurpose } from '../../domain/carrier-request/case.ts';
import { Month } from '../../domain/commission/payout.ts';
import { Id } from '../../domain/people.ts';
import { DecisionKind } from '../../domain/reconsideration/legal-clocks.ts';

export const Count = z.int();

/** A share with both its parts; the quotient and its interval only where enough were counted. */
export const Share = z.strictObject({
  numerator: Count,
  denominator: Count,
  rate: z.optional(z.number()),
  interval: z.optional(z.strictObject({ low: z.number(), high: z.number() })),
  tooFew: z.optional(z.literal(true)),
});

export const Durations = z.strictObject({ count: Count, median: z.number(), ninetieth: Count });

const times = {
  asked: Count,
  answered: Count,
  late: Count,
  silent: Share,
  answerDays: z.optional(Durations),
  evidenceDays: z.optional(Durations),
};

/** What an answer says of itself: which months, below how many a share is not told, and what each share is of. */
const about = {
  from: Month,
  to: Month,
  minimum: Count,
  denominators: z.record(z.string(), z.string()),
};

export const PreUnderwritingView = z.strictObject({
  ...about,
  customers: Count,
  differed: Share,
  byCondition: z.array(z.strictObject({ condition: z.string(), customers: Count, differed: Share })),
  byCarrier: z.array(
    z.strictObject({
      carrier: Id,
      differed: Share,
      byCondition: z.array(z.strictObject({ condition: z.string(), differed: Share })),
      chosen: Count,
      times: z.strictObject(times),
    }),
  ),
  chosen: Count,
  notChosen: Count,
  consentWithdrawn: Count,
  termsDiffer: Count,
});

export const Recovered = z.strictObject({ fen: Count, payments: Count, averageFen: z.optional(Count) });

const ofAll = {
  disputes: z.array(
    z.strictObject({
      of: DecisionKind,
      closed: Count,
      endedAs: z.array(z.strictObject({ stage: z.string(), cases: Count })),
      changed: Share,
      byReason: z.array(z.strictObject({ reason: z.string(), changed: Share })),
    }),
  ),
  levels: z.array(
    z.strictObject({
      level: z.union([z.literal(1), z.literal(2)]),
      changed: Share,
      changedInPart: Count,
      workingDays: z.optional(Durations),
    }),
  ),
  recovered: Recovered,
};

export const ReconsiderationView = z.strictObject({
  ...about,
  ...ofAll,
  byCarrier: z.array(
    z.strictObject({
      carrier: Id,
      ...ofAll,
      byClause: z.array(z.strictObject({ of: DecisionKind, clause: Id, changed: Share })),
    }),
  ),
});

export const CarrierTimesView = z.strictObject({
  ...about,
  carriers: z.array(
    z.strictObject({
      carrier: Id,
      purposes: z.array(z.strictObject({ purpose: CarrierPurpose, ...times })),
    }),
  ),
});
