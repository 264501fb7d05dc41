import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { InvariantBroken, Refused, Throttled, Unavailable } from '../../domain/errors.ts';
import type { Sms } from '../../domain/ports.ts';
import { type SmsMessage, textOf } from './texts.ts';

/**
 * SMS through Amazon SNS, in the global partition only: SNS in China sends none. It knows no ids of ours, so the same
 * message twice is two.
 */
export class SnsSms implements Sms {
  readonly #client: SNSClient;
  readonly #signName: string;

  constructor(client: SNSClient, { signName }: { signName: string }) {
    this.#client = client;
    this.#signName = signName;
  }

  async send(message: SmsMessage): Promise<{ receipt: string }> {
    const command = new PublishCommand({
      PhoneNumber: `+86${message.phone}`,
      Message: textOf(message, this.#signName),
      MessageAttributes: {
        'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
      },
    });
    try {
      const { MessageId } = await this.#client.send(command);
      return { receipt: MessageId ?? message.id };
    } catch (error) {
      throw translated(error, message.id);
    }
  }
}

const THROTTLES = new Set([
  'ThrottledException',
  'KMSThrottlingException',
  'Throttling',
  'ThrottlingException',
]);
const OPT_OUTS = new Set(['OptedOutException', 'OptedOut']);
const INVALID = new Set([
  'InvalidParameterException',
  'InvalidParameterValueException',
  'ValidationException',
]);

/** In our names, without a cause: SNS repeats the phone number in its sentences, and a cause is logged. */
function translated(error: unknown, messageId: string): Error {
  const { name, message, status, code } = factsOf(error);
  const facts = { details: { messageId, gateway: 'sns', code: name, status } };
  if (THROTTLES.has(name) || status === 429)
    return new Throttled('The SMS gateway asks to slow down.', facts);
  if (OPT_OUTS.has(name) || (INVALID.has(name) && /opted out/i.test(message)))
    return new Refused('sms-opted-out', 'The holder of this number wants no messages.', facts);
  if (INVALID.has(name) && /\bPhoneNumber\b/.test(message))
    return new Refused('sms-number', 'The SMS gateway does not take this number.', facts);
  if ((status !== undefined && status >= 500) || code !== undefined || name === 'TimeoutError')
    return new Unavailable('The SMS gateway does not answer.', facts);
  return new InvariantBroken(`The SMS gateway takes no message of ours: ${name}.`, facts);
}

/** `code` is what the system says when there was no answer at all, as ECONNREFUSED. */
function factsOf(error: unknown): { name: string; message: string; status?: number; code?: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: '' };
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: unknown };
  return {
    name: error.name,
    message: error.message,
    ...($metadata?.httpStatusCode === undefined ? {} : { status: $metadata.httpStatusCode }),
    ...(typeof code === 'string' ? { code } : {}),
  };
}
