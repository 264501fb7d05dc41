import * as z from 'zod/mini';
import { CaseKind } from '../../domain/case.ts';
import { HoldType } from '../../domain/commission/holds.ts';
import { Month } from '../../domain/commission/payout.ts';
import { ComplaintOutcome } from '../../domain/complaint/case.ts';
import { CorrectiveActionCase } from '../../domain/corrective-action/case.ts';
import { ScorePart } from '../../domain/metrics/branch-score.ts';
import { ExportRecord } from '../../domain/metrics/exports.ts';
import { Line, Measure } from '../../domain/metrics/industry.ts';
import { FigureValue, Restatement, ToldFigure } from '../../domain/metrics/restatement.ts';
import { Id } from '../../domain/people.ts';
import { DateText } from '../../domain/time/calendar.ts';
import { Count, Durations, Recovered, Share } from './views.ts';

const Reads = z.int();
const scope = { branch: z.optional(Id), carrier: z.optional(Id) };
const explained = { minimum: Count, denominators: z.record(z.string(), z.string()) };

/** `value` is two decimals, and absent when there is nothing to divide by. */
const Ratio = z.strictObject({
  numerator: Count,
  denominator: Count,
  per: Count,
  value: z.optional(z.string()),
});
const Compared = z.strictObject({
  now: Ratio,
  before: Ratio,
  yearBefore: Ratio,
  changeOnBefore: z.optional(z.string()),
  changeOnYear: z.optional(z.string()),
  /** Where the true ratio of the period lies, 95 times in 100. */
  interval: z.optional(z.strictObject({ low: z.string(), high: z.string() })),
  counted: z.strictObject({ numerator: z.string(), denominator: z.string() }),
});
const Ratios = z.strictObject({
  per100mPremium: Compared,
  per10kPolicies: Compared,
  per10kPersonTimes: Compared,
  smallPremium: z.optional(z.literal(true)),
});

const overall = {
  period: z.string(),
  before: z.string(),
  yearBefore: z.string(),
  all: Ratios,
  forwarded: Ratios,
  medians: z.array(
    z.strictObject({
      line: Line,
      measure: Measure,
      median: z.number(),
      quarter: z.string(),
      quartersOld: z.int(),
      certainty: z.enum(['high', 'medium']),
      source: z.optional(z.string()),
    }),
  ),
  caution: z.strictObject({ en: z.string(), zh: z.string() }),
  forwardedShare: Share,
  repeated: Share,
  contactedInTime: Share,
  endings: z.strictObject({
    ended: Count,
    withinHour: Share,
    within10Days: Share,
    within15Days: Share,
    within30Days: Share,
    onTheSpot: Share,
    days: z.optional(Durations),
    upheld: Share,
    satisfied: Share,
    dissatisfied: Share,
    redressFen: Count,
  }),
};

export const ComplaintsView = z.strictObject({
  ...overall,
  ...scope,
  by: z.string(),
  rows: z.array(
    z.strictObject({
      of: z.string(),
      ratios: Ratios,
      second: z.optional(z.array(z.strictObject({ of: z.string(), closed: Count }))),
    }),
  ),
  ...explained,
  reads: Reads,
});

const callbacks = { opened: Count, reached: Share, silent: Share, problem: Share, settled: Share };
const Callbacks = z.strictObject(callbacks);

export const DashboardView = z.strictObject({
  ...scope,
  period: z.string(),
  /** Reads of the store: as many as there are months to compare, whatever happened in them. */
  reads: Reads,
  complaints: z.strictObject(overall),
  callbacks: z.strictObject({ now: Callbacks, before: Callbacks, yearBefore: Callbacks }),
  reconsiderations: z.strictObject({
    claimsChanged: Share,
    underwritingChanged: Share,
    recovered: Recovered,
  }),
  branches: z.array(
    z.strictObject({ branch: Id, score: z.optional(z.number()), withoutData: z.array(ScorePart) }),
  ),
});

export const BranchScoresView = z.strictObject({
  period: z.string(),
  branches: z.array(
    z.strictObject({
      branch: Id,
      version: z.string(),
      score: z.optional(z.number()),
      withoutData: z.array(ScorePart),
      parts: z.array(
        z.strictObject({
          part: ScorePart,
          weight: z.int(),
          counts: z.int(),
          numerator: Count,
          denominator: Count,
          per: Count,
          best: z.number(),
          worst: z.number(),
          minimum: Count,
          formula: z.string(),
          value: z.optional(z.number()),
          points: z.optional(z.number()),
        }),
      ),
    }),
  ),
  reads: Reads,
});

