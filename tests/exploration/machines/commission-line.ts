import { HOLDS, HoldType } from '../../../domain/commission/holds.ts';
import {
  accrue,
  type CommissionLine,
  isDue,
  liftHold,
  lineState,
  payLine,
  placeByHand,
  placeHold,
  releaseByHand,
  setAvailableFrom,
  voidLine,
} from '../../../domain/commission/line.ts';
import { Refused } from '../../../domain/errors.ts';
import type { Actor, Staff } from '../../../domain/people.ts';
import { dateOf, startOf } from '../../../domain/time/calendar.ts';
import {
  BRANCH_MANAGER,
  COMPLIANCE,
  CORE_SYSTEM,
  HEAD_OFFICE,
  PAYOUT,
  SECOND_COMPLIANCE,
  SELLER,
} from '../../support/people.ts';
import { at } from '../../support/wall.ts';
import { ledgerFaults, moneyKey, paidWhileHeld, released } from '../ledgers.ts';
import { type Command, DUE, type Machine } from '../machine.ts';

interface State {
  now: Date;
  line: CommissionLine;
}

const NOW = at('2026-03-02');
const AVAILABLE_FROM = '2026-03-18';
const CUSTOMER: Actor = { kind: 'customer' };

function begin(types: readonly HoldType[], hasReceipt: boolean): State {
  const holds = types.map((type) => ({
    type,
    placedAt: NOW.toISOString(),
    placedBy: CORE_SYSTEM.id,
    reason: 'intake',
  }));
  const line = {
    policyId: `pl-${'1'.repeat(20)}`,
    payee: SELLER.id,
    payeeRole: 'broker',
    brokerId: SELLER.id,
    branch: 'bj',
    carrier: 'carrier-a',
    holds,
    ...(hasReceipt ? { availableFrom: AVAILABLE_FROM } : {}),
  } as const;
  return { now: NOW, line: accrue({ ...line, holds: [...holds] }, 300_000, CORE_SYSTEM, NOW) };
}

function changes(
  name: string,
  deed: string,
  by: Command<State>['by'],
  change: (line: CommissionLine, now: Date) => CommissionLine,
): Command<State> {
  return {
    name,
    deed,
    by,
    run: (state) => {
      const line = change(state.line, state.now);
      return line === state.line ? state : { ...state, line };
    },
  };
}

const places = (who: string, by: Staff, type: HoldType) =>
  changes(`${who}: places ${type}`, 'place by hand', 'staff', (line, now) =>
    placeByHand(line, type, 'seen', by, now),
  );
const releases = (who: string, by: Staff, type: HoldType) =>
  changes(`${who}: releases ${type}`, 'release by hand', 'staff', (line, now) =>
    releaseByHand(line, type, 'seen', by, now),
  );

const BY_HAND: readonly Command<State>[] = [
  ['compliance', COMPLIANCE] as const,
  ['second compliance', SECOND_COMPLIANCE] as const,
  ['branch manager', BRANCH_MANAGER] as const,
  ['head office', HEAD_OFFICE] as const,
  ['seller', SELLER] as const,
].flatMap(([who, by]) =>
  HoldType.options.flatMap((type) => [places(who, by, type), releases(who, by, type)]),
);

