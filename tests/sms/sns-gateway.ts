import { randomUUID } from 'node:crypto';
import { SNSClient } from '@aws-sdk/client-sns';
import { type Answer, serve } from './loopback.ts';

export interface SnsFault {
  status: number;
  code: string;
  message: string;
}

interface Published {
  phone: string;
  text: string;
  type: string | null;
}

/** Publish of the SNS query protocol, to phone numbers. */
export async function startSns() {
  const published: Published[] = [];
  const faults: SnsFault[] = [];
  const endpoint = await serve((_, body) => {
    const form = new URLSearchParams(body);
    const phone = form.get('PhoneNumber') ?? '';
    const fault = faults.shift();
    if (fault !== undefined)
      return faultAnswer({ ...fault, message: fault.message.replace('{phone}', phone) });
    if (form.get('Action') !== 'Publish')
      return faultAnswer({ status: 400, code: 'InvalidAction', message: 'Not known here.' });
    if (!/^\+86\d{11}$/.test(phone))
      return faultAnswer({
        status: 400,
        code: 'InvalidParameter',
        message: 'Invalid parameter: PhoneNumber',
      });
    published.push({
      phone: phone.slice('+86'.length),
      text: form.get('Message') ?? '',
      type:
        form.get('MessageAttributes.entry.1.Name') === 'AWS.SNS.SMS.SMSType'
          ? form.get('MessageAttributes.entry.1.Value.StringValue')
          : null,
    });
    return xml(
      200,
      `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`,
    );
  });
  return { client: clientFor(endpoint), published, failNext: (fault: SnsFault) => faults.push(fault) };
}

/** One attempt: whoever sends tries again, and the SDK's own pauses are not what is tested. */
export function clientFor(endpoint: string): SNSClient {
  return new SNSClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
}

function faultAnswer({ status, code, message }: SnsFault): Answer {
  return xml(
    status,
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

function xml(status: number, body: string): Answer {
  return { status, type: 'text/xml', body };
}
