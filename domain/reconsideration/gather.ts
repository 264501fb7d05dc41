import * as z from 'zod/mini';
import type { CaseDraft, Decision } from '../decision.ts';
import { DocumentType } from '../documents.ts';
import { Invalid, Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import type { ReconsiderationCase, ReconsiderationFile } from './case.ts';
import { mustBeExpert, mustBeIn, mustBeOpen, mustBeStoredAs } from './commands.ts';
import { ReconsiderationDraft } from './draft.ts';
import { isGathered, missingEvidence } from './evidence.ts';
import { factsOf, type StatedFacts } from './open.ts';
import type { ReconsiderationRules } from './settings.ts';
import { hashOfSnapshot, type Snapshot } from './snapshot.ts';

/** Evidence is whole: the case goes to the experts in the very write that made it so. */
function assessIfGathered(draft: ReconsiderationDraft): boolean {
  if (draft.case.stage !== 'gathering' || !isGathered(draft.case)) return false;
  const documents = draft.case.documents.map(({ id, sha256 }) => ({ id, sha256 }));
  draft.moveTo('assessing', 'evidence-complete', { documents });
  return true;
}

/**
 * Policy, clauses and decision letter as they stood on the date of loss, frozen: a later edit shows as a difference.
 * @throws Refused when it is frozen already, Invalid for a date after the decision or a letter that is not there
 */
export function freezeSnapshot(
  file: ReconsiderationFile,
  snapshot: Snapshot,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  mustBeOpen(matter);
  if (matter.snapshotHash !== undefined) throw new Refused('frozen', 'The snapshot is frozen.');
  mustBeStoredAs(matter, snapshot.decisionLetter, 'decision-letter', 'decisionLetter');
  const latest = matter.decision.decidedOn < dateOf(now) ? matter.decision.decidedOn : dateOf(now);
  if (snapshot.takenOn > latest) {
    throw new Invalid('The snapshot is of a day after the decision.', [
      { field: 'takenOn', reason: `must be ${latest} or earlier` },
    ]);
  }
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const snapshotHash = hashOfSnapshot(snapshot);
  draft.matter.keep('snapshot', snapshot);
  const clauses = [...new Set(snapshot.clauses.map(({ code }) => code))];
  draft.record(
    'snapshot-frozen',
    { snapshot: snapshotHash, takenOn: snapshot.takenOn, letter: snapshot.decisionLetter },
    { snapshotHash, clauses },
  );
  const isWhole = assessIfGathered(draft);
  return draft.finish({ wakes: isWhole });
}

/** @throws Invalid unless it is a stored document of type `mandate` */
export function recordMandate(
  file: ReconsiderationFile,
  { document }: { document: string },
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  mustBeOpen(file.case);
  mustBeStoredAs(file.case, document, 'mandate', 'document');
  const draft = new ReconsiderationDraft(file, by, now, rules);
  draft.record('mandate-recorded', { document }, { mandate: document });
  const isWhole = assessIfGathered(draft);
  return draft.finish({ wakes: isWhole });
}

/**
 * What is known of the legal dates, whole: what is left out is not known any more. Agreement and payment of what the
 * reconsideration itself brought stay as they are.
 */
export function reviseFacts(
  file: ReconsiderationFile,
  stated: StatedFacts,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  mustBeOpen(matter);
  const { recovered, decision } = matter;
  const ours =
    recovered === undefined
      ? {}
      : {
          agreedOn: recovered.agreedOn,
          ...(recovered.paidOn === undefined ? {} : { paidOn: recovered.paidOn }),
        };
  const facts = factsOf(decision, { ...stated, ...ours });
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const { kind: _kind, line: _line, supplements: _supplements, ...dates } = facts;
  draft.record('facts-revised', { dates: Object.keys(dates).sort() }, { facts });
  return draft.finish({ wakes: true });
}

export const Waiver = z.strictObject({
  type: DocumentType,
  reason: z.string().check(z.trim(), z.minLength(3), z.maxLength(500)),
});
export type Waiver = z.infer<typeof Waiver>;

/** Without them there is no decision to look at and nobody to act for. */
const NEVER_WAIVED: ReadonlySet<DocumentType> = new Set<DocumentType>(['mandate', 'decision-letter']);

/** An expert does without a paper, and says why. @throws Refused for one that is not missing or cannot be done without */
export function waiveEvidence(
  file: ReconsiderationFile,
  { type, reason }: Waiver,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  mustBeIn(matter, 'gathering');
  mustBeExpert(matter, by);
  if (NEVER_WAIVED.has(type)) throw new Refused('not-waivable', `Nobody can judge without the ${type}.`);
  if (!missingEvidence(matter).includes(type))
    throw new Refused('not-missing', `The ${type} is not missing.`);
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const why = draft.matter.keep(`waiver-${type}`, { reason });
  draft.record(
    'evidence-waived',
    { type, reason: why },
    { waived: [...matter.waived, { type, reason, by: by.id }] },
  );
  const isWhole = assessIfGathered(draft);
  return draft.finish({ wakes: isWhole });
}

/** After the shared routes announced, stored or showed a document: what the case makes of it. */
export function finishDocument(
  matter: CaseDraft<ReconsiderationCase>,
  requests: ReconsiderationFile['requests'],
  rules: ReconsiderationRules,
): Decision {
  const file = { case: matter.case, requests };
  const draft = new ReconsiderationDraft(file, matter.by, matter.at, rules, matter);
  const isWhole = assessIfGathered(draft);
  return draft.finish({ wakes: isWhole });
}
