import * as z from 'zod/mini';
import { CarrierRequestStage } from '../../domain/carrier-request/case.ts';
import { daysWaited, requestDues } from '../../domain/carrier-request/clock.ts';
import { Opinion } from '../../domain/carrier-request/conclusion.ts';
import type { CaseEvent, Content } from '../../domain/case.ts';
import { CaseDocument, DocumentType } from '../../domain/documents.ts';
import { Fen } from '../../domain/money.ts';
import { Actor } from '../../domain/people.ts';
import { Applicant, Disclosure, PreUnderwritingCase, Wanted } from '../../domain/pre-underwriting/case.ts';
import { columnsOf } from '../../domain/pre-underwriting/columns.ts';
import { compare, type Grid } from '../../domain/pre-underwriting/comparison.ts';
import { preUnderwritingDues } from '../../domain/pre-underwriting/dues.ts';
import type { PreUnderwritingFile } from '../../domain/pre-underwriting/file.ts';
import { preUnderwritingNextSteps } from '../../domain/pre-underwriting/next.ts';
import type { Facts } from '../../domain/pre-underwriting/open.ts';
import { recommend } from '../../domain/pre-underwriting/recommendation.ts';
import type { PreUnderwritingRules } from '../../domain/pre-underwriting/settings.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { GridView, RecommendationView } from './grid-view.ts';

const DueView = z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) });
const EventView = z.object({
  seq: z.int(),
  at: z.string(),
  type: z.string(),
  by: Actor,
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
});

const FactsView = z.object({
  applicant: Applicant,
  disclosure: Disclosure,
  wanted: z.array(Wanted),
  sumInsuredFen: Fen,
});

export const PreUnderwritingView = z.object({
  case: z.extend(z.omit(PreUnderwritingCase, { wait: true, documents: true, conditions: true }), {
    conditions: z.optional(PreUnderwritingCase.shape.conditions),
  }),
  /** What the applicant disclosed: for those who work on it, and until it is erased. */
  facts: z.optional(FactsView),
  /** Whether the applicant left a number, to which the link to consent can go. */
  hasPhone: z.boolean(),
  next: z.array(z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) })),
  dues: z.array(DueView),
  documents: z.array(CaseDocument),
  requests: z.array(
    z.object({
      id: z.string(),
      carrier: z.string(),
      stage: CarrierRequestStage,
      silent: z.boolean(),
      askedAt: z.string(),
      answeredAt: z.optional(z.string()),
      late: z.boolean(),
      nextDueAt: z.optional(z.string()),
      deletionConfirmedAt: z.optional(z.string()),
      daysWaited: z.object({ carrier: z.int(), broker: z.int() }),
      dues: z.array(DueView),
      wanted: z.array(z.object({ type: DocumentType, text: z.string() })),
      opinion: z.optional(Opinion),
    }),
  ),
  /** Carriers side by side as of today; a cell is `unknown`, `none` or a `value`. */
  grid: z.optional(GridView),
  recommendation: z.optional(RecommendationView),
  /** The grids as they were when they were made. */
  comparisons: z.array(
    z.extend(PreUnderwritingCase.shape.comparisons.def.element, { grid: z.optional(GridView) }),
  ),
  timeline: z.array(EventView),
});

export interface Shown {
  file: PreUnderwritingFile;
  contents: readonly Content[];
  history: readonly CaseEvent[];
}

/** One case whole. Without the right to health data what was disclosed and answered stays hidden. */
export function preUnderwritingView(
  { file, contents, history }: Shown,
  { seesHealth }: { seesHealth: boolean },
  now: Date,
  rules: PreUnderwritingRules,
): z.infer<typeof PreUnderwritingView> {
  const { case: matter } = file;
  const { conditions, wait: _wait, documents, ...shown } = matter;
  const bodies = new Map(contents.map(({ name, body }) => [name, body]));
  const facts = bodies.get('facts');
  const isCompared = seesHealth && file.requests.length > 0;
  const grid = isCompared ? compare(columnsOf(file, now), matter.sumInsuredFen, dateOf(now)) : undefined;
  return {
    case: { ...shown, ...(seesHealth ? { conditions } : {}) },
    ...(seesHealth && facts !== undefined ? { facts: facts as Facts } : {}),
    hasPhone: bodies.get('contact') !== undefined,
    next: preUnderwritingNextSteps(file, rules),
    dues: duesView(preUnderwritingDues(file, rules)),
    documents,
    requests: requestsView(file, seesHealth, now, rules),
    ...(grid === undefined ? {} : { grid, recommendation: recommend(grid) }),
    comparisons: matter.comparisons.map((made) => ({
      ...made,
      ...(seesHealth ? { grid: bodies.get(made.content) as Grid | undefined } : {}),
    })),
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({
      seq,
      at,
      type,
      by,
      data: seesHealth ? data : withoutHealth(data),
      hash,
    })),
  };
}

function requestsView(
  file: PreUnderwritingFile,
  seesHealth: boolean,
  now: Date,
  rules: PreUnderwritingRules,
): z.infer<typeof PreUnderwritingView>['requests'] {
  return file.requests.map((request) => {
    const opinion = seesHealth ? file.opinions.get(request.carrier) : undefined;
    const [answered] = request.answers;
    const round = request.stage === 'material-wanted' ? request.material.at(-1) : undefined;
    return {
      id: request.id,
      carrier: request.carrier,
      stage: request.stage,
      silent: request.silentSince !== undefined,
      askedAt: request.askedAt,
      answeredAt: answered?.at,
      late: answered?.late ?? request.silentSince !== undefined,
      nextDueAt: request.nextDueAt,
      deletionConfirmedAt: request.deletionConfirmed?.at,
      daysWaited: daysWaited(request, now),
      dues: duesView(requestDues(request, rules)),
      wanted: (round?.items ?? []).map(({ type, text }) => ({ type, text: seesHealth ? text : '' })),
      ...(opinion === undefined ? {} : { opinion }),
    };
  });
}

function duesView(dues: readonly { what: string; at: Date; why: string[] }[]): z.infer<typeof DueView>[] {
  return dues.map(({ what, at, why }) => ({ what, at: at.toISOString(), why }));
}

/** Events say which conditions and conclusions there were, for the figures. */
function withoutHealth(data: Record<string, unknown>): Record<string, unknown> {
  const { conditions: _conditions, classes: _classes, class: _class, ...rest } = data;
  return rest;
}
