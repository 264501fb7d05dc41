import { describe, expect, it } from 'vitest';
import {
  accrue,
  type CommissionLine,
  isDue,
  liftHold,
  lineFaults,
  lineState,
  payLine,
  placeByHand,
  placeHold,
  releaseByHand,
  voidLine,
} from '../../domain/commission/line.ts';
import { finishPayout, isDueIn, openPayout, payLines, recordPaid } from '../../domain/commission/payout.ts';
import { NotAllowed } from '../../domain/errors.ts';
import type { Actor } from '../../domain/people.ts';
import { COMPLIANCE, CORE_SYSTEM, HEAD_OFFICE, PAYOUT, SECOND_COMPLIANCE } from '../support/people.ts';
import { INTAKE_AT } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const AVAILABLE = '2026-03-18';
const MONTH = '2026-03';
const JOB: Actor = { kind: 'system', id: 'nightly-job' };

function accrued(amountFen = 300_001, holds: CommissionLine['holds'] = []): CommissionLine {
  const head = {
    policyId: 'pl-1',
    payee: 'broker-jia',
    payeeRole: 'broker',
    brokerId: 'broker-jia',
  } as const;
  const line = { ...head, branch: 'bj', carrier: 'carrier-a', availableFrom: AVAILABLE, holds };
  return accrue(line, amountFen, CORE_SYSTEM, INTAKE_AT);
}

const hold = (line: CommissionLine, by = COMPLIANCE) =>
  placeHold(line, 'compliance', 'examined', by, INTAKE_AT);
const pay = (line: CommissionLine) => payLine(line, 'payout-2026-03', AVAILABLE, PAYOUT, INTAKE_AT);

describe('the proof of a stored line', () => {
  const line = pay(liftHold(hold(accrued()), 'compliance', 'clean', COMPLIANCE, INTAKE_AT));

  it('finds nothing in a line that only the rules have touched', () => {
    expect(lineFaults(line)).toEqual([]);
  });

  it('finds a balance that somebody changed', () => {
    const more = { ...line, balances: { ...line.balances, paid: line.balances.paid + 1 } };

    expect(lineFaults(more)).toEqual([
      'accrued is not held + payable + paid + voided',
      'paid is not the sum of its entries',
    ]);
  });

  it('finds two balances that were changed against each other', () => {
    const { payable, paid } = line.balances;
    const moved = { ...line, balances: { ...line.balances, payable: payable + 1, paid: paid - 1 } };

    expect(lineFaults(moved)).toEqual([
      'payable is not the sum of its entries',
      'paid is not the sum of its entries',
    ]);
  });

  it('finds an entry that makes money', () => {
    const entries = line.entries.map((entry) =>
      entry.seq === 2 ? { ...entry, legs: { ...entry.legs, held: (entry.legs.held ?? 0) + 1 } } : entry,
    );

    const faults = lineFaults({ ...line, entries });

    expect(faults).toContain('entry 2 does not sum to zero');
    expect(faults).toContain('held is not the sum of its entries');
    expect(faults.at(-1)).toMatch(/^ledger broken at entry 2/);
  });

  it('finds an entry that was cut off, and one too many', () => {
    for (const version of [line.version - 1, line.version + 1]) {
      expect(lineFaults({ ...line, version })).toEqual(['entries are missing or added']);
    }
  });

  it('finds a line that is payable while on hold', () => {
    const { holds } = hold(accrued());

    expect(lineFaults({ ...accrued(), holds })).toEqual(['payable while on hold']);
  });
});

describe('the ledger of a line', () => {
  it('says of each step what it was, why, and how the money moved', () => {
    const line = voidLine(
      pay(liftHold(hold(accrued()), 'compliance', 'clean', COMPLIANCE, INTAKE_AT)),
      'cancelled',
      CORE_SYSTEM,
      INTAKE_AT,
    );

    expect(line.entries.map(({ what, why, legs }) => ({ what, why, legs }))).toEqual([
      { what: 'accrued', why: 'free', legs: { accrued: -300_001, payable: 300_001 } },
      { what: 'hold-placed', why: 'compliance: examined', legs: { payable: -300_001, held: 300_001 } },
      { what: 'hold-released', why: 'compliance: clean', legs: { held: -300_001, payable: 300_001 } },
      { what: 'paid', why: 'payout-2026-03', legs: { payable: -300_001, paid: 300_001 } },
      { what: 'voided', why: 'cancelled', legs: { payable: -300_001, voided: 300_001 } },
    ]);
    expect(line.holds).toEqual([]);
  });

  it('begins on hold for the reasons that the intake had', () => {
    const holds = hold(accrued()).holds;
    const line = accrued(500, holds);

    expect(line.balances).toMatchObject({ held: 500, payable: 0 });
    expect(line.entries.map(({ why }) => why)).toEqual(['compliance']);
  });
});

