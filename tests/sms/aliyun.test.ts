import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AliyunOptions, AliyunSms, readAliyunSecret } from '../../adapters/sms/aliyun.ts';
import { signedCall } from '../../adapters/sms/aliyun-signature.ts';
import { InvariantBroken, Refused, Throttled, Unavailable } from '../../domain/errors.ts';
import { readLink, signLink } from '../../domain/links.ts';
import { NOW, SECRET, startAliyun } from './aliyun-gateway.ts';
import { all, describeSmsGateway, failureOf, LINK, LINK_START, smsOf } from './contract.ts';
import { nobody, serve } from './loopback.ts';

function smsAt(endpoint: string, over: Partial<AliyunOptions> = {}): AliyunSms {
  return new AliyunSms({ ...SECRET, endpoint, now: () => NOW, nonce: randomUUID, ...over });
}

async function open(over: Partial<AliyunOptions> = {}) {
  const gateway = await startAliyun();
  return { gateway, sms: smsAt(gateway.endpoint, over) };
}

describeSmsGateway('Aliyun', {
  knowsIds: false,
  open: async () => {
    const { gateway, sms } = await open();
    const faults = {
      refused: { status: 200, code: 'isv.MOBILE_NUMBER_ILLEGAL' },
      throttled: { status: 200, code: 'isv.BUSINESS_LIMIT_CONTROL' },
      unavailable: { status: 503, code: 'ServiceUnavailable' },
    };
    return {
      sms,
      delivered: () => gateway.delivered.map(({ phone, text }) => ({ phone, text })),
      failNext: (fault) => gateway.failNext(faults[fault]),
    };
  },
});

