import { describe, expect, it } from 'vitest';
import { InvariantBroken, Refused, Throttled, Unavailable } from '../../domain/errors.ts';
import type { Write } from '../../domain/ports.ts';
import { restart } from '../../functions/stream/follow.ts';
import { type Firm, isWakeUp, openFirm, type Sold } from '../support/firm.ts';

const NO = { 'cover-known': 'no' } as const;

const asksTheCustomer = (writes: readonly Write[]) => writes.some((write) => write.store === 'message');

/** An execution that starts from the record, beside whatever else there is. */
async function startAnother(firm: Firm, sold: Sold): Promise<void> {
  const { cases } = firm.store;
  await restart(sold.caseId, { cases, workflows: firm.workflows, clock: firm.engine.clock });
  await firm.quiet();
}

/** The story that every mended case must end with. */
async function endsWell(firm: Firm, sold: Sold): Promise<void> {
  await firm.customer.answers(sold, NO);
  await firm.broker.remedies(sold);
  await firm.customer.confirms(sold, true);
  expect(await firm.case(sold)).toMatchObject({ stage: 'settled' });
  expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: 350_001 });
}

describe('a change that the stream lost', () => {
  it('leaves a new case without an execution until the sweeper starts one', async () => {
    const firm = await openFirm({ schedules: true });
    firm.stream.loseNext(({ is }) => is === 'new-case');
    const sold = await firm.sell();
    expect(await firm.executions()).toEqual([]);
    await firm.advance('PT20M');
    expect(await firm.statuses()).toEqual(['RUNNING']);
    expect(firm.messages(sold)).toEqual(['callback-invitation']);
    await endsWell(firm, sold);
  });

  it('leaves a decided wait until the sweeper wakes it, within twenty minutes', async () => {
    const firm = await openFirm({ schedules: true });
    const sold = await firm.sell();
    firm.stream.loseNext(isWakeUp);
    await firm.customer.answers(sold, NO);
    // Decided, and the workflow does not know: the record says what is true.
    expect(await firm.case(sold)).toMatchObject({ stage: 'awaiting-remedy' });
    expect((await firm.states(sold.caseId)).at(-1)).toBe('AwaitAnswers');
    await firm.advance('PT20M');
    expect((await firm.states(sold.caseId)).at(-1)).toBe('AwaitRemedy');
    await firm.broker.remedies(sold);
    await firm.customer.confirms(sold, true);
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
    expect(await firm.store.cases.undelivered(firm.now)).toEqual([]);
  });

  it('is mended by the wait itself when there is no sweeper: it times out and reads the record', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.stream.loseNext(isWakeUp);
    await firm.customer.answers(sold, NO);
    await firm.until('2026-03-03', '09:00');
    expect((await firm.states(sold.caseId)).at(-1)).toBe('AwaitRemedy');
    expect(firm.messages(sold)).toEqual(['callback-invitation']);
  });
});

describe('changes that the stream delivers twice', () => {
  async function wholeStory(firm: Firm): Promise<Sold> {
    const sold = await firm.sell();
    await firm.until('2026-03-03', '10:00');
    await firm.customer.answers(sold, NO);
    await firm.until('2026-03-05', '10:00');
    await firm.broker.remedies(sold);
    await firm.customer.confirms(sold, false);
    await firm.broker.remedies(sold, 'met the customer');
    await firm.customer.confirms(sold, true);
    return sold;
  }

  const COUNTED = {
    'callback-opened': 1,
    'answered-problem': 1,
    'confirmed-not-settled': 1,
    'confirmed-settled': 1,
  };

  it('send no message twice and count nothing twice', async () => {
    const once = await openFirm();
    const sold = await wholeStory(once);
    const twice = await openFirm();
    twice.stream.isDouble = true;
    const soldTwice = await wholeStory(twice);

    expect(await twice.timeline(soldTwice)).toEqual(await once.timeline(sold));
    expect(twice.messages(soldTwice)).toEqual(once.messages(sold));
    expect(twice.gateway.asked).toBe(once.gateway.asked);
    expect(await twice.counted('2026-03')).toEqual(COUNTED);
    expect(await twice.balances(soldTwice)).toEqual(await once.balances(sold));
    await twice.advance('P30D');
    expect(new Set(await twice.statuses())).toEqual(new Set(['SUCCEEDED']));
  });

  it('change nothing when all of them come again from the beginning, in the middle and at the end', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.customer.answers(sold, NO);
    await firm.broker.remedies(sold);
    const asked = firm.gateway.asked;
    await firm.stream.replay();
    await firm.quiet();
    await firm.customer.confirms(sold, true);
    const told = await firm.timeline(sold);
    await firm.stream.replay();
    await firm.advance('P30D');

    expect(firm.gateway.asked).toBe(asked);
    expect(await firm.timeline(sold)).toEqual(told);
    expect(await firm.counted('2026-03')).toEqual({
      'callback-opened': 1,
      'answered-problem': 1,
      'confirmed-settled': 1,
    });
    expect(await firm.balances(sold)).toMatchObject({ payable: 350_001 });
    expect(new Set(await firm.statuses())).toEqual(new Set(['SUCCEEDED']));
  });
});

