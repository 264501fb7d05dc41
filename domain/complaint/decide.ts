import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { Invalid, NotAllowed, Refused } from '../errors.ts';
import { NonNegativeFen } from '../money.ts';
import { type Actor, Id, type Staff } from '../people.ts';
import { dateOf } from '../time/dates.ts';
import { approverOf, needsApproval } from './approval.ts';
import { type ComplaintCase, ComplaintOutcome, Notice } from './case.ts';
import { Cause, mustBeCause } from './causes.ts';
import { complaintClocks, reviewWindow } from './clocks.ts';
import {
  type ComplaintDraft,
  close,
  draftOf,
  finish,
  handlerOf,
  mustBeAt,
  mustBeOpen,
  mustNotBeInvolved,
  toldInstant,
} from './draft.ts';
import type { ComplaintRules } from './settings.ts';

const Text = z.string().check(z.trim(), z.minLength(1), z.maxLength(10_000));

/** Ways that are open after the decision; the notice must name them (Complaint measures art. 19). */
export const NEXT_FORUMS = ['review', 'mediation', 'arbitration', 'lawsuit'] as const;

/** What a decision must hold before it can be told to anybody. */
export const DecisionContents = z.strictObject({
  findings: Text,
  /** Law, contract clause or rule of the firm that it rests on. */
  basis: Text,
  reasons: Text,
  remedy: Text,
  forums: z.array(z.enum(NEXT_FORUMS)),
  outcome: ComplaintOutcome,
  cause: Cause,
  redressFen: z._default(NonNegativeFen, 0),
});
export type DecisionContents = z.infer<typeof DecisionContents>;

/**
 * The decision is written. With the regulator involved, or a group, another person reads it first; else it can be told.
 * @throws Invalid when it leaves out a forum that is open
 */
export function decide(
  complaint: ComplaintCase,
  contents: DecisionContents,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'handling');
  mustNotBeInvolved(complaint, by);
  mustBeCause(contents.cause);
  const missing = NEXT_FORUMS.filter((forum) => !contents.forums.includes(forum));
  if (missing.length > 0) {
    throw new Invalid('The decision is not whole.', [
      { field: 'forums', reason: `leaves out ${missing.join(', ')}` },
    ]);
  }
  const draft = draftOf(complaint, by, at);
  const decisions = complaint.decisions + 1;
  const content = `decision-${decisions}`;
  const hash = draft.keep(content, contents);
  const { outcome, cause, redressFen } = contents;
  draft.record(
    'decision-written',
    { decision: hash, outcome, cause, redressFen },
    {
      stage: 'awaiting-notice',
      decisions,
      decision: { content, hash, by: by.id, at: at.toISOString(), outcome },
      cause,
      redressFen,
      ...(needsApproval(complaint) ? { owner: approverOf(complaint, by.role) } : {}),
    },
  );
  return finish(draft, rules);
}

/** The second pair of eyes. Returned, it is written anew. @throws Refused for who wrote it, or with nothing to read */
export function approveDecision(
  complaint: ComplaintCase,
  { approve, reason }: { approve: boolean; reason: string },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'awaiting-notice');
  mustNotBeInvolved(complaint, by);
  const { decision } = complaint;
  if (decision === undefined || decision.approvedBy !== undefined) {
    throw new Refused('nothing-to-approve', 'No decision waits for approval.');
  }
  if (decision.sending !== undefined) throw new Refused('sending', 'It is on its way to the complainant.');
  if (decision.by === by.id)
    throw new Refused('second-person', 'Who wrote the decision does not approve it.');
  const draft = draftOf(complaint, by, at);
  const told = { decision: decision.hash, reason: draft.keep(`approval-${complaint.decisions}`, { reason }) };
  if (approve) {
    draft.record('decision-approved', told, {
      decision: { ...decision, approvedBy: by.id },
      owner: handlerOf(complaint),
    });
  } else {
    draft.drop('decision', 'cause', 'redressFen');
    draft.record('decision-returned', told, { stage: 'handling', owner: handlerOf(complaint) });
  }
  return finish(draft, rules);
}

