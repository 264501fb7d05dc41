import type { AccountabilityCase } from './accountability/case.ts';
import type { CarrierRequest } from './carrier-request/case.ts';
import type { ComplaintCase } from './complaint/case.ts';
import type { CaseDraft } from './decision.ts';
import {
  type CaseDocument,
  claimDocument,
  type DocumentClaim,
  documentOf,
  type Found,
  storeDocument,
} from './documents.ts';
import { Refused } from './errors.ts';
import type { PreUnderwritingCase } from './pre-underwriting/case.ts';
import type { ReconsiderationCase } from './reconsideration/case.ts';

/** Cases that people bring documents to. */
export type MatterCase = PreUnderwritingCase | ReconsiderationCase | ComplaintCase;

/** An upload is announced. @throws Refused when the case is closed or full */
export function announceDocument(
  draft: CaseDraft<MatterCase>,
  claim: DocumentClaim,
  addedBy: string,
): CaseDocument {
  if (draft.case.category === 'closed') throw new Refused('closed', 'The case is closed.');
  const document = claimDocument(draft.case.documents, claim, addedBy, draft.at);
  const { id, type, sha256 } = document;
  draft.record(
    'document-announced',
    { document: id, type, sha256 },
    { documents: [...draft.case.documents, document] },
  );
  return document;
}

/** The upload is there and is what was announced. Said twice, it is once. @throws NotFound, Refused */
export function keepDocument(draft: CaseDraft<MatterCase>, id: string, found: Found | undefined): void {
  const before = documentOf(draft.case.documents, id);
  if (before.storedAt !== undefined) return;
  const stored = storeDocument(before, found, draft.at);
  draft.record(
    'document-stored',
    { document: id, type: stored.type, sha256: stored.sha256 },
    { documents: draft.case.documents.map((one) => (one.id === id ? stored : one)) },
  );
}

/** Who has seen which document (阅看台账): written before its address is given. @throws NotFound, Refused */
export function recordSight(
  draft: CaseDraft<MatterCase | CarrierRequest | AccountabilityCase>,
  id: string,
): CaseDocument {
  const document = documentOf(draft.case.documents, id);
  if (document.storedAt === undefined) throw new Refused('not-arrived', 'The upload has not arrived.');
  draft.record('document-seen', { document: id, sha256: document.sha256 });
  return document;
}
