import type { Context } from 'aws-lambda';
import { canonicalJson } from '../../domain/history.ts';
import type { Staff } from '../../domain/people.ts';
import { type Event, newApi, type Once } from '../../functions/http/api.ts';
import type { Route } from '../../functions/http/route.ts';
import { toHttpApiEvent } from '../../local/services/http-event.ts';

/** What was answered to a request that was refused. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly status: number;
  readonly problem: Record<string, unknown>;

  constructor(request: string, status: number, problem: Record<string, unknown>) {
    super(`${request}: ${status} ${JSON.stringify(problem)}`);
    this.status = status;
    this.problem = problem;
  }
}

export type Ask = <T>(by: Staff | 'customer', method: string, path: string, body?: unknown) => Promise<T>;

/** Serves the routes through their own handler, each request as the event that API Gateway makes of it. */
export function openApi(routes: readonly Route[], now: () => Date): Ask {
  const logger: Parameters<typeof newApi>[1]['logger'] = {
    info: () => {},
    warn: () => {},
    // A bug; that something is down for a moment is what a test may want.
    error: (line, ...more) => {
      const [facts] = more as { status?: number }[];
      if (facts?.status === 500) console.error(line, facts);
    },
  };
  const api = newApi(routes, { logger, once: remembering() });
  return async <T>(by: Staff | 'customer', method: string, path: string, body?: unknown): Promise<T> => {
    const event = toHttpApiEvent({
      method,
      target: path,
      headers: { host: 'firm.example', 'content-type': 'application/json' },
      body: bytesOf(body),
      sourceIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
      at: now(),
      route: { method: 'ANY', path },
      pathParameters: {},
      claims: by === 'customer' ? undefined : claimsOf(by),
    });
    const { statusCode = 0, body: text = '' } = await api(event as Event, {} as Context);
    const answer = JSON.parse(text);
    if (statusCode >= 400) throw new RequestRefused(`${method} ${path}`, statusCode, answer);
    return answer;
  };
}

/** What is bytes already goes as it is. */
function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(body === undefined ? '' : JSON.stringify(body));
}

function claimsOf({ id, role, branch, carrier }: Staff): Record<string, string> {
  return {
    sub: id,
    role,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}

function remembering(): Once {
  const answers = new Map<string, unknown>();
  return async (request, act) => {
    const key = canonicalJson(request);
    if (!answers.has(key)) answers.set(key, await act());
    return answers.get(key) as Awaited<ReturnType<typeof act>>;
  };
}
