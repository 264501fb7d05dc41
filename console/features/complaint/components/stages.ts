import type { Complaint } from '../api/get-complaint.ts';

export type Stage = Complaint['stage'];

export const OPEN_STAGES = [
  'awaiting-contact',
  'handling',
  'awaiting-notice',
  'awaiting-acceptance',
  'under-review',
] as const satisfies readonly Stage[];

export const CLOSED_STAGES = [
  'settled',
  'decided',
  'withdrawn',
  'refused',
  'merged',
] as const satisfies readonly Stage[];