/** What the complainant says to the decision, whoever brings the word. */
export function recordWord(
  draft: ComplaintDraft,
  { accepts, proof, comment }: { accepts: boolean; proof?: string | undefined; comment?: string | undefined },
): void {
  const data = {
    ...(proof === undefined ? {} : { proof }),
    ...(comment === undefined ? {} : { comment: draft.keep(`comment-${draft.case.decisions}`, { comment }) }),
  };
  if (accepts) close(draft, 'settled', { ...data, accepted: true }, { accepted: true });
  else draft.record('decision-not-accepted', data, { accepted: false });
}

/**
 * The complainant accepts, which settles it, or does not, which leaves the upper level open.
 * @param by the complainant by link, or staff with a proof
 */
export function recordAcceptance(
  complaint: ComplaintCase,
  word: { accepts: boolean; proof?: string | undefined; comment?: string | undefined },
  by: Actor,
  at: Date,
  rules: ComplaintRules,
): Decision | 'same-again' {
  if (by.kind === 'staff') mustNotBeInvolved(complaint, by);
  if (complaint.accepted === word.accepts) return 'same-again';
  mustBeAt(complaint, 'awaiting-acceptance');
  const draft = draftOf(complaint, by, at);
  recordWord(draft, word);
  return finish(draft, rules);
}

/** The procedure ends the day the withdrawal is received (art. 15). @param receivedAt when, if that was before now */
export function withdrawComplaint(
  complaint: ComplaintCase,
  { proof, receivedAt }: { proof: string; receivedAt?: string | undefined },
  by: Actor,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeOpen(complaint);
  if (by.kind === 'staff') mustNotBeInvolved(complaint, by);
  const received = toldInstant(receivedAt ?? at.toISOString(), 'receivedAt', at, complaint.receivedAt);
  const draft = draftOf(complaint, by, at);
  // Whether the firm had spoken with the complainant before: what the accountability run exempts.
  const afterFirstCoordination = complaint.firstContactAt !== undefined;
  close(draft, 'withdrawn', { proof, receivedAt: received, afterFirstCoordination }, {}, received);
  return finish(draft, rules);
}

/**
 * The complainant asks the upper level in writing, within 30 days of the notice (art. 20). What counts is when the
 * request arrived: one that came in time is taken also when it is entered after the end, one that came late is not,
 * even if nobody has closed the case yet.
 * @throws Refused when the 30 days were over
 */
export function requestReview(
  complaint: ComplaintCase,
  { document, receivedAt }: { document: string; receivedAt: string },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  const { stage, decision, review } = complaint;
  const isEndedBySilence = stage === 'decided' && review === undefined;
  if (!isEndedBySilence) mustBeAt(complaint, 'awaiting-acceptance');
  mustNotBeInvolved(complaint, by);
  const requestedAt = toldInstant(receivedAt, 'receivedAt', at, decision?.notice?.at);
  const limit = reviewWindow(complaint, rules);
  if (limit !== undefined && new Date(requestedAt) > limit.dueAt) {
    throw new Refused('too-late', `A review could be asked for until ${dateOf(limit.dueAt)}.`, {
      details: { until: dateOf(limit.dueAt) },
    });
  }
  const draft = draftOf(complaint, by, at);
  if (isEndedBySilence) {
    draft.drop('closedAt', 'satisfied');
    draft.record(
      'reopened',
      { from: stage, document, why: 'the request had come in time' },
      { category: 'open' },
    );
  }
  draft.record(
    'review-requested',
    { document, receivedAt: requestedAt },
    {
      stage: 'under-review',
      review: { requestedAt, document },
      owner: 'head-office-manager@head-office',
    },
  );
  return finish(draft, rules);
}

export const ReviewDecision = z.strictObject({
  result: z.enum(['confirmed', 'changed']),
  reasons: Text,
  outcome: z.optional(ComplaintOutcome),
  notice: Notice,
});
export type ReviewDecision = z.infer<typeof ReviewDecision>;

