import * as z from 'zod/mini';
import { daysWaited, requestDues } from '../../domain/carrier-request/clock.ts';
import type { CaseEvent, Content } from '../../domain/case.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { offeredFen, standingFen } from '../../domain/reconsideration/amounts.ts';
import { Judgement } from '../../domain/reconsideration/assess.ts';
import type { Level, ReconsiderationCase, ReconsiderationFile } from '../../domain/reconsideration/case.ts';
import { reconsiderationDues } from '../../domain/reconsideration/dues.ts';
import { missingEvidence, requiredEvidence } from '../../domain/reconsideration/evidence.ts';
import { groundsFor, isTypicalAnswer } from '../../domain/reconsideration/grounds.ts';
import { legalClocks } from '../../domain/reconsideration/legal-clocks.ts';
import { LevelAnswer } from '../../domain/reconsideration/levels.ts';
import { reconsiderationNextAction } from '../../domain/reconsideration/next.ts';
import type { ReconsiderationRules } from '../../domain/reconsideration/settings.ts';
import { type Difference, differences, Snapshot } from '../../domain/reconsideration/snapshot.ts';
import { DisputePacketView } from '../carrier/views.ts';
import { type DueView, LetterBody, type ReconsiderationView } from './shapes.ts';

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
  const written = writtenIn(seesHealth ? contents : []);
  const [own = [], ...ofLevels] = histories;
  return {
    case: { ...shown, waived: waived.map((one) => (seesHealth ? one : { ...one, reason: '' })) },
    ...written.body(matter.id, 'statement', Statement).body,
    words: written.words,
    clocks: legalClocks(matter.facts, rules.calendar, now),
    dues: duesView(reconsiderationDues(file, rules)),
    ...(next === undefined ? {} : { next }),
    evidence: {
      required: requiredEvidence(matter),
      missing: missingEvidence(matter),
      snapshot: matter.snapshotHash !== undefined,
    },
    ...amountsView(matter),
    grounds: groundsView(matter),
    documents,
    sights: sightsOf([...own, ...ofLevels.flat()], matter.levels),
    ...snapshotView(matter, contents, policy, seesHealth),
    assessments: assessments.map((one) => ({
      ...one,
      ...written.body(matter.id, one.content, Judgement),
    })),
    levels: levelsView(file, written, seesHealth, now, rules),
    letters: letters.map((one) => ({ ...one, ...written.body(matter.id, one.content, LetterBody) })),
    timeline: own.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}

const Statement = z.object({ statement: z.string() });

interface Written {
  /** A content of this name, when it is there and still reads as what it is. */
  body<S extends z.ZodMiniType>(caseId: string, name: string, shape: S): { body?: z.output<S> };
  words: Record<string, string>;
}

function writtenIn(contents: readonly Content[]): Written {
  const words = contents.flatMap(({ name, hash, body }): [string, string][] => {
    const values = name === 'contact' ? [] : Object.values(body ?? {});
    const [text] = values;
    return values.length === 1 && typeof text === 'string' ? [[hash, text]] : [];
  });
  return {
    words: Object.fromEntries(words),
    body(caseId, name, shape) {
      const found = contents.find((one) => one.caseId === caseId && one.name === name);
      const read = z.safeParse(shape, found?.body);
      return read.success ? { body: read.data } : {};
    },
  };
}

function amountsView(matter: ReconsiderationCase): Pick<View, 'amounts'> {
  const { askedFen, givenFen = 0 } = matter.decision;
  if (askedFen === undefined) return {};
  const { fen: recovered = 0, paidFen: paid = 0 } = matter.recovered ?? {};
  return {
    amounts: {
      disputed: askedFen - givenFen,
      standing: standingFen(matter),
      offered: offeredFen(matter),
      recovered,
      paid,
      outstanding: recovered - paid,
    },
  };
}

function groundsView({ decision: { of, reasonCode } }: ReconsiderationCase): View['grounds'] {
  return groundsFor(of, reasonCode).map(({ appliesTo: _applies, ...ground }) => ({
    ...ground,
    typical: isTypicalAnswer(ground.code, of, reasonCode),
  }));
}

function levelsView(
  { case: matter, requests }: ReconsiderationFile,
  written: Written,
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
        packet: written.body(request.id, 'packet', DisputePacketView).body,
        answers: request.answers.map(({ content, ...given }, index) => ({
          ...given,
          counts: index === 0,
          ...written.body(request.id, content, LevelAnswer),
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
  return { snapshot: { hash, ...(seesHealth ? { body: frozen.data } : {}), differences: found } };
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

function sightsOf(events: readonly CaseEvent[], levels: readonly Level[]): View['sights'] {
  const levelOf = new Map(levels.map(({ requestId, level }) => [requestId, level]));
  return events
    .filter(({ type, by }) => type === 'document-seen' && by.kind === 'staff')
    .map(({ caseId, at, by, data }) => ({
      document: String(data.document),
      sha256: String(data.sha256),
      at,
      by: by.kind === 'staff' ? by.id : by.kind,
      role: by.kind === 'staff' ? by.role : by.kind,
      ...(by.kind === 'staff' && by.carrier !== undefined ? { carrier: by.carrier } : {}),
      ...(levelOf.has(caseId) ? { level: levelOf.get(caseId) } : {}),
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function duesView(dues: readonly { what: string; at: Date; why: string[] }[]): z.infer<typeof DueView>[] {
  return dues.map(({ what, at, why }) => ({ what, at: at.toISOString(), why }));
}
