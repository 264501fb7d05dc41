import { setTimeout as pause } from 'node:timers/promises';

/** What was waited for did not come within its limit. */
export class WaitedTooLong extends Error {
  override readonly name = 'WaitedTooLong';
}

/**
 * Asks again and again until there is an answer. The limit makes a fault show itself instead of hanging.
 *
 * @throws WaitedTooLong when `check` has given no answer within the limit; whatever `check` itself throws.
 */
export async function poll<T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
  { everyMilliseconds = 20, limitMilliseconds = 30_000 } = {},
): Promise<T> {
  const end = performance.now() + limitMilliseconds;
  for (;;) {
    const answer = await check();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new WaitedTooLong(`${what}: nothing after ${limitMilliseconds} ms`);
    await pause(everyMilliseconds);
  }
}
