import type { Message } from '../case.ts';
import type { Decision } from '../decision.ts';
import { InvariantBroken } from '../errors.ts';
import type { ComplaintCase } from './case.ts';
import { warningsAhead } from './clocks.ts';
import { type ComplaintDraft, close, draftOf, finish, WORKFLOW } from './draft.ts';
import { complaintDues, MESSAGE_LOOK, REVIEW_NOT_ASKED, STILL_OPEN } from './dues.ts';
import type { ComplaintRules } from './settings.ts';
import { lookAfterMessage } from './tell.ts';

const MOST_STEPS = 50; // each step moves the next one ahead: more at one moment would be a circle

/**
 * Does everything that has come due: warnings to the roles that are named, what became of the message with the
 * decision, the end of the time to ask for a review.
 * @param message the one that brings the decision, while it is on its way
 */
export function advanceComplaint(
  complaint: ComplaintCase,
  now: Date,
  rules: ComplaintRules,
  message?: Message,
): Decision | undefined {
  const draft = draftOf(complaint, WORKFLOW, now);
  for (let steps = 0; ; steps += 1) {
    const due = complaintDues(draft.case, rules)[0];
    if (due === undefined || due.at > now) break;
    if (steps === MOST_STEPS) throw new InvariantBroken('A complaint is due again and again at one moment.');
    if (due.what === REVIEW_NOT_ASKED) close(draft, 'decided', {});
    else if (due.what === MESSAGE_LOOK) lookAfterMessage(draft, message);
    else if (due.what === STILL_OPEN) remind(draft);
    else warn(draft, rules);
  }
  return draft.isChanged ? finish(draft, rules, { wakes: false }) : undefined;
}

function warn(draft: ComplaintDraft, rules: ComplaintRules): void {
  const [warning] = warningsAhead(draft.case, rules);
  if (warning === undefined) throw new InvariantBroken('A warning is due and none is ahead.');
  const { clock, percent, to, of, dueAt } = warning;
  draft.record(
    percent === 100 ? 'clock-missed' : 'clock-warned',
    { clock, percent, to, dueAt },
    { warned: [...draft.case.warned, { clock, percent, of }] },
  );
}

/** Missed and told of, or standing still for long: the branch is asked whether that is still so, or the head office. */
function remind(draft: ComplaintDraft): void {
  const { pauses, stage } = draft.case;
  const standsStill = pauses.at(-1)?.to === undefined && pauses.length > 0;
  draft.record(
    'complaint-reminded',
    { to: standsStill ? 'branch-manager' : 'head-office-manager', stage, standsStill },
    { remindedAt: draft.at.toISOString() },
  );
}
