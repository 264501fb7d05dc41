import * as z from 'zod/mini';
import { type AccountableComplaint, ChannelRank, DeskFault } from '../accountability/facts.ts';
import type { CaseEvent } from '../case.ts';
import { Id } from '../people.ts';
import { type ComplaintCase, ComplaintOutcome, ComplaintStage } from './case.ts';
import { ComplaintChannel } from './channels.ts';

const ContactFacts = z.object({ channel: ComplaintChannel, rank: ChannelRank });
const FurtherFacts = z.object({ newFacts: z.optional(z.boolean()) });
const FaultFacts = z.object({ fault: DeskFault, handler: Id, evidence: Id });
const DecisionFacts = z.object({ outcome: ComplaintOutcome });
const ClosedFacts = z.object({
  stage: ComplaintStage,
  outcome: z.optional(ComplaintOutcome),
  afterFirstCoordination: z.optional(z.boolean()),
});
const AskedFacts = z.object({ satisfied: z.boolean() });

/** How a complaint stood at a moment: what the events up to it say. */
interface Told {
  contacts: AccountableComplaint['contacts'];
  deskFaults: AccountableComplaint['deskFaults'];
  transferredAt?: string;
  written?: ComplaintOutcome;
  outcome?: ComplaintOutcome;
  isWithUpperLevel?: boolean;
  closed?: { at: string; isWithdrawnInTime: boolean };
  satisfied?: boolean;
}

/**
 * The facts by which a month's run (责任追究) charges a complaint, as they were at the cut, so that a run that is
 * compiled later finds the same. A contact counts from when it was taken down: one that the firm was told of late falls
 * into the next window and not into one that is over. Who answers is taken as it is known now, for people are named
 * after the fact.
 * @returns nothing for a complaint that was not transferred by the cut, was refused, or is part of another one
 */
export function accountableOf(
  complaint: ComplaintCase,
  history: readonly CaseEvent[],
  closesAt: string,
): AccountableComplaint | undefined {
  const told: Told = { contacts: [], deskFaults: [] };
  for (const event of history) if (event.at <= closesAt) tell(told, event);
  const { stage, id, branch, line, isRepeat, responsible = [] } = complaint;
  const { transferredAt, outcome, closed, satisfied, contacts, deskFaults } = told;
  if (transferredAt === undefined || stage === 'refused' || stage === 'merged') return undefined;
  return {
    caseId: id,
    branch,
    line,
    contacts,
    isRepeat,
    transferredAt,
    ...(outcome === undefined ? {} : { outcome }),
    ...(closed === undefined ? {} : { closedAt: closed.at }),
    ...(satisfied === undefined ? {} : { satisfied }),
    withdrawnAfterFirstCoordination: closed?.isWithdrawnInTime === true,
    outsideCover: outcome === 'outside-cover',
    responsible: [...responsible],
    deskFaults,
  };
}

function tell(told: Told, { type, at, data }: CaseEvent): void {
  switch (type) {
    case 'complaint-opened':
      told.contacts.push({ at, ...ContactFacts.parse(data) });
      return;
    case 'contact-added':
      told.contacts.push({ at, ...ContactFacts.parse(data) });
      // New facts take back what was decided without them, unless the upper level has it.
      if (FurtherFacts.parse(data).newFacts === true && told.isWithUpperLevel !== true) forgetDecision(told);
      return;
    case 'review-requested':
      told.isWithUpperLevel = true;
      return;
    case 'complaint-transferred':
      told.transferredAt = at;
      return;
    case 'desk-fault-recorded':
      told.deskFaults.push({ foundAt: at, ...FaultFacts.parse(data) });
      return;
    case 'decision-written':
      told.written = DecisionFacts.parse(data).outcome;
      return;
    case 'decision-told':
      if (told.written !== undefined) told.outcome = told.written;
      return;
    case 'complaint-closed': {
      const { stage, outcome, afterFirstCoordination = false } = ClosedFacts.parse(data);
      told.closed = { at, isWithdrawnInTime: stage === 'withdrawn' && afterFirstCoordination };
      // The upper level may have changed what was told; what nobody was told is no outcome.
      if (told.outcome !== undefined && outcome !== undefined) told.outcome = outcome;
      return;
    }
    case 'satisfaction-asked':
      told.satisfied = AskedFacts.parse(data).satisfied;
      return;
    case 'reopened':
      delete told.closed;
      delete told.satisfied;
      // Taken up for new facts it has no outcome any more; for a review that was asked for in time it keeps the one it has.
      if ('run' in data) forgetDecision(told);
  }
}

function forgetDecision(told: Told): void {
  delete told.written;
  delete told.outcome;
  delete told.isWithUpperLevel;
}
