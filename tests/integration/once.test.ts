import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Conflict, Invalid } from '../../domain/errors.ts';
import type { Once } from '../../functions/http/api.ts';
import { newOnce } from '../../functions/http/once.ts';
import { poll } from '../../local/services/poll.ts';
import { freshTables, localClient } from '../support/tables.ts';

const client = localClient(inject('dynamoDbEndpoint'));
let once: Once;

/** Of a call that has so many milliseconds left. */
const left = (milliseconds: number) =>
  ({ getRemainingTimeInMillis: () => milliseconds }) as unknown as Context;

let requests = 0;
const newRequest = () => {
  requests += 1;
  return { who: 'agent-1', what: 'POST /cases/cb-1/attempts', body: { version: requests }, key: '' };
};

beforeAll(async () => {
  const { idempotency } = await freshTables(client);
  once = newOnce(client, idempotency);
});

afterAll(() => client.destroy());

describe('a request that comes again', () => {
  it('gets the first answer, and is done once', async () => {
    let done = 0;
    const act = async () => ({ statusCode: 200, body: `${++done}` });
    const request = newRequest();
    const first = await once(request, act, left(30_000));
    expect(await once(request, act, left(30_000))).toEqual(first);
    expect(done).toBe(1);
  });

  it('is another one when who, what, words or key differ', async () => {
    let done = 0;
    const act = async () => ({ body: `${++done}` });
    const request = newRequest();
    await once(request, act, left(30_000));
    await once({ ...request, who: 'agent-2' }, act, left(30_000));
    await once({ ...request, what: 'POST /cases/cb-2/attempts' }, act, left(30_000));
    await once({ ...request, body: { version: -1 } }, act, left(30_000));
    await once({ ...request, key: 'again' }, act, left(30_000));
    expect(done).toBe(5);
  });

  it('is done when the first was refused', async () => {
    const request = newRequest();
    const refuse = () => Promise.reject(new Invalid('not like this'));
    await expect(once(request, refuse, left(30_000))).rejects.toThrow(Invalid);
    expect(await once(request, async () => 'done', left(30_000))).toBe('done');
  });

  /** The first call of a request, with its work under way. */
  async function begun(request: object, milliseconds: number) {
    const started = Promise.withResolvers<void>();
    const work = Promise.withResolvers<string>();
    const act = () => {
      started.resolve();
      return work.promise;
    };
    const answer = once({ ...request }, act, left(milliseconds));
    await started.promise;
    return { answer, finish: work.resolve };
  }

  it('is told to wait while the first is being worked on', async () => {
    const request = newRequest();
    const first = await begun(request, 30_000);
    await expect(once(request, async () => 'second', left(30_000))).rejects.toThrow(Conflict);
    first.finish('first');
    expect(await first.answer).toBe('first');
    expect(await once(request, async () => 'third', left(30_000))).toBe('first');
  });

  it('is done when the call of the first was killed and its time is over', async () => {
    const request = newRequest();
    await begun(request, 200); // and it never ends
    await expect(once(request, async () => 'too early', left(30_000))).rejects.toThrow(Conflict);
    const second = await poll('the time of the first to be over', () =>
      once(request, async () => 'second', left(30_000)).catch(() => undefined),
    );
    expect(second).toBe('second');
  });
});
