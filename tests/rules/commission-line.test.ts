import { describe, expect, it } from 'vitest';
import {
  accrue,
  type Balances,
  type CommissionLine,
  isDue,
  liftHold,
  lineFaults,
  lineState,
  type NewLine,
  payLine,
  placeHold,
  setAvailableFrom,
  voidLine,
} from '../../domain/commission/line.ts';
import { InvariantBroken, Refused } from '../../domain/errors.ts';
import { COMPLIANCE, CORE_SYSTEM, PAYOUT } from '../support/people.ts';
import { INTAKE_AT } from '../support/policies.ts';
import { later } from '../support/wall.ts';

const AMOUNT = 300_001;
const AVAILABLE = '2026-03-18';
const DAY_BEFORE = '2026-03-17';
const NEXT_DAY = later(INTAKE_AT, { days: 1 });

function accrued(over: Partial<NewLine> = {}): CommissionLine {
  const line: NewLine = {
    policyId: 'pl-1',
    payee: 'broker-jia',
    payeeRole: 'broker',
    brokerId: 'broker-jia',
    branch: 'bj',
    carrier: 'carrier-a',
    availableFrom: AVAILABLE,
    holds: [],
    ...over,
  };
  return accrue(line, AMOUNT, CORE_SYSTEM, INTAKE_AT);
}

const hold = (line: CommissionLine) => placeHold(line, 'compliance', 'examined', COMPLIANCE, NEXT_DAY);
const lift = (line: CommissionLine) => liftHold(line, 'compliance', 'clean', COMPLIANCE, NEXT_DAY);
const pay = (line: CommissionLine, payoutId = 'payout-2026-03') =>
  payLine(line, payoutId, AVAILABLE, PAYOUT, NEXT_DAY);
const cancel = (line: CommissionLine) => voidLine(line, 'cancelled', CORE_SYSTEM, NEXT_DAY);

function balances(over: Partial<Balances>): Balances {
  return { accrued: AMOUNT, held: 0, payable: 0, paid: 0, voided: 0, ...over };
}

const undated = (() => {
  const { availableFrom: _none, ...line } = accrued();
  return line;
})();

