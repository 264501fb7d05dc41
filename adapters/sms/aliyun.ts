import * as z from 'zod/mini';
import { Message } from '../../domain/case.ts';
import { InvariantBroken, Unavailable } from '../../domain/errors.ts';
import type { Sms } from '../../domain/ports.ts';
import { receiptOf } from './aliyun-answer.ts';
import { signedCall } from './aliyun-signature.ts';
import { type SmsMessage, variablesOf } from './texts.ts';

const Text = z.string().check(z.minLength(1));

/** The secret's JSON: the key, and what is registered with the gateway for this firm. */
export const AliyunSecret = z.strictObject({
  accessKeyId: Text,
  accessKeySecret: Text,
  /** Without brackets: the gateway puts it in 【】. */
  signName: Text.check(z.regex(/^[^【】]+$/)),
  /** The address that is registered with the templates, up to the token: see `variablesOf`. */
  linkStart: z.url({ protocol: /^https?$/ }).check(z.endsWith('/')),
  templateCodes: z.record(Message.shape.template, Text),
  /** What customers answer: the token in the path of Aliyun's pushes, and the queue for what they lose. */
  inbox: z.optional(
    z.strictObject({
      pushToken: Text,
      queueName: z.optional(Text),
      numberBeforeExtension: z.optional(Text),
    }),
  ),
});
export type AliyunSecret = z.infer<typeof AliyunSecret>;

/** @throws InvariantBroken that says which member is wrong, and nothing of what is in it */
export function readAliyunSecret(text: string): AliyunSecret {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // No cause: JSON.parse repeats a piece of the text.
    throw new InvariantBroken('The secret of the SMS gateway is not JSON.');
  }
  const secret = AliyunSecret.safeParse(json);
  if (secret.success) return secret.data;
  const members = secret.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new InvariantBroken(`The secret of the SMS gateway is not complete: ${members}.`);
}

export interface AliyunOptions extends AliyunSecret {
  endpoint: string;
  now: () => Date;
  nonce: () => string;
  timeoutMs?: number;
}

const TIMEOUT_MS = 5_000; // Aliyun asks for one second at least
const VERSION = '2017-05-25';

/**
 * SMS through Aliyun. The gateway knows no repeated message: `OutId` only finds both again in its reports. So after a
 * time-out, when nobody can know whether it was taken, the customer may get it twice.
 */
export class AliyunSms implements Sms {
  readonly #options: AliyunOptions;

  constructor(options: AliyunOptions) {
    this.#options = options;
  }

  async send(message: SmsMessage): Promise<{ receipt: string }> {
    const { endpoint, accessKeyId, accessKeySecret, signName, templateCodes, linkStart, now, nonce } =
      this.#options;
    const { url, headers } = signedCall({
      endpoint,
      action: 'SendSms',
      version: VERSION,
      parameters: {
        PhoneNumbers: message.phone,
        SignName: signName,
        TemplateCode: templateCodes[message.template],
        TemplateParam: JSON.stringify(variablesOf(message, linkStart)),
        OutId: message.id,
        ...(message.extension === undefined ? {} : { SmsUpExtendCode: message.extension }),
      },
      accessKeyId,
      accessKeySecret,
      at: now(),
      nonce: nonce(),
    });
    const { status, body } = await this.#post(url, headers, message.id);
    return { receipt: receiptOf(status, body, message.id) };
  }

  async #post(
    url: string,
    headers: Record<string, string>,
    messageId: string,
  ): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        redirect: 'error', // the phone number is in the address, and it is signed for one host
        signal: AbortSignal.timeout(this.#options.timeoutMs ?? TIMEOUT_MS),
      });
      return { status: response.status, body: jsonOf(await response.text()) };
    } catch (error) {
      const details = { messageId, gateway: 'aliyun', reason: reasonOf(error) };
      throw new Unavailable('The SMS gateway does not answer.', { details });
    }
  }
}

/** The code of what broke, as ECONNREFUSED: a sentence may hold the address, and the phone number with it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
