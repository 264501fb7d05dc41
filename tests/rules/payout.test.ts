import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommissionLine, liftHold, lineFaults, placeHold } from '../../domain/commission/line.ts';
import {
  type CarriedBalance,
  cutOffOf,
  finishPayout,
  isDueIn,
  monthBefore,
  net,
  openPayout,
  payLines,
  recordPaid,
  statementOf,
} from '../../domain/commission/payout.ts';
import { Refused } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import { COMPLIANCE, HEAD_OFFICE, PAYOUT } from '../support/people.ts';
import { intakeOf } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const SHORT = { code: 'accident-1', class: 'accident', termMonths: 12, liabilityVersion: '2026.1' } as const;
const MONTH = '2026-03';
const RUN_AT = at('2026-04-01', '02:00');
const FILE = { key: 'statements/one.csv', sha256: 'none' };

/** Lines of a policy without a callback: free, and payable from 2026-03-18. */
const freeLines = () => intakeOf({ product: SHORT }).lines;
const run = (month = MONTH) => openPayout(month, HEAD_OFFICE, at('2026-12-01')).case;
const held = (line: CommissionLine) => placeHold(line, 'compliance', 'examined', COMPLIANCE, RUN_AT);

describe('what a payee gets for a month', () => {
  it.each([
    ['everything when nothing is owed back', [300, 200], 0, { netFen: 500, carriedOutFen: 0 }],
    ['the rest when something is taken back', [300, -100], 0, { netFen: 200, carriedOutFen: 0 }],
    ['nothing when as much is taken back', [300, -300], 0, { netFen: 0, carriedOutFen: 0 }],
    [
      'nothing when more is taken back, and the rest is carried',
      [300, -500],
      0,
      { netFen: 0, carriedOutFen: 200 },
    ],
    ['what is left after an earlier debt', [300], 200, { netFen: 100, carriedOutFen: 0 }],
    ['nothing while the earlier debt is larger', [300], 500, { netFen: 0, carriedOutFen: 200 }],
    ['nothing for an empty month, and the debt stays', [], 500, { netFen: 0, carriedOutFen: 500 }],
  ])('is %s', (_what, amounts, carriedIn, expected) => {
    expect(net(amounts, carriedIn)).toMatchObject(expected);
  });

  it('is never below zero, and no fen appears or is lost', () => {
    const fen = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(fen), fc.nat(1_000_000), (amounts, carriedIn) => {
        const { paidFen, takenBackFen, netFen, carriedOutFen, rows } = net(amounts, carriedIn);

        expect(rows).toBe(amounts.length);
        expect(Math.min(paidFen, takenBackFen, netFen, carriedOutFen)).toBeGreaterThanOrEqual(0);
        expect(netFen === 0 || carriedOutFen === 0).toBe(true);
        expect(netFen - carriedOutFen).toBe(paidFen - takenBackFen - carriedIn);
        expect([paidFen, takenBackFen, netFen, carriedOutFen].some((part) => Object.is(part, -0))).toBe(
          false,
        );
      }),
    );
  });

  it('is the same in the end however the months are cut', () => {
    const fen = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(fc.array(fc.array(fen), { minLength: 1 }), (months) => {
        let carried = 0;
        let got = 0;
        for (const amounts of months) {
          const month = net(amounts, carried);
          carried = month.carriedOutFen;
          got += month.netFen;
        }
        expect(got - carried).toBe(months.flat().reduce((sum, amount) => sum + amount, 0));
      }),
    );
  });
});

describe("a payee's statement", () => {
  const payout = run();

  it('leaves no balance where nothing is owed', () => {
    expect(statementOf(payout, 'broker-jia', [300], undefined, FILE)).toEqual({
      statement: { payoutId: payout.id, payee: 'broker-jia', ...net([300], 0), file: FILE },
    });
  });

  it('starts a balance with the first debt, and changes it from the version that was read', () => {
    const first = present(statementOf(payout, 'broker-jia', [-300], undefined, FILE).balance);
    const next = present(statementOf(run('2026-04'), 'broker-jia', [100], first.balance, FILE).balance);

    expect(first).toEqual<typeof first>({
      balance: { payee: 'broker-jia', owedFen: 300, payoutId: payout.id, version: 1 },
      expected: 0,
    });
    expect(next).toMatchObject({ balance: { owedFen: 200, version: 2 }, expected: 1 });
  });

  it('says of a debt that was paid off that nothing is owed any more', () => {
    const before: CarriedBalance = {
      payee: 'broker-jia',
      owedFen: 300,
      payoutId: 'payout-2026-02',
      version: 4,
    };

    const { balance } = statementOf(payout, 'broker-jia', [500], before, FILE);

    expect(balance).toMatchObject({ balance: { owedFen: 0, version: 5 }, expected: 4 });
  });
});

