import { describe, expect, it } from 'vitest';
import { type Firm, openFirm, type Sold } from '../support/firm.ts';
import { COMPLIANCE, SECOND_COMPLIANCE, SELLER } from '../support/people.ts';

const SOLD_FOR = 350_001;

async function withProblem(firm: Firm): Promise<Sold> {
  const sold = await firm.sell();
  await firm.customer.answers(sold, { 'cover-known': 'no' });
  return sold;
}

async function withRemedy(firm: Firm): Promise<Sold> {
  const sold = await withProblem(firm);
  await firm.broker.remedies(sold);
  return sold;
}

describe('a customer who can say nothing any more', () => {
  const STAGES: [string, (firm: Firm) => Promise<Sold>][] = [
    ['awaiting-answers', (firm) => firm.sell()],
    ['awaiting-remedy', withProblem],
    ['awaiting-confirmation', withRemedy],
  ];

  it.each(STAGES)('is waited for no longer %s once two people have closed the case', async (stage, reach) => {
    const firm = await openFirm();
    const sold = await reach(firm);
    const link = firm.link(sold);
    await firm.advance('P40D');
    expect(await firm.case(sold)).toMatchObject({ stage });
    await firm.closing.isProposed(sold, 'customer-died');
    expect(await firm.balances(sold)).toMatchObject({ held: SOLD_FOR, voided: 0 });
    expect(await firm.statuses()).toEqual(['RUNNING']);
    await firm.closing.isDecided(sold, true);

    expect(await firm.case(sold)).toMatchObject({ stage: 'closed-without-word', category: 'closed' });
    expect(await firm.balances(sold)).toEqual({
      accrued: SOLD_FOR,
      held: 0,
      payable: 0,
      paid: 0,
      voided: SOLD_FOR,
    });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
    const word =
      stage === 'awaiting-confirmation'
        ? firm.customer.confirms(sold, true, link)
        : firm.customer.answers(sold, {}, undefined, link);
    await expect(word).rejects.toMatchObject({ status: 410 });

    const told = await firm.timeline(sold);
    const sent = firm.messages(sold);
    await firm.advance('P90D');
    expect(await firm.timeline(sold)).toEqual(told);
    expect(firm.messages(sold)).toEqual(sent);
    expect(await firm.counted('2026-04')).toMatchObject({ 'closing-proposed': 1, 'closed-without-word': 1 });
    expect(firm.notices.published.at(-1)).toMatchObject({
      topic: 'holds',
      attributes: { notice: 'commission-voided' },
    });
  });

  it('is escalated as before while the proposal waits, and after it was refused', async () => {
    const firm = await openFirm();
    const sold = await withProblem(firm);
    await firm.advance('P1D');
    await firm.closing.isProposed(sold, 'policy-surrendered');
    await firm.until('2026-03-20');
    expect((await firm.timeline(sold)).slice(3)).toEqual([
      '2026-03-03 10:00 closing-proposed',
      '2026-03-05 09:00 reminded remedy-reminder',
      '2026-03-09 09:00 escalated remedy-overdue',
      '2026-03-16 09:00 escalated remedy-head-office',
    ]);

    await firm.closing.isDecided(sold, false);
    expect(await firm.holds(sold)).toEqual(['callback-problem']);
    await firm.until('2026-04-10');
    expect((await firm.timeline(sold)).slice(7)).toEqual([
      '2026-03-20 10:00 closing-refused',
      '2026-03-31 09:00 escalated remedy-head-office', // ten working days end on the evening before
    ]);
    expect(await firm.statuses()).toEqual(['RUNNING']);
  });

  it('has the last word when it comes before the verdict', async () => {
    const firm = await openFirm();
    const sold = await withRemedy(firm);
    await firm.closing.isProposed(sold, 'policy-void');
    const { version } = await firm.case(sold);
    await firm.customer.confirms(sold, true);

    const stale = { version, approve: true, reason: 'read the document' };
    await expect(
      firm.ask(COMPLIANCE, 'POST', `/cases/${sold.caseId}/closing/verdict`, stale),
    ).rejects.toMatchObject({ status: 409 });
    await expect(firm.closing.isDecided(sold, true)).rejects.toMatchObject({
      problem: { rule: 'wrong-stage' },
    });
    expect(await firm.balances(sold)).toMatchObject({ payable: SOLD_FOR, voided: 0 });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });

  it('is not done without by whom the commission concerns, whatever the role', async () => {
    const firm = await openFirm();
    const sold = await withProblem(firm);
    const asManager = { ...SELLER, role: 'branch-manager' as const };
    await expect(firm.closing.isProposed(sold, 'customer-died', SELLER)).rejects.toMatchObject({
      status: 403,
    });
    await expect(firm.closing.isProposed(sold, 'customer-died', asManager)).rejects.toMatchObject({
      status: 403,
    });
    await firm.closing.isProposed(sold, 'customer-died', COMPLIANCE);
    await expect(firm.closing.isDecided(sold, true, COMPLIANCE)).rejects.toMatchObject({
      problem: { rule: 'second-person' },
    });
    await firm.closing.isDecided(sold, true, SECOND_COMPLIANCE);
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });
});
