import { describe, expect, it } from 'vitest';
import { signedPush } from '../../adapters/sms/local-push.ts';
import { AlreadyExists, Refused, Unavailable } from '../../domain/errors.ts';
import { restart } from '../../functions/stream/follow.ts';
import { HANDLER, held, push, Survey, writtenBy } from '../support/evaluation-firm.ts';
import { type Firm, openFirm, type Sold } from '../support/firm.ts';
import { PUSH_TOKEN } from '../support/firm-parts.ts';
import { CORE_SYSTEM, HEAD_OFFICE, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { later } from '../support/wall.ts';

const STRANGER = '13699999999';

async function asked(): Promise<{ firm: Firm; sold: Sold; survey: Survey }> {
  const firm = await openFirm();
  const sold = await firm.sell();
  return { firm, sold, survey: await Survey.open(firm, sold) };
}

/** Two evaluations of one number, both waiting. */
async function askedTwice(): Promise<{ firm: Firm; first: Survey; second: Survey }> {
  const { firm, sold, survey } = await asked();
  await firm.advance('PT2M');
  return {
    firm,
    first: survey,
    second: await Survey.open(firm, sold, { moment: 'claim-closed', claim: 'c-1' }),
  };
}

interface Inbox {
  items: { evaluation: { id: string } }[];
  strays: { id: string; version: number; text: string; phone: string; why: string }[];
}
const inboxOf = (firm: Firm, by = HANDLER): Promise<Inbox> => firm.ask(by, 'GET', '/evaluations/inbox');

describe('what may be sent to a number', () => {
  it('waits for the caps of the gateway, whatever wants to be sent at once, and is never dropped', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.advance('PT10M');
    const claims = Array.from({ length: 7 }, (_, index) => `claim-${index}`);
    const surveys: Survey[] = [];
    await Promise.all(
      claims.map((claim) =>
        firm.ask<{ id: string }>(CORE_SYSTEM, 'POST', '/evaluations', {
          moment: 'claim-closed',
          policyId: sold.policyId,
          claim,
        }),
      ),
    ).then((made) => surveys.push(...made.map(({ id }) => Survey.of(firm, id, ''))));
    await firm.quiet();
    const sent = () => surveys.filter((one) => one.messages().length > 0).length;
    expect(sent()).toBe(2);
    await firm.advance('PT1M');
    expect(sent()).toBe(4);
    await firm.advance('PT50M');
    // The callback's invitation of ten minutes before counts as well until its hour is over.
    expect(sent()).toBe(5);
    await firm.advance('PT2H');
    expect(sent()).toBe(surveys.length);
    const extensions = await Promise.all(surveys.map(async (one) => (await one.case).extension));
    expect(new Set(extensions).size).toBe(surveys.length);
  });

  it('is nothing more of an evaluation after the customer wrote that none is wanted, and the callback goes on', async () => {
    const { firm, sold, survey } = await asked();
    await survey.writes('TD');
    expect(await survey.case).toMatchObject({ stage: 'replied', category: 'closed' });
    const next = await Survey.open(firm, sold, { moment: 'claim-closed', claim: 'claim-1' });
    expect(next.messages()).toEqual([]);
    expect(await next.case).toMatchObject({ stage: 'not-sent', category: 'closed' });
    const before = firm.messages(sold).length;
    await firm.advance('P3D');
    expect(firm.messages(sold).length).toBeGreaterThan(before);
  });

  it('is stopped for all its evaluations by one word, and nobody asks which of them was meant', async () => {
    const { firm, first, second } = await askedTwice();
    await push(firm, [writtenBy(first.phone, '退订', { at: firm.now })]);
    await firm.advance('P9D');
    expect([...first.messages(), ...second.messages()]).toEqual(['evaluation-request', 'evaluation-request']);
    expect(await first.case).toMatchObject({ category: 'closed' });
    expect(await second.case).toMatchObject({ category: 'closed' });
  });

  it('is not sent when the word came while the message was on its way', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.gateway.isDown = true;
    const survey = await Survey.open(firm, sold);
    await firm.store.transactions.commit([
      { store: 'opt-out', phone: survey.phone, at: firm.now.toISOString() },
    ]);
    firm.gateway.isDown = false;
    await firm.quiet();
    expect(survey.messages()).toEqual([]);
    expect((await survey.case).sent).toMatchObject([{ outcome: 'undelivered' }]);
  });

  it('goes out when the gateway is back, once', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    firm.gateway.isDown = true;
    const survey = await Survey.open(firm, sold);
    await firm.advance('PT1H');
    firm.gateway.isDown = false;
    await firm.quiet();
    await firm.stream.replay();
    expect(survey.messages()).toEqual(['evaluation-request']);
    expect((await survey.types()).filter((type) => type === 'message-sent')).toHaveLength(1);
  });

  it('that the gateway refuses for good, or cannot deliver, is no silence of the customer', async () => {
    const { firm, sold } = await asked();
    await firm.advance('PT2H');
    firm.sms.failNext(new Refused('sms-number', 'The gateway does not take this number.'));
    firm.sms.failNext(new Refused('sms-number', 'The gateway does not take this number.'));
    const refused = await Survey.open(firm, sold, { moment: 'claim-closed', claim: 'claim-1' });
    await firm.advance('P1D');
    const lost = await Survey.open(firm, sold, { moment: 'claim-closed', claim: 'claim-2' });
    await lost.isReported(false);
    await lost.isReported(false);
    expect((await lost.types()).filter((type) => type === 'message-undelivered')).toHaveLength(1);
    expect((await refused.case).sent[0]).toMatchObject({ outcome: 'undelivered' });
    await lost.isReported(true);
    expect((await lost.case).sent[0]).toMatchObject({ outcome: 'delivered' });
  });
});

