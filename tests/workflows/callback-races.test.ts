import { describe, expect, it } from 'vitest';
import { StaleVersion, Unavailable } from '../../domain/errors.ts';
import { type Firm, isWakeUp, openFirm, type Sold } from '../support/firm.ts';
import { RequestRefused } from '../support/firm-api.ts';
import { present } from '../support/present.ts';

/** From the first answer, whatever it met, to the settled end: the case goes on, and nothing happened twice. */
async function settle(firm: Firm, sold: Sold): Promise<void> {
  expect(await firm.case(sold)).toMatchObject({ stage: 'awaiting-remedy' });
  await firm.broker.remedies(sold);
  await firm.until('2026-03-05', '11:00');
  expect((await firm.types(sold)).filter((type) => type === 'remedy-recorded')).toHaveLength(1);
  await firm.customer.confirms(sold, true);
  expect(await firm.case(sold)).toMatchObject({ stage: 'settled' });
  expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: 350_001 });
  await firm.advance('P60D');
  // Whatever was started on the way has ended, and none as a failure.
  expect(new Set(await firm.statuses())).toEqual(new Set(['SUCCEEDED']));
  // One message per intent; one that the answer overtook on its way was not sent.
  const asked = (await firm.history(sold)).filter(({ type }) => type === 'customer-asked');
  const messages = await firm.store.cases.messages(sold.caseId);
  expect(messages.map(({ template }) => template).sort()).toEqual(
    asked.map(({ data }) => data.template).sort(),
  );
  const sent = messages.filter(({ status }) => status === 'sent');
  expect(firm.messages(sold).sort()).toEqual(sent.map(({ template }) => template).sort());
  expect(messages.filter(({ status }) => status === 'intended')).toEqual([]);
}

const NO = { 'cover-known': 'no' } as const;

describe('a word that is said twice', () => {
  it('has the same answer and one effect when it is the same', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const link = firm.link(sold);
    await firm.customer.answers(sold, NO);
    const told = await firm.timeline(sold);
    await firm.customer.answers(sold, NO, undefined, link);
    await firm.advance('PT1H');
    await firm.customer.answers(sold, NO, undefined, link);
    expect(await firm.timeline(sold)).toEqual(told);
    expect(await firm.statuses()).toEqual(['RUNNING']);
    await settle(firm, sold);
  });

  it('is gone when it is another', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const link = firm.link(sold);
    await firm.customer.answers(sold, NO);
    const told = await firm.timeline(sold);
    await expect(firm.customer.answers(sold, {}, undefined, link)).rejects.toMatchObject({ status: 410 });
    expect(await firm.timeline(sold)).toEqual(told);
    expect(await firm.holds(sold)).toEqual(['callback-problem']);
  });

  it('has one effect when both come at one moment', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await Promise.all([firm.customer.answers(sold, NO), firm.customer.answers(sold, NO)]);
    expect((await firm.types(sold)).filter((type) => type === 'answered-problem')).toHaveLength(1);
    await settle(firm, sold);
  });

  it('counts once of two different ones at one moment, and the loser is told', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const words = [firm.customer.answers(sold, NO), firm.agent.answers(sold)];
    const outcomes = await Promise.allSettled(words);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toBeInstanceOf(RequestRefused);
    expect([409, 410, 422]).toContain((lost.reason as RequestRefused).status);
    const types = await firm.types(sold);
    expect(types.filter((type) => type.startsWith('answered-'))).toHaveLength(1);
  });

  it('settles once, and a second "settled" by the same link changes nothing', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.customer.answers(sold, NO);
    await firm.broker.remedies(sold);
    const link = firm.link(sold);
    await firm.customer.confirms(sold, true, link);
    const told = await firm.timeline(sold);
    await firm.customer.confirms(sold, true, link);
    await expect(firm.customer.confirms(sold, false, link)).rejects.toMatchObject({ status: 410 });
    expect(await firm.timeline(sold)).toEqual(told);
    expect(await firm.balances(sold)).toMatchObject({ payable: 350_001 });
  });
});

