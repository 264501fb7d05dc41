import type { Message } from '../case.ts';
import type { Decision } from '../decision.ts';
import { Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { nextSendingTime } from '../time/calling-hours.ts';
import { approverOf, isApprovedOrNeedsNone } from './approval.ts';
import type { ComplaintCase, Notice } from './case.ts';
import {
  type ComplaintDraft,
  draftOf,
  endPause,
  finish,
  handlerOf,
  mustBeAt,
  mustNotBeInvolved,
  toldInstant,
} from './draft.ts';
import type { ComplaintRules } from './settings.ts';

type Written = NonNullable<ComplaintCase['decision']>;

/** The decision that can be told now. @throws Refused before the approval that it needs */
function mustBeTellable(complaint: ComplaintCase): Written {
  mustBeAt(complaint, 'awaiting-notice');
  const { decision } = complaint;
  if (decision === undefined) throw new Refused('nothing-decided', 'No decision is there to be told.');
  if (!isApprovedOrNeedsNone(complaint)) {
    throw new Refused('not-approved', 'Another person must approve it first.');
  }
  return decision;
}

/**
 * The complainant was told, with proof (Complaint measures arts. 21-23).
 * @throws Refused before the approval that it needs, Invalid for a time before the decision or ahead
 */
export function notifyDecision(
  complaint: ComplaintCase,
  { way, at: toldAt, proof }: Notice,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  const decision = mustBeTellable(complaint);
  mustNotBeInvolved(complaint, by);
  const draft = draftOf(complaint, by, at);
  recordNotice(draft, { way, at: toldInstant(toldAt, 'at', at, decision.at), proof });
  return finish(draft, rules);
}

/** The complainant knows: what is awaited now is acceptance, or a request for a review. */
export function recordNotice(draft: ComplaintDraft, notice: Notice): void {
  const { decision } = draft.case;
  if (decision === undefined) throw new Refused('nothing-decided', 'No decision is there to be told.');
  endPause(draft);
  const { sending: _done, ...rest } = decision;
  const { way, at: noticeAt, proof } = notice;
  draft.record(
    'decision-told',
    { decision: decision.hash, way, noticeAt, proof },
    { stage: 'awaiting-acceptance', owner: handlerOf(draft.case), decision: { ...rest, notice } },
  );
}

/**
 * The decision goes to the complainant's phone as a link. It counts as told when the gateway has taken the message,
 * whose id and receipt are the proof (art. 21: sent by SMS inside the limit is in time).
 * @throws Refused without a number, at night, or while a message is on its way
 */
export function tellByLink(
  complaint: ComplaintCase,
  { hasPhone }: { hasPhone: boolean },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  const decision = mustBeTellable(complaint);
  mustNotBeInvolved(complaint, by);
  if (decision.sending !== undefined) throw new Refused('sending', 'A message with it is on its way.');
  if (!hasPhone)
    throw new Refused('no-phone', 'No number of the complainant is known: tell it by another way.');
  if (nextSendingTime(at, rules.quietHours) > at) {
    const { from, to } = rules.quietHours;
    throw new Refused(
      'quiet-hours',
      `No message goes out between ${from} and ${to}: tell it by another way.`,
    );
  }
  const draft = draftOf(complaint, by, at);
  const message = `${complaint.id}.${complaint.version + 1}`;
  draft.record(
    'decision-sending',
    { decision: decision.hash, message },
    { decision: { ...decision, sending: { message, at: at.toISOString(), looks: 0 } } },
  );
  draft.send('complaint-decision', { round: complaint.decisions });
  return finish(draft, rules);
}

const MOST_LOOKS = 10; // after 1, 3, 7 ... 1023 minutes: a gateway that is down for 17 hours is not waited for

/** What became of the message: taken by the gateway, it is the notice; refused or lost, another way must be found. */
export function lookAfterMessage(draft: ComplaintDraft, message: Message | undefined): void {
  const { decision } = draft.case;
  if (decision?.sending === undefined) return;
  const { sending, ...rest } = decision;
  if (message?.status === 'sent' && message.sentAt !== undefined) {
    recordNotice(draft, { way: 'sms', at: message.sentAt, proof: sending.message });
    return;
  }
  if (message?.status !== 'failed' && sending.looks + 1 < MOST_LOOKS) {
    const looks = sending.looks + 1;
    draft.record(
      'decision-unsent',
      { message: sending.message, looks },
      {
        decision: { ...rest, sending: { ...sending, looks } },
      },
    );
    return;
  }
  draft.record(
    'decision-not-sent',
    { message: sending.message, to: 'complaint-handler' },
    {
      decision: rest,
      owner: isApprovedOrNeedsNone(draft.case) ? handlerOf(draft.case) : approverOf(draft.case),
    },
  );
}