describe('a hold by hand', () => {
  it('is nothing for a machine, neither to place nor to release', () => {
    expect(() => placeByHand(accrued(), 'compliance', 'looks wrong', JOB, INTAKE_AT)).toThrow(NotAllowed);
    expect(() => releaseByHand(hold(accrued()), 'compliance', 'fine', JOB, INTAKE_AT)).toThrow(NotAllowed);
  });

  it('may be released by who placed another one on the same line', () => {
    const own = hold(accrued(), COMPLIANCE);
    const both = placeByHand(own, 'customer-data', 'untrue', SECOND_COMPLIANCE, INTAKE_AT);

    const after = releaseByHand(both, 'customer-data', 'checked', COMPLIANCE, INTAKE_AT);

    expect(after.holds.map(({ type }) => type)).toEqual(['compliance']);
  });
});

describe('where a line is listed', () => {
  it('is held with a hold and nothing in it yet, as a line of nothing has', () => {
    expect(lineState(hold(accrued(0)))).toBe('held');
    expect(lineState({ holds: [], balances: { ...accrued().balances, payable: 0, held: 1 } })).toBe('held');
    expect(lineState(accrued(0))).toBe('settled');
  });

  it('waits for its date however much it is, and is never due with nothing to pay', () => {
    expect(isDue(accrued(), '2026-03-17')).toBe(false);
    expect(isDue(accrued(), AVAILABLE)).toBe(true);
    expect(isDue(accrued(0), AVAILABLE)).toBe(false);
  });
});

describe('a line in a run', () => {
  const runOf = (month: string) => openPayout(month, HEAD_OFFICE, at('2026-12-01')).case;
  const run = runOf(MONTH);

  it('is for the next run when it is owed back after this one paid it', () => {
    const paid = present(payLines(run, [accrued()], PAYOUT, INTAKE_AT).lines[0]).line;
    const back = voidLine(paid, 'cancelled', CORE_SYSTEM, INTAKE_AT);

    expect(back.balances.payable).toBeLessThan(0);
    expect(isDueIn(run, back)).toBe(false);
    expect(isDueIn(runOf('2026-04'), back)).toBe(true);
  });

  it('has a history that says which month was paid, to whom it belongs and what it came to', () => {
    const opened = openPayout(MONTH, HEAD_OFFICE, at('2026-12-01'));
    const totals = { lines: 2, payees: 1, paidFen: 123, takenBackFen: 0 };
    const paid = recordPaid(opened.case, totals, PAYOUT, INTAKE_AT);
    const sums = { statements: 1, netFen: 123, carriedFen: 0 };
    const done = finishPayout(paid.case, sums, PAYOUT, INTAKE_AT);

    expect(opened.case).toMatchObject({ id: 'payout-2026-03', stage: 'paying', category: 'open' });
    expect([opened, paid, done].map(({ event }) => [event.type, event.data])).toEqual([
      ['payout-opened', { month: MONTH, cutOff: '2026-03-31' }],
      ['payout-paid', totals],
      ['payout-finished', sums],
    ]);
  });

  it('counts with all that the run has paid before', () => {
    const first = payLines(run, [accrued(100), accrued(23)], PAYOUT, INTAKE_AT);
    const second = payLines(first.payout.case, [accrued(1000)], PAYOUT, INTAKE_AT);

    expect(first.payout.case.soFar).toEqual({ lines: 2, paidFen: 123, takenBackFen: 0 });
    expect(second.payout.case.soFar).toEqual({ lines: 3, paidFen: 1123, takenBackFen: 0 });
  });
});
