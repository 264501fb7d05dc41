import * as z from 'zod/mini';
import { verdict } from '../../domain/access.ts';
import {
  type AccountabilityCase,
  type AccountabilityFile,
  AccountabilityLine,
  AccountabilityStage,
  decidedFen,
  Finding,
  HEAD_OFFICE,
  LineDecision,
  StatedFile,
} from '../../domain/accountability/case.ts';
import { accountabilityDues } from '../../domain/accountability/dues.ts';
import { linesOf } from '../../domain/accountability/lines.ts';
import { accountabilityNextActions } from '../../domain/accountability/next.ts';
import {
  ProposalHead,
  ProposalTotals,
  ProposedLine,
  totalsOf,
} from '../../domain/accountability/proposal.ts';
import type { AccountabilityRules } from '../../domain/accountability/settings.ts';
import { windowOf } from '../../domain/accountability/window.ts';
import { CaseEvent, type Content } from '../../domain/case.ts';
import { CaseDocument } from '../../domain/documents.ts';
import { Invalid } from '../../domain/errors.ts';
import type { Staff } from '../../domain/people.ts';
import type { LoadedRun } from './run.ts';

export const RunView = z.object({
  id: z.string(),
  month: z.string(),
  stage: AccountabilityStage,
  version: z.int(),
  from: z.string(),
  to: z.string(),
  settings: z.string(),
  compiledOn: z.string(),
  /** As the settings have it; the result may be sent too late for it. */
  usualObjectUntil: z.string(),
  objectUntil: z.optional(z.string()),
  settledOn: z.optional(z.string()),
  openedAt: z.string(),
  closedAt: z.optional(z.string()),
});

/** With the words themselves where the record has their hash; without them when they were erased. */
const DecisionView = z.object(LineDecision.shape);

const LineView = z.object({
  ...ProposedLine.shape,
  state: AccountabilityLine.shape.state,
  /** What the last word says is to be paid; absent before the first. */
  dueFen: z.optional(z.int()),
  /** Advice to the leading group: not shown to the person concerned. */
  findings: z.optional(z.array(z.object(Finding.shape))),
  decision: z.optional(DecisionView),
  objection: z.optional(
    z.object({ at: z.string(), text: z.optional(z.string()), documents: z.array(z.string()) }),
  ),
  redecision: z.optional(DecisionView),
});

const { seq, at, type, by, data, hash } = CaseEvent.shape;
const TimelineEvent = z.object({ seq, at, type, by, data, hash });

const Exemptions = ProposalHead.shape.exemptions;

export const AccountabilityView = z.object({
  run: RunView,
  /** In the order of persons; only those that the reader may see. */
  lines: z.object({ items: z.array(LineView), next: z.optional(z.string()) }),
  documents: z.array(CaseDocument),
  /** Over what the reader may see; what was decided where it is. Not for the person concerned alone. */
  totals: z.optional(ProposalTotals),
  exemptions: z.optional(Exemptions),
  next: z.optional(z.array(z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) }))),
  /** For those who see the whole run. */
  whole: z.optional(
    z.object({
      /** Complaints that somebody must answer for and nobody is named in. */
      nobodyNamed: z.array(z.string()),
      proposal: z.optional(z.string()),
      dues: z.array(z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) })),
      statements: z.array(StatedFile),
      timeline: z.array(TimelineEvent),
    }),
  ),
});
type View = z.infer<typeof AccountabilityView>;

/** How much of a run somebody sees: everything, a branch, or the own lines. */
export class Sight {
  readonly #staff: Staff;
  /** Whoever works at the head office does so for every branch. */
  readonly #isCentral: boolean;
  readonly reads: boolean;
  readonly isWhole: boolean;

  constructor(staff: Staff) {
    this.#staff = staff;
    this.#isCentral = staff.branch === HEAD_OFFICE;
    this.reads = verdict(staff, 'accountability:read') === 'allowed';
    this.isWhole = this.readsBranch(HEAD_OFFICE);
  }

