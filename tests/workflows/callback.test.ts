import { describe, expect, it } from 'vitest';
import { type Firm, openFirm, SLIP, type Sold } from '../support/firm.ts';
import { AGENT, BRANCH_MANAGER, COMPLIANCE, SECOND_COMPLIANCE, SELLER } from '../support/people.ts';
import { at } from '../support/wall.ts';

const SOLD_FOR = 350_001;

/** The customer has said no to one question. */
async function withProblem(firm: Firm, over = { 'cover-known': 'no' } as const): Promise<Sold> {
  const sold = await firm.sell();
  await firm.customer.answers(sold, over);
  return sold;
}

/** The broker has recorded a remedy, and the customer was asked whether it is settled. */
async function withRemedy(firm: Firm): Promise<Sold> {
  const sold = await withProblem(firm);
  await firm.broker.remedies(sold);
  return sold;
}

describe('a clean callback', () => {
  it('goes from the sale to the free commission by one answered link', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    expect(await firm.holds(sold)).toEqual(['callback-not-completed']);
    expect(await firm.balances(sold)).toMatchObject({ held: SOLD_FOR, payable: 0 });
    await firm.advance('PT2H');
    await firm.customer.answers(sold);

    expect(await firm.timeline(sold)).toEqual([
      '2026-03-02 10:00 callback-opened',
      '2026-03-02 10:00 customer-asked sms-invitation',
      '2026-03-02 12:00 answered-clean',
    ]);
    expect(await firm.case(sold)).toMatchObject({
      stage: 'clean',
      category: 'closed',
      coolingOff: { endsOn: '2026-03-17', outcome: 'met' },
    });
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: SOLD_FOR });
    expect(firm.messages(sold)).toEqual(['callback-invitation']);
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });

  it('costs at most 8 transitions and 5 calls of a function', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.advance('PT2H');
    await firm.customer.answers(sold);
    await firm.advance('P30D');

    expect(await firm.states(sold.caseId)).toEqual([
      'Route',
      'ChooseRoute',
      'AwaitAnswers',
      'Route',
      'ChooseRoute',
      'Closed',
    ]);
    const counts = firm.engine.counts();
    expect(counts.callback?.transitions).toBeGreaterThan(0);
    expect(counts.callback?.transitions).toBeLessThanOrEqual(8);
    expect(counts.callback?.invocations).toBeLessThanOrEqual(5);
  });

  it('is not begun for a policy that is out of scope', async () => {
    const firm = await openFirm();
    const sold = await firm.sell({
      product: { code: 'accident-1', class: 'accident', termMonths: 12, liabilityVersion: '2026.1' },
    });
    await firm.advance('P10D');
    expect(await firm.executions()).toEqual([]);
    expect(firm.messages(sold)).toEqual([]);
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: SOLD_FOR });
  });

  it('invites nobody at night: a policy of the evening is asked about at eight', async () => {
    const firm = await openFirm({ start: at('2026-03-02', '22:30') });
    const sold = await firm.sell();
    expect(firm.messages(sold)).toEqual([]);
    await firm.until('2026-03-03', '08:30');
    expect(await firm.timeline(sold)).toEqual([
      '2026-03-02 22:30 callback-opened',
      '2026-03-03 08:00 customer-asked sms-invitation',
    ]);
  });

  it('is as clean by a recorded call as by the link', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.until('2026-03-04', '11:00');
    await firm.agent.answers(sold);
    expect((await firm.types(sold)).at(-1)).toBe('answered-clean');
    expect(await firm.balances(sold)).toMatchObject({ payable: SOLD_FOR });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('a problem', () => {
  it('holds the commission until the customer says that it is settled', async () => {
    const firm = await openFirm();
    const sold = await withProblem(firm);
    expect(await firm.case(sold)).toMatchObject({ stage: 'awaiting-remedy', owner: SELLER.id, round: 1 });
    expect(await firm.holds(sold)).toEqual(['callback-problem']);

    await firm.until('2026-03-04', '15:00');
    await firm.broker.remedies(sold);
    expect(await firm.case(sold)).toMatchObject({ stage: 'awaiting-confirmation' });
    expect(await firm.holds(sold)).toEqual(['callback-problem']);

    await firm.advance('PT3H');
    await firm.customer.confirms(sold, true);
    expect(await firm.timeline(sold)).toEqual([
      '2026-03-02 10:00 callback-opened',
      '2026-03-02 10:00 customer-asked sms-invitation',
      '2026-03-02 10:00 answered-problem',
      '2026-03-04 15:00 remedy-recorded',
      '2026-03-04 15:00 customer-asked confirmation-request',
      '2026-03-04 18:00 confirmed-settled',
    ]);
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: SOLD_FOR });
    expect(await firm.states(sold.caseId)).toEqual([
      ...['Route', 'ChooseRoute', 'AwaitAnswers'],
      ...['Route', 'ChooseRoute', 'AwaitRemedy'],
      ...['Route', 'ChooseRoute', 'AwaitConfirmation'],
      ...['Route', 'ChooseRoute', 'Closed'],
    ]);
  });

  it('goes into a second round when it is not settled, and the link of the first is dead', async () => {
    const firm = await openFirm();
    const sold = await withRemedy(firm);
    const first = firm.link(sold);
    await firm.customer.confirms(sold, false);
    expect(await firm.case(sold)).toMatchObject({ stage: 'awaiting-remedy', round: 2 });

    await firm.advance('P1D');
    await firm.broker.remedies(sold, 'met the customer with the team leader');
    await expect(firm.customer.confirms(sold, true, first)).rejects.toMatchObject({ status: 410 });
    expect(await firm.holds(sold)).toEqual(['callback-problem']);

    await firm.customer.confirms(sold, true);
    expect(await firm.types(sold)).toEqual([
      'callback-opened',
      'customer-asked',
      'answered-problem',
      'remedy-recorded',
      'customer-asked',
      'confirmed-not-settled',
      'remedy-recorded',
      'customer-asked',
      'confirmed-settled',
    ]);
    expect(firm.messages(sold)).toEqual([
      'callback-invitation',
      'confirmation-request',
      'confirmation-request',
    ]);
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: SOLD_FOR });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });

  it('needs a second person when the customer confirms in a recorded call', async () => {
    const firm = await openFirm();
    const sold = await withRemedy(firm);
    await firm.agent.confirms(sold, true);
    await expect(firm.agent.judges(sold, true, AGENT)).rejects.toMatchObject({
      status: 422,
      problem: { rule: 'second-person' },
    });
    expect(await firm.holds(sold)).toEqual(['callback-problem']);
    await firm.agent.judges(sold, false);
    expect(await firm.case(sold)).toMatchObject({ stage: 'awaiting-confirmation' });
    await firm.agent.confirms(sold, true);
    await firm.agent.judges(sold, true, BRANCH_MANAGER);
    expect(await firm.case(sold)).toMatchObject({ stage: 'settled' });
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: SOLD_FOR });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });

  it('cannot be released by the broker whose commission it holds', async () => {
    const firm = await openFirm();
    const sold = await withRemedy(firm);
    await expect(firm.agent.confirms(sold, true, SELLER)).rejects.toMatchObject({ status: 403 });
    const asAgent = { ...SELLER, role: 'callback-agent' as const };
    await expect(firm.agent.confirms(sold, true, asAgent)).rejects.toMatchObject({ status: 403 });
    expect(await firm.holds(sold)).toEqual(['callback-problem']);
  });
});

