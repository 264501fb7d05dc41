import { describe, expect, it } from 'vitest';
import { SnsSms } from '../../adapters/sms/sns.ts';
import { InvariantBroken, Refused, Throttled, Unavailable } from '../../domain/errors.ts';
import { all, describeSmsGateway, failureOf, LINK, smsOf } from './contract.ts';
import { nobody, serve } from './loopback.ts';
import { clientFor, startSns } from './sns-gateway.ts';

const INVALID_PHONE = 'Invalid parameter: PhoneNumber Reason: {phone} is not valid to publish to';

async function open() {
  const gateway = await startSns();
  return { gateway, sms: new SnsSms(gateway.client, { signName: '某某经纪' }) };
}

describeSmsGateway('SNS', {
  knowsIds: false,
  open: async () => {
    const { gateway, sms } = await open();
    const faults = {
      refused: { status: 400, code: 'InvalidParameter', message: INVALID_PHONE },
      throttled: { status: 429, code: 'Throttled', message: 'Rate exceeded for {phone}' },
      unavailable: { status: 500, code: 'InternalError', message: 'Internal error for {phone}' },
    };
    return {
      sms,
      delivered: () => gateway.published.map(({ phone, text }) => ({ phone, text })),
      failNext: (fault) => gateway.failNext(faults[fault]),
    };
  },
});

describe('SMS through SNS', () => {
  it('is a transactional message, signed by the firm, with the link at its end', async () => {
    const { gateway, sms } = await open();
    const message = smsOf({ template: 'confirmation-request' });

    await sms.send(message);

    expect(gateway.published).toEqual([
      {
        phone: message.phone,
        text: `【某某经纪】您在回访中反映的问题已处理，请打开链接确认是否解决：${LINK}`,
        type: 'Transactional',
      },
    ]);
  });

  it.each([
    { code: 'OptedOut', status: 400, message: '{phone} has opted out', error: Refused },
    {
      code: 'InvalidParameter',
      status: 400,
      message: 'Invalid parameter: PhoneNumber Reason: {phone} is opted out',
      error: Refused,
    },
    { code: 'Throttling', status: 400, message: 'Rate exceeded', error: Throttled },
    { code: 'ServiceUnavailable', status: 503, message: 'Come back later', error: Unavailable },
    {
      code: 'InvalidParameter',
      status: 400,
      message: 'Invalid parameter: Message too long',
      error: InvariantBroken,
    },
    {
      code: 'AuthorizationError',
      status: 403,
      message: 'Not authorized to publish to {phone}',
      error: InvariantBroken,
    },
    {
      code: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token is invalid',
      error: InvariantBroken,
    },
  ])('$code with $status ($message) is $error.name', async ({ error, ...fault }) => {
    const { gateway, sms } = await open();
    const message = smsOf();
    gateway.failNext(fault);

    const thrown = await failureOf(sms.send(message));

    expect(thrown).toBeInstanceOf(error);
    expect(all(thrown)).not.toContain(message.phone);
  });

  it('is unavailable when nobody listens, and when the line is cut', async () => {
    const cut = await serve((request) => {
      request.socket.destroy();
      return undefined;
    });
    for (const endpoint of [await nobody(), cut]) {
      const sms = new SnsSms(clientFor(endpoint), { signName: '某某经纪' });
      await expect(sms.send(smsOf())).rejects.toThrow(Unavailable);
    }
  });

  it('sends no text with a gap in it', async () => {
    const { gateway, sms } = await open();

    await expect(sms.send(smsOf({ parameters: {} }))).rejects.toThrow(InvariantBroken);

    expect(gateway.published).toEqual([]);
  });
});
