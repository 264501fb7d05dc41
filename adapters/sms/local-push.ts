import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import type { SmsPush, SmsPushed } from '../../domain/ports.ts';
import { itemsOf, mustProve, pushedOf } from './push.ts';

const Text = z.string().check(z.minLength(1), z.maxLength(200));
const Phone = z.string().check(z.regex(/^1\d{10}$/));
const Instant = z.iso.datetime();

/** Our own form, for a gateway on this machine and for whoever writes an adapter of another one. */
const Item = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('reply'),
    id: Text,
    phone: Phone,
    text: z.string(),
    receivedAt: Instant,
    extension: z.optional(z.string().check(z.regex(/^\d{2,4}$/))),
  }),
  z.object({
    is: z.literal('report'),
    messageId: Text,
    outcome: z.enum(['delivered', 'undelivered']),
    at: Instant,
    receipt: z.optional(Text),
    code: z.optional(Text),
  }),
]);

/** The signature of a push: HMAC-SHA256 of the body, hex. */
export function signedPush(body: Uint8Array, key: string): string {
  return createHmac('sha256', key).update(body).digest('hex');
}

/** Pushes of the local gateway, signed with a key. */
export class LocalPush implements SmsPush {
  readonly #key: string;

  constructor({ key }: { key: string }) {
    this.#key = key;
  }

  read({ body, proof }: { body: Uint8Array; proof: string | undefined; now: Date }): SmsPushed {
    mustProve(proof, signedPush(body, this.#key));
    return pushedOf(itemsOf(body), (item) => {
      const parsed = Item.safeParse(item);
      if (!parsed.success) return undefined;
      if (parsed.data.is === 'reply') {
        const { is: _reply, text, receivedAt, ...reply } = parsed.data;
        return { reply: { ...reply, text: text.toWellFormed(), receivedAt: new Date(receivedAt) } };
      }
      const { is: _report, at, ...report } = parsed.data;
      return { report: { ...report, at: new Date(at) } };
    });
  }
}
