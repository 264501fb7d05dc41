import { afterLimit, type Due, earliest, inOfficeHours } from '../due.ts';
import { dueAt, openDeadlines } from '../time/deadlines.ts';
import type { ComplaintCase } from './case.ts';
import { complaintClocks, reviewWindow, warningsAhead } from './clocks.ts';
import type { ComplaintRules } from './settings.ts';

export const REVIEW_NOT_ASKED = 'nobody asked for a review';
export const STILL_OPEN = 'still open';
export const MESSAGE_LOOK = 'whether the decision was sent';

/** Every moment ahead of a complaint, the next one first. An open one always has one, so that none is forgotten. */
export function complaintDues(complaint: ComplaintCase, rules: ComplaintRules): Due[] {
  if (complaint.category === 'closed') return [];
  const ahead = earliest([
    ...warningsAhead(complaint, rules),
    reviewWindowDue(complaint, rules),
    messageDue(complaint),
  ]);
  return ahead.length > 0 ? ahead : [stillOpenDue(complaint, rules)];
}

/** The complainant has 30 days to ask the upper level; after that the decision stands (Complaint measures art. 20). */
function reviewWindowDue(complaint: ComplaintCase, rules: ComplaintRules): Due | undefined {
  if (complaint.stage !== 'awaiting-acceptance') return undefined;
  const limit = reviewWindow(complaint, rules);
  return limit === undefined ? undefined : afterLimit(REVIEW_NOT_ASKED, limit, rules);
}

const MINUTE_MS = 60_000;

/** A minute after the message was handed over, then after 2, 4, 8 and so on. */
function messageDue({ decision }: ComplaintCase): Due | undefined {
  if (decision?.sending === undefined || decision.notice !== undefined) return undefined;
  const { at, looks } = decision.sending;
  const minutes = 2 ** (looks + 1) - 1;
  return {
    what: MESSAGE_LOOK,
    at: new Date(Date.parse(at) + minutes * MINUTE_MS),
    why: [`handed over for sending ${at}`, `looked at after ${minutes} minutes`],
  };
}

/** Every clock was missed and told of, or stands still: somebody is told again. */
function stillOpenDue(complaint: ComplaintCase, rules: ComplaintRules): Due {
  const { receivedAt, remindedAt, pauses } = complaint;
  const last = [
    receivedAt,
    remindedAt,
    pauses.at(-1)?.from,
    ...openDeadlines(complaintClocks(complaint, rules)).map(({ dueAt: due }) => due?.toISOString()),
  ].reduce<string>((latest, one) => (one !== undefined && one > latest ? one : latest), receivedAt);
  const { calendar, callingHours: hours } = rules;
  const limit = dueAt({
    from: last,
    duration: rules.complaint.reminder,
    calendar,
    hours,
    event: 'last told',
  });
  return {
    what: STILL_OPEN,
    at: inOfficeHours(new Date(limit.dueAt.getTime() + 1), rules),
    why: [...limit.explanation.map((line) => line.text), 'then the next office hours'],
  };
}
