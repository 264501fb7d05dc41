import * as z from 'zod/mini';
import { daysWaited, requestDues } from '../../domain/carrier-request/clock.ts';
import type { CaseEvent, Content } from '../../domain/case.ts';
import { CaseDocument } from '../../domain/documents.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import {
  type ReconsiderationCase,
  type ReconsiderationFile,
  ReconsiderationStage,
} from '../../domain/reconsideration/case.ts';
import { reconsiderationDues } from '../../domain/reconsideration/dues.ts';
import { missingEvidence, requiredEvidence } from '../../domain/reconsideration/evidence.ts';
import { groundsFor } from '../../domain/reconsideration/grounds.ts';
import { LegalClock, legalClocks } from '../../domain/reconsideration/legal-clocks.ts';
import { reconsiderationNextAction } from '../../domain/reconsideration/next.ts';
import type { ReconsiderationRules } from '../../domain/reconsideration/settings.ts';
import { type Difference, differences, Snapshot } from '../../domain/reconsideration/snapshot.ts';

const DueView = z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) });

const GroundView = z.object({
  code: z.string(),
  source: z.string(),
  zh: z.string(),
  en: z.string(),
  proof: z.string(),
  settles: z.optional(z.string()),
});

/** Who has seen which document when (阅看台账), of the firm and of the carrier. */
const Sight = z.object({
  document: z.string(),
  sha256: z.string(),
  at: z.string(),
  by: z.string(),
  role: z.string(),
  carrier: z.optional(z.string()),
});

export const ReconsiderationView = z.object({
  case: z.looseObject({ id: z.string(), stage: ReconsiderationStage, version: z.int() }),
  clocks: z.array(LegalClock),
  dues: z.array(DueView),
  next: z.optional(z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) })),
  evidence: z.object({ required: z.array(z.string()), missing: z.array(z.string()), snapshot: z.boolean() }),
  /** The checklist, those grounds first that typically answer the carrier's reason. */
  grounds: z.array(GroundView),
  documents: z.array(CaseDocument),
  sights: z.array(Sight),
  snapshot: z.optional(
    z.object({
      hash: z.string(),
      /** The frozen words: for those who work on it. */
      body: z.optional(z.unknown()),
      /** Where our policy of today differs from the frozen one. */
      differences: z.array(
        z.object({ field: z.string(), before: z.optional(z.unknown()), after: z.optional(z.unknown()) }),
      ),
    }),
  ),
  assessments: z.array(z.looseObject({ by: z.string(), verdict: z.string(), body: z.optional(z.unknown()) })),
  levels: z.array(
    z.looseObject({
      level: z.int(),
      requestId: z.string(),
      stage: z.string(),
      silent: z.boolean(),
      daysWaited: z.object({ carrier: z.int(), broker: z.int() }),
      dues: z.array(DueView),
      wanted: z.array(z.object({ type: z.string(), text: z.string() })),
      answers: z.array(z.looseObject({ by: z.string(), at: z.string(), counts: z.boolean() })),
    }),
  ),
  letters: z.array(z.looseObject({ kind: z.string(), at: z.string(), body: z.optional(z.unknown()) })),
  timeline: z.array(z.looseObject({ seq: z.int(), at: z.string(), type: z.string() })),
});
type View = z.infer<typeof ReconsiderationView>;

export interface Shown {
  file: ReconsiderationFile;
  policy: Policy | undefined;
  /** Of the case and of its requests. */
  contents: readonly Content[];
  /** The case's own first, then those of its requests. */
  histories: readonly (readonly CaseEvent[])[];
}

