import type { Staff } from '../../domain/people.ts';
import type { Api, Event } from '../../functions/http/api.ts';
import { toHttpApiEvent } from '../../local/services/http-event.ts';
import type { Request } from './context.ts';

/** The request as API Gateway hands it on, under an id that is counted and not drawn. */
export function eventOf({ by, method, path, body }: Request, number: number, at: Date): Event {
  const event = toHttpApiEvent({
    method,
    target: path,
    headers: { host: 'firm.example', 'content-type': 'application/json' },
    body: body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)),
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    at,
    route: { method: 'ANY', path },
    pathParameters: {},
    claims: by === 'customer' ? undefined : claimsOf(by),
  });
  event.requestContext.requestId = `request-${number}`;
  return event as Event;
}

function claimsOf({ id, role, branch, carrier }: Staff): Record<string, string> {
  return {
    sub: id,
    role,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}

/** What whoever asked reads: a file travels through the gateway as base64. */
export function textOf({ body = '', isBase64Encoded }: Awaited<ReturnType<Api>>): string {
  return isBase64Encoded === true ? Buffer.from(body, 'base64').toString() : body;
}

export function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function outcomeOf(status: number): string {
  if (status < 300) return 'done';
  if (status < 500) return `refused ${status}`;
  return `failed ${status}`;
}
