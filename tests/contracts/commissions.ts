import { describe, expect, it } from 'vitest';
import {
  accrue,
  type CommissionLine,
  type NewLine,
  payLine,
  placeHold,
} from '../../domain/commission/line.ts';
import type { Write } from '../../domain/ports.ts';
import { COMPLIANCE, CORE_SYSTEM, PAYOUT } from '../support/people.ts';
import { INTAKE_AT, policyInput } from '../support/policies.ts';
import { everyPage, type OpenedStore, type OpenStore, opening } from './opened.ts';

const fresh = (): string => `x${policyInput().number}`;

function lineOf(over: Partial<NewLine> = {}): CommissionLine {
  const line: NewLine = {
    policyId: `carrier-a.${policyInput().number}`,
    payee: 'broker-jia',
    payeeRole: 'broker',
    brokerId: 'broker-jia',
    branch: 'bj',
    carrier: 'carrier-a',
    availableFrom: '2026-03-18',
    holds: [],
    ...over,
  };
  return accrue(line, 10_000, CORE_SYSTEM, INTAKE_AT);
}

async function keep({ transactions }: OpenedStore, lines: readonly CommissionLine[]): Promise<void> {
  for (const line of lines) await transactions.commit([{ store: 'line', line, expected: 0 }]);
}

function summaryOf({ entries: _entries, ...summary }: CommissionLine) {
  return summary;
}

const held = (line: CommissionLine) => placeHold(line, 'compliance', 'examined', COMPLIANCE, INTAKE_AT);
const paid = (line: CommissionLine) => payLine(line, 'payout-2026-03', '2026-03-31', PAYOUT, INTAKE_AT);