describe("a customer's number", () => {
  it('is corrected after nobody was reached: the customer is asked anew and answers', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const before = firm.link(sold);
    await firm.until('2026-03-04', '10:00');
    await firm.agent.attempts(sold, 'call', 'empty-number');
    await firm.until('2026-03-06', '10:00');
    await firm.agent.attempts(sold, 'letter', 'returned');
    await firm.until('2026-03-17', '10:00');
    await firm.agent.attempts(sold, 'visit', 'moved');
    await firm.until('2026-03-20', '10:00');
    expect(await firm.case(sold)).toMatchObject({
      stage: 'awaiting-remedy',
      problem: { cause: 'unreached' },
    });
    await expect(firm.broker.remedies(sold)).rejects.toMatchObject({ problem: { rule: 'nobody-reached' } });

    await firm.manager.corrects(sold, { phone: '13800009999' });
    expect(await firm.case(sold)).toMatchObject({ stage: 'awaiting-answers', contact: 1 });
    await firm.until('2026-03-23', '09:59');
    expect(firm.messages(sold)).toEqual(['callback-invitation', 'callback-reminder']);
    await firm.until('2026-03-23', '10:01');
    expect(firm.sms.sent.at(-1)).toMatchObject({ phone: '13800009999', template: 'callback-invitation' });

    await expect(firm.customer.answers(sold, {}, undefined, before)).rejects.toMatchObject({ status: 410 });
    await firm.customer.answers(sold);
    expect(await firm.case(sold)).toMatchObject({ stage: 'clean', coolingOff: { outcome: 'missed' } });
    // The wrong number placed a hold of its own, which compliance lifts when the correction is checked.
    expect(await firm.holds(sold)).toEqual(['customer-data']);
    await firm.ask(COMPLIANCE, 'POST', `/holds/${sold.policyId}/release`, {
      type: 'customer-data',
      reason: 'the new number was checked',
    });
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: SOLD_FOR });
  });

  it('is passed over when it is a staff member’s: the ladder goes on to the letter', async () => {
    const firm = await openFirm();
    const phone = '13700000001';
    await firm.ask(COMPLIANCE, 'PUT', '/staff-phones/agent-ding', { phone });
    const sold = await firm.sell({ customer: { ref: 'customer-of-staff', name: '甲一', phone } });
    await firm.until('2026-03-09', '10:00');
    expect(firm.messages(sold)).toEqual([]);
    expect(await firm.timeline(sold)).toEqual([
      '2026-03-02 10:00 callback-opened',
      '2026-03-02 10:00 phone-withheld sms-invitation',
      '2026-03-02 10:00 customer-data-held',
      '2026-03-03 08:00 phone-withheld sms-reminder',
      '2026-03-03 09:00 phone-withheld call-1',
      '2026-03-03 09:00 phone-withheld call-2',
      '2026-03-03 09:00 phone-withheld call-3',
      '2026-03-03 09:00 task-opened letter',
      '2026-03-06 09:00 task-missed letter',
    ]);
    expect(await firm.holds(sold)).toEqual(['callback-not-completed', 'customer-data']);

    await expect(firm.agent.answers(sold)).rejects.toMatchObject({ problem: { rule: 'phone-flagged' } });
    await firm.agent.answers(sold, {}, SLIP);
    expect(await firm.case(sold)).toMatchObject({ stage: 'clean' });
    expect(await firm.holds(sold)).toEqual(['customer-data']);
    await firm.ask(SECOND_COMPLIANCE, 'POST', `/holds/${sold.policyId}/release`, {
      type: 'customer-data',
      reason: 'the letter was signed by the customer',
    });
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: SOLD_FOR });
  });

  it('kills the link that went to the old one, also while an answer was awaited', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const before = firm.link(sold);
    await firm.manager.corrects(sold, { phone: '13800008888' });
    await expect(firm.customer.answers(sold, {}, undefined, before)).rejects.toMatchObject({ status: 410 });
    await firm.advance('P3D');
    expect(firm.link(sold)).not.toBe(before);
    await firm.customer.answers(sold);
    expect(await firm.case(sold)).toMatchObject({ stage: 'clean' });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('a receipt that comes later', () => {
  it('starts the cooling-off period of the waiting case', async () => {
    const firm = await openFirm();
    const sold = await firm.sell({ receiptOn: undefined });
    expect(await firm.holds(sold)).toEqual(['callback-not-completed', 'receipt-missing']);
    await firm.until('2026-03-04', '10:00');
    await firm.manager.bringsReceipt(sold, '2026-03-03');
    expect(await firm.case(sold)).toMatchObject({ coolingOff: { endsOn: '2026-03-18' } });
    expect(await firm.holds(sold)).toEqual(['callback-not-completed']);
    await firm.until('2026-03-19', '00:00');
    expect((await firm.timeline(sold)).at(-1)).toBe('2026-03-19 00:00 cooling-off-missed');
    expect(await firm.statuses()).toEqual(['RUNNING']);
  });
});

describe('a policy that is cancelled in the cooling-off period', () => {
  const STAGES: [string, (firm: Firm) => Promise<Sold>][] = [
    ['awaiting-answers', (firm) => firm.sell()],
    ['awaiting-remedy', (firm) => withProblem(firm)],
    ['awaiting-confirmation', withRemedy],
  ];

  it.each(STAGES)('ends the case %s and voids the commission', async (stage, reach) => {
    const firm = await openFirm();
    const sold = await reach(firm);
    expect(await firm.case(sold)).toMatchObject({ stage });
    const link = firm.link(sold);
    await firm.advance('P1D');
    await firm.manager.cancels(sold);
    const sent = firm.messages(sold);

    expect(await firm.case(sold)).toMatchObject({ stage: 'cancelled', category: 'closed' });
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
    await firm.advance('P60D');
    expect(await firm.timeline(sold)).toEqual(told);
    expect(firm.messages(sold)).toEqual(sent);
  });

  it('voids the commission of a case that was clean, and the case stays as it ended', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.customer.answers(sold);
    await firm.advance('P5D');
    await firm.manager.cancels(sold);
    expect(await firm.case(sold)).toMatchObject({ stage: 'clean', category: 'closed' });
    expect((await firm.types(sold)).at(-1)).toBe('cancelled-after-close');
    expect(await firm.balances(sold)).toMatchObject({ payable: 0, voided: SOLD_FOR });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });
});
