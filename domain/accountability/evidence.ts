import type { Decision } from '../decision.ts';
import { recordSight } from '../document-events.ts';
import {
  type CaseDocument,
  claimDocument,
  type DocumentClaim,
  documentOf,
  type Found,
  storeDocument,
} from '../documents.ts';
import { NotAllowed, Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import type { AccountabilityFile } from './case.ts';
import { mustBeIn } from './decide.ts';
import { AccountabilityDraft, WORKFLOW } from './draft.ts';
import { mustBeInTime } from './object.ts';
import type { AccountabilityRules } from './settings.ts';

const MOST_OF_PERSON = 10; // a run holds 40: one person must not take the room of the others

/**
 * A person concerned announces a proof for an objection.
 * @throws NotAllowed for anybody else
 * @throws Refused when the time is over or there is no room
 */
export function announceProof(
  file: AccountabilityFile,
  claim: DocumentClaim,
  by: Staff,
  now: Date,
  rules: AccountabilityRules,
): { document: CaseDocument; decision: Decision } {
  const { documents, concerned } = file.case;
  if (!concerned.includes(by.id)) throw new NotAllowed('Only a person concerned may bring a proof.');
  mustBeInTime(file, now);
  mustBeIn(file, 'awaiting-objections');
  if (documents.filter(({ addedBy }) => addedBy === by.id).length >= MOST_OF_PERSON) {
    throw new Refused('too-many-documents', `One person brings at most ${MOST_OF_PERSON} documents.`);
  }
  const document = claimDocument(documents, claim, by.id, now);
  const { id, type, sha256 } = document;
  const draft = new AccountabilityDraft(file, by, now, rules);
  draft.record('document-announced', { document: id, type, sha256 }, { documents: [...documents, document] });
  return { document, decision: draft.finish({ wakes: false }) };
}

/**
 * The upload is there and is what was announced.
 * @returns nothing when that was said before
 * @throws NotFound, Refused
 */
export function keepProof(
  file: AccountabilityFile,
  id: string,
  found: Found | undefined,
  now: Date,
  rules: AccountabilityRules,
): Decision | undefined {
  const { documents } = file.case;
  const before = documentOf(documents, id);
  if (before.storedAt !== undefined) return undefined;
  const stored = storeDocument(before, found, now);
  const draft = new AccountabilityDraft(file, WORKFLOW, now, rules);
  draft.record(
    'document-stored',
    { document: id, type: stored.type, sha256: stored.sha256 },
    { documents: documents.map((one) => (one.id === id ? stored : one)) },
  );
  return draft.finish({ wakes: false });
}

/**
 * Somebody looks at a proof: recorded before its address is given.
 * @throws NotFound, Refused before it has arrived
 */
export function seeProof(
  file: AccountabilityFile,
  id: string,
  by: Staff,
  now: Date,
  rules: AccountabilityRules,
): { document: CaseDocument; decision: Decision } {
  const draft = new AccountabilityDraft(file, by, now, rules);
  const document = recordSight(draft.matter, id);
  return { document, decision: draft.finish({ wakes: false }) };
}
