/** Why a carrier decided as it did, by what it decided. The API refuses a reason of the other kind. */
export const REASONS = {
  claim: [
    'non-disclosure',
    'waiting-period',
    'exclusion',
    'pre-existing',
    'not-covered',
    'definition-not-met',
    'lapse',
    'fraud',
    'papers-missing',
    'other',
  ],
  underwriting: ['extra-premium', 'exclusion', 'postponed', 'declined', 'other'],
} as const;
