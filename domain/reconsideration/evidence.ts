import { type DocumentType, isStored } from '../documents.ts';
import type { ReconsiderationCase } from './case.ts';
import { missing, requiredFor } from './evidence-lists.ts';

type Gathered = Pick<ReconsiderationCase, 'decision' | 'documents' | 'mandate' | 'waived' | 'snapshotHash'>;

export function requiredEvidence({ decision }: Pick<ReconsiderationCase, 'decision'>): DocumentType[] {
  return requiredFor(decision.of, decision.claimKind);
}

/**
 * What is required, not waived and not there. A paper that is announced and has not arrived is not there; a mandate is
 * there when it was named as the customer's mandate (授权委托).
 */
export function missingEvidence(matter: Gathered): DocumentType[] {
  const types = matter.documents.filter(isStored).map(({ type }) => type);
  const there = types.filter((type) => type !== 'mandate' || matter.mandate !== undefined);
  const waived = matter.waived.map(({ type }) => type);
  return missing(requiredEvidence(matter), there, waived);
}

/** Evidence, mandate and snapshot are there: an expert can judge. */
export function isGathered(matter: Gathered): boolean {
  return matter.snapshotHash !== undefined && missingEvidence(matter).length === 0;
}