describe('the first messages to a number', () => {
  it('decided at one moment by two executions are both sent, one after the other', async () => {
    const firm = await openFirm();
    const matter = {
      customerRef: 'guest-7',
      phone: '13700000007',
      line: 'life',
      branch: 'bj',
      brokerId: 'b',
    };
    const open = (claim: string) =>
      firm.ask<{ id: string }>(CORE_SYSTEM, 'POST', '/evaluations', {
        moment: 'claim-closed',
        claim,
        matter,
      });
    const one = await open('claim-1');
    firm.store.failNext((writes) =>
      writes.some((write) => write.store === 'sending')
        ? new AlreadyExists('There is such a sending already.', {}, { details: { store: 'sending' } })
        : undefined,
    );
    await firm.advance('PT1M');
    const survey = Survey.of(firm, one.id, matter.phone);
    expect(survey.messages()).toEqual(['evaluation-request']);
    expect(await firm.statuses('evaluation')).toEqual(['RUNNING']);
  });
});

describe('a reply that nobody can match', () => {
  it('is asked about once, and the code finds the evaluation', async () => {
    const { firm, first, second } = await askedTwice();
    await firm.advance('PT5M');
    await push(firm, [writtenBy(first.phone, '1A', { at: firm.now })]);
    expect([...first.messages(), ...second.messages()].toSorted()).toEqual([
      'evaluation-request',
      'evaluation-request',
      'evaluation-unclear',
    ]);
    const { extension } = await first.case;
    await firm.advance('PT5M');
    await push(firm, [writtenBy(first.phone, `#${extension} 1B`, { at: firm.now })]);
    expect(await first.case).toMatchObject({
      stage: 'replied',
      result: { says: { grades: expect.anything() } },
    });
    expect((await second.case).result).toBeUndefined();
  });

  it('is told apart by the extension that the gateway brings', async () => {
    const { first, second } = await askedTwice();
    await first.writes('1C', { code: true });
    await second.writes('1A', { code: true });
    expect(await first.case).toMatchObject({ stage: 'replied' });
    expect(await second.case).toMatchObject({ stage: 'replied' });
    expect(await first.complaints()).toHaveLength(1);
  });

  it('finds by its code the one before, while another waits, and a person reads it: it came too late', async () => {
    const { firm, sold, survey } = await asked();
    await survey.writes('1A');
    await firm.advance('P5D');
    const next = await Survey.open(firm, sold, { moment: 'claim-closed', claim: 'c-1' });
    await survey.writes('1C', { code: true });
    expect((await survey.case).inbox).toBeDefined();
    expect((await next.case).replies).toEqual([]);
    await next.writes('1A');
    expect(await next.case).toMatchObject({ stage: 'replied' });
  });

  it('a month after the asking is of no evaluation any more', async () => {
    const { firm, survey } = await asked();
    await firm.advance('P31D');
    await survey.writes('1A');
    expect((await survey.case).replies).toEqual([]);
    expect((await inboxOf(firm)).strays.map(({ text }) => text)).toEqual(['1A']);
  });

  it('goes to a person when the customer never says which', async () => {
    const { firm, first, second } = await askedTwice();
    await firm.advance('PT5M');
    await push(firm, [writtenBy(first.phone, '1C', { at: firm.now })]);
    await firm.advance('P8D');
    expect((await inboxOf(firm)).items.map(({ evaluation }) => evaluation.id)).toEqual([second.caseId]);
    await second.grades({ grades: {}, overall: 'C' });
    expect(await second.complaints()).toHaveLength(1);
  });

  it('of an unknown number, or before anything was asked, is kept for a person and answered as taken', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const { phone } = present(await firm.store.policies.byId(sold.policyId)).customer;
    const items = [
      writtenBy(STRANGER, '你们是谁', { at: firm.now }),
      writtenBy(phone, '1A', { at: firm.now }),
    ];
    expect(await push(firm, [...items, ...items])).toMatchObject({ code: 0 });
    const { strays } = await inboxOf(firm);
    expect(strays.map(({ text, why }) => [text, why]).toSorted()).toEqual(
      [
        ['你们是谁', 'unknown-number'],
        ['1A', 'nothing-asked'],
      ].toSorted(),
    );
    expect(strays.some(({ phone: shown }) => shown === STRANGER || shown === phone)).toBe(false);
    const elsewhere = await inboxOf(firm, staff('complaint-handler', 'handler-sh', 'sh'));
    expect(elsewhere.strays.map(({ text }) => text)).toEqual(['你们是谁']);
  });

  it('is put where it belongs by a person, once', async () => {
    const { firm, survey } = await asked();
    await push(firm, [writtenBy(STRANGER, '1C', { at: firm.now })]);
    const stray = present((await inboxOf(firm)).strays[0]);
    const path = `/evaluations/inbox/${stray.id}`;
    const put = () => firm.ask(HANDLER, 'POST', path, { version: stray.version, evaluation: survey.caseId });
    await expect(firm.ask(HEAD_OFFICE, 'POST', path, { version: 1, reason: 'x' })).rejects.toMatchObject({
      status: 403,
    });
    await expect(firm.ask(HANDLER, 'POST', path, { version: 1 })).rejects.toMatchObject({ status: 400 });
    await put();
    expect(await survey.case).toMatchObject({ stage: 'replied' });
    expect(await survey.complaints()).toHaveLength(1);
    expect((await inboxOf(firm)).strays).toEqual([]);
    await expect(put()).rejects.toMatchObject({ status: 422 });
  });
});

