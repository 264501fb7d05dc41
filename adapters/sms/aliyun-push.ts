import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { SmsPush, SmsPushed, SmsReply, SmsReport } from '../../domain/ports.ts';
import { itemsOf, mustProve, pushedOf } from './push.ts';

/** What the gateway wants to hear; it looks at the status and that `code` is a number. */
export const ALIYUN_TAKEN = { code: 0, msg: '接收成功' } as const;

const Text = z.string().check(z.minLength(1));
/** Older pages have numbers where newer ones have texts. */
const TextOrNumber = z.union([Text, z.number()]);

/**
 * SmsUp. Extra members come with new versions and are left unread.
 * https://help.aliyun.com/zh/sms/developer-reference/smsup-http
 */
const Up = z.object({
  phone_number: TextOrNumber,
  content: z.string(),
  send_time: z.optional(z.nullable(z.string())),
  dest_code: z.optional(z.nullable(TextOrNumber)),
  sequence_id: z.optional(z.nullable(TextOrNumber)),
});

/** SmsReport. https://help.aliyun.com/zh/sms/developer-reference/smsreport-2 */
const Report = z.object({
  success: z.union([z.boolean(), z.enum(['true', 'false'])]),
  out_id: Text,
  biz_id: z.optional(z.nullable(z.string())),
  report_time: z.optional(z.nullable(z.string())),
  err_code: z.optional(z.nullable(z.string())),
});

export interface AliyunPushOptions {
  /** In the path of the address that is entered in the console, 22 characters or more from a random source. */
  token: string;
  /**
   * The number that customers reply to, up to the extension, when the firm has arranged with the gateway that the
   * codes it asks for are kept. Without it `dest_code` is Aliyun's own ("made by the system"), which says nothing of
   * the message that was answered, and is not taken for a code.
   */
  numberBeforeExtension?: string | undefined;
}

/**
 * What Aliyun pushes: replies and reports, in lists. Its documentation knows no signature and no fixed addresses, so
 * what proves the sender is a token in the path. It tries again after 1, 5 and 10 minutes and then never; pushes may
 * come twice. Of related products it says that it waits 700 ms for the answer.
 */
export class AliyunPush implements SmsPush {
  readonly #options: AliyunPushOptions;

  constructor(options: AliyunPushOptions) {
    this.#options = options;
  }

  read({ body, proof, now }: { body: Uint8Array; proof: string | undefined; now: Date }): SmsPushed {
    mustProve(proof, this.#options.token);
    return pushedOf(itemsOf(body), (item) => {
      const up = replyOf(item, now, this.#options.numberBeforeExtension);
      if (up !== undefined) return { reply: up };
      const report = reportOf(item, now);
      return report === undefined ? undefined : { report };
    });
  }
}

/** A reply in Aliyun's form, pushed or pulled. */
export function replyOf(item: unknown, now: Date, numberBefore: string | undefined): SmsReply | undefined {
  const parsed = Up.safeParse(item);
  if (!parsed.success) return undefined;
  const { phone_number, content, send_time, dest_code, sequence_id } = parsed.data;
  const phone = phoneOf(String(phone_number));
  if (phone === undefined) return undefined;
  const extension = extensionIn(String(dest_code ?? ''), numberBefore);
  return {
    id: idOf([phone, String(sequence_id ?? ''), send_time ?? '', content]),
    phone,
    text: content.toWellFormed(),
    receivedAt: shanghaiTime(send_time) ?? now,
    ...(extension === undefined ? {} : { extension }),
  };
}

function reportOf(item: unknown, now: Date): SmsReport | undefined {
  const parsed = Report.safeParse(item);
  if (!parsed.success) return undefined;
  const { success, out_id, biz_id, report_time, err_code } = parsed.data;
  return {
    messageId: out_id,
    outcome: String(success) === 'true' ? 'delivered' : 'undelivered',
    at: shanghaiTime(report_time) ?? now,
    ...(biz_id ? { receipt: biz_id } : {}),
    ...(err_code ? { code: err_code } : {}),
  };
}

/** Eleven digits, as the policies have them; with the country's code or without. */
function phoneOf(text: string): string | undefined {
  return /^(?:\+?86)?(1\d{10})$/.exec(text)?.[1];
}

function extensionIn(destination: string, numberBefore: string | undefined): string | undefined {
  if (numberBefore === undefined || !destination.startsWith(numberBefore)) return undefined;
  const rest = destination.slice(numberBefore.length);
  return /^\d{2,4}$/.test(rest) ? rest : undefined;
}

/**
 * Nobody says for how long a sequence number is unique, and one way gives it as a number, another as text: with phone,
 * time and words it is one reply, and no number stands in an id.
 */
function idOf(parts: readonly string[]): string {
  return `al-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}

/** `2017-09-01 00:00:00` of Shanghai; nothing when it is no time. */
function shanghaiTime(text: string | null | undefined): Date | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text ?? '') ?? [];
  if (day === undefined || time === undefined) return undefined;
  const at = new Date(`${day}T${time}+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