describe('an answer at an awkward moment', () => {
  const MOMENTS = [
    ['before the first Route reads', 'before', 'Route', 0],
    ['after Route has said where to wait', 'after', 'Route', 0],
    ['before the token is stored', 'before', 'AwaitAnswers', 0],
    ['when the token was stored and Step Functions does not know', 'after', 'AwaitAnswers', 0],
    ['when the wait has timed out and Route has not read', 'before', 'Route', 1],
    ['after Route went on from a timeout', 'after', 'Route', 1],
    ['before the new token of the same wait is stored', 'before', 'AwaitAnswers', 1],
    ['when the new token of the same wait was stored', 'after', 'AwaitAnswers', 1],
  ] as const;

  it.each(MOMENTS)('is neither lost nor taken twice: %s', async (_moment, when, state, timeouts) => {
    const firm = await openFirm();
    const selling = async () => {
      if (timeouts === 1) return firm.sell();
      const answered = Promise.withResolvers<void>();
      let sold: Sold | undefined;
      firm[when](state, async () => {
        // The policy is in by now: its case is the only one.
        const { items } = await firm.store.cases.all();
        const { id } = present(items[0]);
        sold = { caseId: id, policyId: id.replace('cb-', 'pl-'), customerRef: '', number: '' };
        await firm.agent.answers(sold, NO);
        answered.resolve();
      });
      await firm.sell();
      await answered.promise;
      return present(sold);
    };
    const sold = await selling();
    if (timeouts === 1) {
      firm[when](state, () => firm.agent.answers(sold, NO));
      await firm.until('2026-03-03', '08:30'); // the reminder is due at eight
    }
    await settle(firm, sold);
  });

  it('is found by the step that brings the token, even if the stream loses all that was told of it', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.before('AwaitAnswers', async () => {
      firm.stream.loseNext(isWakeUp); // the decision
      firm.stream.loseNext(isWakeUp); // the token beside it
      firm.stream.loseNext(isWakeUp); // and that it was delivered
      await firm.agent.answers(sold, NO);
    });
    await firm.until('2026-03-03', '08:30');
    expect((await firm.states(sold.caseId)).at(-1)).toBe('AwaitRemedy');
    await settle(firm, sold);
  });

  it('starts no second execution when the step and the stream both wake', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.before('AwaitAnswers', () => firm.agent.answers(sold, NO));
    await firm.until('2026-03-03', '08:30');
    expect(firm.workflows.wakes).toContain('gone');
    expect(await firm.statuses()).toEqual(['RUNNING']);
    await settle(firm, sold);
  });

  it('wakes an execution whose step has not even answered yet', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.after('AwaitAnswers', async () => {
      await firm.agent.answers(sold, NO);
      await firm.stream.drain();
      expect(firm.workflows.wakes).toEqual(['woken']);
    });
    await firm.until('2026-03-03', '08:30');
    expect(firm.workflows.wakes).toEqual(['woken']);
    await settle(firm, sold);
  });

  it('meets a Route that decided on what was there before: Route reads again', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.store.failNext((writes) =>
      writes.some((write) => write.store === 'message') ? new StaleVersion('somebody was first') : undefined,
    );
    await firm.until('2026-03-03', '08:30');
    expect(firm.messages(sold)).toEqual(['callback-invitation', 'callback-reminder']);
    expect((await firm.states(sold.caseId)).at(-1)).toBe('AwaitAnswers');
    await firm.customer.answers(sold, NO);
    await settle(firm, sold);
  });
});

describe('a command whose answer got lost', () => {
  it('is not done twice when the customer posts again', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.store.loseNextAnswer();
    await expect(firm.customer.answers(sold, NO)).rejects.toMatchObject({ status: 503 });
    await firm.customer.answers(sold, NO);
    expect((await firm.types(sold)).filter((type) => type === 'answered-problem')).toHaveLength(1);
    await settle(firm, sold);
  });

  it('is not done twice when it was Route’s: one message for one rung', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.store.loseNextAnswer((writes) =>
      writes.some((write) => write.store === 'message') ? new Unavailable('no answer came') : undefined,
    );
    await firm.until('2026-03-03', '08:30');
    expect((await firm.timeline(sold)).at(-1)).toBe('2026-03-03 08:00 customer-asked sms-reminder');
    expect(firm.messages(sold)).toEqual(['callback-invitation', 'callback-reminder']);
    expect((await firm.states(sold.caseId)).at(-1)).toBe('AwaitAnswers');
    await firm.customer.answers(sold, NO);
    await settle(firm, sold);
  });
});
