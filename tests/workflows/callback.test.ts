import { describe, expect, it } from 'vitest';
import { openFirm } from '../support/firm.ts';

describe('a clean callback', () => {
  it('goes from the sale to the free commission by one answered link', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    expect(await firm.holds(sold)).toEqual(['callback-not-completed']);
    await firm.advance('PT2H');
    await firm.customer.answers(sold);

    expect(await firm.timeline(sold)).toEqual([
      '2026-03-02 10:00 callback-opened',
      '2026-03-02 10:00 customer-asked sms-invitation',
      '2026-03-02 12:00 answered-clean',
    ]);
    expect(await firm.case(sold)).toMatchObject({ stage: 'clean', category: 'closed' });
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: 350_001 });
    expect(firm.messages(sold)).toEqual(['callback-invitation']);
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });

  it('costs at most 8 transitions and 5 calls of a function', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.advance('PT2H');
    await firm.customer.answers(sold);

    expect(await firm.states(sold.caseId)).toEqual([
      'Route',
      'ChooseRoute',
      'AwaitAnswers',
      'Route',
      'ChooseRoute',
      'Closed',
    ]);
    const { callback } = firm.engine.counts();
    expect(callback?.transitions).toBeLessThanOrEqual(8);
    expect(callback?.invocations).toBeLessThanOrEqual(5);
  });
});