  readsBranch(branch: string): boolean {
    const of = { branch: this.#isCentral ? HEAD_OFFICE : branch };
    return verdict(this.#staff, 'accountability:read', of) === 'allowed';
  }

  sees(line: AccountabilityLine): boolean {
    return this.#isOwn(line) || this.readsBranch(line.branch);
  }

  #isOwn({ person }: AccountabilityLine): boolean {
    return person === this.#staff.id && verdict(this.#staff, 'accountability:read-own') === 'allowed';
  }

  /** A proof is for who brought it, and for those who see the line that it is brought for. */
  seesDocument({ id, addedBy }: CaseDocument, lines: readonly AccountabilityLine[]): boolean {
    if (this.isWhole || addedBy === this.#staff.id) return true;
    return lines.some((line) => line.objection?.documents.includes(id) === true && this.sees(line));
  }
}

export function runView(
  {
    id,
    month,
    stage,
    version,
    from,
    to,
    settings,
    objectUntil,
    settledOn,
    openedAt,
    closedAt,
  }: AccountabilityCase,
  rules: AccountabilityRules,
): z.infer<typeof RunView> {
  const { compiledOn, objectUntil: usualObjectUntil } = windowOf(month, rules.accountability.dates);
  return {
    ...{ id, month, stage, version, from, to, settings, openedAt, compiledOn, usualObjectUntil },
    ...(objectUntil === undefined ? {} : { objectUntil }),
    ...(settledOn === undefined ? {} : { settledOn }),
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}

interface Shown extends LoadedRun {
  history: readonly CaseEvent[];
}

/** A run as somebody may see it. @throws Invalid when the cursor names no line of it */
export function accountabilityView(
  { file, contents, history }: Shown,
  sight: Sight,
  { limit, next: after }: { limit: number; next?: string | undefined },
  rules: AccountabilityRules,
): View {
  const { case: run } = file;
  const all = linesOf(file);
  const lines = all.filter((line) => sight.sees(line));
  const from = after === undefined ? 0 : lines.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) {
    throw new Invalid('The cursor is not one of ours.', [{ field: 'next', reason: 'is not a cursor' }]);
  }
  const items = lines.slice(from, from + limit);
  const last = from + limit < lines.length ? items.at(-1)?.id : undefined;
  const wordsOf = readerOf(contents);
  return {
    run: runView(run, rules),
    lines: {
      items: items.map((line) => lineView(line, wordsOf, { isAdvised: sight.readsBranch(line.branch) })),
      ...(last === undefined ? {} : { next: last }),
    },
    documents: run.documents.filter((document) => sight.seesDocument(document, all)),
    ...(sight.reads ? readersView(file, lines, contents, sight, rules) : {}),
    ...(sight.isWhole ? { whole: wholeView(file, contents, history, rules) } : {}),
  };
}

type WordsOf = (hash: string | undefined, field: string) => Record<string, string>;

/** What people wrote, by the hash that the line holds. Erased, there is nothing to show. */
function readerOf(contents: readonly Content[]): WordsOf {
  const byHash = new Map(
    contents.map(({ hash, body }) => [hash, body as Record<string, unknown> | undefined]),
  );
  return (hash, field) => {
    const words = hash === undefined ? undefined : byHash.get(hash)?.[field];
    return typeof words === 'string' ? { [field]: words } : {};
  };
}

function lineView(
  line: AccountabilityLine,
  wordsOf: WordsOf,
  { isAdvised }: { isAdvised: boolean },
): z.infer<typeof LineView> {
  const { findings, decision, objection, redecision, ...proposed } = line;
  const decided = (one: NonNullable<typeof decision>) => {
    const { reason: hash, ...rest } = one;
    return { ...rest, ...wordsOf(hash, 'reason') };
  };
  return {
    ...proposed,
    ...(decision === undefined ? {} : { dueFen: decidedFen(line), decision: decided(decision) }),
    ...(isAdvised
      ? {
          findings: findings.map(({ reason: hash, ...rest }) => ({
            ...rest,
            ...wordsOf(hash, 'reason'),
          })),
        }
      : {}),
    ...(objection === undefined
      ? {}
      : {
          objection: {
            at: objection.at,
            documents: objection.documents,
            ...wordsOf(objection.hash, 'text'),
          },
        }),
    ...(redecision === undefined ? {} : { redecision: decided(redecision) }),
  };
}

function readersView(
  file: AccountabilityFile,
  lines: readonly AccountabilityLine[],
  contents: readonly Content[],
  sight: Sight,
  rules: AccountabilityRules,
): Pick<View, 'totals' | 'exemptions' | 'next'> {
  const counted = lines.filter(({ branch }) => sight.readsBranch(branch));
  return {
    totals: totalsOf(
      counted.map((line) => (line.decision === undefined ? line : { ...line, amountFen: decidedFen(line) })),
    ),
    exemptions: headOf(contents)?.exemptions.filter(({ branch }) => sight.readsBranch(branch)) ?? [],
    next: accountabilityNextActions(file, rules).filter(
      ({ who }) => sight.isWhole || sight.readsBranch(who.split('@')[1] ?? HEAD_OFFICE),
    ),
  };
}

function wholeView(
  file: AccountabilityFile,
  contents: readonly Content[],
  history: readonly CaseEvent[],
  rules: AccountabilityRules,
): NonNullable<View['whole']> {
  const { proposal, statements } = file.case;
  return {
    nobodyNamed: headOf(contents)?.nobodyNamed ?? [],
    ...(proposal === undefined ? {} : { proposal }),
    dues: accountabilityDues(file.case, rules).map(({ what, at, why }) => ({
      what,
      at: at.toISOString(),
      why,
    })),
    statements,
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}

function headOf(contents: readonly Content[]): ProposalHead | undefined {
  const body = contents.find(({ name }) => name === 'proposal')?.body;
  return body === undefined ? undefined : ProposalHead.parse(body);
}
