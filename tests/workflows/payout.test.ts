import { describe, expect, it } from 'vitest';
import { verifyProof } from '../../adapters/csv/proof.ts';
import { InvariantBroken, Throttled } from '../../domain/errors.ts';
import type { Write } from '../../domain/ports.ts';
import { type Firm, openFirm, type Sold } from '../support/firm.ts';
import { COMPLIANCE, HEAD_OFFICE, LEADER, SELLER } from '../support/people.ts';

const PAID = 350_001;
const MARCH = 'payout-2026-03';
const APRIL = 'payout-2026-04';

/** Sold on 2 March, cooling-off over on the 17th: payable in the run of March. */
async function sellClean(firm: Firm): Promise<Sold> {
  const sold = await firm.sell();
  await firm.customer.answers(sold);
  return sold;
}

async function netOf(firm: Firm, payoutId: string): Promise<Record<string, number>> {
  const statements = await firm.store.commissions.statements(payoutId);
  return Object.fromEntries(statements.map(({ payee, netFen }) => [payee, netFen]));
}

/** How the executions of the run of March stand, the first first. */
async function runs(firm: Firm): Promise<string[]> {
  const all = await firm.executions('payout');
  return all.filter(({ name }) => name.startsWith(MARCH)).map(({ status }) => status);
}

