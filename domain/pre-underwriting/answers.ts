import type { WantedItem } from '../carrier-request/case.ts';
import {
  type Answering,
  answer,
  isCounted,
  mustNotBePast,
  supplyMaterial,
  wantMaterial,
} from '../carrier-request/commands.ts';
import { isAcceptance, type Opinion } from '../carrier-request/conclusion.ts';
import type { Decision } from '../decision.ts';
import { storedDocuments } from '../documents.ts';
import { Invalid, Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { classOf } from './comparison.ts';
import { PreUnderwritingDraft } from './draft.ts';
import { type PreUnderwritingFile, requestOf } from './file.ts';
import { namesTheApplicant } from './send.ts';
import type { PreUnderwritingRules } from './settings.ts';

/**
 * A carrier's opinion. When it is the last one, the comparison is made with it; when one was made already, another is
 * made beside it.
 * @throws Invalid for an offer without a last day or with one that is over
 * @throws Conflict for a request that is closed, NotAllowed for who may not decide
 */
export function recordOpinion(
  file: PreUnderwritingFile,
  requestId: string,
  opinion: Opinion,
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): { answering: Answering; decision?: Decision } {
  // Said again when its last day is over, it is still the answer that was given.
  if (!isCounted(requestOf(file, requestId), opinion)) mustBeGood(opinion, at);
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  const request = draft.request(requestId);
  const { carrier } = request.case;
  const facts = { class: classOf(opinion.conclusion), conditions: file.case.conditions };
  const answering = answer(request, opinion, facts, by);
  if (answering === 'same-again') return { answering };
  if (answering === 'beside') {
    draft.record('second-answer-kept', { carrier, requestId });
    return { answering, decision: draft.finish({ wakes: false }) };
  }
  draft.putOpinion(carrier, opinion);
  const late = request.case.answers[0]?.late ?? false;
  draft.record('opinion-received', { carrier, requestId, class: facts.class, late });
  if (file.case.stage === 'choosing') draft.compareNow();
  else draft.compareWhenComplete();
  return { answering, decision: draft.finish({ wakes: file.case.stage !== draft.matter.case.stage }) };
}

function mustBeGood(opinion: Opinion, at: Date): void {
  if (opinion.validUntil === undefined && isAcceptance(opinion)) {
    throw new Invalid('An offer needs a last day.', [
      { field: 'validUntil', reason: 'is needed for an offer' },
    ]);
  }
  if (opinion.validUntil !== undefined) mustNotBePast(opinion.validUntil, at, 'validUntil');
}

/** A carrier wants more before it answers. */
export function wantOpinionMaterial(
  file: PreUnderwritingFile,
  requestId: string,
  items: readonly WantedItem[],
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  const request = draft.request(requestId);
  wantMaterial(request, items, by, rules);
  const { carrier } = request.case;
  draft.record('material-wanted', { carrier, requestId, types: items.map(({ type }) => type) });
  // The workflow waits for this carrier's time, which stands still now: it is to look again.
  return draft.finish({ wakes: true });
}

/** What one carrier gets of what the broker brings. */
export interface Supply {
  requestId: string;
  documents: readonly string[];
  note?: string | undefined;
}

/** The broker brings what carriers wanted, for one of them or for all at once. */
export function supplyOpinionMaterial(
  file: PreUnderwritingFile,
  supplies: readonly Supply[],
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  if (file.case.category === 'closed') throw new Refused('closed', 'The case is closed.');
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  for (const [index, { requestId, documents, note }] of supplies.entries()) {
    const { carrier } = requestOf(file, requestId);
    const found = storedDocuments(file.case.documents, documents, `supplies.${index}.documents`);
    const naming = found.find(namesTheApplicant);
    if (naming !== undefined) {
      throw new Invalid('A document names the applicant.', [
        { field: `supplies.${index}.documents`, reason: `must not hold ${naming.id} (${naming.type})` },
      ]);
    }
    supplyMaterial(draft.request(requestId), found, note);
    draft.record('material-supplied', { carrier, requestId, documents });
  }
  return draft.finish({ wakes: true });
}
