import * as z from 'zod/mini';
import { DeskFault, Responsible } from '../accountability/facts.ts';
import type { Decision } from '../decision.ts';
import { storedDocuments } from '../documents.ts';
import { type FieldFault, Invalid, NotAllowed, Refused } from '../errors.ts';
import { Id, type Staff } from '../people.ts';
import { addDays, dateOf } from '../time/calendar.ts';
import type { ComplaintCase } from './case.ts';
import { draftOf, finish, mustNotBeInvolved } from './draft.ts';
import type { ComplaintRules } from './settings.ts';

const MOST_FAULTS = 20;

/**
 * A fault is recorded up to so many days after the end: the month's run looks no further back. Practice, not law: two
 * months' runs and the time of a review lie in it.
 */
export const FAULT_DAYS_AFTER_END = 90;

export const ResponsibleNamed = z.strictObject({
  people: z.array(Responsible).check(z.minLength(1), z.maxLength(20)),
});
export type ResponsibleNamed = z.infer<typeof ResponsibleNamed>;

/**
 * Who is to answer for a complaint that was transferred, by role (责任人认定), whole: the month's run (责任追究) takes
 * the last that was said. It can be said after the end, for the run comes later.
 * @throws Refused `not-transferred`, for a complaint that customer service could settle
 * @throws NotAllowed for somebody who was named: nobody takes the own name out
 * @throws Invalid when somebody is named twice in one role
 */
export function nameResponsible(
  complaint: ComplaintCase,
  { people }: ResponsibleNamed,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustCount(complaint);
  mustNotBeInvolved(complaint, by);
  if (complaint.transferredAt === undefined) {
    throw new Refused('not-transferred', 'Only a complaint that was transferred is answered for.');
  }
  if (complaint.responsible?.some(({ person }) => person === by.id)) {
    throw new NotAllowed('Whoever is to answer for a complaint does not say who answers.');
  }
  const faults = people.flatMap(({ role, person }, index): FieldFault[] =>
    people.findIndex((other) => other.role === role && other.person === person) < index
      ? [{ field: `people.${index}`, reason: 'is named in this role before' }]
      : [],
  );
  if (faults.length > 0) throw new Invalid('Somebody is named twice.', faults);
  const draft = draftOf(complaint, by, at);
  draft.record('responsible-named', { people }, { responsible: people });
  return finish(draft, rules, { wakes: false });
}

export const DeskFaultRecorded = z.strictObject({
  fault: DeskFault,
  handler: Id,
  /** A document of the complaint that shows it. */
  evidence: Id,
});
export type DeskFaultRecorded = z.infer<typeof DeskFaultRecorded>;

/**
 * A fault of the complaint desk (投诉处理过错), with the document that shows it: the month's run charges it, also where
 * the complaint itself is exempt.
 * @throws Refused `fault-recorded` for the same fault of the same handler, `too-late` long after the end
 * @throws NotAllowed for the handler's own fault
 * @throws Invalid when the document is not there
 */
export function recordDeskFault(
  complaint: ComplaintCase,
  { fault, handler, evidence }: DeskFaultRecorded,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustCount(complaint);
  mustNotBeInvolved(complaint, by);
  if (by.id === handler) throw new NotAllowed('Another person records the fault of a handler.');
  mustBeInTime(complaint, at);
  const before = complaint.deskFaults ?? [];
  if (before.some((one) => one.fault === fault && one.handler === handler)) {
    throw new Refused('fault-recorded', 'This fault of this handler was recorded before.');
  }
  if (before.length === MOST_FAULTS) {
    throw new Refused('too-many-faults', `A complaint holds at most ${MOST_FAULTS} faults.`);
  }
  storedDocuments(complaint.documents, [evidence], 'evidence');
  const draft = draftOf(complaint, by, at);
  draft.record(
    'desk-fault-recorded',
    { fault, handler, evidence },
    { deskFaults: [...before, { fault, handler, evidence, foundAt: at.toISOString() }] },
  );
  return finish(draft, rules, { wakes: false });
}

/** What was refused or belongs to another complaint is answered for by nobody. */
function mustCount({ stage }: ComplaintCase): void {
  if (stage === 'refused' || stage === 'merged') {
    throw new Refused('closed', `The complaint is closed: ${stage}.`, { details: { stage } });
  }
}

function mustBeInTime({ closedAt }: ComplaintCase, at: Date): void {
  if (closedAt === undefined) return;
  const last = addDays(dateOf(closedAt), FAULT_DAYS_AFTER_END);
  if (dateOf(at) > last) throw new Refused('too-late', `A fault could be recorded to the end of ${last}.`);
}
