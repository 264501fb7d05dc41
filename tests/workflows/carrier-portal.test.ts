import { describe, expect, it } from 'vitest';
import { COMPLIANCE, reviewer, SECOND_COMPLIANCE, SELLER } from '../support/people.ts';
import { firmWith, prepared, sentTo } from '../support/pre-underwriting-firm.ts';

const CARRIERS = ['carrier-a', 'carrier-b'];

interface Shown {
  productName?: string;
  vocabulary: { code: string; means: string }[];
  mayNotAnswer?: string;
}

describe("what a carrier's reviewer is shown", () => {
  it('has the own product by name and the own codes that are in use, and no proposal', async () => {
    const firm = await firmWith(CARRIERS);
    const propose = (entries: object[]) =>
      firm.ask<{ version: number }>(COMPLIANCE, 'POST', '/vocabularies/carrier-a', { entries });
    const { version } = await propose([{ code: 'T1', wording: 'standard', means: 'standard' }]);
    const verdict = { approve: true, reason: 'as agreed with the carrier' };
    await firm.ask(SECOND_COMPLIANCE, 'POST', `/vocabularies/carrier-a/${version}/verdict`, verdict);
    await propose([{ code: 'T2', wording: 'declined', means: 'declined' }]);
    const asked = await sentTo(firm, CARRIERS);
    expect(await asked.packet<Shown>('carrier-a')).toMatchObject({
      productName: 'critical illness 1',
      vocabulary: [{ code: 'T1', means: 'standard' }],
    });
    expect((await asked.packet<Shown>('carrier-b')).vocabulary).toEqual([]);
  });

  it('lists what is over with the latest first', async () => {
    const firm = await firmWith(CARRIERS);
    const first = await sentTo(firm, CARRIERS);
    await first.answers('carrier-a');
    await firm.advance('PT1H');
    const second = await sentTo(firm, CARRIERS, { customerRef: 'applicant-2' });
    await second.answers('carrier-a');
    const { items } = await firm.ask<{ items: { id: string }[] }>(
      reviewer('carrier-a'),
      'GET',
      '/carrier-requests?stage=answered',
    );
    expect(items.map(({ id }) => id)).toEqual([
      await second.requestId('carrier-a'),
      await first.requestId('carrier-a'),
    ]);
  });
});

describe('what a broker is shown of a pre-underwriting', () => {
  it('says whether there is a number for the link to consent', async () => {
    const firm = await firmWith(CARRIERS);
    const withPhone = await prepared(firm);
    const without = await prepared(firm, { customerRef: 'applicant-2', phone: undefined });
    expect(await withPhone.view()).toMatchObject({ hasPhone: true });
    expect(await without.view()).toMatchObject({ hasPhone: false });
  });

  it('lists the carriers that the firm sells for to its people, and to no carrier', async () => {
    const firm = await firmWith(CARRIERS);
    const { items } = await firm.ask<{ items: { id: string }[] }>(SELLER, 'GET', '/carriers');
    expect(items.map(({ id }) => id)).toEqual(CARRIERS);
    await expect(firm.ask(reviewer('carrier-a'), 'GET', '/carriers')).rejects.toMatchObject({ status: 403 });
  });
});