describe('a commission line', () => {
  it.each<[string, CommissionLine, Balances, string]>([
    ['free from the start', accrued(), balances({ payable: AMOUNT }), 'payable'],
    ['on hold', hold(accrued()), balances({ held: AMOUNT }), 'held'],
    ['released', lift(hold(accrued())), balances({ payable: AMOUNT }), 'payable'],
    ['paid', pay(accrued()), balances({ paid: AMOUNT }), 'settled'],
    ['cancelled before payment', cancel(accrued()), balances({ voided: AMOUNT }), 'settled'],
    ['cancelled while on hold', cancel(hold(accrued())), balances({ voided: AMOUNT }), 'settled'],
    [
      'cancelled after payment: owed back',
      cancel(pay(accrued())),
      balances({ paid: AMOUNT, voided: AMOUNT, payable: -AMOUNT }),
      'payable',
    ],
    [
      'cancelled, and taken back',
      pay(cancel(pay(accrued())), 'payout-2026-04'),
      balances({ voided: AMOUNT }),
      'settled',
    ],
    [
      'held after payment: owed back, and kept on hold',
      hold(pay(accrued())),
      balances({ paid: AMOUNT, held: AMOUNT, payable: -AMOUNT }),
      'payable',
    ],
    [
      'held after payment and released before the next run',
      lift(hold(pay(accrued()))),
      balances({ paid: AMOUNT }),
      'settled',
    ],
    [
      'held after payment, taken back and released',
      lift(pay(hold(pay(accrued())), 'payout-2026-04')),
      balances({ payable: AMOUNT }),
      'payable',
    ],
  ])('%s', (_what, line, expected, state) => {
    expect(line.balances).toEqual(expected);
    expect(lineState(line)).toBe(state);
    expect(lineFaults(line)).toEqual([]);
  });

  it('stays on hold until the last of its holds is gone', () => {
    const twice = placeHold(hold(accrued()), 'customer-data', 'flagged', COMPLIANCE, NEXT_DAY);

    expect(lift(twice).balances).toEqual(balances({ held: AMOUNT }));
    expect(liftHold(lift(twice), 'customer-data', 'corrected', COMPLIANCE, NEXT_DAY).balances).toEqual(
      balances({ payable: AMOUNT }),
    );
  });

  it('is due from its date on, and before it when it is owed back', () => {
    expect(isDue(accrued(), DAY_BEFORE)).toBe(false);
    expect(isDue(accrued(), AVAILABLE)).toBe(true);
    expect(isDue(hold(accrued()), AVAILABLE)).toBe(false);
    expect(isDue(undated, '2099-01-01')).toBe(false);
    expect(isDue(cancel(pay(accrued())), DAY_BEFORE)).toBe(true);
  });

  it('is paid once', () => {
    expect(() => pay(pay(accrued()))).toThrow(Refused);
  });

  it.each([
    ['while it is on hold', hold(accrued())],
    ['before its date', accrued({ availableFrom: '2026-03-19' })],
    ['without a receipt', undated],
    ['when it is void', cancel(accrued())],
  ])('is not paid %s', (_when, line) => {
    expect(() => pay(line)).toThrow(expect.objectContaining({ rule: 'nothing-due' }));
  });

  it('knows its date when the receipt comes, and notes a date once', () => {
    const dated = setAvailableFrom(undated, AVAILABLE, CORE_SYSTEM, NEXT_DAY);

    expect(isDue(dated, AVAILABLE)).toBe(true);
    expect(setAvailableFrom(dated, AVAILABLE, CORE_SYSTEM, NEXT_DAY)).toBe(dated);
  });

  it('never has a negative nothing, which a table would not keep', () => {
    const lines = [hold(accrued()), cancel(accrued()), pay(accrued()), hold(pay(accrued()))];

    for (const line of lines) {
      expect(Object.values(line.balances).some((balance) => Object.is(balance, -0))).toBe(false);
    }
  });
});

describe('the ledger of a commission line', () => {
  const line = pay(lift(hold(accrued())));

  it('says who did what, when and why', () => {
    expect(line.entries.map(({ what, by, why }) => [what, by, why])).toEqual([
      ['accrued', CORE_SYSTEM.id, 'free'],
      ['hold-placed', COMPLIANCE.id, 'compliance: examined'],
      ['hold-released', COMPLIANCE.id, 'compliance: clean'],
      ['paid', 'payout-workflow', 'payout-2026-03'],
    ]);
  });

  it('sums to zero in every entry', () => {
    for (const { legs } of line.entries) {
      expect(Object.values(legs).reduce((sum, leg) => sum + leg, 0)).toBe(0);
    }
  });

  const [first, ...others] = line.entries;
  it.each<[string, CommissionLine]>([
    ['a changed amount', { ...line, balances: { ...line.balances, paid: line.balances.paid + 1 } }],
    ['an entry that was taken out', { ...line, entries: others }],
    ['an entry that was cut off', { ...line, entries: line.entries.slice(0, -1) }],
    [
      'a reason that was rewritten',
      { ...line, entries: first === undefined ? [] : [{ ...first, why: 'other' }, ...others] },
    ],
    ['money payable while on hold', { ...accrued(), holds: hold(accrued()).holds }],
  ])('shows %s', (_what, forged) => {
    expect(lineFaults(forged)).not.toEqual([]);
  });

  it('refuses a line that does not balance', () => {
    const forged = { ...accrued(), balances: balances({ payable: AMOUNT - 1 }) };

    expect(() => setAvailableFrom(forged, '2026-04-01', CORE_SYSTEM, NEXT_DAY)).toThrow(InvariantBroken);
  });
});
