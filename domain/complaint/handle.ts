import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { type FieldFault, Invalid, NotAllowed, Refused } from '../errors.ts';
import { Id, type Staff } from '../people.ts';
import { DateText, dateOf } from '../time/calendar.ts';
import { isApprovedOrNeedsNone, needsApproval } from './approval.ts';
import { type ComplaintCase, Notice, PauseKind, STATUTORY_PAUSES } from './case.ts';
import { Cause, mustBeCause } from './causes.ts';
import { complaintClocks } from './clocks.ts';
import {
  type ComplaintDraft,
  close,
  draftOf,
  endPause,
  finish,
  mustBeAt,
  mustBeOpen,
  mustNotBeInvolved,
  toldInstant,
} from './draft.ts';
import type { ComplaintRules } from './settings.ts';

const Text = z.string().check(z.trim(), z.minLength(1), z.maxLength(5000));

/** Where somebody works on it; told, it waits for the complainant or the upper level. */
const WORKED_ON = ['awaiting-contact', 'handling', 'awaiting-notice'] as const;

/** Who handles it from now on. @throws Refused for somebody who is involved */
export function assign(
  complaint: ComplaintCase,
  handler: string,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, ...WORKED_ON);
  mustNotBeInvolved(complaint, by);
  mustNotBeInvolved(complaint, { id: handler });
  const draft = draftOf(complaint, by, at);
  draft.record('assigned', { handler }, { handler, ...ownerFrom(complaint, handler) });
  return finish(draft, rules, { wakes: false });
}

/** A decision that waits to be read stays on its reader's list. */
function ownerFrom(complaint: ComplaintCase, handler: string): { owner?: string } {
  return complaint.stage === 'awaiting-notice' && !isApprovedOrNeedsNone(complaint) ? {} : { owner: handler };
}

export const FirstContact = z.strictObject({ note: Text, recording: z.optional(Id) });
export type FirstContact = z.infer<typeof FirstContact>;

/** The complainant was called: within one working day. */
export function recordFirstContact(
  complaint: ComplaintCase,
  { note, recording }: FirstContact,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'awaiting-contact');
  mustNotBeInvolved(complaint, by);
  const draft = draftOf(complaint, by, at);
  const handler = complaint.handler ?? by.id;
  recordContact(
    draft,
    { note: draft.keep('first-contact', { note }), ...(recording === undefined ? {} : { recording }) },
    { handler, owner: handler, stage: 'handling' },
    rules,
  );
  return finish(draft, rules);
}

/** The complainant was spoken with for the first time, and whether that was in time. */
function recordContact(
  draft: ComplaintDraft,
  data: Record<string, unknown>,
  to: Partial<ComplaintCase>,
  rules: ComplaintRules,
): void {
  const { contacts, openedAt } = draft.case;
  const limit = complaintClocks(draft.case, rules).find(({ name }) => name === 'first-contact')?.dueAt;
  const received = Date.parse(contacts[0]?.at ?? openedAt);
  draft.record(
    'complaint-contacted',
    {
      ...data,
      withinClock: limit === undefined || draft.at <= limit,
      minutes: Math.floor((draft.at.getTime() - received) / 60_000),
    },
    { ...to, firstContactAt: draft.at.toISOString() },
  );
}

export const Classification = z.strictObject({
  complexity: z.enum(['simple', 'complex']),
  /** By when the complainant was promised an answer. */
  promisedOn: z.optional(DateText),
  reason: Text,
});
export type Classification = z.infer<typeof Classification>;

/**
 * Simple or complex: the law gives 15 days or 30. A complex one is promised a date.
 * @throws Invalid after the time was over, which a longer clock cannot undo, or for a promise beyond the law's
 */
export function classify(
  complaint: ComplaintCase,
  { complexity, promisedOn, reason }: Classification,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'awaiting-contact', 'handling');
  mustNotBeInvolved(complaint, by);
  if (complexity === 'complex' && promisedOn === undefined) {
    throw new Invalid('A complex complaint is promised a date.', [
      { field: 'promisedOn', reason: 'is needed for a complex one' },
    ]);
  }
  if (complexity === 'simple' && complaint.extension !== undefined) {
    throw new Refused('extended', 'What was extended as complex is not simple.');
  }
  const draft = draftOf(complaint, by, at);
  const before = statutoryLimit(complaint, rules);
  const limit = statutoryLimit({ ...complaint, complexity }, rules);
  const faults: FieldFault[] = [];
  if (promisedOn !== undefined && promisedOn < dateOf(at))
    faults.push({ field: 'promisedOn', reason: 'is over' });
  if (promisedOn !== undefined && limit !== undefined && promisedOn > dateOf(limit)) {
    faults.push({ field: 'promisedOn', reason: `is later than the law allows: ${dateOf(limit)}` });
  }
  if ((before !== undefined && before < at) || (limit !== undefined && limit < at))
    faults.push({ field: 'complexity', reason: 'comes after its time was over' });
  if (faults.length > 0) throw new Invalid('It cannot be classified like this.', faults);
  draft.record(
    'classified',
    {
      complexity,
      reason: draft.keep('classification', { reason }),
      ...(promisedOn === undefined ? {} : { promisedOn }),
    },
    { complexity, ...(promisedOn === undefined ? {} : { promisedOn }) },
  );
  return finish(draft, rules);
}

function statutoryLimit(complaint: ComplaintCase, rules: ComplaintRules): Date | undefined {
  return complaintClocks(complaint, rules).find(({ name }) => name === 'statutory')?.dueAt;
}

export const PauseStart = z.strictObject({ kind: PauseKind, told: z.optional(Notice) });

