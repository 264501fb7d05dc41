import { describe, expect, it } from 'vitest';
import { voidLine } from '../../domain/commission/line.ts';
import type { Write } from '../../domain/ports.ts';
import { openRun } from '../../functions/commission/open-run.ts';
import { newPayoutSteps } from '../../functions/commission/steps/index.ts';
import { HEAD_OFFICE, PAYOUT } from '../support/people.ts';
import { intakeOf, writesOfIntake } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';
import { bookFaults } from './books.ts';
import { type FirmUnderTest, MONTH, newFirm, withOther } from './firm.ts';

const NEXT = '2026-04';
const THIRD = '2026-05';

async function statementOf(firm: FirmUnderTest, month: string, payee = 'broker-jia') {
  return firm.store.commissions.statement(`payout-${month}`, payee);
}

describe('a statement', () => {
  it('names the policy by its number, and proves its rows', async () => {
    const firm = newFirm();
    const { policy } = intakeOf({ number: 'POL-778899' });
    await firm.store.transactions.commit(writesOfIntake({ policy, lines: [] }));
    await firm.sell({ number: 'POL-778899', amountFen: 123_456_78 }, { number: 'POL-2', amountFen: 5 });
    await firm.run();
    const { file } = present(await statementOf(firm, MONTH));
    expect(file.key).toBe('payouts/2026-03/broker-jia.csv');
    const rows = (await firm.textOf(file.key)).split('\r\n');
    expect(rows[0]).toBe('policy,paid_on,amount_yuan,kind');
    expect(rows).toContain('POL-778899,2026-04-05,123456.78,paid');
    expect(rows.at(-2)).toBe(`#rows 2 sha256 ${file.sha256}`);
  });

  it('has the same bytes when it is written again', async () => {
    const firm = newFirm();
    await firm.sell({ number: 'A-1' }, { number: 'A-2' }, { number: 'A-3', payee: 'broker-bing' });
    const written = new Map<string, string[]>();
    const { put } = firm.files;
    firm.files.put = async (key, body, type) => {
      written.set(key, [...(written.get(key) ?? []), String(body)]);
      return put.call(firm.files, key, body, type);
    };
    const isStatement = (writes: readonly Write[]) => writes.some(({ store }) => store === 'statement');
    firm.store.failNext((writes) => (isStatement(writes) ? new Error('killed') : undefined));
    await expect(firm.run()).rejects.toThrow('killed');
    firm.clock.at = at('2026-04-09', '23:00');
    await firm.execute();
    const twice = [...written.values()].filter((bodies) => bodies.length > 1);
    expect(twice).toHaveLength(1);
    expect(new Set(twice[0]).size).toBe(1);
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('takes back what was paid when a hold comes after, and carries what is left to the months after', async () => {
    const firm = newFirm();
    await firm.sell({ number: 'A-1', amountFen: 50_000 });
    await firm.run();
    expect(await statementOf(firm, MONTH)).toMatchObject({ netFen: 50_000, carriedOutFen: 0 });

    await firm.hold('A-1');
    await firm.sell({ number: 'A-2', amountFen: 20_000, availableFrom: '2026-04-10' });
    firm.clock.at = at('2026-05-05', '09:00');
    await firm.run(NEXT);
    expect(await statementOf(firm, NEXT)).toMatchObject({
      rows: 2,
      paidFen: 20_000,
      takenBackFen: 50_000,
      netFen: 0,
      carriedOutFen: 30_000,
    });

    // A month without a line leaves what is owed where it is.
    firm.clock.at = at('2026-06-05', '09:00');
    await firm.run(THIRD);
    expect(await statementOf(firm, THIRD)).toBeUndefined();
    expect(await firm.store.commissions.carriedBalance('broker-jia')).toMatchObject({ owedFen: 30_000 });

    await firm.free('A-1');
    firm.clock.at = at('2026-07-05', '09:00');
    await firm.run('2026-06');
    expect(await statementOf(firm, '2026-06')).toMatchObject({
      carriedInFen: 30_000,
      netFen: 20_000,
      carriedOutFen: 0,
    });
    expect(await bookFaults(firm, [MONTH, NEXT, '2026-06'])).toEqual([]);
  });

  it('takes back the commission of a policy that was cancelled after it was paid', async () => {
    const firm = newFirm();
    await firm.sell({ number: 'A-1', amountFen: 700 });
    await firm.run();
    await firm.change('A-1', 'broker-jia', (line) => voidLine(line, 'cancelled', PAYOUT, firm.clock.at));
    firm.clock.at = at('2026-05-05', '09:00');
    await firm.run(NEXT);
    const { file, ...statement } = present(await statementOf(firm, NEXT));
    expect(statement).toMatchObject({ netFen: 0, takenBackFen: 700, carriedOutFen: 700 });
    expect(await firm.textOf(file.key)).toContain(',-7.00,taken_back\r\n');
    expect(await bookFaults(firm, [MONTH, NEXT])).toEqual([]);
  });

  it('nets a balance once when two runs state the same payee at once', async () => {
    const firm = newFirm();
    await firm.sell({ number: 'A-1', amountFen: 1_000 });
    await firm.run();
    await firm.hold('A-1');
    await firm.sell({ number: 'A-2', amountFen: 300, availableFrom: '2026-04-10' });
    firm.clock.at = at('2026-06-05', '09:00');
    const { carriedBalance } = firm.store.commissions;
    let isFirst = true;
    firm.deps.commissions = withOther(firm.store.commissions, {
      async carriedBalance(payee) {
        const found = await carriedBalance.call(firm.store.commissions, payee);
        if (isFirst) {
          isFirst = false;
          await firm.store.transactions.commit([
            {
              store: 'carried-balance',
              balance: { payee, owedFen: 50, payoutId: 'payout-2026-02', version: 1 },
              expected: 0,
            },
          ]);
        }
        return found;
      },
    });
    await firm.run(NEXT);
    expect(await statementOf(firm, NEXT)).toMatchObject({ carriedInFen: 50, carriedOutFen: 750 });
    expect(await firm.store.commissions.carriedBalance('broker-jia')).toMatchObject({
      owedFen: 750,
      version: 2,
    });
  });

  it('is written once by two executions that write it at the same moment', async () => {
    const firm = newFirm();
    await firm.sell({ number: 'A-1' }, { number: 'A-2', payee: 'broker-bing' });
    await openRun(MONTH, HEAD_OFFICE, firm.deps);
    const step = newPayoutSteps(firm.deps);
    const caseId = `payout-${MONTH}`;
    await step({ state: 'PayBatch', caseId });
    const both = [0, 1].map(() => step({ state: 'WriteStatements', caseId }));
    expect(await Promise.all(both)).toEqual([
      { caseId, route: 'closed' },
      { caseId, route: 'closed' },
    ]);
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('stops the run when a paid line is on none', async () => {
    const firm = newFirm();
    await firm.sell({ number: 'A-1' }, { number: 'A-2' });
    await firm.run();
    const payout = await firm.store.cases.load('payout', `payout-${MONTH}`);
    const paid = { ...present((await firm.paidLines())[0]), policyId: 'pl-00000000000000000000' };
    await firm.store.transactions.commit([
      { store: 'paid-line', paid },
      { store: 'case', case: { ...payout, stage: 'stating' }, expected: payout.version },
    ]);
    const step = newPayoutSteps(firm.deps);
    await expect(step({ state: 'WriteStatements', caseId: payout.id })).rejects.toThrow('on no statement');
  });
});
