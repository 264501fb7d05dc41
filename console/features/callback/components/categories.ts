import type { Category } from '../api/callback.ts';

/** What a customer may say of a policy beside the questions, what is told most often first. */
export const CATEGORIES: readonly Category[] = [
  'wants-to-surrender',
  'benefit-overstated',
  'not-own-signature',
  'denies-buying',
  'not-the-policyholder',
  'documents-not-read',
  'cover-or-exclusions-unclear',
  'surrender-loss-unknown',
  'cooling-off-unknown',
  'paying-term-unclear',
  'fees-or-risk-unknown',
  'waiting-period-unknown',
  'wrong-phone',
];
