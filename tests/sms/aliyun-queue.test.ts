import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AliyunPush } from '../../adapters/sms/aliyun-push.ts';
import { AliyunSmsQueue } from '../../adapters/sms/aliyun-queue.ts';
import { InvariantBroken, Throttled, Unavailable } from '../../domain/errors.ts';
import { nobody, serve } from './loopback.ts';
import { bytesOf } from './push-contract.ts';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const QUEUE = 'Alicom-Queue-1-SmsUp';
const LENT = { AccessKeyId: 'lent-id', AccessKeySecret: 'lent-secret', SecurityToken: 'lent-token' };

function upOf(index: number): object {
  return {
    phone_number: '13900000001',
    content: `${index}A`,
    send_time: `2026-03-02 09:00:${String(index).padStart(2, '0')}`,
    dest_code: '1069',
    sequence_id: index,
  };
}

/** The token and the queue of the gateway: proves the signature by the steps of the documentation. */
async function open(held: object[], { status = 200 } = {}) {
  const messages = new Map(held.map((item, index) => [`receipt-${index}`, JSON.stringify(item)]));
  const invisible = new Set<string>();
  const endpoint = await serve((request, body) => {
    if (status !== 200) return { status, type: 'text/plain', body: 'no' };
    if (request.headers['x-acs-action'] === 'QueryTokenForMnsQueue') {
      return {
        status: 200,
        type: 'application/json',
        body: JSON.stringify({ Code: 'OK', MessageTokenDTO: LENT }),
      };
    }
    const text = `${request.method}\n\ntext/xml\n${request.headers.date}\nx-mns-version:2015-06-06\n${request.url}`;
    const signature = createHmac('sha1', LENT.AccessKeySecret).update(text).digest('base64');
    const isSigned =
      request.headers.authorization === `MNS ${LENT.AccessKeyId}:${signature}` &&
      request.headers['security-token'] === LENT.SecurityToken;
    if (!isSigned)
      return { status: 403, type: 'text/xml', body: '<Error><Code>SignatureDoesNotMatch</Code></Error>' };
    if (request.method === 'DELETE') {
      for (const [, receipt] of body.matchAll(/<ReceiptHandle>([^<]+)</g)) messages.delete(receipt ?? '');
      return { status: 204, type: 'text/xml', body: '' };
    }
    const next = [...messages].filter(([receipt]) => !invisible.has(receipt)).slice(0, 16);
    if (next.length === 0)
      return { status: 404, type: 'text/xml', body: '<Error><Code>MessageNotExist</Code></Error>' };
    const list = next.map(([receipt, item]) => {
      invisible.add(receipt);
      return `<Message><MessageId>m</MessageId><ReceiptHandle>${receipt}</ReceiptHandle><MessageBody>${Buffer.from(item).toString('base64')}</MessageBody></Message>`;
    });
    return {
      status: 200,
      type: 'text/xml',
      body: `<?xml version="1.0"?><Messages>${list.join('')}</Messages>`,
    };
  });
  return { inbox: inboxAt(endpoint), left: () => messages.size, showAgain: () => invisible.clear() };
}

function inboxAt(endpoint: string): AliyunSmsQueue {
  return new AliyunSmsQueue({
    accessKeyId: 'key-of-the-firm',
    accessKeySecret: 'secret-of-the-firm',
    queueName: QUEUE,
    tokenEndpoint: endpoint,
    queueEndpoint: endpoint,
    now: () => NOW,
    nonce: randomUUID,
  });
}

describe('the queue of replies at Aliyun', () => {
  it('gives all that it holds, in order, and again until it is forgotten', async () => {
    const items = Array.from({ length: 40 }, (_, index) => upOf(index));
    const { inbox, left, showAgain } = await open([...items].reverse());

    const replies = await inbox.pull(new Date(0));
    expect(replies.map(({ text }) => text)).toEqual(items.map((_, index) => `${index}A`));

    showAgain();
    expect(await inbox.pull(new Date(0))).toEqual(replies);
    await inbox.forget(replies);
    expect(left()).toBe(0);
    await inbox.forget(replies);
  });

  it('gives a reply the id that it had when it was pushed', async () => {
    const { inbox } = await open([upOf(1)]);
    const push = new AliyunPush({ token: 'token' });
    const [pushed] = push.read({
      body: bytesOf([{ ...upOf(1), sequence_id: '1' }]),
      proof: 'token',
      now: NOW,
    }).replies;

    expect(await inbox.pull(new Date(0))).toEqual([pushed]);
  });

  it('keeps what nobody can read, and gives the rest', async () => {
    const { inbox, left } = await open([{ junk: true }, upOf(1), { content: '1A' }]);

    const replies = await inbox.pull(new Date(0));
    expect(replies).toHaveLength(1);
    await inbox.forget(replies);
    expect(left()).toBe(2);
  });

  it('is empty when there is nothing', async () => {
    const { inbox } = await open([]);
    expect(await inbox.pull(new Date(0))).toEqual([]);
  });

  it.each([
    { status: 429, error: Throttled },
    { status: 503, error: Unavailable },
    { status: 403, error: InvariantBroken },
  ])('fails by its name with $status', async ({ status, error }) => {
    const { inbox } = await open([], { status });
    await expect(inbox.pull(new Date(0))).rejects.toThrow(error);
  });

  it('is unavailable when nobody listens', async () => {
    await expect(inboxAt(await nobody()).pull(new Date(0))).rejects.toThrow(Unavailable);
  });
});
