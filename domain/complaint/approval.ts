import type { Role } from '../people.ts';
import { type ComplaintCase, GROUP_FROM } from './case.ts';
import { isWatched } from './channels.ts';

/** Somebody else must have read the decision: the regulator or the public looks on, or a group complains together. */
export function needsApproval({ contacts, group }: Pick<ComplaintCase, 'contacts' | 'group'>): boolean {
  return isWatched(contacts.map(({ channel }) => channel)) || (group?.size ?? 0) >= GROUP_FROM;
}

export function isApprovedOrNeedsNone(complaint: ComplaintCase): boolean {
  return complaint.decision?.approvedBy !== undefined || !needsApproval(complaint);
}

/** On whose work list a decision waits to be read: a manager of the branch, unless one wrote it. */
export function approverOf({ branch }: ComplaintCase, writer?: Role): string {
  return writer === 'branch-manager' ? 'head-office-manager@head-office' : `branch-manager@${branch}`;
}
