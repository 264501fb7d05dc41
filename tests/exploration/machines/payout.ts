import type { CaseEvent } from '../../../domain/case.ts';
import { accrue, type CommissionLine, isDue, liftHold, placeHold } from '../../../domain/commission/line.ts';
import {
  cutOffOf,
  finishPayout,
  isDueIn,
  openPayout,
  type PaidLine,
  PayoutCase,
  payLines,
  recordPaid,
} from '../../../domain/commission/payout.ts';
import { Refused } from '../../../domain/errors.ts';
import { CORE_SYSTEM, PAYOUT, SELLER } from '../../support/people.ts';
import { at } from '../../support/wall.ts';
import { addedFaults, headFaults } from '../chains.ts';
import { isPast, lateOf } from '../clock.ts';
import { ledgerFaults, moneyKey, paidWhileHeld } from '../ledgers.ts';
import type { Command, Machine } from '../machine.ts';

interface State {
  now: Date;
  payout: PayoutCase;
  events: readonly CaseEvent[];
  lines: readonly CommissionLine[];
  paid: readonly PaidLine[];
}

const MONTH = '2026-03';
const OPENED_AT = at('2026-04-01');
const LAST_MONTH = at('2026-03-02');

function lineOf(number: number): CommissionLine {
  const line = {
    policyId: `pl-${String(number).padStart(20, '0')}`,
    payee: SELLER.id,
    payeeRole: 'broker',
    brokerId: SELLER.id,
    branch: 'bj',
    carrier: 'carrier-a',
    availableFrom: '2026-03-18',
  } as const;
  return accrue({ ...line, holds: [] }, 100_000 * number, CORE_SYSTEM, LAST_MONTH);
}

/** One line that is free and one that is held. */
function begin(): State {
  const { case: payout, event } = openPayout(MONTH, PAYOUT, OPENED_AT);
  const lines = [lineOf(1), placeHold(lineOf(2), 'customer-data', 'wrong number', CORE_SYSTEM, LAST_MONTH)];
  return { now: OPENED_AT, payout, events: [event], lines, paid: [] };
}

function step(name: string, deed: string, run: (state: State) => State): Command<State> {
  return { name: `payout workflow: ${name}`, deed, by: 'outside', run };
}

function mustBeAt({ payout }: State, stage: PayoutCase['stage']): void {
  if (payout.stage !== stage) throw new Refused('wrong-stage', `The run is at ${payout.stage}.`);
}

/** One page of lines, as the step pays them. */
function pay(state: State): State {
  mustBeAt(state, 'paying');
  const due = state.lines.filter((line) => isDueIn(state.payout, line));
  if (due.length === 0) throw new Refused('nothing-due', 'Nothing is due.');
  return payAll(state, due);
}

function payAll(state: State, due: readonly CommissionLine[]): State {
  const { payout, lines } = payLines(state.payout, due, PAYOUT, state.now);
  const after = new Map(lines.map(({ line }) => [line.policyId, line]));
  return {
    ...state,
    payout: payout.case,
    events: [...state.events, payout.event],
    lines: state.lines.map((line) => after.get(line.policyId) ?? line),
    paid: [...state.paid, ...lines.map(({ paid }) => paid)],
  };
}

function notDue({ lines, payout }: State): CommissionLine[] {
  const held = lines.filter((line) => !isDue(line, cutOffOf(payout.month)));
  if (held.length === 0) throw new Refused('all-due', 'Every line is due.');
  return held;
}

function goOn(state: State): State {
  mustBeAt(state, 'paying');
  if (state.lines.some((line) => isDueIn(state.payout, line))) throw new Refused('due', 'Something is due.');
  const totals = { lines: state.paid.length, payees: 1, paidFen: 0, takenBackFen: 0 };
  const { case: payout, event } = recordPaid(state.payout, totals, PAYOUT, state.now);
  return { ...state, payout, events: [...state.events, event] };
}

function finish(state: State): State {
  mustBeAt(state, 'stating');
  const totals = { statements: 1, netFen: 0, carriedFen: 0 };
  const { case: payout, event } = finishPayout(state.payout, totals, PAYOUT, state.now);
  return { ...state, payout, events: [...state.events, event] };
}

/** What happens to a line while the run goes on. */
function meanwhile(
  name: string,
  number: number,
  change: (line: CommissionLine, now: Date) => CommissionLine,
): Command<State> {
  return {
    name: `meanwhile: ${name}`,
    deed: 'hold',
    by: 'outside',
    run: (state) => {
      const before = state.lines[number];
      if (before === undefined) return state;
      const after = change(before, state.now);
      return after === before ? state : { ...state, lines: state.lines.with(number, after) };
    },
  };
}

const hold = (line: CommissionLine, now: Date) =>
  placeHold(line, 'customer-data', 'wrong number', CORE_SYSTEM, now);
const free = (line: CommissionLine, now: Date) =>
  liftHold(line, 'customer-data', 'checked', CORE_SYSTEM, now);

const COMMANDS: readonly Command<State>[] = [
  step('pays what is due', 'pay', pay),
  step('pays a line that is not due', 'pay', (state) => payAll(state, notDue(state))),
  step('goes on to the statements', 'go on', goOn),
  step('ends', 'end', finish),
  meanwhile('the first line is held', 0, hold),
  meanwhile('the first line is free', 0, free),
  meanwhile('the second line is held', 1, hold),
  meanwhile('the second line is free', 1, free),
  lateOf(({ payout }) => payout.nextDueAt),
];

export const PAYOUT_RUN: Machine<State> = {
  name: 'payout',
  stages: PayoutCase.shape.stage.options,
  starts: { 'a month is over': begin },
  commands: COMMANDS,
  see: ({ payout: { stage, category, nextDueAt }, now }) => ({ stage, category, nextDueAt, now }),
  key: ({ payout, lines, paid, now }) => [
    payout.stage,
    moneyKey(lines, now),
    lines.map((line) => isDueIn(payout, line)),
    paid.map(({ policyId, amountFen }) => [policyId, Math.sign(amountFen)]),
    isPast(payout.nextDueAt, now),
  ],
  faults: ({ payout, events, paid }) => {
    const found = headFaults(events, payout);
    if (new Set(paid.map(({ policyId }) => policyId)).size !== paid.length)
      found.push('one run paid a line twice');
    return found;
  },
  faultsOfStep: (before, after, { deed }) => {
    const found = [...addedFaults(before.events, after.events), ...ledgerFaults(before.lines, after.lines)];
    if (paidWhileHeld(before.lines, after.lines)) found.push('paid while held');
    if (before.payout.stage !== 'paying' && after.paid.length > before.paid.length)
      found.push('paid after the statements');
    if (deed === 'pay' && after.paid.length === before.paid.length) found.push('paid without a record of it');
    return found;
  },
  never: {
    'payout workflow: pays a line that is not due': 'nothing of it is due, so nobody is paid twice',
  },
};