/** As the nightly proof wrote it. */
export const CoverageProof = z.strictObject({
  month: Month,
  inScope: Count,
  cases: Count,
  gaps: z.array(z.string()),
  proof: z.string(),
});

export const CallbacksView = z.strictObject({
  from: Month,
  to: Month,
  ...scope,
  ...callbacks,
  byBranch: z.array(z.strictObject({ branch: Id, ...callbacks })),
  coverage: z.optional(
    z.array(
      z.strictObject({ month: Month, inScope: Count, cases: Count, missing: Count, proof: z.string() }),
    ),
  ),
  ...explained,
  reads: Reads,
});

const held = { lines: Count, heldFen: Count };

export const HoldsView = z.strictObject({
  on: DateText,
  ages: z.array(z.int()),
  branches: z.array(
    z.strictObject({
      branch: Id,
      ...held,
      byAge: z.array(z.strictObject({ upToDays: z.optional(z.int()), ...held })),
      byType: z.array(z.strictObject({ type: HoldType, ...held })),
      /** There are more lines than were looked at. */
      partial: z.optional(z.literal(true)),
    }),
  ),
});

const Band = z.strictObject({
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  months: z.int(),
  overdispersion: z.number(),
});

const watched = {
  by: z.enum(['branch', 'carrier', 'product', 'broker']),
  of: z.string(),
  figure: z.enum(['complaints-per-policy', 'callbacks-with-a-problem', 'callbacks-unreached']),
};
const point = { month: Month, numerator: Count, denominator: Count };

const Warning = z.strictObject({
  ...watched,
  ...point,
  rate: z.number(),
  side: z.enum(['above', 'below']),
  band: Band,
});

export const AlertsView = z.strictObject({
  /** The present month: not over, and not looked at. */
  before: Month,
  ...scope,
  alerts: z.array(Warning),
  /** Those that were warned of, over the last 12 whole months. */
  figures: z.array(
    z.strictObject({ ...watched, points: z.array(z.strictObject({ ...point, band: z.optional(Band) })) }),
  ),
  minimum: Count,
  fewestCases: Count,
  reads: Reads,
});

const action = CorrectiveActionCase.shape;

export const ReviewPackView = z.strictObject({
  quarter: z.string(),
  madeAt: z.iso.datetime(),
  figures: DashboardView,
  warnings: z.array(Warning),
  typicalCases: z.array(
    z.strictObject({
      caseId: z.string(),
      branch: Id,
      carrier: z.optional(Id),
      stage: z.string(),
      cause: z.strictObject({ first: z.string(), second: z.optional(z.string()) }),
      outcome: z.optional(ComplaintOutcome),
      contacts: Count,
      escalated: z.boolean(),
      multiChannel: z.boolean(),
    }),
  ),
  openActions: z.array(
    z.strictObject({
      caseId: z.string(),
      branch: Id,
      carrier: z.optional(Id),
      owner: z.string(),
      cause: action.cause,
      before: action.before,
      targetPercent: action.targetPercent,
      checks: action.checks,
      startedOn: action.startedOn,
    }),
  ),
});

export const FigureView = z.omit(ToldFigure, { lastHash: true });

export const RestatementsView = z.strictObject({
  items: z.array(z.extend(FigureView, { firstTold: FigureValue, restatements: z.array(Restatement) })),
  next: z.optional(z.string()),
});

export const ExportsView = z.strictObject({ items: z.array(ExportRecord) });

const CaseBehind = z.strictObject({
  id: z.string(),
  kind: CaseKind,
  stage: z.string(),
  branch: Id,
  carrier: z.optional(Id),
  /** Of a carrier's request: the case that it was asked for. */
  about: z.optional(z.string()),
  openedAt: z.iso.datetime(),
  closedAt: z.optional(z.iso.datetime()),
  /** How much of the figure it is. */
  count: Count,
  events: z.array(z.strictObject({ at: z.iso.datetime(), type: z.string(), count: Count })),
});
export type CaseBehind = z.infer<typeof CaseBehind>;

export const CasesBehindView = z.strictObject({
  from: Month,
  to: Month,
  ...scope,
  counters: z.array(z.string()),
  kind: CaseKind,
  /** The figure itself, as the counters have it. */
  count: Count,
  items: z.array(CaseBehind),
  next: z.optional(z.string()),
});