describe('pushes that were lost', () => {
  it('three in a row are made good by the next pull, and the gateway holds nothing any more', async () => {
    const { firm, survey } = await asked();
    const writtenAt = later(firm.now, { minutes: 1 });
    await firm.advance('PT1M');
    const reply = held(survey.phone, '1C', writtenAt);
    firm.inbox.hold(reply);
    for (let push = 0; push < 3; push += 1) {
      firm.store.failNext(new Unavailable('The store does not answer.'));
      const body = Buffer.from(JSON.stringify([localItem(reply)]));
      await expect(pushLocal(firm, body)).rejects.toMatchObject({ status: 503 });
      await firm.advance('PT5M');
    }
    expect((await survey.case).replies).toEqual([]);
    await firm.advance('PT20M');
    expect(await firm.repull()).toEqual({ pulled: 1, fresh: 1 });
    expect(await survey.case).toMatchObject({ stage: 'replied' });
    expect((await survey.complaints())[0]?.gatewayAt).toBe(writtenAt.toISOString());
    expect(await firm.repull()).toEqual({ pulled: 0, fresh: 0 });
  });

  it('stay with the gateway while they cannot be stored, and one that can keeps no other back', async () => {
    const { firm, survey } = await asked();
    const other = await Survey.open(firm, await firm.sell());
    const [one, two] = [held(survey.phone, '1A', firm.now), held(other.phone, '1A', firm.now)];
    firm.inbox.hold(one);
    firm.inbox.hold(two);
    firm.store.failNext(new Unavailable('The store does not answer.'));
    await expect(firm.repull()).rejects.toThrow();
    await firm.quiet();
    const stages = [(await survey.case).stage, (await other.case).stage];
    expect(stages.toSorted()).toEqual(['awaiting-reply', 'replied']);
    expect(await firm.repull()).toEqual({ pulled: 1, fresh: 1 });
    expect(await survey.case).toMatchObject({ stage: 'replied' });
    expect(await other.case).toMatchObject({ stage: 'replied' });
  });

  it('and pushed as well are one reply', async () => {
    const { firm, survey } = await asked();
    const reply = held(survey.phone, '1A', firm.now);
    await pushLocal(firm, Buffer.from(JSON.stringify([localItem(reply)])));
    firm.inbox.hold(reply);
    expect(await firm.repull()).toEqual({ pulled: 1, fresh: 0 });
    expect((await survey.case).replies).toHaveLength(1);
  });
});