/** The upper level looks at process, timing and result, and tells the complainant. @throws NotAllowed, Refused, Invalid */
export function decideReview(
  complaint: ComplaintCase,
  { result, reasons, outcome, notice }: ReviewDecision,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'under-review');
  mustNotBeInvolved(complaint, by);
  const { review, decision } = complaint;
  if (by.role !== 'head-office-manager' && by.role !== 'compliance') {
    throw new NotAllowed('The upper level reviews.');
  }
  if (decision?.by === by.id || decision?.approvedBy === by.id) {
    throw new Refused('second-person', 'Who decided or approved it does not review it.');
  }
  if (review === undefined || decision === undefined)
    throw new Refused('no-review', 'No review was asked for.');
  if (result === 'changed' && outcome === undefined) {
    throw new Invalid('A changed decision needs its outcome.', [
      { field: 'outcome', reason: 'is needed when the decision is changed' },
    ]);
  }
  const told = { ...notice, at: toldInstant(notice.at, 'notice.at', at, review.requestedAt) };
  const draft = draftOf(complaint, by, at);
  const kept = draft.keep(`review-${complaint.decisions}`, { reasons });
  draft.record(
    'review-decided',
    { result, reasons: kept, notice: told, ...(outcome === undefined ? {} : { outcome }) },
    {
      review: { ...review, decidedAt: at.toISOString(), decidedBy: by.id, result },
      decision: { ...decision, ...(outcome === undefined ? {} : { outcome }) },
    },
  );
  close(draft, 'decided', { reviewed: result });
  return finish(draft, rules);
}

/** The random sample of closed cases: was the complainant satisfied? After another end the question comes anew. */
export function recordSatisfaction(
  complaint: ComplaintCase,
  { satisfied, recording }: { satisfied: boolean; recording: string },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustNotBeInvolved(complaint, by);
  if (complaint.category !== 'closed') throw new Refused('open', 'The complaint is not closed.');
  if (complaint.stage === 'merged')
    throw new Refused('merged', 'The complaint that it belongs to is asked about.');
  if (complaint.satisfied !== undefined) throw new Refused('asked', 'The complainant was asked.');
  const draft = draftOf(complaint, by, at);
  draft.record('satisfaction-asked', { satisfied, recording }, { satisfied });
  return finish(draft, rules, { wakes: false });
}

export const Reopening = z.strictObject({
  reason: Text,
  document: z.optional(Id),
  receivedAt: z.iso.datetime(),
});
export type Reopening = z.infer<typeof Reopening>;

/** New facts after the end: the same case, its history and contacts stay; its clocks start again from their receipt. */
export function reopenComplaint(
  complaint: ComplaintCase,
  { reason, document, receivedAt }: Reopening,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustNotBeInvolved(complaint, by);
  if (complaint.category !== 'closed' || complaint.stage === 'merged') {
    throw new Refused('not-closed', 'Only a complaint that has ended is taken up again.');
  }
  const received = toldInstant(receivedAt, 'receivedAt', at, complaint.receivedAt);
  const run = complaint.reopened + 1;
  const draft = draftOf(complaint, by, at);
  draft.drop(
    'closedAt',
    'decision',
    'accepted',
    'review',
    'satisfied',
    'complexity',
    'promisedOn',
    'extension',
  );
  draft.drop('cause', 'redressFen', 'remindedAt');
  draft.record(
    'reopened',
    {
      run,
      reason: draft.keep(`reopening-${run}`, { reason }),
      receivedAt: received,
      ...(document === undefined ? {} : { document }),
      from: complaint.stage,
      clocks: metClocks(complaint, rules),
    },
    {
      stage: complaint.firstContactAt === undefined ? 'awaiting-contact' : 'handling',
      category: 'open',
      receivedAt: received,
      reopened: run,
      warned: [],
      settledOnTheSpot: false,
      owner: handlerOf(complaint),
    },
  );
  return finish(draft, rules);
}

/** How the clocks of the former run ended: a new run does not undo what was missed. */
function metClocks(complaint: ComplaintCase, rules: ComplaintRules): object[] {
  return complaintClocks(complaint, rules).map(({ name, dueAt, doneAt }) => ({
    name,
    ...(dueAt === undefined ? {} : { dueAt: dueAt.toISOString() }),
    ...(doneAt === undefined ? {} : { doneAt: doneAt.toISOString() }),
  }));
}