describe('SMS through Aliyun', () => {
  it('carries our id, and the receipt is theirs', async () => {
    const { gateway, sms } = await open();
    const message = smsOf();

    expect(await sms.send(message)).toEqual({ receipt: 'biz-1' });

    expect(gateway.delivered.map(({ outId }) => outId)).toEqual([message.id]);
  });

  it('asks for the extension code by which a reply is matched', async () => {
    const { gateway, sms } = await open();

    await sms.send(smsOf({ template: 'evaluation-request', extension: '0471' }));
    await sms.send(smsOf());

    expect(gateway.delivered.map(({ extension }) => extension)).toEqual(['0471', null]);
  });

  it('sends no evaluation with more than fits into a variable', async () => {
    const { gateway, sms } = await open();
    const message = smsOf({ template: 'evaluation-request' });

    await expect(
      sms.send({ ...message, parameters: { ...message.parameters, items1: '题'.repeat(36) } }),
    ).rejects.toThrow(InvariantBroken);

    expect(gateway.delivered).toEqual([]);
  });

  it.each([
    { code: 'isv.DAY_LIMIT_CONTROL', status: 200, error: Throttled },
    { code: 'Throttling.User', status: 400, error: Throttled },
    { code: 'isv.BLACK_KEY_CONTROL_LIMIT', status: 200, error: Refused },
    { code: 'isv.CUSTOMER_REFUSED', status: 200, error: Refused },
    { code: 'isp.SYSTEM_ERROR', status: 200, error: Unavailable },
    { code: 'isp.GATEWAY_ERROR', status: 200, error: Unavailable },
    { code: 'InternalError', status: 500, error: Unavailable },
    { code: 'isp.RAM_PERMISSION_DENY', status: 200, error: InvariantBroken },
    { code: 'isv.AMOUNT_NOT_ENOUGH', status: 200, error: InvariantBroken },
    { code: 'isv.MONTH_LIMIT_CONTROL', status: 200, error: InvariantBroken },
    { code: 'isv.SMS_SIGNATURE_ILLEGAL', status: 200, error: InvariantBroken },
    { code: 'isv.PARAM_NOT_SUPPORT_URL', status: 200, error: InvariantBroken },
    { code: 'InvalidAccessKeyId.NotFound', status: 404, error: InvariantBroken },
  ])('$code with $status is $error.name', async ({ error, ...fault }) => {
    const { gateway, sms } = await open();
    const message = smsOf();
    gateway.failNext(fault);

    const thrown = await failureOf(sms.send(message));

    expect(thrown).toBeInstanceOf(error);
    expect(all(thrown)).not.toContain(message.phone);
  });

  it.each([
    { of: 'another key', over: { accessKeySecret: 'secret-of-another-firm' } },
    { of: 'a clock that is an hour late', over: { now: () => new Date(NOW.getTime() - 3_600_000) } },
  ])('wakes somebody for $of', async ({ over }) => {
    const { gateway, sms } = await open(over);

    await expect(sms.send(smsOf())).rejects.toThrow(InvariantBroken);

    expect(gateway.delivered).toEqual([]);
  });

  it('signs each request anew', async () => {
    const { sms } = await open({ nonce: () => 'always-the-same' });
    await sms.send(smsOf());

    await expect(sms.send(smsOf())).rejects.toThrow(/SignatureNonceUsed/);
  });

  it('signs characters that one encoding leaves alone and another does not', async () => {
    const { gateway, sms } = await open();
    const id = "a b+c*d~e!f'g(h)i&j=k/回访";

    await sms.send(smsOf({ id }));

    expect(gateway.delivered.map(({ outId }) => outId)).toEqual([id]);
  });

  it('is unavailable without an answer in time, and keeps the number to itself', async () => {
    const silent = await serve(() => undefined);
    const message = smsOf();

    const thrown = await failureOf(smsAt(silent, { timeoutMs: 20 }).send(message));

    expect(thrown).toBeInstanceOf(Unavailable);
    expect(thrown).toHaveProperty('details.reason', 'TimeoutError');
    expect(all(thrown)).not.toContain(message.phone);
  });

  it('is unavailable when nobody listens, and when something in between answers', async () => {
    const between = await serve(() => ({
      status: 200,
      type: 'text/html',
      body: '<html>Please sign in</html>',
    }));
    for (const endpoint of [await nobody(), between])
      await expect(smsAt(endpoint).send(smsOf())).rejects.toThrow(Unavailable);
  });

  it('does not follow the gateway elsewhere with a number in its address', async () => {
    const elsewhere = await startAliyun();
    const away = await serve((request) => ({
      status: 307,
      type: 'text/plain',
      body: '',
      location: `${elsewhere.endpoint}${request.url}`,
    }));

    await expect(smsAt(away).send(smsOf())).rejects.toThrow(Unavailable);
  });

  it.each([
    { form: 'another address than is registered', link: LINK.replace('hf.example.cn', 'old.example.cn') },
    { form: 'too few parts', link: `${LINK_START}cb-1.a0` },
    { form: 'a part longer than a variable', link: `${LINK}${'x'.repeat(14)}` },
  ])('sends no link with $form', async ({ link }) => {
    const { gateway, sms } = await open();

    await expect(sms.send(smsOf({ parameters: { link } }))).rejects.toThrow(/registered with the gateway/);

    expect(gateway.delivered).toEqual([]);
  });

  it.each([
    { caseId: 'cb-0123456789abcdef0123', purpose: 'answers' },
    { caseId: 'cb-0123456789abcdef0123', purpose: 'confirmation' },
    { caseId: 'pu-0123456789abcdef0123', purpose: 'consent' },
    { caseId: 'rc-0123456789abcdef0123', purpose: 'letter' },
  ] as const)('takes the longest link for $purpose that we sign', async ({ caseId, purpose }) => {
    const { gateway, sms } = await open();
    const token = signLink({ caseId, purpose, round: 999 }, ['bound'], 'key-of-the-firm');

    await sms.send(smsOf({ parameters: { link: `${LINK_START}${token}` } }));

    expect(gateway.delivered.map(({ text }) => text)).toEqual([expect.stringContaining(`/c/${token}`)]);
    expect(readLink(token)).toEqual({ caseId, purpose, round: 999 });
  });

  it('is proven with a link that is one of ours', () => {
    expect(readLink(LINK.slice(LINK_START.length))).toMatchObject({ round: 999 });
  });
});

it('signs as the worked example of the documentation', () => {
  const { url, headers } = signedCall({
    endpoint: 'https://ecs.cn-shanghai.aliyuncs.com',
    action: 'RunInstances',
    version: '2014-05-26',
    parameters: {
      RegionId: 'cn-shanghai',
      ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
    },
    accessKeyId: 'YourAccessKeyId',
    accessKeySecret: 'YourAccessKeySecret',
    at: new Date('2023-10-26T10:22:32Z'),
    nonce: '3156853299f313e23d1673dc12e1703d',
  });

  expect(url).toBe(
    'https://ecs.cn-shanghai.aliyuncs.com/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai',
  );
  expect(headers.authorization).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  );
});

describe('the secret of the gateway', () => {
  it('is read whole', () => {
    expect(readAliyunSecret(JSON.stringify(SECRET))).toEqual(SECRET);
  });

  it('names what is missing, and shows nothing of the rest', () => {
    const { 'callback-reminder': _, ...templateCodes } = SECRET.templateCodes;
    const text = JSON.stringify({ ...SECRET, templateCodes, signName: '【某某经纪】' });

    const read = () => readAliyunSecret(text);

    expect(read).toThrow(InvariantBroken);
    expect(read).toThrow(/: signName, templateCodes\.callback-reminder\.$/);
  });

  it('is not repeated when it is not JSON', async () => {
    const thrown = await failureOf(Promise.try(readAliyunSecret, `secret-of-the-firm`));

    expect(thrown).toBeInstanceOf(InvariantBroken);
    expect(all(thrown)).not.toContain('secret-of');
  });
});
