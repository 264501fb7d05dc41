import type { Context } from 'aws-lambda';
import type { Staff } from '../../domain/people.ts';
import { type Event, newApi } from '../../functions/http/api.ts';
import type { Route } from '../../functions/http/route.ts';
import { toHttpApiEvent } from '../../local/services/http-event.ts';
import { toResponse } from '../../local/services/http-result.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  bytes: Uint8Array;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  body: any;
}

/** Asks routes as API Gateway would, and gives the whole answer, whatever it is. */
export function asking(routes: readonly Route[], now: () => Date) {
  const log = () => undefined;
  const api = newApi(routes, {
    logger: { info: log, warn: log, error: console.error },
    once: (_request, act) => act(),
  });
  return async (who: Staff, method: string, target: string, body?: unknown): Promise<Answer> => {
    const { id: sub, role, branch, carrier } = who;
    const event = toHttpApiEvent({
      method,
      target,
      headers: { host: 'firm.example', 'content-type': 'application/json' },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      sourceIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
      at: now(),
      route: { method: 'ANY', path: target },
      pathParameters: {},
      claims: {
        sub,
        role,
        ...(branch === undefined ? {} : { branch }),
        ...(carrier === undefined ? {} : { carrier }),
      },
    });
    const response = toResponse(await api(event as Event, {} as Context));
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const text = bytes.toString();
    return {
      status: response.status,
      headers: response.headers,
      text,
      bytes,
      body: isJson ? JSON.parse(text) : undefined,
    };
  };
}
