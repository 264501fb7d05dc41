import type { Stage } from '../api/get-reconsideration.ts';
import type { ClaimKind, DisputedDecision } from '../api/open-case.ts';

export const OPEN_STAGES = [
  'gathering',
  'assessing',
  'explaining',
  'second-opinion',
  'level-1',
  'deciding',
  'level-2',
  'informing',
  'awaiting-payment',
] as const satisfies readonly Stage[];

export const CLOSED_STAGES = [
  'changed',
  'accepted',
  'upheld',
  'withdrawn',
] as const satisfies readonly Stage[];

export const CLAIM_KINDS: readonly ClaimKind[] = [
  'inpatient',
  'outpatient',
  'critical-illness',
  'disability',
  'death',
  'other',
];

/** What it decided. These are said in the customer's language in letters. */
export const RESULTS: Readonly<Record<DisputedDecision['of'], readonly string[]>> = {
  claim: ['refused', 'paid in part'],
  underwriting: ['declined', 'postponed', 'on-terms'],
};

/** Dates of the legal clocks, in the order in which they come about. */
export const CLAIM_DATES = [
  'eventKnownOn',
  'materialsReceivedOn',
  'decidedOn',
  'noticeOn',
  'agreedOn',
  'paidOn',
] as const;

export const CONTRACT_DATES = [
  'concludedOn',
  'rescissionGroundKnownOn',
  'rescindedOn',
  'surrenderedOn',
  'surrenderPaidOn',
] as const;
