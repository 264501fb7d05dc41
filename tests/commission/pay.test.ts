import { describe, expect, it } from 'vitest';
import { Throttled, Unavailable } from '../../domain/errors.ts';
import { policyIdOf } from '../../domain/policy/policy.ts';
import type { Page, Write } from '../../domain/ports.ts';
import { openRun } from '../../functions/commission/open-run.ts';
import { newPayoutSteps } from '../../functions/commission/steps/index.ts';
import { HEAD_OFFICE } from '../support/people.ts';
import { at } from '../support/wall.ts';
import { bookFaults } from './books.ts';
import { aBook, type FirmUnderTest, MONTH, newFirm, type Sold, withOther } from './firm.ts';

const RUN = `payout-${MONTH}`;

async function aFirm(sold: Sold[] = aBook(), options = {}): Promise<FirmUnderTest> {
  const firm = newFirm(options);
  await firm.sell(...sold);
  await openRun(MONTH, HEAD_OFFICE, firm.deps);
  return firm;
}

/** What a run leaves behind, without the times at which it did. */
async function outcome(firm: FirmUnderTest) {
  const paid = (await firm.paidLines()).map(({ payee, policyId, amountFen }) => [payee, policyId, amountFen]);
  const statements = await firm.store.commissions.statements(RUN);
  const texts = await Promise.all(statements.map(({ file }) => firm.textOf(file.key)));
  return { paid, statements, texts };
}

