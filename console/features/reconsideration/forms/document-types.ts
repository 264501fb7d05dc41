import type { DocumentType } from '../api/get-reconsideration.ts';

/** What can be brought to a case, what is brought most first. */
export const DOCUMENT_TYPES: readonly DocumentType[] = [
  'decision-letter',
  'policy',
  'clauses',
  'mandate',
  'id-card',
  'discharge-summary',
  'receipts',
  'itemised-bill',
  'outpatient-record',
  'diagnosis',
  'disability-assessment',
  'death-certificate',
  'relationship-proof',
  'bank-account',
  'check-up-report',
  'pathology',
  'imaging',
  'questionnaire',
  'other',
];
