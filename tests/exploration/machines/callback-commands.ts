import type { Action } from '../../../domain/access.ts';
import { advance } from '../../../domain/callback/advance.ts';
import { recordAnswers } from '../../../domain/callback/answers.ts';
import { recordAttempt } from '../../../domain/callback/attempts.ts';
import type { AttemptResult, CallbackCase, CallbackFile, Evidence } from '../../../domain/callback/case.ts';
import { decideClosing, proposeClosing } from '../../../domain/callback/closing.ts';
import {
  confirmByLink,
  enterConfirmation,
  judgeConfirmation,
} from '../../../domain/callback/confirmation.ts';
import type { CallbackDecision } from '../../../domain/callback/draft.ts';
import type { Way } from '../../../domain/callback/ladder.ts';
import type { Answers, ProblemCategory } from '../../../domain/callback/questionnaire.ts';
import { correctContact, recordRemedy } from '../../../domain/callback/remedy.ts';
import { cancelCallback, recordCarrierCallback, recordReceipt } from '../../../domain/callback/reports.ts';
import type { CaseEvent } from '../../../domain/case.ts';
import {
  type CommissionLine,
  isDue,
  liftHold,
  payLine,
  setAvailableFrom,
} from '../../../domain/commission/line.ts';
import { Refused } from '../../../domain/errors.ts';
import type { Staff } from '../../../domain/people.ts';
import type { PhoneFlag } from '../../../domain/policy/phone-integrity.ts';
import { assertInCoolingOff, commissionAvailableFrom, type Policy } from '../../../domain/policy/policy.ts';
import { dateOf, startOf } from '../../../domain/time/calendar.ts';
import {
  AGENT,
  BRANCH_MANAGER,
  COMPLIANCE,
  CORE_SYSTEM,
  PAYOUT,
  SECOND_AGENT,
  SECOND_COMPLIANCE,
  SELLER,
} from '../../support/people.ts';
import { INTAKE_AT, intakeOf, type PolicyOver, RULES } from '../../support/policies.ts';
import { present } from '../../support/present.ts';
import { dueOf, lateOf } from '../clock.ts';
import type { Ledgers } from '../ledgers.ts';
import type { Command } from '../machine.ts';
import { asStaff } from '../staff.ts';

export interface State extends Ledgers {
  now: Date;
  policy: Policy;
  case: CallbackCase;
  events: readonly CaseEvent[];
}

const OK: readonly PhoneFlag[] = [];
/** A number of the firm's own staff proves nothing and holds; one that is three days old proves nothing. */
const FLAGGED: readonly PhoneFlag[] = ['same-as-staff'];
const FRESH: readonly PhoneFlag[] = ['changed-in-72-hours'];
const CALL: Evidence = { way: 'call', recording: 'recording-1' };
const SLIP: Evidence = { way: 'letter', slip: 'slip-1' };
const LINK: Evidence = { way: 'link' };

export function begin(over: PolicyOver): State {
  const { policy, lines, callback } = intakeOf(over, INTAKE_AT);
  const opened = present(callback);
  return { now: INTAKE_AT, policy, case: opened.case, lines, events: opened.events };
}

const fileOf = (state: State): CallbackFile => ({ case: state.case, lines: state.lines });

function stored(state: State, decision: CallbackDecision | 'same-again' | undefined): State {
  if (decision === undefined || decision === 'same-again') return state;
  const changed = new Map(decision.lines.map(({ line }) => [line.payee, line]));
  return {
    ...state,
    case: decision.case,
    lines: state.lines.map((line) => changed.get(line.payee) ?? line),
    events: [...state.events, ...decision.events],
  };
}

function answersOf(state: State, policyholder: 'yes' | 'no'): Answers {
  const asked = state.case.questionnaire.asked.map((id) => [id, 'yes'] as const);
  return { ...Object.fromEntries(asked), policyholder };
}

function byCustomer(what: string, run: (state: State) => State, deed = what): Command<State> {
  return { name: `customer: ${what}`, deed, by: 'customer', run };
}

export const CUSTOMER_ANSWERS = 'answer the questionnaire';
export const CUSTOMER_CONFIRMS = 'say whether it is settled';

function customerAnswers(
  what: string,
  policyholder: 'yes' | 'no',
  flags: readonly PhoneFlag[],
  problems?: ProblemCategory[],
): Command<State> {
  return byCustomer(
    what,
    (state) => {
      const given = { answers: answersOf(state, policyholder), problems, evidence: LINK };
      return stored(state, recordAnswers(fileOf(state), given, 'customer', flags, state.now, RULES));
    },
    CUSTOMER_ANSWERS,
  );
}

