import * as z from 'zod/mini';
import type { DocumentType } from '../documents.ts';
import { Invalid } from '../errors.ts';
import type { DecisionKind } from './legal-clocks.ts';

export const ClaimKind = z.enum([
  'inpatient',
  'outpatient',
  'critical-illness',
  'disability',
  'death',
  'other',
]);
export type ClaimKind = z.infer<typeof ClaimKind>;

/** What the case itself rests on: the decision, the contract that it was taken under, the right to act for the client. */
const OF_EVERY_CLAIM = ['decision-letter', 'policy', 'clauses', 'mandate'] as const;

/**
 * The papers by kind of claim, as a broker's own list has them; that of death and the papers of the case itself are
 * ours. Practice, not law: the law asks only for the proofs that the claimant can reasonably get (Insurance Law
 * art. 22), so each may be waived.
 */
const OF_CLAIM: Readonly<Record<ClaimKind, readonly DocumentType[]>> = {
  inpatient: ['id-card', 'discharge-summary', 'receipts', 'itemised-bill', 'bank-account'],
  outpatient: ['id-card', 'outpatient-record', 'receipts'],
  'critical-illness': ['id-card', 'diagnosis', 'bank-account'],
  disability: ['id-card', 'disability-assessment'],
  death: ['id-card', 'death-certificate', 'relationship-proof', 'bank-account'],
  other: ['id-card'],
};

/** There may be no contract yet; what the underwriter was told and saw is what is looked at again. Practice, not law. */
const OF_UNDERWRITING: readonly DocumentType[] = [
  'decision-letter',
  'mandate',
  'id-card',
  'questionnaire',
  'check-up-report',
];

/**
 * The papers that a reconsideration needs before an expert can judge it, each once.
 * @throws Invalid when a claim has no kind, or an underwriting decision has one
 */
export function requiredFor(kind: DecisionKind, claimKind?: ClaimKind): DocumentType[] {
  if ((kind === 'claim') !== (claimKind !== undefined)) {
    const reason = kind === 'claim' ? 'is missing' : 'is of claims only';
    throw new Invalid('The kind of claim does not fit the decision.', [{ field: 'claimKind', reason }]);
  }
  return claimKind === undefined ? [...OF_UNDERWRITING] : [...OF_EVERY_CLAIM, ...OF_CLAIM[claimKind]];
}

/** What is required and neither there nor waived, in the order of `required`. */
export function missing(
  required: readonly DocumentType[],
  present: readonly DocumentType[],
  waived: readonly DocumentType[],
): DocumentType[] {
  return required.filter((type) => !present.includes(type) && !waived.includes(type));
}