describe('a payout', () => {
  it('pays what is free and available, and nothing that is held or comes later', async () => {
    const firm = await aFirm();
    await firm.execute();
    const paid = await firm.paidLines();
    expect(paid).toHaveLength(12); // three of five of each payee
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
    const payout = await firm.store.cases.load('payout', RUN);
    expect(payout).toMatchObject({ stage: 'finished', category: 'closed' });
    expect(payout.nextDueAt).toBeUndefined();
  });

  it('changes nothing when it is executed again', async () => {
    const firm = await aFirm();
    await firm.execute();
    const first = await outcome(firm);
    const { version } = await firm.store.cases.load('payout', RUN);
    expect(await firm.execute()).toBe(1);
    for (const state of ['PayBatch', 'WriteStatements']) {
      expect(await newPayoutSteps(firm.deps)({ state, caseId: RUN })).toEqual({
        caseId: RUN,
        route: 'closed',
      });
    }
    expect(await outcome(firm)).toEqual(first);
    expect((await firm.store.cases.load('payout', RUN)).version).toBe(version);
  });

  it('is not opened before its month is over in Shanghai', async () => {
    const firm = newFirm();
    firm.clock.at = at('2026-03-31', '23:59');
    await expect(openRun(MONTH, HEAD_OFFICE, firm.deps)).rejects.toMatchObject({ rule: 'month-not-over' });
    firm.clock.at = at('2026-04-01', '00:00');
    expect(await openRun(MONTH, HEAD_OFFICE, firm.deps)).toMatchObject({ isNew: true });
    expect(await openRun(MONTH, HEAD_OFFICE, firm.deps)).toMatchObject({ isNew: false });
  });

  it('pays a thousand lines per call and comes back for the rest', async () => {
    const sold = Array.from({ length: 1_100 }, (_, n) => ({ number: `L-${n}`, payee: `broker-${n % 7}` }));
    const firm = await aFirm(sold, { pageOf: 500 });
    const step = newPayoutSteps(firm.deps);
    expect(await step({ state: 'PayBatch', caseId: RUN })).toEqual({ caseId: RUN, route: 'pay' });
    expect(await firm.paidLines()).toHaveLength(1_000);
    expect(await step({ state: 'PayBatch', caseId: RUN })).toEqual({ caseId: RUN, route: 'state' });
    await firm.execute();
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('ends with empty hands when nothing is due', async () => {
    const firm = await aFirm([]);
    await firm.execute();
    expect(await firm.store.commissions.statements(RUN)).toEqual([]);
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('keeps itself out of the sweep while it moves', async () => {
    const firm = await aFirm();
    firm.clock.at = at('2026-04-05', '12:00');
    await newPayoutSteps(firm.deps)({ state: 'PayBatch', caseId: RUN });
    expect((await firm.store.cases.overdue(at('2026-04-05', '12:10'))).items).toEqual([]);
    expect((await firm.store.cases.overdue(at('2026-04-05', '12:20'))).items).toHaveLength(1);
  });

  it('has no state of another name', async () => {
    const { deps } = newFirm();
    await expect(newPayoutSteps(deps)({ state: 'Rout' })).rejects.toThrow('no state Rout');
  });
});

describe('a payout that is killed', () => {
  it.each(['before', 'after'] as const)(
    'just %s any of its commits ends as one that is not',
    async (when) => {
      const whole = await aFirm(lotsOfBatches());
      await whole.execute();
      const wanted = await outcome(whole);
      let commits = 0;
      for (let killed = 0; ; killed += 1) {
        const firm = await aFirm(lotsOfBatches());
        commits = 0;
        const fault = (_writes: readonly Write[]) =>
          commits++ === killed ? new Unavailable('The store does not answer.') : undefined;
        if (when === 'before') firm.store.failNext(fault);
        else firm.store.loseNextAnswer(fault);
        const died = await firm.execute().then(
          () => false,
          () => true,
        );
        await firm.execute();
        expect(await outcome(firm), `killed at commit ${killed}`).toEqual(wanted);
        expect(await bookFaults(firm, [MONTH]), `killed at commit ${killed}`).toEqual([]);
        if (!died) break;
      }
      expect(commits).toBeGreaterThan(6);
    },
  );

  it('between a file and its record writes the same file again', async () => {
    const firm = await aFirm();
    const { put } = firm.files;
    let puts = 0;
    firm.files.put = async (...args) => {
      await put.apply(firm.files, args);
      puts += 1;
      if (puts === 2) throw new Throttled('slow down');
    };
    await expect(firm.execute()).rejects.toThrow('slow down');
    await firm.execute();
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });
});

/** More lines than two transactions take. */
function lotsOfBatches(): Sold[] {
  return Array.from({ length: 90 }, (_, n) => ({
    number: `K-${n}`,
    payee: `broker-${n % 3}`,
    amountFen: n + 1,
  }));
}

describe('two executions at once', () => {
  it('pay every line once and write every statement once', async () => {
    const firm = await aFirm(lotsOfBatches());
    const alone = await aFirm(lotsOfBatches());
    await Promise.all([firm.execute(), firm.execute(), alone.execute()]);
    expect(await outcome(firm)).toEqual(await outcome(alone));
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('cannot pay what was chosen before the other went on to the statements', async () => {
    const firm = await aFirm([{ number: 'A-1' }]);
    const { commit } = firm.store.transactions;
    const other = newPayoutSteps({
      ...firm.deps,
      commissions: withOther(firm.store.commissions, { inState: async () => ({ items: [] }) }),
    });
    let isFirst = true;
    firm.deps.transactions = {
      async commit(writes) {
        if (isFirst) {
          isFirst = false;
          await other({ state: 'PayBatch', caseId: RUN }); // its index does not list the line yet
          await other({ state: 'WriteStatements', caseId: RUN });
        }
        return commit.call(firm.store.transactions, writes);
      },
    };
    const step = newPayoutSteps({ ...firm.deps });
    expect(await step({ state: 'PayBatch', caseId: RUN })).toMatchObject({ route: 'closed' });
    expect(await firm.paidLines()).toEqual([]);
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });
});

describe('a line that changes under a payout', () => {
  it('is left out when a hold comes between choosing and paying, and those beside it are paid', async () => {
    const firm = await aFirm(lotsOfBatches());
    const { lines } = firm.store.commissions;
    let isFirst = true;
    firm.deps.commissions = withOther(firm.store.commissions, {
      async lines(keys) {
        const found = await lines.call(firm.store.commissions, keys);
        if (isFirst) await firm.hold('K-0', 'broker-0');
        isFirst = false;
        return found;
      },
    });
    await firm.execute();
    const paid = await firm.paidLines();
    expect(paid).toHaveLength(89);
    expect(paid.map(({ policyId }) => policyId)).not.toContain(policyIdOf('carrier-a', 'K-0'));
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('is paid by itself when it changes all the time, and holds up nobody', async () => {
    const firm = await aFirm([{ number: 'B-1' }, { number: 'B-2' }, { number: 'B-3' }]);
    const { lines } = firm.store.commissions;
    firm.deps.commissions = withOther(firm.store.commissions, {
      async lines(keys) {
        const found = await lines.call(firm.store.commissions, keys);
        if (keys.length > 1) {
          await firm.hold('B-2');
          await firm.free('B-2');
        }
        return found;
      },
    });
    await firm.execute();
    expect(await firm.paidLines()).toHaveLength(3);
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('stops the step, and does not end the run without it, when even one by one is too slow', async () => {
    const firm = await aFirm([{ number: 'B-1' }, { number: 'B-2' }]);
    const { lines } = firm.store.commissions;
    const restless = newPayoutSteps({
      ...firm.deps,
      commissions: withOther(firm.store.commissions, {
        async lines(keys) {
          const found = await lines.call(firm.store.commissions, keys);
          await firm.hold('B-2');
          await firm.free('B-2');
          return found;
        },
      }),
    });
    await expect(restless({ state: 'PayBatch', caseId: RUN })).rejects.toMatchObject({
      name: 'StaleVersion',
    });
    await firm.execute();
    expect(await firm.paidLines()).toHaveLength(2);
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('is for the next run when it is owed back before this one ends', async () => {
    const firm = await aFirm([{ number: 'C-1', amountFen: 5_000 }]);
    const { commit } = firm.store.transactions;
    firm.deps.transactions = {
      async commit(writes) {
        await commit.call(firm.store.transactions, writes);
        if (writes.some(({ store }) => store === 'paid-line')) {
          await firm.hold('C-1');
          throw new Unavailable('killed');
        }
      },
    };
    await expect(firm.execute()).rejects.toThrow('killed');
    await firm.execute();
    expect((await firm.paidLines()).map(({ amountFen }) => amountFen)).toEqual([5_000]);
    firm.deps.transactions = firm.store.transactions;
    firm.clock.at = at('2026-05-05', '09:00');
    await firm.run('2026-04');
    expect((await firm.paidLines('2026-04')).map(({ amountFen }) => amountFen)).toEqual([-5_000]);
    expect(await bookFaults(firm, [MONTH, '2026-04'])).toEqual([]);
  });
});

describe('an index that lags', () => {
  it('does not keep a run from ending, nor pay anything twice', async () => {
    const firm = await aFirm();
    const first = new Map<string, Page<never>>();
    const { inState } = firm.store.commissions;
    firm.deps.commissions = withOther(firm.store.commissions, {
      async inState(...asked) {
        const key = JSON.stringify(asked);
        const page = first.get(key) ?? ((await inState.apply(firm.store.commissions, asked)) as Page<never>);
        first.set(key, page);
        return page;
      },
    });
    const step = newPayoutSteps(firm.deps);
    expect(await step({ state: 'PayBatch', caseId: RUN })).toMatchObject({ route: 'state' });
    await firm.execute();
    expect(await firm.paidLines()).toHaveLength(12);
    expect(await bookFaults(firm, [MONTH])).toEqual([]);
  });

  it('may list a line twice', async () => {
    const firm = await aFirm([{ number: 'D-1' }, { number: 'D-2' }]);
    const { inState } = firm.store.commissions;
    firm.deps.commissions = withOther(firm.store.commissions, {
      async inState(...asked) {
        const page = await inState.apply(firm.store.commissions, asked);
        return { ...page, items: [...page.items, ...page.items] };
      },
    });
    await firm.execute();
    expect(await firm.paidLines()).toHaveLength(2);
  });
});