function customerConfirms(what: string, settled: boolean, flags = OK, roundsAgo = 0): Command<State> {
  return byCustomer(
    what,
    (state) => {
      const round = state.case.round - roundsAgo;
      return stored(state, confirmByLink(fileOf(state), { settled }, round, flags, state.now, RULES));
    },
    CUSTOMER_CONFIRMS,
  );
}

export const CUSTOMER: readonly Command<State>[] = [
  customerAnswers('yes to all', 'yes', OK),
  customerAnswers('yes to all, by a flagged number', 'yes', FLAGGED),
  customerAnswers('no to one', 'no', FLAGGED),
  customerAnswers('yes to all, and wants to surrender', 'yes', OK, ['wants-to-surrender']),
  customerConfirms('it is settled', true),
  customerConfirms('it is settled, by a fresh number', true, FRESH),
  customerConfirms('it is settled, by the link of the round before', true, OK, 1),
  customerConfirms('it is not settled', false, FLAGGED),
];

const door = (who: string, by: Staff, action: Action) =>
  asStaff<State>(who, by, action, (state) => state.case);

function attempt(who: string, by: Staff, way: Way, result: AttemptResult): Command<State> {
  return door(who, by, 'case:record-attempt')(
    `${way} ended with ${result}`,
    (state) => stored(state, recordAttempt(fileOf(state), { way, result }, by, state.now, RULES)),
    `${way} the customer`,
  );
}

function takesDown(who: string, by: Staff, policyholder: 'yes' | 'no', evidence: Evidence, flags = OK) {
  const flagged = flags.length === 0 ? '' : ', number flagged';
  return door(who, by, 'case:record-answers')(
    `takes down ${policyholder === 'yes' ? 'yes to all' : 'a no'} by ${evidence.way}${flagged}`,
    (state) => {
      const given = { answers: answersOf(state, policyholder), evidence };
      return stored(state, recordAnswers(fileOf(state), given, by, flags, state.now, RULES));
    },
    'take answers down',
  );
}

function enters(who: string, by: Staff, settled: boolean, evidence: Evidence, flags = OK): Command<State> {
  const flagged = flags.length === 0 ? '' : ', number flagged';
  return door(who, by, 'case:enter-confirmation')(
    `enters ${settled ? 'settled' : 'not settled'} by ${evidence.way}${flagged}`,
    (state) =>
      stored(state, enterConfirmation(fileOf(state), { settled, evidence }, by, flags, state.now, RULES)),
    "enter the customer's word",
  );
}

function judges(who: string, by: Staff, approve: boolean, flags = OK): Command<State> {
  const flagged = flags.length === 0 ? '' : ', number flagged';
  return door(who, by, 'case:approve-confirmation')(
    `${approve ? 'approves' : 'throws out'} the word${flagged}`,
    (state) => {
      const verdict = { approve, reason: 'heard it' };
      return stored(state, judgeConfirmation(fileOf(state), verdict, by, flags, state.now, RULES));
    },
    'judge the word',
  );
}

function proposes(who: string, by: Staff): Command<State> {
  return door(
    who,
    by,
    'case:propose-closing',
  )('proposes to close', (state) => {
    const proposal = { cause: 'customer-died', reason: 'seen', document: 'certificate-1' } as const;
    return stored(state, proposeClosing(fileOf(state), proposal, by, state.now, RULES));
  });
}

function closes(who: string, by: Staff, approve: boolean): Command<State> {
  return door(who, by, 'case:decide-closing')(
    approve ? 'approves the closing' : 'refuses the closing',
    (state) => {
      const verdict = { approve, reason: 'seen' };
      return stored(state, decideClosing(fileOf(state), verdict, by, state.now, RULES));
    },
    'decide the closing',
  );
}

function remedies(who: string, by: Staff): Command<State> {
  return door(
    who,
    by,
    'case:record-remedy',
  )('records the remedy', (state) => {
    const remedy = { done: 'explained the cover again', documents: [] };
    return stored(state, recordRemedy(fileOf(state), remedy, by, state.now, RULES));
  });
}

function corrects(who: string, by: Staff, phone: boolean): Command<State> {
  return door(who, by, 'policy:correct-contact')(
    `corrects the ${phone ? 'number' : 'address'}`,
    (state) => stored(state, correctContact(fileOf(state), { phone }, by, state.now, RULES)),
    'correct the contact data',
  );
}

/** As the route does it: one receipt for each policy. */
function receipt(state: State, by: Staff): State {
  if (state.policy.receiptOn !== undefined) throw new Refused('receipt-known', 'The receipt is there.');
  const policy = { ...state.policy, receiptOn: dateOf(state.now) };
  const from = present(commissionAvailableFrom(policy));
  const change = (line: CommissionLine) =>
    liftHold(setAvailableFrom(line, from, by, state.now), 'receipt-missing', 'it came', by, state.now);
  return stored({ ...state, policy }, recordReceipt(fileOf(state), policy, change, by, state.now, RULES));
}

