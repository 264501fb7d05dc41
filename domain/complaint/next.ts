import { isApprovedOrNeedsNone } from './approval.ts';
import type { ComplaintCase } from './case.ts';
import { complaintDues } from './dues.ts';
import type { ComplaintRules } from './settings.ts';

/** Where the workflow waits next. */
export type ComplaintRoute = 'await-handling' | 'await-customer' | 'await-review' | 'closed';

export function complaintRoute({ stage }: ComplaintCase): ComplaintRoute {
  switch (stage) {
    case 'awaiting-contact':
    case 'handling':
    case 'awaiting-notice':
      return 'await-handling';
    case 'awaiting-acceptance':
      return 'await-customer';
    case 'under-review':
      return 'await-review';
    default:
      return 'closed';
  }
}

/** Who must do what next, and by when. */
export interface NextAction {
  who: string;
  what: string;
  by?: string;
}

export function complaintNextAction(complaint: ComplaintCase, rules: ComplaintRules): NextAction | undefined {
  if (complaint.category === 'closed') return undefined;
  const due = complaintDues(complaint, rules)[0];
  const by = due === undefined ? {} : { by: due.at.toISOString() };
  switch (complaint.stage) {
    case 'awaiting-contact':
      return { who: complaint.owner, what: 'call the complainant', ...by };
    case 'awaiting-notice':
      // On its way it arrives or is lost: also when the regulator has turned up since, nobody can stop it to read it.
      if (complaint.decision?.sending !== undefined) {
        return { who: 'sms-gateway', what: 'bring the decision', ...by };
      }
      return isApprovedOrNeedsNone(complaint)
        ? { who: complaint.owner, what: 'tell the complainant the decision', ...by }
        : { who: complaint.owner, what: 'read the decision and approve it', ...by };
    case 'awaiting-acceptance':
      return { who: 'customer', what: 'accept the decision, or ask for a review', ...by };
    case 'under-review':
      return { who: complaint.owner, what: 'review the decision', ...by };
    default:
      return { who: complaint.owner, what: 'find out what happened, and decide', ...by };
  }
}