function localItem({ receivedAt, ...reply }: ReturnType<typeof held>): object {
  return { is: 'reply', ...reply, receivedAt: receivedAt.toISOString() };
}

async function pushLocal(firm: Firm, body: Uint8Array, signed = signedPush(body, PUSH_TOKEN)): Promise<void> {
  await firm.ask('customer', 'POST', `/sms/replies/local/${signed}`, body);
  await firm.quiet();
}

describe('much at once', () => {
  it('a hundred replies in one push are a hundred replies, and those dissatisfied a complaint each', async () => {
    const firm = await openFirm();
    const surveys: Survey[] = [];
    for (let count = 0; count < 100; count += 1) {
      surveys.push(await Survey.open(firm, await firm.sell()));
    }
    const isDissatisfied = (index: number) => index % 4 === 0;
    await push(
      firm,
      surveys.map((one, index) =>
        writtenBy(one.phone, isDissatisfied(index) ? '1C' : '1A', { at: firm.now }),
      ),
    );
    const cases = await Promise.all(surveys.map((one) => one.case));
    expect(new Set(cases.map(({ stage }) => stage))).toEqual(new Set(['replied']));
    const complaints = await Promise.all(surveys.map((one) => one.complaints()));
    expect(complaints.map(({ length }) => length)).toEqual(
      surveys.map((_, index) => (isDissatisfied(index) ? 1 : 0)),
    );
    expect(new Set(await firm.statuses('evaluation'))).toEqual(new Set(['SUCCEEDED']));
  });

  it('pushes of one number beside each other lose nothing', async () => {
    const { firm, survey } = await asked();
    const items = ['1A', '2B', '3A', '4C'].map((text) => writtenBy(survey.phone, text, { at: firm.now }));
    await Promise.all(
      items.map((item) => firm.ask('customer', 'POST', `/sms/replies/aliyun/${PUSH_TOKEN}`, [item])),
    );
    await firm.quiet();
    expect((await survey.case).replies).toHaveLength(items.length);
    expect(await survey.complaints()).toHaveLength(1);
  });
});

