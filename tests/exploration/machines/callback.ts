import { CallbackStage } from '../../../domain/callback/case.ts';
import { duesOf } from '../../../domain/callback/due.ts';
import { nextAction } from '../../../domain/callback/next.ts';
import type { Staff } from '../../../domain/people.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { BRANCH_MANAGER, COMPLIANCE, SECOND_COMPLIANCE } from '../../support/people.ts';
import { RULES } from '../../support/policies.ts';
import { addedFaults, headFaults } from '../chains.ts';
import { ledgerFaults, moneyKey, paidWhileHeld, released } from '../ledgers.ts';
import type { Command, Machine } from '../machine.ts';
import {
  begin,
  CUSTOMER,
  CUSTOMER_ANSWERS,
  CUSTOMER_CONFIRMS,
  REPORTS,
  STAFF,
  type State,
  TIME,
} from './callback-commands.ts';

function key({ case: callback, policy, lines, now }: State): unknown {
  const { ladder } = callback;
  const wouldCount =
    ladder?.task?.way === 'call' && callback.calledAt.some((at) => dateOf(at) === dateOf(now));
  return [
    callback.stage,
    Math.min(callback.round, 1),
    ladder === undefined
      ? []
      : [
          ladder.name,
          ladder.next,
          ladder.task?.way,
          Math.min(ladder.missed ?? 0, 2),
          ladder.notBefore !== undefined,
        ],
    wouldCount,
    callback.coolingOff === undefined ? 'not begun' : (callback.coolingOff.outcome ?? 'running'),
    callback.problem?.cause,
    callback.escalatedTo,
    callback.unapproved?.evidence.way,
    callback.closing?.by,
    policy.status,
    callback.nextDueAt !== undefined && Date.parse(callback.nextDueAt) <= now.getTime(),
    moneyKey(lines, now),
  ];
}

function faults(state: State): string[] {
  const { case: callback, lines, events } = state;
  const payable = lines.some(({ balances }) => balances.payable > 0);
  const found = headFaults(events, callback);
  if (callback.category === 'open' && payable) found.push('the callback is open and commission is payable');
  const isProblem = callback.problem?.cause === 'answers' && callback.category === 'open';
  for (const { holds } of lines) {
    const types = holds.map(({ type }) => type);
    if (isProblem && !types.includes('callback-problem')) found.push('a problem is open without its hold');
    if (callback.category === 'open' && !isProblem && !types.includes('callback-not-completed')) {
      found.push('nobody has answered, and nothing holds for it');
    }
  }
  if (callback.category === 'closed' && (callback.closing ?? callback.unapproved) !== undefined) {
    found.push('closed, and something waits for a second person');
  }
  const [due] = duesOf(callback, RULES);
  if (callback.nextDueAt !== due?.at.toISOString()) found.push('what is stored as due is not what is due');
  return found;
}

const BY_THE_CUSTOMER = [CUSTOMER_ANSWERS, 'take answers down'];
const ENDS = ['decide the closing', 'cancelled in the cooling-off period'];
const MAY_RELEASE: Readonly<Record<string, readonly string[]>> = {
  'callback-not-completed': [...BY_THE_CUSTOMER, ...ENDS],
  'callback-problem': [CUSTOMER_CONFIRMS, 'judge the word', ...ENDS],
  'receipt-missing': ['the receipt comes', ...ENDS],
  'customer-data': ENDS,
};

const PERSONS: Readonly<Record<string, Staff>> = {
  compliance: COMPLIANCE,
  'second compliance': SECOND_COMPLIANCE,
  'branch manager': BRANCH_MANAGER,
};

function faultsOfStep(before: State, after: State, { name, deed }: Command<State>): string[] {
  const found = [...addedFaults(before.events, after.events), ...ledgerFaults(before.lines, after.lines)];
  for (const type of released(before.lines, after.lines)) {
    if (MAY_RELEASE[type]?.includes(deed) !== true) found.push(`${name} released ${type}`);
  }
  if (paidWhileHeld(before.lines, after.lines)) found.push('paid while held');
  const to = after.case.stage;
  if (to !== before.case.stage) {
    if (to === 'settled' && !isProven(before, name)) found.push(`settled by ${name}`);
    if (to === 'clean' && !BY_THE_CUSTOMER.includes(deed)) found.push(`clean by ${name}`);
    if (to === 'closed-without-word') {
      const [who] = name.split(':');
      if (before.case.closing?.by === PERSONS[who ?? '']?.id) found.push('closed by who proposed it');
      if (after.lines.some(({ balances }) => balances.paid === 0 && balances.voided < balances.accrued)) {
        found.push('closed without a word, and unpaid commission is not void');
      }
    }
  }
  if (before.case.category === 'closed' && after.case.category === 'open') found.push('opened again');
  return found;
}

