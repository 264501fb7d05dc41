import * as z from 'zod/mini';
import { CarrierRequest, CarrierRequestStage } from '../../domain/carrier-request/case.ts';
import { CaseEvent } from '../../domain/case.ts';
import { CaseDocument, DocumentType } from '../../domain/documents.ts';
import { Fen } from '../../domain/money.ts';
import { Judgement } from '../../domain/reconsideration/assess.ts';
import { DisputedDecision, Level, ReconsiderationCase } from '../../domain/reconsideration/case.ts';
import { ReasonCode } from '../../domain/reconsideration/grounds.ts';
import { LegalClock } from '../../domain/reconsideration/legal-clocks.ts';
import { LevelAnswer } from '../../domain/reconsideration/levels.ts';
import { Point } from '../../domain/reconsideration/points.ts';
import { Snapshot } from '../../domain/reconsideration/snapshot.ts';
import { DisputePacketView } from '../carrier/views.ts';

export const DueView = z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) });

const GroundView = z.object({
  code: z.string(),
  source: z.string(),
  zh: z.string(),
  en: z.string(),
  proof: z.enum(['insurer', 'customer']),
  settles: z.optional(z.string()),
  /** It typically answers the carrier's reason. */
  typical: z.boolean(),
});

/** Who has seen which document when (阅看台账), of the firm and of the carrier. */
export const Sight = z.object({
  document: z.string(),
  sha256: z.string(),
  at: z.string(),
  by: z.string(),
  role: z.string(),
  carrier: z.optional(z.string()),
  /** At which level the carrier was shown it; absent for a sight of the firm's own. */
  level: z.optional(z.int()),
});

/** What the customer reads; gone once it is erased, and left out without the right to health data. */
export const LetterBody = z.object({
  kind: z.enum(['explanation', 'outcome']),
  decision: z.omit(DisputedDecision, { decider: true }),
  points: z.array(Point),
  history: z.array(
    z.object({
      on: z.string(),
      what: z.enum(['decided', 'opened', 'judged', 'explained', 'not-accepted', 'asked-again', 'answered']),
      level: z.optional(z.int()),
      outcome: z.optional(z.string()),
      reason: z.optional(ReasonCode),
      clause: z.optional(z.string()),
      amountFen: z.optional(Fen),
    }),
  ),
  forums: z.array(
    z.object({
      forum: z.enum(['review-by-upper-unit', 'mediation', 'arbitration', 'court', 'regulator-complaint']),
      basis: z.enum(['law', 'practice']),
      source: z.string(),
      until: z.optional(z.string()),
      why: z.array(z.string()),
      note: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
});

const { assessments, letters } = ReconsiderationCase.shape;

const LevelView = z.object({
  ...Level.shape,
  stage: CarrierRequestStage,
  silent: z.boolean(),
  daysWaited: z.object({ carrier: z.int(), broker: z.int() }),
  dues: z.array(DueView),
  wanted: z.array(z.object({ type: DocumentType, text: z.string() })),
  packet: z.optional(DisputePacketView),
  answers: z.array(
    z.object({
      ...z.omit(CarrierRequest.shape.answers.def.element, { content: true }).shape,
      /** The first one is the answer; another one is kept beside it. */
      counts: z.boolean(),
      body: z.optional(LevelAnswer),
    }),
  ),
});

export const ReconsiderationView = z.object({
  case: z.omit(ReconsiderationCase, {
    wait: true,
    documents: true,
    assessments: true,
    levels: true,
    letters: true,
  }),
  /** What the customer said when it was taken up. */
  statement: z.optional(z.string()),
  /** Words that events name by their hash. */
  words: z.record(z.string(), z.string()),
  clocks: z.array(LegalClock),
  dues: z.array(DueView),
  next: z.optional(z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) })),
  evidence: z.object({
    required: z.array(DocumentType),
    missing: z.array(DocumentType),
    snapshot: z.boolean(),
  }),
  /** What is in dispute and what came of it, in fen; of cover there is none. */
  amounts: z.optional(
    z.object({ disputed: Fen, standing: Fen, offered: Fen, recovered: Fen, paid: Fen, outstanding: Fen }),
  ),
  /** The checklist, those grounds first that typically answer the carrier's reason. */
  grounds: z.array(GroundView),
  documents: z.array(CaseDocument),
  sights: z.array(Sight),
  snapshot: z.optional(
    z.object({
      hash: z.string(),
      /** The frozen words: for those who work on it. */
      body: z.optional(Snapshot),
      /** Where our policy of today differs from the frozen one. */
      differences: z.array(
        z.object({ field: z.string(), before: z.optional(z.unknown()), after: z.optional(z.unknown()) }),
      ),
    }),
  ),
  assessments: z.array(z.object({ ...assessments.def.element.shape, body: z.optional(Judgement) })),
  levels: z.array(LevelView),
  letters: z.array(z.object({ ...letters.def.element.shape, body: z.optional(LetterBody) })),
  timeline: z.array(z.pick(CaseEvent, { seq: true, at: true, type: true, by: true, data: true, hash: true })),
});