async function fileOf(firm: Firm, month: string, payee: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await firm.files.read(`payouts/${month}/${payee}.csv`)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const paysLines = (writes: readonly Write[]) => writes.some(({ store }) => store === 'paid-line');
const writesStatement = (writes: readonly Write[]) => writes.some(({ store }) => store === 'statement');

describe('the monthly payout', () => {
  it('is opened by the schedule on the fifth, pays what is free and nothing else', async () => {
    const firm = await openFirm({ schedules: true });
    const free = await sellClean(firm);
    const silent = await firm.sell();
    const troubled = await firm.sell();
    await firm.customer.answers(troubled, { 'cover-known': 'no' });
    await firm.until('2026-04-05', '08:59');
    expect(await runs(firm)).toEqual([]);
    await firm.until('2026-04-05', '09:01');

    expect(await runs(firm)).toEqual(['SUCCEEDED']);
    expect(await firm.states(MARCH, 'payout')).toEqual([
      ...['Route', 'ChooseRoute', 'PayBatch'],
      ...['ChooseRoute', 'WriteStatements'],
      ...['ChooseRoute', 'Finished'],
    ]);
    expect(await firm.balances(free)).toMatchObject({ payable: 0, paid: PAID });
    expect(await firm.balances(silent)).toMatchObject({ held: PAID, paid: 0 });
    expect(await firm.balances(troubled)).toMatchObject({ held: PAID, paid: 0 });
    expect(await netOf(firm, MARCH)).toEqual({ [SELLER.id]: 300_001, [LEADER.id]: 50_000 });
    expect(await firm.types({ caseId: MARCH })).toEqual([
      'payout-opened',
      'lines-paid',
      'payout-paid',
      'payout-finished',
    ]);
    const finished = firm.notices.published.filter(
      ({ topic, body }) => topic === 'payouts' && body.caseId === MARCH,
    );
    expect(finished).toHaveLength(1);
    expect(finished[0]?.body).toMatchObject({ statements: 2, netFen: PAID, carriedFen: 0 });

    const file = await fileOf(firm, '2026-03', SELLER.id);
    expect(verifyProof(file).rows).toBe(1);
    expect(file).toContain(`${free.number},2026-04-05,3000.01,paid`);
  });

  it('is refused before the month is over', async () => {
    const firm = await openFirm();
    await sellClean(firm);
    await firm.until('2026-03-31', '23:00');
    await expect(firm.manager.pays('2026-03')).rejects.toMatchObject({
      status: 422,
      problem: { rule: 'month-not-over' },
    });
    expect(await firm.executions('payout')).toEqual([]);
  });

  it('pays nobody twice when it is asked for again, by a person and by the schedule', async () => {
    const firm = await openFirm({ schedules: true });
    const sold = await sellClean(firm);
    await firm.until('2026-04-01', '09:00');
    await firm.manager.pays('2026-03');
    await firm.manager.pays('2026-03');
    await firm.until('2026-04-06', '09:00');
    expect(await runs(firm)).toEqual(['SUCCEEDED']);
    expect(await firm.balances(sold)).toMatchObject({ payable: 0, paid: PAID });
    expect(await netOf(firm, MARCH)).toEqual({ [SELLER.id]: 300_001, [LEADER.id]: 50_000 });
    expect(
      (await firm.lines(sold)).flatMap(({ entries }) => entries.filter(({ what }) => what === 'paid')),
    ).toHaveLength(2);
  });

  it('takes back in the next run what is held after it was paid', async () => {
    const firm = await openFirm({ schedules: true });
    const held = await sellClean(firm);
    await firm.until('2026-04-05', '09:01');
    await firm.ask(COMPLIANCE, 'POST', `/holds/${held.policyId}/place`, {
      type: 'compliance',
      reason: 'a doubt about the signature',
    });
    expect(await firm.balances(held)).toMatchObject({ payable: -PAID, held: PAID, paid: PAID });
    await firm.until('2026-05-05', '09:01');
    expect(await firm.balances(held)).toMatchObject({ payable: 0, held: PAID, paid: 0 });
    // Nobody is asked for money: what is owed is carried, and netted against what is earned next.
    expect(await netOf(firm, APRIL)).toEqual({ [SELLER.id]: 0, [LEADER.id]: 0 });
    expect(await firm.store.commissions.carriedBalance(SELLER.id)).toMatchObject({ owedFen: 300_001 });
    expect(await fileOf(firm, '2026-04', SELLER.id)).toContain('-3000.01,taken_back');

    const next = await sellClean(firm);
    const other = await sellClean(firm);
    await firm.until('2026-06-05', '09:01');
    expect(await firm.balances(next)).toMatchObject({ paid: PAID });
    expect(await firm.balances(other)).toMatchObject({ paid: PAID });
    expect(await netOf(firm, 'payout-2026-05')).toEqual({ [SELLER.id]: 300_001, [LEADER.id]: 50_000 });
    expect(await firm.store.commissions.carriedBalance(SELLER.id)).toMatchObject({ owedFen: 0 });
  });

  it('takes back what was paid for a policy whose cancellation is told late', async () => {
    const firm = await openFirm({ schedules: true });
    const sold = await sellClean(firm);
    await firm.until('2026-04-05', '09:01');
    expect(await firm.balances(sold)).toMatchObject({ paid: PAID });
    await firm.manager.cancels(sold, '2026-03-16');
    expect(await firm.balances(sold)).toEqual({
      accrued: PAID,
      held: 0,
      payable: -PAID,
      paid: PAID,
      voided: PAID,
    });
    await firm.until('2026-05-05', '09:01');
    expect(await firm.balances(sold)).toEqual({ accrued: PAID, held: 0, payable: 0, paid: 0, voided: PAID });
    expect(await firm.store.commissions.carriedBalance(SELLER.id)).toMatchObject({ owedFen: 300_001 });
  });
});

describe('a payout that is disturbed', () => {
  it.each([
    ['paying', paysLines],
    ['writing statements', writesStatement],
  ])('while %s by throttling goes on and pays each line once', async (_what, when) => {
    const firm = await openFirm();
    const sold = await sellClean(firm);
    await firm.until('2026-04-02');
    for (let time = 0; time < 3; time += 1) {
      firm.store.failNext((writes) => (when(writes) ? new Throttled('slow down') : undefined));
    }
    await firm.manager.pays('2026-03');
    await firm.advance('PT10M');
    expect(await runs(firm)).toEqual(['SUCCEEDED']);
    expect(await firm.balances(sold)).toMatchObject({ payable: 0, paid: PAID });
    expect(await netOf(firm, MARCH)).toEqual({ [SELLER.id]: 300_001, [LEADER.id]: 50_000 });
  });

  it.each([
    ['paying, before anything was stored', paysLines, 'fail'],
    ['paying, after it was stored', paysLines, 'lose'],
    ['writing statements, before anything was stored', writesStatement, 'fail'],
    ['writing statements, after it was stored', writesStatement, 'lose'],
  ] as const)(
    'by a bug while %s is brought back by the sweeper and pays nobody twice',
    async (_what, when, how) => {
      const firm = await openFirm({ schedules: true });
      const sold = await sellClean(firm);
      await firm.until('2026-04-02', '10:01');
      const fault = (writes: readonly Write[]) => (when(writes) ? new InvariantBroken('a bug') : undefined);
      if (how === 'fail') firm.store.failNext(fault);
      else firm.store.loseNextAnswer(fault);
      await firm.manager.pays('2026-03');
      expect(await runs(firm)).toEqual(['FAILED']);
      await firm.advance('PT45M');
      expect(await runs(firm)).toEqual(['FAILED', 'SUCCEEDED']);
      expect(await firm.balances(sold)).toMatchObject({ payable: 0, paid: PAID });
      expect(await netOf(firm, MARCH)).toEqual({ [SELLER.id]: 300_001, [LEADER.id]: 50_000 });
      expect((await firm.store.commissions.paidLines(MARCH)).items).toHaveLength(2);
    },
  );

  it('by a hold that comes while it pays leaves that line to its customer', async () => {
    const firm = await openFirm();
    const sold = await sellClean(firm);
    await firm.until('2026-04-02');
    firm.before('PayBatch', () =>
      firm.ask(COMPLIANCE, 'POST', `/holds/${sold.policyId}/place`, {
        type: 'compliance',
        reason: 'a doubt',
      }),
    );
    await firm.manager.pays('2026-03');
    expect(await runs(firm)).toEqual(['SUCCEEDED']);
    expect(await firm.balances(sold)).toMatchObject({ held: PAID, paid: 0, payable: 0 });
    expect(await netOf(firm, MARCH)).toEqual({});
  });

  it('by its execution being stopped goes on from the record, in the middle of paying', async () => {
    const firm = await openFirm({ schedules: true });
    const sold = await sellClean(firm);
    await firm.until('2026-04-02', '10:01');
    firm.after('PayBatch', () => firm.stopExecution(MARCH, 'payout'));
    await firm.manager.pays('2026-03');
    expect(await runs(firm)).toEqual(['ABORTED']);
    expect(await firm.balances(sold)).toMatchObject({ paid: PAID });
    expect(await netOf(firm, MARCH)).toEqual({});
    await firm.advance('PT45M');
    expect(await runs(firm)).toEqual(['ABORTED', 'SUCCEEDED']);
    expect(await netOf(firm, MARCH)).toEqual({ [SELLER.id]: 300_001, [LEADER.id]: 50_000 });
  });

  it('by two executions at once pays each line once and writes each statement once', async () => {
    const firm = await openFirm();
    const all = [await sellClean(firm), await sellClean(firm), await sellClean(firm)];
    await firm.until('2026-04-02');
    firm.before('PayBatch', () => firm.workflows.start('payout', `${MARCH}.again`, { caseId: MARCH }));
    await firm.manager.pays('2026-03');
    expect(await runs(firm)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    for (const sold of all) expect(await firm.balances(sold)).toMatchObject({ payable: 0, paid: PAID });
    expect(await netOf(firm, MARCH)).toEqual({ [SELLER.id]: 900_003, [LEADER.id]: 150_000 });
    expect((await firm.types({ caseId: MARCH })).filter((type) => type === 'payout-finished')).toHaveLength(
      1,
    );
  });

  it('by more lines than one call pays goes round until none is left', async () => {
    const firm = await openFirm();
    const COUNT = 1_010; // two lines each
    for (let index = 0; index < COUNT; index += 1) {
      await firm.sell({
        product: { code: 'accident-1', class: 'accident', termMonths: 12, liabilityVersion: '2026.1' },
        coolingOffDays: 0,
        premiumFen: 10_000,
        commission: [
          { payee: SELLER.id, role: 'broker', amountFen: 101 },
          { payee: LEADER.id, role: 'team-leader', amountFen: 7 },
        ],
      });
    }
    await firm.until('2026-04-02');
    await firm.manager.pays('2026-03', HEAD_OFFICE);
    const states = await firm.states(MARCH, 'payout');
    expect(states.filter((state) => state === 'PayBatch').length).toBeGreaterThan(1);
    expect(await netOf(firm, MARCH)).toEqual({ [SELLER.id]: COUNT * 101, [LEADER.id]: COUNT * 7 });
  });
});
