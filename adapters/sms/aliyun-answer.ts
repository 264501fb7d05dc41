import * as z from 'zod/mini';
import { InvariantBroken, Refused, Throttled, Unavailable } from '../../domain/errors.ts';

/** `Message` is left unread: it repeats what was sent, and an error is logged. */
const Answer = z.object({
  Code: z.string(),
  BizId: z.optional(z.string()),
  RequestId: z.optional(z.string()),
});

/** Too often for this number; or more than the day's limit set in the console, which heals at midnight. */
const THROTTLES = /^(isv\.BUSINESS_LIMIT_CONTROL|isv\.DAY_LIMIT_CONTROL|Throttling(\..+)?)$/;

/** Of the number alone: it does not exist, or its holder has complained about messages or wants none. */
const REFUSALS: ReadonlySet<string> = new Set([
  'isv.MOBILE_NUMBER_ILLEGAL',
  'isv.BLACK_KEY_CONTROL_LIMIT',
  'isv.CUSTOMER_REFUSED',
]);

/** Named like a fault of theirs, but it is the rights of our key. */
const OUR_RIGHTS = 'isp.RAM_PERMISSION_DENY';

/**
 * The gateway's id of the message that it took. Whatever is neither of the number nor of the moment is a fault of the
 * account, its money, its templates or our signature: no message at all goes out until somebody mends it.
 * https://help.aliyun.com/zh/sms/developer-reference/api-error-codes
 */
export function receiptOf(status: number, body: unknown, messageId: string): string {
  const answer = Answer.safeParse(body);
  // Not the gateway's own words: something in between answered.
  if (!answer.success)
    throw new Unavailable('The SMS gateway did not answer in its form.', { details: { messageId, status } });
  const { Code: code, BizId, RequestId: requestId } = answer.data;
  // It was taken. Without an id of theirs ours still finds it, as its OutId.
  if (code === 'OK') return BizId ?? messageId;
  const facts = { details: { messageId, gateway: 'aliyun', code, requestId, status } };
  if (THROTTLES.test(code) || status === 429)
    throw new Throttled('The SMS gateway asks to slow down.', facts);
  if (REFUSALS.has(code))
    throw new Refused('sms-number', 'The SMS gateway does not take this number.', facts);
  if (status >= 500 || (code.startsWith('isp.') && code !== OUR_RIGHTS))
    throw new Unavailable('The SMS gateway has a fault.', facts);
  throw new InvariantBroken(`The SMS gateway takes no message of ours: ${code}.`, facts);
}
