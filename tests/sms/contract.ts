import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Message } from '../../domain/case.ts';
import { Refused, Throttled, Unavailable } from '../../domain/errors.ts';
import type { Sms } from '../../domain/ports.ts';

type SmsMessage = Parameters<Sms['send']>[0];

/** A gateway under test, and what stands behind it. */
export interface OpenedGateway {
  sms: Sms;
  /** What reached customers, in order. `text` holds the link at least. */
  delivered(): readonly { phone: string; text: string }[];
  failNext(fault: GatewayFault): void;
}

type GatewayFault = 'refused' | 'throttled' | 'unavailable';

export const LINK_START = 'https://hf.example.cn/c/';
/** As long as a link can be: the 999th round, and a signature with all that base64url has. */
export const LINK = `${LINK_START}cb-0123456789abcdef0123.c999.Zz-_09AbCdEfGhIjKlMnOp`;

/** What an evaluation says instead of a link: the longest that a card has. */
const EVALUATION = {
  about: '承保服务',
  items1: '1条款说明 2亲笔签名 3收益提示',
  items2: '4退保损失 5健康询问 6服务态度',
  code: '0471',
};

function parametersOf(template: SmsMessage['template']): Record<string, string> {
  if (template === 'evaluation-reminder') return { ...EVALUATION, link: LINK };
  return template.startsWith('evaluation-') ? EVALUATION : { link: LINK };
}

let messages = 0;

export function smsOf(over: Partial<SmsMessage> = {}): SmsMessage {
  messages += 1;
  return {
    id: `cb-0123456789abcdef0123.${messages}`,
    phone: `139${String(messages).padStart(8, '0')}`,
    template: 'callback-invitation',
    parameters: parametersOf(over.template ?? 'callback-invitation'),
    ...over,
  };
}

export function describeSmsGateway(
  name: string,
  { open, knowsIds }: { open: () => Promise<OpenedGateway>; knowsIds: boolean },
): void {
  describe(`the SMS gateway ${name}`, () => {
    it.each(Message.shape.template.options)(
      'sends a %s with its link or its questions whole',
      async (template) => {
        const { sms, delivered } = await open();
        const message = smsOf({ template });

        const { receipt } = await sms.send(message);

        expect(receipt).not.toBe('');
        expect(delivered()).toEqual([
          { phone: message.phone, text: expect.stringMatching(wholeOf(message)) },
        ]);
      },
    );

    it('gives each message a receipt of its own', async () => {
      const { sms, delivered } = await open();

      const first = await sms.send(smsOf());
      const second = await sms.send(smsOf());

      expect(second).not.toEqual(first);
      expect(delivered()).toHaveLength(2);
    });

    it(knowsIds ? 'takes the same message twice as one' : 'cannot tell a repeated message', async () => {
      const { sms, delivered } = await open();
      const message = smsOf();

      const first = await sms.send(message);
      const second = await sms.send(message);

      expect(second.receipt === first.receipt).toBe(knowsIds);
      expect(delivered()).toHaveLength(knowsIds ? 1 : 2);
    });

    it.each([
      { fault: 'refused', error: Refused },
      { fault: 'throttled', error: Throttled },
      { fault: 'unavailable', error: Unavailable },
    ] as const)(
      'throws by its name that it is $fault, and keeps the number to itself',
      async ({ fault, error }) => {
        const { sms, delivered, failNext } = await open();
        const message = smsOf();
        failNext(fault);

        const thrown = await failureOf(sms.send(message));

        expect(thrown).toBeInstanceOf(error);
        expect(all(thrown)).not.toContain(message.phone);
        expect(delivered()).toEqual([]);
      },
    );

    it.each(['throttled', 'unavailable'] as const)('takes a message again after it was %s', async (fault) => {
      const { sms, delivered, failNext } = await open();
      const message = smsOf();
      failNext(fault);
      await failureOf(sms.send(message));

      await sms.send(message);

      expect(delivered()).toHaveLength(1);
    });
  });
}

export async function failureOf(sending: Promise<unknown>): Promise<unknown> {
  try {
    await sending;
  } catch (error) {
    return error;
  }
  throw new Error('the test expected the gateway to fail');
}

/** All that a log could show of an error. */
export function all(error: unknown): string {
  return inspect(error, { depth: null, showHidden: true });
}

/** A link stands last, also after the code of an evaluation's reminder; of an evaluation the code stands with its sign, for the customer to write before the answer. */
function wholeOf({ template, parameters }: SmsMessage): RegExp {
  const { link, items1, items2, code } = parameters;
  if (link !== undefined) return new RegExp(`${RegExp.escape(link)}$`);
  const items = template === 'evaluation-unclear' ? '' : `${RegExp.escape(`${items1} ${items2}`)}.*`;
  return new RegExp(`${items}#${code}`);
}