describe('the month of a run', () => {
  it.each([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026-04', '2026-04-30'],
    ['2026-12', '2026-12-31'],
  ])('%s ends on %s', (month, day) => {
    expect(cutOffOf(month)).toBe(day);
  });

  it.each([
    ['2026-04-01', '2026-03'],
    ['2026-04-30', '2026-03'],
    ['2027-01-01', '2026-12'],
  ])('before %s is %s', (day, month) => {
    expect(monthBefore(day)).toBe(month);
  });

  it('must be over in Shanghai', () => {
    expect(() => openPayout(MONTH, HEAD_OFFICE, at('2026-03-31', '23:59'))).toThrow(
      expect.objectContaining({ rule: 'month-not-over' }),
    );
    expect(openPayout(MONTH, HEAD_OFFICE, at('2026-04-01', '00:00')).case.month).toBe(MONTH);
  });
});

describe('a run', () => {
  it('pays what is available by the end of its month and on no hold', () => {
    const [first, second] = freeLines();
    const line = present(first);

    expect(isDueIn(run(), line)).toBe(true);
    expect(isDueIn(run('2026-02'), line)).toBe(false);
    expect(isDueIn(run(), held(present(second)))).toBe(false);
  });

  it('pays lines together with an event of its own', () => {
    const { case: payout, event } = openPayout(MONTH, HEAD_OFFICE, RUN_AT);
    const lines = freeLines();

    const paid = payLines(payout, lines, PAYOUT, RUN_AT);

    const amounts = lines.map((line) => line.balances.payable);
    expect(paid.lines.map((each) => each.paid.amountFen)).toEqual(amounts);
    expect(paid.lines.flatMap(({ line }) => lineFaults(line))).toEqual([]);
    expect(paid.lines.map(({ expected }) => expected)).toEqual(lines.map((line) => line.version));
    expect(paid.payout.event.data).toEqual({
      lines: lines.length,
      paidFen: amounts.reduce((sum, amount) => sum + amount, 0),
      takenBackFen: 0,
    });
    expect(verifyChain([event, paid.payout.event])).toBeUndefined();
  });

  it('pays no line twice, and takes nothing back that it paid itself', () => {
    const payout = run();
    const paid = payLines(payout, freeLines(), PAYOUT, RUN_AT).lines.map(({ line }) => line);

    expect(paid.map((line) => isDueIn(payout, line))).toEqual(paid.map(() => false));
    expect(paid.map((line) => isDueIn(payout, held(line)))).toEqual(paid.map(() => false));
    expect(() => payLines(payout, paid, PAYOUT, RUN_AT)).toThrow(Refused);
  });

  it('takes back in the next month what was held after its payment, and pays it when it is released', () => {
    const first = present(payLines(run(), freeLines(), PAYOUT, RUN_AT).lines[0]).line;
    const amount = first.balances.paid;

    const back = present(payLines(run('2026-04'), [held(first)], PAYOUT, RUN_AT).lines[0]);
    const free = liftHold(back.line, 'compliance', 'clean', COMPLIANCE, RUN_AT);
    const again = present(payLines(run('2026-05'), [free], PAYOUT, RUN_AT).lines[0]);

    expect([back.paid.amountFen, again.paid.amountFen]).toEqual([-amount, amount]);
    expect(again.line.balances.paid).toBe(amount);
    expect(lineFaults(again.line)).toEqual([]);
  });

  it('goes through its stages with a whole history and ends with nothing due', () => {
    const opened = openPayout(MONTH, HEAD_OFFICE, RUN_AT);
    const totals = { lines: 0, payees: 0, paidFen: 0, takenBackFen: 0 };

    const stating = recordPaid(opened.case, totals, PAYOUT, RUN_AT);
    const done = finishPayout(stating.case, { statements: 0, netFen: 0, carriedFen: 0 }, PAYOUT, RUN_AT);

    const events = [opened.event, stating.event, done.event];
    expect(verifyChain(events, { seq: done.case.version, hash: done.case.lastHash })).toBeUndefined();
    expect(done.case).toMatchObject({
      stage: 'finished',
      category: 'closed',
      closedAt: RUN_AT.toISOString(),
    });
    expect(done.case.nextDueAt).toBeUndefined();
  });

  it('that moves is looked for again later, so that a dead one is found', () => {
    const { case: payout } = payLines(run(), freeLines(), PAYOUT, RUN_AT).payout;

    expect(present(payout.nextDueAt) > RUN_AT.toISOString()).toBe(true);
    expect(present(payout.nextDueAt) < later(RUN_AT, { hours: 1 }).toISOString()).toBe(true);
  });
});