const BY_RULE: readonly Command<State>[] = [
  changes('customer: answers with a problem', 'problem', 'customer', (line, now) =>
    liftHold(
      placeHold(line, 'callback-problem', 'a no', CUSTOMER, now),
      'callback-not-completed',
      'a problem',
      CUSTOMER,
      now,
    ),
  ),
  changes('customer: answers yes to all', 'callback-not-completed', 'customer', (line, now) =>
    liftHold(line, 'callback-not-completed', 'every answer was yes', CUSTOMER, now),
  ),
  changes('customer: confirms that it is settled', 'callback-problem', 'customer', (line, now) =>
    liftHold(line, 'callback-problem', 'settled', CUSTOMER, now),
  ),
  changes('callback: the number proves wrong', 'customer-data', 'outside', (line, now) =>
    placeHold(line, 'customer-data', 'wrong person', PAYOUT, now),
  ),
  changes('core system: the receipt comes', 'receipt-missing', 'outside', (line, now) =>
    liftHold(
      setAvailableFrom(line, AVAILABLE_FROM, CORE_SYSTEM, now),
      'receipt-missing',
      'it came',
      CORE_SYSTEM,
      now,
    ),
  ),
  {
    name: 'core system: cancelled in the cooling-off period',
    deed: 'void',
    by: 'outside',
    run: (state) => {
      if (state.line.balances.voided > 0) return state;
      return { ...state, line: voidLine(state.line, 'cancelled', CORE_SYSTEM, state.now) };
    },
  },
  changes('payout: pays', 'pay', 'outside', (line, now) => {
    if (!isDue(line, dateOf(now))) throw new Refused('nothing-due', 'Nothing is due.');
    return payLine(line, `payout-${dateOf(now).slice(0, 7)}`, dateOf(now), PAYOUT, now);
  }),
  {
    name: DUE,
    deed: DUE,
    by: 'time',
    run: (state) => {
      const from = state.line.availableFrom;
      return from === undefined || dateOf(state.now) >= from ? state : { ...state, now: startOf(from) };
    },
  },
];

const PERSONS: Readonly<Record<string, Staff>> = {
  compliance: COMPLIANCE,
  'second compliance': SECOND_COMPLIANCE,
};

function ownFaults({ line: { holds } }: State, after: State, name: string): string[] {
  const by = PERSONS[name.split(':')[0] ?? '']?.id;
  const isOwn = holds.some((hold) => hold.placedBy === by && !after.line.holds.includes(hold));
  return isOwn ? ['released by who placed it'] : [];
}

function faultsOfStep(before: State, after: State, { name, deed }: Command<State>): string[] {
  const [from, to] = [[before.line], [after.line]];
  const found = ledgerFaults(from, to);
  for (const type of released(from, to)) {
    const isByHand = deed === 'release by hand' && HOLDS[type as HoldType].mayRelease.length > 0;
    const isProblemInItsPlace = deed === 'problem' && type === 'callback-not-completed';
    if (deed !== type && deed !== 'void' && !isByHand && !isProblemInItsPlace)
      found.push(`${name} released ${type}`);
  }
  if (deed === 'release by hand') found.push(...ownFaults(before, after, name));
  if (paidWhileHeld(from, to)) found.push('paid while held');
  if (after.line.balances.accrued !== before.line.balances.accrued) found.push('what was earned has changed');
  return found;
}

/** By the catalogue: what a person may not do by hand, and what does it instead. */
function refusedByHand(name: string): [string, string][] {
  const [who = '', what = ''] = name.split(': ');
  const [verb, type] = what.split(' ') as ['places' | 'releases', HoldType];
  const { mayPlace, mayRelease, placedWhen, removedWhen } = HOLDS[type];
  const roles = verb === 'places' ? mayPlace : mayRelease;
  if (who.includes('compliance') && roles.includes('compliance')) return [];
  return [
    [name, verb === 'places' ? `it is placed when ${placedWhen}` : `it is removed when ${removedWhen}`],
  ];
}

export const COMMISSION_LINE: Machine<State> = {
  name: 'commission line',
  stages: ['held', 'payable', 'settled'],
  starts: {
    'in scope, with the receipt': () => begin(['callback-not-completed'], true),
    'in scope, without the receipt': () => begin(['callback-not-completed', 'receipt-missing'], false),
    'out of scope': () => begin([], true),
  },
  commands: [...BY_HAND, ...BY_RULE],
  see: ({ line, now }) => {
    const stage = lineState(line);
    return { stage, category: stage === 'settled' ? 'closed' : 'open', now };
  },
  key: ({ line, now }) => [
    moneyKey([line], now),
    line.holds.find(({ type }) => type === 'compliance')?.placedBy,
    line.holds.find(({ type }) => type === 'customer-data')?.placedBy,
  ],
  faults: ({ line }) => (line.holds.length > 0 && line.balances.payable > 0 ? ['on hold and payable'] : []),
  faultsOfStep,
  livingWait: ({ line }) => {
    const [hold] = line.holds;
    return hold === undefined ? 'the run of the month' : HOLDS[hold.type].nextStep.what;
  },
  never: Object.fromEntries(BY_HAND.flatMap(({ name }) => refusedByHand(name))),
};