/**
 * Time that does not count begins. Appraisal and mediation stop the law's clock too, and the complainant is told (art.
 * 18); waiting for papers or for the carrier stops only the firm's own.
 * @throws Invalid without the notice where the law asks for one, Refused while another pause lasts
 */
export function pause(
  complaint: ComplaintCase,
  { kind, told }: z.infer<typeof PauseStart>,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'handling', 'awaiting-notice');
  mustNotBeInvolved(complaint, by);
  if (STATUTORY_PAUSES.includes(kind) && told === undefined) {
    throw new Invalid('The complainant must be told.', [{ field: 'told', reason: `is needed for ${kind}` }]);
  }
  if (complaint.pauses.some(({ to }) => to === undefined)) {
    throw new Refused('paused', 'The clock stands still already.');
  }
  const draft = draftOf(complaint, by, at);
  const notice =
    told === undefined
      ? {}
      : { told: { ...told, at: toldInstant(told.at, 'told.at', at, complaint.receivedAt) } };
  const begun = { kind, from: at.toISOString(), ...notice };
  draft.record('clock-paused', { ...begun }, { pauses: [...complaint.pauses, begun] });
  return finish(draft, rules);
}

/** @throws Refused when no clock stands still */
export function resume(complaint: ComplaintCase, by: Staff, at: Date, rules: ComplaintRules): Decision {
  mustBeOpen(complaint);
  mustNotBeInvolved(complaint, by);
  const last = complaint.pauses.at(-1);
  if (last === undefined || last.to !== undefined) throw new Refused('running', 'No clock stands still.');
  const draft = draftOf(complaint, by, at);
  endPause(draft);
  return finish(draft, rules);
}

export const Extension = z.strictObject({ reason: Text, notice: Notice });
export type Extension = z.infer<typeof Extension>;

/**
 * 30 days more for an especially complex matter: approved by the upper institution or a senior manager of the head
 * office, and told to the complainant (art. 18). Both come in one command, so one without the other cannot be stored.
 * @throws NotAllowed for anybody else, Refused a second time, or when the time was over
 */
export function extend(
  complaint: ComplaintCase,
  { reason, notice }: Extension,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'handling', 'awaiting-notice');
  mustNotBeInvolved(complaint, by);
  if (by.role !== 'head-office-manager') {
    throw new NotAllowed('An extension is approved by a senior manager of the head office.');
  }
  if (complaint.handler === by.id) throw new Refused('second-person', 'Who handles it does not extend it.');
  if (complaint.extension !== undefined) throw new Refused('extended', 'The law knows one extension.');
  if (complaint.complexity !== 'complex')
    throw new Refused('not-complex', 'Only a complex complaint is extended.');
  const limit = statutoryLimit(complaint, rules);
  if (limit !== undefined && limit < at) throw new Refused('too-late', 'The time to be extended is over.');
  const told = { ...notice, at: toldInstant(notice.at, 'notice.at', at, complaint.receivedAt) };
  const draft = draftOf(complaint, by, at);
  const extension = {
    approvedBy: by.id,
    approvedAt: at.toISOString(),
    reason: draft.keep('extension', { reason }),
    notice: told,
  };
  draft.record('extended', { ...extension }, { extension });
  return finish(draft, rules);
}

export const OnTheSpot = z.strictObject({
  remedy: Text,
  cause: Cause,
  /** The complainant's word: a signature, a recording. */
  proof: Id,
});
export type OnTheSpot = z.infer<typeof OnTheSpot>;

/** Simple, and settled on the spot to the complainant's word. */
export function settleOnTheSpot(
  complaint: ComplaintCase,
  { remedy, cause, proof }: OnTheSpot,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'awaiting-contact', 'handling');
  mustNotBeInvolved(complaint, by);
  mustBeCause(cause);
  if (complaint.complexity === 'complex')
    throw new Refused('complex', 'A complex complaint is decided in writing.');
  if (needsApproval(complaint)) {
    throw new Refused('second-person', 'With the regulator or a group involved it is decided in writing.');
  }
  const draft = draftOf(complaint, by, at);
  const remedyHash = draft.keep('remedy', { remedy });
  if (complaint.firstContactAt === undefined) recordContact(draft, {}, {}, rules);
  close(
    draft,
    'settled',
    { remedy: remedyHash, proof, accepted: true },
    { cause, settledOnTheSpot: true, accepted: true, complexity: 'simple' },
  );
  return finish(draft, rules);
}

/** Customer service could not settle it: who answers for it is found in the month's run (责任追究). */
export function transfer(
  complaint: ComplaintCase,
  { to, reason }: { to: string; reason: string },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, ...WORKED_ON);
  mustNotBeInvolved(complaint, by);
  if (complaint.transferredAt !== undefined) throw new Refused('transferred', 'It was transferred before.');
  mustNotBeInvolved(complaint, { id: to });
  const draft = draftOf(complaint, by, at);
  draft.record(
    'complaint-transferred',
    { to, reason: draft.keep('transfer', { reason }) },
    { transferredAt: at.toISOString(), handler: to, ...ownerFrom(complaint, to) },
  );
  return finish(draft, rules, { wakes: false });
}

/** Who filed it is neither the consumer nor entitled: refused, and told so. */
export function refuse(
  complaint: ComplaintCase,
  { reason, notice }: { reason: string; notice: z.infer<typeof Notice> },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBeAt(complaint, 'awaiting-contact', 'handling');
  mustNotBeInvolved(complaint, by);
  const draft = draftOf(complaint, by, at);
  const told = { ...notice, at: toldInstant(notice.at, 'notice.at', at, complaint.receivedAt) };
  close(draft, 'refused', { reason: draft.keep('refusal', { reason }), notice: told });
  return finish(draft, rules);
}