describe('an execution that is lost', () => {
  it('is started again from the record by the sweeper when the case is due', async () => {
    const firm = await openFirm({ schedules: true });
    const sold = await firm.sell();
    await firm.stopExecution(sold.caseId);
    await firm.until('2026-03-03', '08:10');
    expect(firm.messages(sold)).toEqual(['callback-invitation']);
    await firm.until('2026-03-03', '08:20');
    expect((await firm.timeline(sold)).at(-1)).toBe('2026-03-03 08:15 customer-asked sms-reminder');
    expect(await firm.statuses()).toEqual(['ABORTED', 'RUNNING']);
    await endsWell(firm, sold);
    expect(await firm.statuses()).toEqual(['ABORTED', 'SUCCEEDED']);
  });

  it('is started again by the decision itself, which finds nobody waiting', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.stopExecution(sold.caseId);
    await firm.customer.answers(sold, NO);
    expect(firm.workflows.wakes).toEqual(['gone']);
    expect(await firm.statuses()).toEqual(['ABORTED', 'RUNNING']);
    await firm.until('2026-03-05', '10:00');
    expect((await firm.timeline(sold)).at(-1)).toBe('2026-03-05 09:00 reminded remedy-reminder');
  });

  it('is not missed when the case is closed by the decision', async () => {
    const firm = await openFirm({ schedules: true });
    const sold = await firm.sell();
    await firm.stopExecution(sold.caseId);
    await firm.customer.answers(sold);
    await firm.advance('P3D');
    expect(await firm.case(sold)).toMatchObject({ stage: 'clean' });
    expect(await firm.statuses()).toEqual(['ABORTED']);
  });

  it.each(['awaiting-remedy', 'awaiting-confirmation'])('goes on %s where the record is', async (stage) => {
    const firm = await openFirm({ schedules: true });
    const sold = await firm.sell();
    await firm.customer.answers(sold, NO);
    if (stage === 'awaiting-confirmation') await firm.broker.remedies(sold);
    expect(await firm.case(sold)).toMatchObject({ stage });
    await firm.stopExecution(sold.caseId);
    await firm.until('2026-03-05', '12:00');
    expect(await firm.statuses()).toEqual(['ABORTED', 'RUNNING']);
    const last = (await firm.executions()).at(-1)?.name ?? '';
    expect(await firm.states(last)).toEqual([
      'Route',
      'ChooseRoute',
      stage === 'awaiting-remedy' ? 'AwaitRemedy' : 'AwaitConfirmation',
    ]);
  });
});

describe('two executions of one case', () => {
  it('do every step once: one of them waits, the other finds itself superseded', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await startAnother(firm, sold);
    expect(await firm.statuses()).toEqual(['RUNNING', 'RUNNING']);
    await firm.until('2026-03-04', '10:00');
    expect(firm.messages(sold)).toEqual(['callback-invitation', 'callback-reminder']);
    expect(await firm.timeline(sold)).toEqual([
      '2026-03-02 10:00 callback-opened',
      '2026-03-02 10:00 customer-asked sms-invitation',
      '2026-03-03 08:00 customer-asked sms-reminder',
      '2026-03-04 09:00 task-opened call-1',
    ]);
    expect(await firm.statuses()).toEqual(['SUCCEEDED', 'RUNNING']);
    expect((await firm.states(sold.caseId)).at(-1)).toBe('Superseded');
    await endsWell(firm, sold);
    expect(await firm.statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('are one when both restarts come in the same minute', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await Promise.all([startAnother(firm, sold), startAnother(firm, sold)]);
    expect(await firm.executions()).toHaveLength(2);
  });
});

describe('a step that fails', () => {
  it.each([
    ['storing its decision', 'commit'],
    ['storing its token', 'storeToken'],
  ] as const)('of throttling while %s is tried again and goes on', async (_what, on) => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const times = on === 'commit' ? 3 : 2;
    for (let time = 0; time < times; time += 1) {
      firm.store.failNext(
        (writes) => (on === 'storeToken' || asksTheCustomer(writes) ? new Throttled('slow down') : undefined),
        on,
      );
    }
    await firm.until('2026-03-03', '08:10');
    expect(firm.messages(sold)).toEqual(['callback-invitation', 'callback-reminder']);
    expect(await firm.statuses()).toEqual(['RUNNING']);
    expect((await firm.states(sold.caseId)).at(-1)).toBe('AwaitAnswers');
    await endsWell(firm, sold);
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });

  it('for good stops the execution, says so, and the sweeper brings the case back', async () => {
    const firm = await openFirm({ schedules: true });
    const sold = await firm.sell();
    firm.store.failNext((writes) => (asksTheCustomer(writes) ? new InvariantBroken('a bug') : undefined));
    await firm.until('2026-03-03', '08:05');
    expect(await firm.statuses()).toEqual(['FAILED']);
    const { arn } = (await firm.executions())[0] ?? { arn: '' };
    expect(await firm.engine.handleRequest('DescribeExecution', { executionArn: arn })).toMatchObject({
      error: 'CallbackStopped',
    });
    await firm.until('2026-03-03', '08:20');
    expect(firm.messages(sold)).toEqual(['callback-invitation', 'callback-reminder']);
    expect(await firm.statuses()).toEqual(['FAILED', 'RUNNING']);
    await endsWell(firm, sold);
  });

  it('again and again is started again each quarter of an hour until it works', async () => {
    const firm = await openFirm({ schedules: true });
    const sold = await firm.sell();
    for (let time = 0; time < 3; time += 1) {
      firm.store.failNext((writes) => (asksTheCustomer(writes) ? new InvariantBroken('a bug') : undefined));
    }
    await firm.until('2026-03-03', '09:00');
    expect(await firm.statuses()).toEqual(['FAILED', 'FAILED', 'FAILED', 'RUNNING']);
    expect((await firm.timeline(sold)).at(-1)).toBe('2026-03-03 08:45 customer-asked sms-reminder');
  });
});

