import { describe, expect, it } from 'vitest';
import { MemorySmsInbox } from '../../adapters/memory/sms-inbox.ts';
import { ALIYUN_TAKEN, AliyunPush } from '../../adapters/sms/aliyun-push.ts';
import { LocalPush, signedPush } from '../../adapters/sms/local-push.ts';
import { Unavailable } from '../../domain/errors.ts';
import { bytesOf, describeSmsPush, PUSHED_AT, replyFrom } from './push-contract.ts';

const TOKEN = 'token-of-the-path-0123456789';
const NUMBER = '1069000012';

/** As Aliyun writes an instant: in Shanghai, without saying so. */
function aliyunTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

describeSmsPush('Aliyun', () => ({
  push: new AliyunPush({ token: TOKEN, numberBeforeExtension: NUMBER }),
  replyItem: ({ id, phone, text, receivedAt, extension }) => ({
    phone_number: phone,
    content: text,
    send_time: aliyunTime(receivedAt),
    sign_name: '某某经纪',
    dest_code: `${NUMBER}${extension ?? ''}`,
    sequence_id: id,
  }),
  reportItem: ({ messageId, receipt, outcome, at, code }) => ({
    phone_number: '13900000001',
    send_time: aliyunTime(at),
    report_time: aliyunTime(at),
    success: outcome === 'delivered',
    err_code: code,
    err_msg: '用户接收成功',
    sms_size: '1',
    biz_id: receipt,
    out_id: messageId,
  }),
  proofOf: () => TOKEN,
}));

const KEY = 'key-of-the-local-gateway';

describeSmsPush('local', () => ({
  push: new LocalPush({ key: KEY }),
  replyItem: ({ receivedAt, ...reply }) => ({ is: 'reply', ...reply, receivedAt: receivedAt.toISOString() }),
  reportItem: ({ at, ...report }) => ({ is: 'report', ...report, at: at.toISOString() }),
  proofOf: (body) => signedPush(body, KEY),
}));

describe('a reply that Aliyun pushes', () => {
  const up = {
    phone_number: '13900000001',
    content: '1A',
    send_time: '2026-03-02 09:59:58',
    dest_code: `${NUMBER}0471`,
    sequence_id: 1234567890,
  };
  const read = (item: object, numberBeforeExtension?: string) =>
    new AliyunPush({ token: TOKEN, numberBeforeExtension }).read({
      body: bytesOf([item]),
      proof: TOKEN,
      now: PUSHED_AT,
    });

  it('is the same with its sequence as a number or as a text', () => {
    const asText = read({ ...up, sequence_id: '1234567890' }).replies;
    expect(read(up).replies).toEqual(asText);
  });

  it('has no code where none was arranged: the number of the system names no message', () => {
    expect(read(up).replies[0]).not.toHaveProperty('extension');
    expect(read(up, NUMBER).replies[0]).toHaveProperty('extension', '0471');
    expect(read({ ...up, dest_code: '0471' }, NUMBER).replies[0]).not.toHaveProperty('extension');
    expect(read({ ...up, dest_code: `${NUMBER}12345` }, NUMBER).replies[0]).not.toHaveProperty('extension');
  });

  it.each([undefined, null, '', 'yesterday', '2026-13-02 09:59:58'])(
    'came now when its time is %j',
    (send_time) => {
      expect(read({ ...up, send_time }).replies[0]?.receivedAt).toEqual(PUSHED_AT);
    },
  );

  it.each(['13900000001', '+8613900000001', '8613900000001', 13900000001])(
    'is of a number written as %j',
    (phone_number) => {
      expect(read({ ...up, phone_number }).replies[0]?.phone).toBe('13900000001');
    },
  );

  it('is answered as the gateway wants it', () => {
    expect(ALIYUN_TAKEN.code).toBe(0);
  });
});

describe('the replies that a gateway holds', () => {
  it('come again in order until they are forgotten, from a time on', async () => {
    const inbox = new MemorySmsInbox();
    const late = replyFrom({ id: 'late', receivedAt: new Date('2026-03-02T03:00:00Z') });
    const early = replyFrom({ id: 'early', receivedAt: new Date('2026-03-02T01:00:00Z') });
    for (const reply of [late, early, late]) inbox.hold(reply);

    expect(await inbox.pull(new Date(0))).toEqual([early, late]);
    expect(await inbox.pull(new Date('2026-03-02T02:00:00Z'))).toEqual([late]);
    await inbox.forget([late]);
    expect(await inbox.pull(new Date(0))).toEqual([early]);
  });

  it('stay when the gateway does not answer', async () => {
    const inbox = new MemorySmsInbox();
    inbox.hold(replyFrom());
    inbox.failNext(new Unavailable('The SMS gateway does not answer.'));

    await expect(inbox.pull(new Date(0))).rejects.toThrow(Unavailable);
    expect(await inbox.pull(new Date(0))).toHaveLength(1);
  });
});