/** By link, or by a second person; what was said on a number that is flagged by now proves nothing. */
function isProven({ case: { unapproved } }: State, name: string): boolean {
  if (name === 'customer: it is settled' || name === 'second agent: approves the word') return true;
  return name === 'second agent: approves the word, number flagged' && unapproved?.evidence.way !== 'call';
}

export const CALLBACK: Machine<State> = {
  name: 'callback',
  stages: CallbackStage.options,
  starts: {
    'a policy comes in with its receipt': () => begin({}),
    'a policy comes in without its receipt': () => begin({ receiptOn: undefined }),
    'a policy comes in that has no cooling-off period': () => begin({ coolingOffDays: 0 }),
  },
  commands: [...CUSTOMER, ...STAFF, ...REPORTS, ...TIME],
  see: ({ case: { stage, category, nextDueAt }, now }) => ({ stage, category, nextDueAt, now }),
  key,
  faults,
  faultsOfStep,
  steps: ({ case: callback }) => {
    const next = nextAction(callback, RULES);
    return next === undefined ? [] : [next];
  },
  promises: [
    [/^answer the questionnaire$/, [CUSTOMER_ANSWERS]],
    [/^say whether it is settled$/, [CUSTOMER_CONFIRMS]],
    [/^settle the problem and record the remedy$/, ['records the remedy']],
    [/^bring the customer's true contact data/, ['correct the contact data']],
    [/^call the customer/, ['call the customer']],
    [/^letter the customer/, ['letter the customer']],
    [/^visit the customer/, ['visit the customer']],
    [/^hear the recording and approve it$/, ['judge the word']],
    [/^approve or refuse to close/, ['decide the closing']],
  ],
  always: {
    'call the customer': 'an attempt is kept in the history whenever it was made',
    'letter the customer': 'an attempt is kept in the history whenever it was made',
    'visit the customer': 'an attempt is kept in the history whenever it was made',
    'take answers down': 'the customer may speak first: in a call, by letter or at a visit',
    "enter the customer's word": 'the customer may speak first: in a call, by letter or at a visit',
    'proposes to close': 'the policy may end and the customer may die at any time',
    'decide the closing': 'a refusal may come while a word that was taken down waits to be heard',
    'judge the word': 'a word waits beside a proposal to close',
    'correct the contact data': 'a customer may move at any time',
    'records the remedy': 'a proposal to close may wait beside it',
  },
  never: {
    'customer: it is settled, by a fresh number': 'a number of less than three days proves nothing',
    'customer: it is settled, by the link of the round before': 'it asked about another remedy',
    'customer: yes to all, by a flagged number': 'a flagged number proves nothing',
    'agent: visit ended with posted': 'a visit is not posted',
    'seller: call ended with no-answer': 'the seller takes nothing down',
    'agent: takes down yes to all by call, number flagged': 'a flagged number proves nothing',
    'agent: takes down yes to all by link': 'a link is the customer’s',
    'seller: takes down yes to all by letter': 'the seller takes nothing down',
    'agent: records the remedy': 'the remedy is the broker’s or the manager’s',
    'agent: enters settled by call, number flagged': 'a flagged number proves nothing',
    'agent: enters settled by link': 'a link is the customer’s',
    'seller: enters settled by letter': 'the seller takes nothing down',
    'agent: approves the word': 'who entered it does not approve it',
    'seller: approves the word': 'the seller judges nothing',
    'seller: proposes to close': 'the seller closes nothing',
    'branch manager: approves the closing': 'compliance decides',
    'agent: corrects the number': 'an agent corrects nothing',
    'seller: corrects the number': 'the seller corrects nothing',
  },
};
