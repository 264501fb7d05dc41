import { describe, expect, it } from 'vitest';
import { Invalid, NotFound, TooLarge } from '../../domain/errors.ts';
import type { SmsPush, SmsReply, SmsReport } from '../../domain/ports.ts';
import { all, failureOf } from './contract.ts';

/** A gateway's way to push, and how its pushes are made. */
export interface OpenedPush {
  push: SmsPush;
  /** An item of a list, in the gateway's form. */
  replyItem(reply: Omit<SmsReply, 'id'> & { id: string }): unknown;
  reportItem(report: SmsReport): unknown;
  /** What proves that the gateway has sent this body. */
  proofOf(body: Uint8Array): string;
}

export const PUSHED_AT = new Date('2026-03-02T02:00:00.000Z');
const RECEIVED_AT = new Date('2026-03-02T01:59:58.000Z');

export function replyFrom(over: Partial<SmsReply> = {}): SmsReply {
  return {
    id: 'r-1',
    phone: '13900000001',
    text: '1A2B',
    receivedAt: RECEIVED_AT,
    extension: '0471',
    ...over,
  };
}

const REPORT: SmsReport = {
  messageId: 'ev-0123456789abcdef0123.2',
  receipt: 'biz-1',
  outcome: 'delivered',
  at: RECEIVED_AT,
  code: 'DELIVERED',
};

export function bytesOf(items: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(items));
}

export function describeSmsPush(name: string, open: () => OpenedPush): void {
  const read = (gateway: OpenedPush, body: Uint8Array) =>
    gateway.push.read({ body, proof: gateway.proofOf(body), now: PUSHED_AT });

  describe(`pushes of the SMS gateway ${name}`, () => {
    it('brings replies and reports of one list, each as it was', () => {
      const gateway = open();
      const { replyItem, reportItem } = gateway;

      const pushed = read(
        gateway,
        bytesOf([
          replyItem(replyFrom()),
          reportItem(REPORT),
          replyItem(replyFrom({ id: 'r-2', phone: '13900000002', text: '不满意，😡' })),
          reportItem({
            ...REPORT,
            messageId: 'ev-0123456789abcdef0123.3',
            outcome: 'undelivered',
            code: 'MK:0001',
          }),
        ]),
      );

      expect(pushed.unreadable).toBe(0);
      expect(pushed.replies).toEqual([
        replyFrom({ id: expect.any(String) }),
        replyFrom({ id: expect.any(String), phone: '13900000002', text: '不满意，😡' }),
      ]);
      expect(pushed.reports).toEqual([
        REPORT,
        { ...REPORT, messageId: 'ev-0123456789abcdef0123.3', outcome: 'undelivered', code: 'MK:0001' },
      ]);
    });

    it('gives a reply the same id whenever it comes, and another reply another', () => {
      const gateway = open();
      const item = gateway.replyItem(replyFrom());
      const idsIn = (items: unknown[]) => read(gateway, bytesOf(items)).replies.map(({ id }) => id);

      const [first] = idsIn([item]);
      const [again, other] = idsIn([item, gateway.replyItem(replyFrom({ id: 'r-2' }))]);

      expect(again).toBe(first);
      expect(other).not.toBe(first);
      expect(first).not.toContain(replyFrom().phone);
    });

    it('takes what it can of a list with items that nobody can read', () => {
      const gateway = open();
      const junk = [
        null,
        7,
        'text',
        [],
        {},
        { content: '1A' },
        { is: 'reply' },
        { phone_number: 'x', content: '1A' },
      ];

      const { replies, unreadable } = read(
        gateway,
        bytesOf([...junk, gateway.replyItem(replyFrom()), ...junk]),
      );

      expect(replies).toHaveLength(1);
      expect(unreadable).toBe(2 * junk.length);
    });

    it('reads words that no store would keep as words that it keeps', () => {
      const gateway = open();
      const [reply] = read(gateway, bytesOf([gateway.replyItem(replyFrom({ text: 'A\ud800' }))])).replies;

      expect(reply?.text.isWellFormed()).toBe(true);
    });

    it('is nobody without proof, whatever is sent', async () => {
      const gateway = open();
      const body = bytesOf([gateway.replyItem(replyFrom())]);
      const right = gateway.proofOf(body);
      for (const proof of [undefined, '', `${right}x`, right.slice(1), 'é'.repeat(right.length)]) {
        const thrown = await failureOf(Promise.try(() => gateway.push.read({ body, proof, now: PUSHED_AT })));
        expect(thrown).toBeInstanceOf(NotFound);
        expect(all(thrown)).not.toContain(right);
      }
    });

    it.each(['', '{', '{}', '"1A"', 'null', '\u0000'])('refuses %j, which is no list', (text) => {
      const gateway = open();
      expect(() => read(gateway, new TextEncoder().encode(text))).toThrow(Invalid);
    });

    it('refuses more than 10 MB, and takes less', () => {
      const gateway = open();
      const limit = 10 * 1024 * 1024;
      expect(() => read(gateway, new Uint8Array(limit + 1).fill(0x20))).toThrow(TooLarge);
      const long = replyFrom({ text: 'A'.repeat(limit - 1000) });
      expect(read(gateway, bytesOf([gateway.replyItem(long)])).replies).toHaveLength(1);
    });
  });
}