/** As the route does it: within the cooling-off period, and once. */
function cancel(state: State, by: Staff): State {
  if (state.policy.status === 'cancelled') return state;
  const on = state.policy.issuedOn;
  assertInCoolingOff(state.policy, on);
  const cancelled = stored(state, cancelCallback(fileOf(state), on, by, state.now, RULES));
  return { ...cancelled, policy: { ...state.policy, status: 'cancelled' } };
}

const core = door.bind(undefined, 'core system', CORE_SYSTEM);
export const STAFF: readonly Command<State>[] = [
  attempt('agent', AGENT, 'call', 'no-answer'),
  attempt('agent', AGENT, 'call', 'wrong-person'),
  attempt('agent', AGENT, 'letter', 'posted'),
  attempt('agent', AGENT, 'visit', 'not-at-home'),
  attempt('agent', AGENT, 'visit', 'posted'),
  attempt('seller', SELLER, 'call', 'no-answer'),
  takesDown('agent', AGENT, 'yes', CALL),
  takesDown('agent', AGENT, 'yes', CALL, FLAGGED),
  takesDown('agent', AGENT, 'yes', SLIP, FLAGGED),
  takesDown('agent', AGENT, 'no', CALL),
  takesDown('agent', AGENT, 'yes', LINK),
  takesDown('seller', SELLER, 'yes', SLIP),
  remedies('seller', SELLER),
  remedies('agent', AGENT),
  enters('agent', AGENT, true, CALL),
  enters('agent', AGENT, true, CALL, FLAGGED),
  enters('agent', AGENT, true, SLIP, FLAGGED),
  enters('agent', AGENT, true, LINK),
  enters('agent', AGENT, false, CALL, FLAGGED),
  enters('seller', SELLER, true, SLIP),
  judges('agent', AGENT, true),
  judges('second agent', SECOND_AGENT, true),
  judges('second agent', SECOND_AGENT, true, FRESH),
  judges('second agent', SECOND_AGENT, false),
  judges('seller', SELLER, true),
  proposes('compliance', COMPLIANCE),
  proposes('branch manager', BRANCH_MANAGER),
  proposes('seller', SELLER),
  closes('compliance', COMPLIANCE, true),
  closes('second compliance', SECOND_COMPLIANCE, true),
  closes('second compliance', SECOND_COMPLIANCE, false),
  closes('branch manager', BRANCH_MANAGER, true),
  corrects('branch manager', BRANCH_MANAGER, true),
  corrects('branch manager', BRANCH_MANAGER, false),
  corrects('agent', AGENT, true),
  corrects('seller', SELLER, true),
];

export const REPORTS: readonly Command<State>[] = [
  {
    ...door(
      'agent',
      AGENT,
      'case:record-carrier-callback',
    )('the carrier called back', (state, by) => {
      const word = { result: 'success', on: dateOf(state.now) } as const;
      return stored(state, recordCarrierCallback(fileOf(state), word, by, state.now, RULES));
    }),
    by: 'outside',
  },
  { ...core('policy:record-receipt')('the receipt comes', receipt), by: 'outside' },
  { ...core('policy:cancel')('cancelled in the cooling-off period', cancel), by: 'outside' },
  { name: 'payout: pays what is due', deed: 'pay', by: 'outside', run: pay },
];

/** As a run pays: only what is due. */
function pay(state: State): State {
  const on = dateOf(state.now);
  if (!state.lines.some((line) => isDue(line, on))) throw new Refused('nothing-due', 'Nothing is due.');
  const payoutId = `payout-${on.slice(0, 7)}`;
  const lines = state.lines.map((line) =>
    isDue(line, on) ? payLine(line, payoutId, on, PAYOUT, state.now) : line,
  );
  return { ...state, lines };
}

/** What comes next by itself: the next rung or the cooling-off period; for a closed case the day of payment. */
function nextMoment({ case: { nextDueAt }, lines, now }: State): string | undefined {
  const from = lines[0]?.availableFrom;
  return nextDueAt ?? (from === undefined || from <= dateOf(now) ? undefined : startOf(from).toISOString());
}

function passes(flags: readonly PhoneFlag[], number?: string): Command<State> {
  const doWhatIsDue = (state: State) => stored(state, advance(fileOf(state), flags, state.now, RULES));
  return dueOf(nextMoment, doWhatIsDue, number);
}

export const TIME: readonly Command<State>[] = [
  passes(OK),
  passes(FLAGGED, 'flagged'),
  passes(FRESH, 'fresh'),
  lateOf((state) => state.case.nextDueAt),
];
