import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { InvariantBroken, Throttled, Unavailable } from '../../domain/errors.ts';
import type { SmsInbox, SmsReply } from '../../domain/ports.ts';
import { replyOf } from './aliyun-push.ts';
import { signedCall } from './aliyun-signature.ts';

const TIMEOUT_MS = 10_000;
const AT_ONCE = 16; // the most of one request
const MOST_REQUESTS = 50; // 800 replies a pull: the next one goes on
const MNS_VERSION = '2015-06-06';

const Token = z.object({
  Code: z.literal('OK'),
  MessageTokenDTO: z.object({
    AccessKeyId: z.string(),
    AccessKeySecret: z.string(),
    SecurityToken: z.string(),
  }),
});
type Key = z.infer<typeof Token>['MessageTokenDTO'];

export interface AliyunQueueOptions {
  accessKeyId: string;
  accessKeySecret: string;
  /** `Alicom-Queue-…-SmsUp`, as the console shows it. */
  queueName: string;
  /** See `AliyunPushOptions`. */
  numberBeforeExtension?: string | undefined;
  /** https://dybaseapi.aliyuncs.com */
  tokenEndpoint: string;
  /** https://1943695596114318.mns.cn-hangzhou.aliyuncs.com: one for all customers of the gateway. */
  queueEndpoint: string;
  now: () => Date;
  nonce: () => string;
}

/**
 * Replies that Aliyun keeps in a queue, for what its pushes have lost. No operation asks for replies by time or number
 * (QuerySendDetails knows only what was sent), so this needs the queue mode switched on in the console beside the
 * push; a reply from before that, or older than the queue keeps, cannot be had again. A queue knows no time: all that
 * it holds comes, and comes again until it is forgotten. Written by the documentation and not tried against Aliyun.
 * https://help.aliyun.com/document_detail/101646.html https://help.aliyun.com/document_detail/35137.htm
 */
export class AliyunSmsQueue implements SmsInbox {
  readonly #options: AliyunQueueOptions;
  /** By reply: what the queue wants to see when it is to forget one. A later receipt replaces the earlier. */
  readonly #receipts = new Map<string, string>();

  constructor(options: AliyunQueueOptions) {
    this.#options = options;
  }

  async pull(_since: Date): Promise<SmsReply[]> {
    const key = await this.#key();
    const found = new Map<string, SmsReply>();
    for (let request = 0; request < MOST_REQUESTS; request += 1) {
      const { status, text } = await this.#queue(key, 'GET', `?numOfMessages=${AT_ONCE}&waitseconds=0`);
      if (status === 404 && text.includes('MessageNotExist')) break;
      if (status !== 200) throw failure(status, 'queue');
      const messages = messagesIn(text);
      if (messages.length === 0) break;
      for (const { body, receipt } of messages) {
        // What cannot be read stays, and goes when the queue's time for it is over.
        const reply = replyOf(jsonOf(body), this.#options.now(), this.#options.numberBeforeExtension);
        if (reply === undefined) continue;
        found.set(reply.id, reply);
        this.#receipts.set(reply.id, receipt);
      }
    }
    return [...found.values()].sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  }

  async forget(replies: readonly SmsReply[]): Promise<void> {
    const held = replies.flatMap(({ id }) => {
      const receipt = this.#receipts.get(id);
      return receipt === undefined ? [] : [{ id, receipt }];
    });
    if (held.length === 0) return;
    const key = await this.#key();
    for (let from = 0; from < held.length; from += AT_ONCE) {
      const batch = held.slice(from, from + AT_ONCE);
      const handles = batch.map(({ receipt }) => `<ReceiptHandle>${receipt}</ReceiptHandle>`).join('');
      const body = `<?xml version="1.0" encoding="UTF-8"?><ReceiptHandles xmlns="http://mns.aliyuncs.com/doc/v1/">${handles}</ReceiptHandles>`;
      const { status } = await this.#queue(key, 'DELETE', '', body);
      // 404: a receipt ran out, so that reply comes again and is known again.
      if (status !== 204 && status !== 404) throw failure(status, 'queue');
      for (const { id } of batch) this.#receipts.delete(id);
    }
  }

  /** The queue is the gateway's own: it lends a key for some minutes. */
  async #key(): Promise<Key> {
    const { accessKeyId, accessKeySecret, queueName, tokenEndpoint, now, nonce } = this.#options;
    const { url, headers } = signedCall({
      endpoint: tokenEndpoint,
      action: 'QueryTokenForMnsQueue',
      version: '2017-05-25',
      parameters: { MessageType: 'SmsUp', QueueName: queueName },
      accessKeyId,
      accessKeySecret,
      at: now(),
      nonce: nonce(),
    });
    const { status, text } = await answerOf(url, { method: 'POST', headers });
    const token = Token.safeParse(jsonOf(text));
    if (!token.success) throw failure(status, 'token');
    return token.data.MessageTokenDTO;
  }

  #queue(key: Key, method: 'GET' | 'DELETE', query: string, body?: string) {
    const { queueName, queueEndpoint, now } = this.#options;
    const resource = `/queues/${queueName}/messages${query}`;
    const date = now().toUTCString();
    const type = 'text/xml';
    const text = [method, '', type, date, `x-mns-version:${MNS_VERSION}`, resource].join('\n');
    const signature = createHmac('sha1', key.AccessKeySecret).update(text).digest('base64');
    return answerOf(`${new URL(queueEndpoint).origin}${resource}`, {
      method,
      headers: {
        'content-type': type,
        date,
        'x-mns-version': MNS_VERSION,
        'security-token': key.SecurityToken,
        authorization: `MNS ${key.AccessKeyId}:${signature}`,
      },
      ...(body === undefined ? {} : { body }),
    });
  }
}

/** @throws Unavailable without the words of the error: they may hold what was sent */
async function answerOf(url: string, request: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    throw new Unavailable('The SMS gateway does not answer.', { details: { gateway: 'aliyun-queue' } });
  }
}

function failure(status: number, of: 'token' | 'queue'): Error {
  const facts = { details: { gateway: 'aliyun-queue', of, status } };
  if (status === 429) return new Throttled('The SMS gateway asks to slow down.', facts);
  if (status >= 500) return new Unavailable('The SMS gateway has a fault.', facts);
  return new InvariantBroken(`The SMS gateway gives no replies: the ${of} is refused.`, facts);
}

/** Bodies and receipts of a list. Both are base64 or of its kind, so nothing in them is escaped. */
function messagesIn(xml: string): { body: string; receipt: string }[] {
  return xml.split('</Message>').flatMap((message) => {
    const body = memberOf(message, 'MessageBody');
    const receipt = memberOf(message, 'ReceiptHandle');
    return body === undefined || receipt === undefined ? [] : [{ body, receipt }];
  });
}

function memberOf(xml: string, name: string): string | undefined {
  const from = xml.indexOf(`<${name}>`);
  const to = xml.indexOf(`</${name}>`);
  return from < 0 || to < from ? undefined : xml.slice(from + name.length + 2, to).trim();
}

/** JSON as it is, or in base64. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(/^\s*\{/.test(text) ? text : Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