export function describeCommissions(name: string, open: OpenStore): void {
  describe(`commissions of ${name}`, () => {
    const store = opening(open);

    it('finds the lines of a policy by payee, with their ledgers', async () => {
      const policyId = fresh();
      const lines = ['payee-c', 'payee-a', 'payee-b'].map((payee) => lineOf({ policyId, payee }));
      await keep(store(), lines);

      const sorted = lines.toSorted((a, b) => (a.payee < b.payee ? -1 : 1));
      expect(await store().commissions.linesOf(policyId)).toEqual(sorted);
      expect(await store().commissions.line(policyId, 'payee-a')).toEqual(sorted[0]);
      expect(await store().commissions.line(policyId, 'payee-z')).toBeUndefined();
      expect(await store().commissions.linesOf('none')).toEqual([]);
    });

    it('finds many lines at once, more than one batch holds, and leaves out what is not there', async () => {
      const lines = Array.from({ length: 101 }, () => lineOf());
      for (let from = 0; from < lines.length; from += 50) {
        const part = lines.slice(from, from + 50);
        await store().transactions.commit(part.map((line): Write => ({ store: 'line', line, expected: 0 })));
      }

      const found = await store().commissions.lines([...lines, { policyId: 'none', payee: 'nobody' }]);

      const byPolicy = (a: CommissionLine, b: CommissionLine) => (a.policyId < b.policyId ? -1 : 1);
      expect(found.toSorted(byPolicy)).toEqual(lines.toSorted(byPolicy));
      expect(await store().commissions.lines([])).toEqual([]);
    });

    it("lists a payee's lines without their ledgers, of all states or of one, page by page", async () => {
      const payee = fresh();
      const free = ['2026-03-20', '2026-03-18', '2026-03-19'].map((availableFrom) =>
        lineOf({ payee, availableFrom }),
      );
      const onHold = held(lineOf({ payee }));
      const done = paid(lineOf({ payee }));
      await keep(store(), [...free, onHold, done]);

      const of = async (state?: 'held' | 'payable' | 'settled') =>
        (await everyPage((next) => store().commissions.ofPayee(payee, state, 2, next))).flat();

      const inOrder = [free[1], free[2], free[0]].flatMap((line) => (line ? [summaryOf(line)] : []));
      expect(await of('payable')).toEqual(inOrder);
      expect(await of('held')).toEqual([summaryOf(onHold)]);
      expect(await of('settled')).toEqual([summaryOf(done)]);
      expect(await of()).toHaveLength(5);
    });

    it("lists a branch's payable lines up to a day, that day included, and what is owed back before all", async () => {
      const branch = fresh();
      const on = (availableFrom: string) => lineOf({ branch, availableFrom });
      const [early, last, late] = [on('2026-03-18'), on('2026-03-31'), on('2026-04-01')];
      const { availableFrom: _none, ...undated } = lineOf({ branch });
      const owedBack = held(paid(on('2026-03-31')));
      await keep(store(), [late, last, early, undated, owedBack]);

      const until = async (day?: string) =>
        (await everyPage((next) => store().commissions.inState(branch, 'payable', day, next))).flat();

      expect(await until('2026-03-31')).toEqual([owedBack, early, last].map(summaryOf));
      expect(await until()).toEqual([owedBack, early, last, late, undated].map(summaryOf));
    });

    it('moves a line from one list to the other when its state changes', async () => {
      const branch = fresh();
      const line = lineOf({ branch });
      await keep(store(), [line]);

      const after = held(line);
      await store().transactions.commit([{ store: 'line', line: after, expected: line.version }]);

      expect((await store().commissions.inState(branch, 'payable')).items).toEqual([]);
      expect((await store().commissions.inState(branch, 'held')).items).toEqual([summaryOf(after)]);
    });

    it('keeps what a run paid and stated, by payee', async () => {
      const payoutId = fresh();
      const paidTo = (payee: string, policyId: string) => ({
        payoutId,
        payee,
        policyId,
        branch: 'bj',
        amountFen: 10_000,
        paidAt: INTAKE_AT.toISOString(),
      });
      const rows = [paidTo('payee-a', 'p-1'), paidTo('payee-a', 'p-2'), paidTo('payee-b', 'p-3')];
      const statements = ['payee-a', 'payee-b'].map((payee) => ({
        payoutId,
        payee,
        rows: 1,
        paidFen: 10_000,
        takenBackFen: 0,
        carriedInFen: 0,
        netFen: 10_000,
        carriedOutFen: 0,
        file: { key: `statements/${payoutId}/${payee}.csv`, sha256: 'none' },
      }));
      await store().transactions.commit([
        ...rows.toReversed().map((row): Write => ({ store: 'paid-line', paid: row })),
        ...statements.toReversed().map((statement): Write => ({ store: 'statement', statement })),
      ]);

      const pages = await everyPage((next) => store().commissions.paidLines(payoutId, next));

      expect(pages.flat()).toEqual(rows);
      expect(await store().commissions.statements(payoutId)).toEqual(statements);
      expect(await store().commissions.statement(payoutId, 'payee-b')).toEqual(statements[1]);
      expect(await store().commissions.statement(payoutId, 'payee-z')).toBeUndefined();
      expect(await store().commissions.statements('none')).toEqual([]);
    });

    it('carries a balance from one run to the next', async () => {
      const first = { payee: fresh(), owedFen: 500, payoutId: 'payout-2026-03', version: 1 };
      await store().transactions.commit([{ store: 'carried-balance', balance: first, expected: 0 }]);
      const second = { ...first, owedFen: 0, payoutId: 'payout-2026-04', version: 2 };

      await store().transactions.commit([{ store: 'carried-balance', balance: second, expected: 1 }]);

      expect(await store().commissions.carriedBalance(first.payee)).toEqual(second);
      expect(await store().commissions.carriedBalance('none')).toBeUndefined();
    });

    it('goes through every line once, with its ledger, and through nothing else', async () => {
      const lines = [lineOf(), lineOf(), lineOf()];
      await keep(store(), lines);

      const found = (await everyPage((next) => store().commissions.all(next))).flat();

      const mine = found.filter(({ policyId }) => lines.some((line) => line.policyId === policyId));
      expect(mine).toEqual(expect.arrayContaining(lines));
      expect(mine).toHaveLength(lines.length);
      expect(found.every((line) => line.entries.length === line.version)).toBe(true);
    });
  });
}
