import { isApprovedOrNeedsNone, needsApproval } from '../../../domain/complaint/approval.ts';
import { type ComplaintCase, ComplaintStage } from '../../../domain/complaint/case.ts';
import { complaintClocks, reviewWindow } from '../../../domain/complaint/clocks.ts';
import { complaintDues } from '../../../domain/complaint/dues.ts';
import { complaintNextAction } from '../../../domain/complaint/next.ts';
import { HANDLER, RECEIVED_AT } from '../../support/complaint-story.ts';
import { BRANCH_MANAGER } from '../../support/people.ts';
import { isPast } from '../clock.ts';
import { keptFaults, keptStepFaults } from '../kept.ts';
import type { Command, Machine } from '../machine.ts';
import {
  begin,
  CUSTOMER,
  complaintOf,
  DECIDING,
  ENDING,
  gateway,
  HANDLING,
  messageOf,
  RULES,
  type State,
  TIME,
} from './complaint-commands.ts';

/** Whether a limit that rules ask about is over. */
function isOver(one: ComplaintCase, now: Date): boolean {
  const limit =
    one.stage === 'awaiting-acceptance' || one.stage === 'decided'
      ? reviewWindow(one, RULES)?.dueAt
      : complaintClocks(one, RULES).find(({ name }) => name === 'statutory')?.dueAt;
  return limit !== undefined && limit < now;
}

function key(state: State): unknown {
  const one = complaintOf(state);
  const { decision } = one;
  const isClosed = one.category === 'closed';
  const isOut = one.involved.includes(HANDLER.id) || one.involved.includes(BRANCH_MANAGER.id);
  return [
    [one.stage, isOut, isOver(one, state.now)],
    isClosed ? [one.firstContactAt !== undefined, one.satisfied] : openKey(one, state.now),
    decision && [decision.approvedBy],
    decision?.sending && [decision.sending.looks > 0, messageOf(state)?.status],
    [one.accepted, one.review && (one.review.result ?? 'asked')],
  ];
}

function openKey(one: ComplaintCase, now: Date): unknown {
  const isStill = one.pauses.some(({ to }) => to === undefined);
  return [
    [complaintDues(one, RULES)[0]?.what, isPast(one.nextDueAt, now)],
    [needsApproval(one), isApprovedOrNeedsNone(one)],
    [one.complexity, one.extension !== undefined, isStill],
  ];
}

function faults(state: State): string[] {
  const one = complaintOf(state);
  const found = keptFaults(state);
  const [due] = complaintDues(one, RULES);
  if (one.nextDueAt !== due?.at.toISOString()) found.push('what is stored as due is not what is due');
  for (const person of [one.handler, one.owner]) {
    if (person !== undefined && one.involved.includes(person) && one.category === 'open') {
      found.push('somebody involved has it in hand');
    }
  }
  const isTold = one.decision?.notice !== undefined;
  if (isTold && !isApprovedOrNeedsNone({ ...one, contacts: one.contacts.slice(0, 1) })) {
    found.push('told before another person had read it');
  }
  if (one.extension !== undefined && one.complexity !== 'complex') found.push('extended and not complex');
  if (one.category === 'closed' && one.pauses.some(({ to }) => to === undefined))
    found.push('closed with a clock that stands still');
  return found;
}

function faultsOfStep(before: State, after: State, command: Command<State>): string[] {
  const found = keptStepFaults(before, after);
  const [from, to] = [complaintOf(before), complaintOf(after)];
  const approved = to.decision?.approvedBy;
  if (approved !== undefined && approved === to.decision?.by) found.push('read by who wrote it');
  const reviewer = from.stage === to.stage ? undefined : to.review?.decidedBy;
  if (reviewer !== undefined && [to.decision?.by, approved].includes(reviewer)) {
    found.push('reviewed by who decided or approved');
  }
  if (
    from.category === 'closed' &&
    to.category === 'open' &&
    !['re-open', 'ask for a review'].includes(command.deed)
  ) {
    found.push(`opened again by ${command.name}`);
  }
  if (
    command.by === 'time' &&
    to.stage !== from.stage &&
    !['decided', 'awaiting-acceptance'].includes(to.stage)
  ) {
    found.push(`time alone led to ${to.stage}`);
  }
  return found;
}

export const COMPLAINT: Machine<State> = {
  name: 'complaint',
  stages: ComplaintStage.options,
  starts: {
    'a call to the hotline': () => begin({}),
    'a letter of the regulator': () => begin({ channel: 'regulator' }),
    'a dissatisfied reply': () => begin({ gatewayAt: RECEIVED_AT.toISOString() }),
  },
  commands: [...HANDLING, ...DECIDING, ...CUSTOMER, ...ENDING, gateway('sent'), gateway('failed'), ...TIME],
  see: (state) => {
    const { stage, category, nextDueAt } = complaintOf(state);
    return { stage, category, nextDueAt, now: state.now };
  },
  key,
  faults,
  faultsOfStep,
  steps: (state) => {
    const next = complaintNextAction(complaintOf(state), RULES);
    return next === undefined ? [] : [next];
  },
  promises: [
    [/^call the complainant$/, ['call']],
    [/^read the decision and approve it$/, ['read the decision']],
    [/^bring the decision$/, ['bring the decision', 'time passes to the next due']],
    [/^tell the complainant the decision$/, ['tell']],
    [/^accept the decision, or ask for a review$/, ['accept']],
    [/^review the decision$/, ['review']],
    [/^find out what happened, and decide$/, ['decide']],
  ],
  always: {
    classify: 'how hard it is may become plain before the first call',
    'stop the clock': 'a choice while it is handled',
    'lets the clock run': 'whoever was waited for may come at any time',
    extend: 'a choice while it is handled',
    assign: 'a manager may change who handles it',
    'take somebody out': 'that somebody is involved may turn out at any time',
    transfer: 'a choice while it is handled',
    'take a contact down': 'the customer may turn to somebody again at any time',
    'settle on the spot': 'a choice while it is handled',
    refuse: 'a choice while it is handled',
    withdraw: 'the customer may take it back at any time',
    tell: 'it may be told by another way while a message is on its way',
    'read the decision': 'a decision that needs no second reader may have one',
    'ask for a review': 'said beside the acceptance; a letter that came in time counts after the end as well',
    'ask whether it was well': 'a sample of what has ended',
    're-open': 'new facts come after the end',
    'name who answers': 'for the month’s run',
    'note a fault': 'for the month’s run',
    'see the number': 'whoever calls needs it',
    merge: 'two may turn out to be one at any time',
  },
  never: {
    'seller: calls': 'who is involved neither sees nor calls nor decides',
    'handler: stops the clock for appraisal, and tells nobody':
      'the law’s clock stops only where the complainant is told',
    'branch manager: extends': 'an extension is the head office’s',
    'branch manager: assigns the seller': 'who is involved handles nothing',
    'handler: approves the decision': 'approving is a manager’s',
    'second handler: sends the decision to no number': 'without a number nothing is sent',
    'branch manager: finds it confirmed': 'the upper level reviews',
  },
};