/** One case whole. What people wrote, and the frozen policy, may tell of health: without the right it stays hidden. */
export function reconsiderationView(
  { file, policy, contents, histories }: Shown,
  { seesHealth }: { seesHealth: boolean },
  now: Date,
  rules: ReconsiderationRules,
): View {
  const { case: matter } = file;
  const { wait: _wait, documents, assessments, levels: _levels, letters, waived, ...shown } = matter;
  const next = reconsiderationNextAction(file, rules);
  const bodyOf = (caseId: string, name: string): { body?: unknown } => {
    const body = contents.find((one) => one.caseId === caseId && one.name === name)?.body;
    return seesHealth && body !== undefined ? { body } : {};
  };
  const [own = []] = histories;
  return {
    case: { ...shown, waived: waived.map((one) => (seesHealth ? one : { ...one, reason: '' })) },
    clocks: legalClocks(matter.facts, rules.calendar, now),
    dues: duesView(reconsiderationDues(file, rules)),
    ...(next === undefined ? {} : { next }),
    evidence: {
      required: requiredEvidence(matter),
      missing: missingEvidence(matter),
      snapshot: matter.snapshotHash !== undefined,
    },
    grounds: groundsFor(matter.decision.of, matter.decision.reasonCode).map(
      ({ appliesTo: _applies, ...ground }) => ground,
    ),
    documents,
    sights: sightsOf(histories.flat()),
    ...snapshotView(matter, contents, policy, seesHealth),
    assessments: assessments.map((one) => ({ ...one, ...bodyOf(matter.id, one.content) })),
    levels: levelsView(file, bodyOf, seesHealth, now, rules),
    letters: letters.map((one) => ({ ...one, ...bodyOf(matter.id, one.content) })),
    timeline: own.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}

function levelsView(
  { case: matter, requests }: ReconsiderationFile,
  bodyOf: (caseId: string, name: string) => { body?: unknown },
  seesHealth: boolean,
  now: Date,
  rules: ReconsiderationRules,
): View['levels'] {
  return matter.levels.flatMap((level) => {
    const request = requests.find(({ id }) => id === level.requestId);
    if (request === undefined) return [];
    const round = request.stage === 'material-wanted' ? request.material.at(-1) : undefined;
    return [
      {
        ...level,
        stage: request.stage,
        silent: request.silentSince !== undefined,
        daysWaited: daysWaited(request, now),
        dues: duesView(requestDues(request, rules)),
        wanted: (round?.items ?? []).map(({ type, text }) => ({ type, text: seesHealth ? text : '' })),
        packet: bodyOf(request.id, 'packet').body,
        answers: request.answers.map(({ content, ...given }, index) => ({
          ...given,
          counts: index === 0,
          ...bodyOf(request.id, content),
        })),
      },
    ];
  });
}

function snapshotView(
  { id, snapshotHash: hash }: ReconsiderationCase,
  contents: readonly Content[],
  policy: Policy | undefined,
  seesHealth: boolean,
): Pick<View, 'snapshot'> {
  if (hash === undefined) return {};
  const body = contents.find(({ caseId, name }) => caseId === id && name === 'snapshot')?.body;
  const frozen = Snapshot.safeParse(body);
  const today = policyAsFrozen(policy);
  const found: Difference[] =
    frozen.success && today !== undefined ? differences(frozen.data.policy, today) : [];
  return { snapshot: { hash, ...(seesHealth ? { body } : {}), differences: found } };
}

/** Our policy as a snapshot holds it: what the contract says, without whose it is and what we keep books by. */
export function policyAsFrozen(policy: Policy | undefined): Record<string, unknown> | undefined {
  if (policy === undefined) return undefined;
  const {
    customer,
    commission: _commission,
    scope: _scope,
    inputHash: _input,
    version: _version,
    lastHash: _last,
    recordedAt: _recordedAt,
    recordedBy: _recordedBy,
    ...contract
  } = policy;
  return { ...contract, customerRef: customer.ref };
}

function sightsOf(events: readonly CaseEvent[]): View['sights'] {
  return events
    .filter(({ type, by }) => type === 'document-seen' && by.kind === 'staff')
    .map(({ at, by, data }) => ({
      document: String(data.document),
      sha256: String(data.sha256),
      at,
      by: by.kind === 'staff' ? by.id : by.kind,
      role: by.kind === 'staff' ? by.role : by.kind,
      ...(by.kind === 'staff' && by.carrier !== undefined ? { carrier: by.carrier } : {}),
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function duesView(dues: readonly { what: string; at: Date; why: string[] }[]): z.infer<typeof DueView>[] {
  return dues.map(({ what, at, why }) => ({ what, at: at.toISOString(), why }));
}