describe('an execution of an evaluation', () => {
  it('that was stopped is started anew by the sweeper, and nothing is sent twice', async () => {
    const { firm, survey } = await asked();
    await firm.stopExecution(survey.caseId, 'evaluation');
    await firm.advance('P2DT10M');
    expect(survey.messages()).toEqual(['evaluation-request']);
    await firm.sweep();
    expect(survey.messages()).toEqual(['evaluation-request', 'evaluation-reminder']);
    await firm.advance('P7D');
    await firm.sweep();
    expect(await survey.case).toMatchObject({ stage: 'expired' });
  });

  it('that was started twice goes on in one, and the reply ends it', async () => {
    const { firm, survey } = await asked();
    const { cases } = firm.store;
    await restart(survey.caseId, { cases, workflows: firm.workflows, clock: firm.engine.clock });
    await firm.quiet();
    await survey.writes('1A');
    await firm.advance('P10D');
    expect(survey.messages()).toEqual(['evaluation-request']);
    expect(await firm.statuses('evaluation')).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('decides anew when the customer writes while it reads', async () => {
    const { firm, survey } = await asked();
    firm.before('Route', async () => {
      await firm.ask('customer', 'POST', `/sms/replies/aliyun/${PUSH_TOKEN}`, [
        writtenBy(survey.phone, '1A', { at: firm.now }),
      ]);
    });
    await firm.advance('P3D');
    expect(survey.messages()).toEqual(['evaluation-request']);
    expect(await survey.case).toMatchObject({ stage: 'replied', category: 'closed' });
  });
});

describe('a push that is not right', () => {
  const status = (asking: Promise<unknown>): Promise<number> =>
    asking.then(
      () => 200,
      (error: { status: number }) => error.status,
    );
  const at = (token: string, gateway = 'aliyun') => `/sms/replies/${gateway}/${token}`;

  it('by another token, signature or gateway finds nothing', async () => {
    const { firm, survey } = await asked();
    const items = [writtenBy(survey.phone, '1A', { at: firm.now })];
    const body = Buffer.from(JSON.stringify(items));
    const post = (path: string) => status(firm.ask('customer', 'POST', path, items));
    expect(await post(at(`${PUSH_TOKEN}x`))).toBe(404);
    expect(await post(at(PUSH_TOKEN.slice(1)))).toBe(404);
    expect(await post(at(PUSH_TOKEN, 'other'))).toBe(404);
    expect(await post(at(PUSH_TOKEN, 'constructor'))).toBe(404);
    expect(await status(pushLocal(firm, body, signedPush(body, 'another key')))).toBe(404);
    expect((await survey.case).replies).toEqual([]);
  });

  it('that is no list is refused, and one that is too large', async () => {
    const { firm } = await asked();
    const post = (body: unknown) => status(firm.ask('customer', 'POST', at(PUSH_TOKEN), body));
    expect(await post(Buffer.from('[{'))).toBe(400);
    expect(await post({ phone_number: '1' })).toBe(400);
    expect(await post(Buffer.from(''))).toBe(400);
    expect(await post(Buffer.alloc(10 * 1024 * 1024 + 1, ' '))).toBe(413);
    expect(await post([])).toBe(200);
  });

  it('with an item of no known form keeps none of the others back', async () => {
    const { firm, survey } = await asked();
    await push(firm, [{ nobody: 'knows' }, 7 as never, writtenBy(survey.phone, '1A', { at: firm.now })]);
    expect(await survey.case).toMatchObject({ stage: 'replied' });
  });

  it('is taken where the gateway was told the address of reports, and a report of another case is no news', async () => {
    const { firm, sold, survey } = await asked();
    const items = [writtenBy(survey.phone, '1A', { at: firm.now })];
    const report = { success: true, out_id: `${sold.caseId}.2`, report_time: '2026-03-02 10:00:00' };
    await firm.ask('customer', 'POST', `/sms/reports/aliyun/${PUSH_TOKEN}`, [...items, report]);
    await firm.quiet();
    expect(await survey.case).toMatchObject({ stage: 'replied' });
  });
});

describe('the figures of evaluations', () => {
  it('tell every share with its base, in the month of the asking', async () => {
    const { firm, survey } = await asked();
    const silent = await Survey.open(firm, await firm.sell());
    await survey.isReported(true);
    await silent.isReported(true);
    await survey.writes('1C');
    await survey.writes('不是很满意');
    await survey.grades({ grades: {}, overall: 'C' });
    const figures = await firm.ask<{ moments: Record<string, unknown>[]; denominators: object }>(
      HEAD_OFFICE,
      'GET',
      '/figures/evaluations?from=2026-03&to=2026-03',
    );
    const issued = present(figures.moments.find(({ moment }) => moment === 'policy-issued'));
    expect(issued).toMatchObject({
      asked: 2,
      sent: { numerator: 2, denominator: 2 },
      delivered: { numerator: 2, denominator: 2 },
      replied: { numerator: 1, denominator: 2, tooFew: true },
      valid: { numerator: 1, denominator: 2 },
      replies: 2,
      gradedByHand: { numerator: 1, denominator: 2 },
      dissatisfied: { numerator: 1, denominator: 1 },
    });
    const byItem = issued.byItem as { item: string; dissatisfied: { numerator: number } }[];
    expect(byItem.filter(({ dissatisfied }) => dissatisfied.numerator > 0).map(({ item }) => item)).toEqual([
      'terms-told',
      'overall',
    ]);
    await expect(
      firm.ask(HANDLER, 'GET', '/figures/evaluations?from=2026-03&to=2026-03'),
    ).rejects.toMatchObject({ status: 403 });
  });
});