describe('Step Functions that cannot be reached', () => {
  it('delays the start of a case, and loses none', async () => {
    const firm = await openFirm();
    firm.workflows.failNext(new Unavailable('no answer'));
    firm.workflows.failNext(new Unavailable('no answer'));
    const sold = await firm.sell();
    await firm.advance('PT1M');
    expect(firm.stream.failures).toBe(2);
    expect(firm.messages(sold)).toEqual(['callback-invitation']);
    expect(await firm.statuses()).toEqual(['RUNNING']);
  });

  it('delays a wake-up, and loses none', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.workflows.failNext(new Throttled('slow down'));
    await firm.customer.answers(sold, NO);
    await firm.advance('PT1M');
    expect((await firm.states(sold.caseId)).at(-1)).toBe('AwaitRemedy');
    expect(firm.workflows.wakes).toEqual(['woken']);
  });
});

describe('a gateway', () => {
  it('that is down gets each message once when it is back', async () => {
    const firm = await openFirm();
    firm.gateway.isDown = true;
    const sold = await firm.sell();
    await firm.until('2026-03-03', '12:00');
    expect(firm.messages(sold)).toEqual([]);
    expect(firm.gateway.asked).toBeGreaterThan(2);
    const waiting = await firm.store.cases.messages(sold.caseId);
    expect(waiting.map(({ status }) => status)).toEqual(['intended', 'intended']);

    firm.gateway.isDown = false;
    await firm.advance('PT1M');
    expect(firm.messages(sold)).toEqual(['callback-invitation', 'callback-reminder']);
    const sent = await firm.store.cases.messages(sold.caseId);
    expect(sent.map(({ status }) => status)).toEqual(['sent', 'sent']);
    await firm.advance('P1D');
    await endsWell(firm, sold);
  });

  it('that is down for long sends nothing that is no question any more', async () => {
    const firm = await openFirm();
    firm.gateway.isDown = true;
    const sold = await firm.sell();
    await firm.advance('PT2H');
    await firm.agent.answers(sold, NO);
    await firm.broker.remedies(sold);
    await firm.agent.confirms(sold, false);
    await firm.broker.remedies(sold, 'met the customer');
    firm.gateway.isDown = false;
    await firm.advance('PT1M');
    // The invitation and the question of the first round came too late.
    expect(firm.messages(sold)).toEqual(['confirmation-request']);
    const statuses = (await firm.store.cases.messages(sold.caseId)).map(({ status }) => status);
    expect(statuses.sort()).toEqual(['failed', 'failed', 'sent']);
    await firm.customer.confirms(sold, true);
    expect(await firm.case(sold)).toMatchObject({ stage: 'settled' });
  });

  it('that took a message and whose receipt got lost is not given it as another one', async () => {
    const firm = await openFirm();
    firm.store.failNext(new Unavailable('no answer'), 'markSent');
    const sold = await firm.sell();
    await firm.advance('PT1M');
    expect(firm.gateway.asked).toBe(2);
    // The same id twice: the gateway knows it.
    expect(firm.messages(sold)).toEqual(['callback-invitation']);
    const [message] = await firm.store.cases.messages(sold.caseId);
    expect(message).toMatchObject({ status: 'sent', receipt: `receipt-${message?.id}` });
  });

  it('that refuses a number fails the message, and the ladder goes on', async () => {
    const firm = await openFirm();
    firm.sms.failNext(new Refused('no-such-number', 'The number does not exist.'));
    const sold = await firm.sell();
    const [message] = await firm.store.cases.messages(sold.caseId);
    expect(message).toMatchObject({ status: 'failed' });
    await firm.until('2026-03-04', '10:00');
    expect(firm.messages(sold)).toEqual(['callback-reminder']);
    expect((await firm.timeline(sold)).at(-1)).toBe('2026-03-04 09:00 task-opened call-1');
  });
});
