import { describe, expect, it } from 'vitest';
import type { ComplaintCase } from '../../domain/complaint/case.ts';
import { complaintsOf } from '../../functions/complaint/file.ts';
import { type Firm, openFirm, type Sold } from '../support/firm.ts';

const complaints = (firm: Firm, { customerRef }: Sold): Promise<ComplaintCase[]> =>
  complaintsOf(firm.store.cases, customerRef);

describe('a callback in which the customer was misled', () => {
  it('is a complaint by itself, of which whoever is paid for the policy sees nothing', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();

    await firm.customer.answers(sold, { 'own-signature': 'no' }, ['denies-buying']);

    const [complaint, ...others] = await complaints(firm, sold);
    const callback = await firm.case(sold);
    expect(others).toEqual([]);
    expect(complaint).toMatchObject({
      stage: 'awaiting-contact',
      subject: 'sales',
      origin: sold.caseId,
      policyId: sold.policyId,
      contacts: [{ channel: 'callback', newFacts: true }],
    });
    expect(complaint?.involved).toEqual(expect.arrayContaining(callback.concerned));
  });

  it('is one complaint when the stream tells it twice', async () => {
    const firm = await openFirm();
    firm.stream.isDouble = true;
    const sold = await firm.sell();

    await firm.customer.answers(sold, { 'own-signature': 'no' }, ['benefit-overstated']);

    const found = await complaints(firm, sold);
    expect(found.map(({ contacts }) => contacts.length)).toEqual([1]);
  });

  it('is none when something was only unclear', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();

    await firm.customer.answers(sold, { 'cover-known': 'unclear' });

    expect(await complaints(firm, sold)).toEqual([]);
  });
});
