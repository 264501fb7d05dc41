import { randomUUID } from 'node:crypto';
import { readAliyunSecret } from '../../adapters/sms/aliyun.ts';
import { ALIYUN_TAKEN, AliyunPush } from '../../adapters/sms/aliyun-push.ts';
import { AliyunSmsQueue } from '../../adapters/sms/aliyun-queue.ts';
import type { SmsInbox } from '../../domain/ports.ts';
import { need, openSecret, type Place } from '../wiring.ts';
import type { PushingGateway } from './sms-routes.ts';

type Gateways = Readonly<Record<string, PushingGateway | undefined>>;

const TOKEN_ENDPOINT = 'https://dybaseapi.aliyuncs.com';
const QUEUE_ENDPOINT = 'https://1943695596114318.mns.cn-hangzhou.aliyuncs.com'; // one for all customers of Aliyun

/** Gateways that may push to this place. SNS takes no answers: where it sends, nobody can reply by SMS. */
export async function openGateways(place: Place): Promise<Gateways> {
  const inbox = await aliyunInbox(place);
  if (inbox === undefined) return {};
  const { pushToken: token, numberBeforeExtension } = inbox;
  return { aliyun: { push: new AliyunPush({ token, numberBeforeExtension }), taken: ALIYUN_TAKEN } };
}

/** What the gateway keeps of what its pushes have lost; nothing where no queue was arranged. */
export async function openInbox(place: Place): Promise<SmsInbox> {
  const inbox = await aliyunInbox(place);
  if (inbox?.queueName === undefined) return NOTHING_KEPT;
  const { accessKeyId, accessKeySecret, queueName, numberBeforeExtension } = inbox;
  return new AliyunSmsQueue({
    accessKeyId,
    accessKeySecret,
    queueName,
    numberBeforeExtension,
    tokenEndpoint: TOKEN_ENDPOINT,
    queueEndpoint: QUEUE_ENDPOINT,
    now: () => place.clock.now(),
    nonce: () => randomUUID(),
  });
}

const NOTHING_KEPT: SmsInbox = { pull: async () => [], forget: async () => {} };

async function aliyunInbox(place: Place) {
  if (need(place.env, 'SMS_GATEWAY') !== 'aliyun') return undefined;
  const { accessKeyId, accessKeySecret, inbox } = readAliyunSecret(
    await openSecret(place, 'SMS_SECRET_ID', 'SMS_SECRET'),
  );
  return inbox === undefined ? undefined : { accessKeyId, accessKeySecret, ...inbox };
}
