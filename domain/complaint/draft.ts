import { CaseDraft, type Decision } from '../decision.ts';
import { Invalid, Refused } from '../errors.ts';
import type { Actor, Staff } from '../people.ts';
import { dateOf, daysBetween } from '../time/dates.ts';
import type { ComplaintCase, ComplaintStage } from './case.ts';
import { complaintDues } from './dues.ts';
import type { ComplaintRules } from './settings.ts';

export type ComplaintDraft = CaseDraft<ComplaintCase>;

export const WORKFLOW: Actor = { kind: 'system', id: 'complaint-workflow' };
export const CUSTOMER: Actor = { kind: 'customer' };

export function draftOf(complaint: ComplaintCase, by: Actor, at: Date): ComplaintDraft {
  return new CaseDraft(complaint, by, at);
}

/** Every decision about a complaint wakes its workflow: each may bring a date nearer. */
export function finish(draft: ComplaintDraft, rules: ComplaintRules, { wakes = true } = {}): Decision {
  return draft.finish({ nextDueAt: complaintDues(draft.case, rules)[0]?.at, wakes });
}

/** @throws Refused at another stage */
export function mustBeAt(complaint: ComplaintCase, ...stages: ComplaintStage[]): void {
  if (stages.includes(complaint.stage)) return;
  mustBeOpen(complaint);
  throw new Refused('wrong-stage', `The complaint is at ${complaint.stage}, not at ${stages.join(' or ')}.`, {
    details: { stage: complaint.stage },
  });
}

/** @throws Refused once it has ended */
export function mustBeOpen(complaint: ComplaintCase): void {
  if (complaint.category === 'closed') {
    throw new Refused('closed', `The complaint is closed: ${complaint.stage}.`, {
      details: { stage: complaint.stage },
    });
  }
}

/**
 * Whoever is involved may neither see nor call nor decide (Complaint measures art. 17): access hides the case already,
 * and the rule holds wherever a person is named.
 * @throws Refused
 */
export function mustNotBeInvolved(
  complaint: Pick<ComplaintCase, 'involved'>,
  person: Pick<Staff, 'id'>,
): void {
  if (complaint.involved.includes(person.id)) {
    throw new Refused('involved', 'Whoever is involved in the matter may not handle it.');
  }
}

/**
 * An instant that somebody tells, as records hold it: with milliseconds.
 * @throws Invalid ahead of now, or before what it follows
 */
export function toldInstant(text: string, field: string, now: Date, from?: string): string {
  const instant = new Date(text);
  if (instant > now) throw new Invalid('That time lies ahead.', [{ field, reason: 'is in the future' }]);
  if (from !== undefined && instant < new Date(from)) {
    throw new Invalid('That cannot have been then.', [{ field, reason: `is before ${from}` }]);
  }
  return instant.toISOString();
}

/** On whose work list it is while it is handled. */
export function handlerOf({ handler, branch }: ComplaintCase): string {
  return handler ?? `complaint-handler@${branch}`;
}

/** A clock that stands still goes on: the matter is told or has ended, so nobody is waited for any more. */
export function endPause(draft: ComplaintDraft): void {
  const { pauses } = draft.case;
  const last = pauses.at(-1);
  if (last === undefined || last.to !== undefined) return;
  draft.record(
    'clock-resumed',
    { kind: last.kind },
    { pauses: pauses.with(-1, { ...last, to: draft.at.toISOString() }) },
  );
}

const HOUR_MS = 3_600_000;

/**
 * The end. `days` are the calendar days in Shanghai from the receipt, or from that of what it was taken up again for.
 * @param endedAt when it ended, if that was before it was written down
 */
export function close(
  draft: ComplaintDraft,
  stage: ComplaintStage,
  data: Record<string, unknown>,
  to: Partial<ComplaintCase> = {},
  endedAt = draft.at.toISOString(),
): void {
  endPause(draft);
  draft.drop('nextDueAt');
  const { contacts, receivedAt, cause, redressFen, settledOnTheSpot, decision, reopened } = draft.case;
  const since = reopened > 0 ? receivedAt : (contacts[0]?.at ?? receivedAt);
  const closedCause = to.cause ?? cause;
  draft.record(
    'complaint-closed',
    {
      stage,
      ...(decision === undefined ? {} : { outcome: decision.outcome }),
      ...(closedCause === undefined ? {} : { cause: closedCause }),
      ...(redressFen === undefined ? {} : { redressFen }),
      settledOnTheSpot: to.settledOnTheSpot ?? settledOnTheSpot,
      hours: Math.floor((Date.parse(endedAt) - Date.parse(since)) / HOUR_MS),
      days: daysBetween(dateOf(since), dateOf(endedAt)),
      reopened,
      ...data,
    },
    { ...to, stage, category: 'closed', closedAt: endedAt },
  );
}
