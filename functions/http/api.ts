import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { Invalid, NotSignedIn, RecourseError, TooLarge, Unsupported } from '../../domain/errors.ts';
import { Staff } from '../../domain/people.ts';
import { parse, problemOf } from './problem.ts';
import type { Answered, Asked, Route } from './route.ts';

z.config(en());

export type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
export type Result = APIGatewayProxyStructuredResultV2;
export type Api = (event: Event, context: Context) => Promise<Result>;

/** Remembers the first answer to a request and gives it again. The context says for how long the call can still act. */
export type Once = <T>(
  request: Record<string, unknown>,
  act: () => Promise<T>,
  context: Context,
) => Promise<T>;

export interface ApiDeps {
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  once: Once;
}

const LARGEST_BODY = 1_048_576; // 500 policies are a third of that

/** One function that serves these routes behind API Gateway (payload format 2.0). */
export function newApi(routes: readonly Route[], deps: ApiDeps): Api {
  const handler = middy()
    .use({
      onError: (request) => {
        request.response = refuse(request.error, request.event as Event, deps);
      },
    })
    .handler(
      httpRouter({
        routes: routes.map((one) => ({
          method: one.method,
          path: one.path,
          handler: (event: Event, context: Context) => serve(one, event, context, deps),
        })),
        notFoundResponse: ({ path }) => noRoute(path, routes),
      }),
    );
  return handler as unknown as Api;
}

/** A path that only other methods have is told apart from one that nothing has: the gateway hands on every method. */
function noRoute(path: string, routes: readonly Route[]): Result {
  const allowed = new Set(routes.filter((one) => isOf(one.path, path)).map(({ method }) => method));
  if (allowed.size === 0) {
    return problem({ type: '/problems/not-found', title: 'There is no such route.', status: 404 });
  }
  const refused = problem({
    type: '/problems/method-not-allowed',
    title: 'The route has no such method.',
    status: 405,
  });
  return { ...refused, headers: { ...refused.headers, allow: [...allowed].join(', ') } };
}

function isOf(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => part === given[at] || isParameter(part, given[at] ?? ''))
  );
}

/** `{recipient}`, or `{recipient}.csv`: what stands behind the name must be there. */
function isParameter(part: string, given: string): boolean {
  const behind = part.slice(part.indexOf('}') + 1);
  return part.startsWith('{') && given.length > behind.length && given.endsWith(behind);
}

async function serve(one: Route, event: Event, context: Context, { once }: ApiDeps): Promise<Result> {
  // API Gateway's own catch-all parameter stands beside the router's.
  const { proxy: _proxy, ...params } = event.pathParameters ?? {};
  const asked: Asked<unknown, unknown, unknown> = {
    path: parse(one.pathShape, params, ''),
    query: parse(one.queryShape, event.queryStringParameters ?? {}, 'query'),
    body: one.method === 'GET' || one.raw ? {} : parse(one.bodyShape, jsonOf(event), ''),
    staff: one.public === true ? ANYBODY : staffOf(event),
    requestId: event.requestContext.requestId,
    accept: event.headers.accept ?? '',
    bytes: one.raw ? bytesOf(event) : NO_BYTES,
  };
  const act = async (): Promise<Result> => resultOf(await one.handle(asked));
  const key = event.headers['idempotency-key'] ?? '';
  if (one.once === undefined || (one.once === 'with-key' && key === '')) return act();
  const request = {
    who: asked.staff.id,
    what: `${one.method} ${event.rawPath}`,
    body: asked.body,
    key,
  };
  return once(request, act, context);
}

/** Stands where a public route has nobody: no role may do less. */
const ANYBODY: Staff = { kind: 'staff', id: 'anybody', role: 'carrier-reviewer' };

function staffOf(event: Event): Staff {
  const claims = event.requestContext.authorizer?.jwt?.claims;
  const found = Staff.safeParse({
    kind: 'staff',
    id: claims?.sub,
    role: claims?.role,
    ...(claims?.branch === undefined ? {} : { branch: claims.branch }),
    ...(claims?.carrier === undefined ? {} : { carrier: claims.carrier }),
  });
  if (!found.success) throw new NotSignedIn('The token names no person and role of this firm.');
  return found.data;
}

const NO_BYTES = new Uint8Array();

function bytesOf({ body = '', isBase64Encoded }: Event): Buffer {
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

function jsonOf(event: Event): unknown {
  const bytes = bytesOf(event);
  const text = bytes.toString('utf8');
  if (bytes.byteLength > LARGEST_BODY) throw new TooLarge(`A body has at most ${LARGEST_BODY} bytes.`);
  if (text === '') return {};
  const type = event.headers['content-type'] ?? '';
  if (!/^application\/(json|[a-z.+-]+\+json)\s*(;|$)/i.test(type))
    throw new Unsupported('The body must be application/json.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Invalid('The body is not JSON.', [{ field: 'body', reason: 'is not JSON' }], { cause });
  }
}

function resultOf(answered: Answered): Result {
  const { status = 200, headers = {} } = answered;
  if ('bytes' in answered) {
    // Lambda answers in JSON: 4.5 MB of bytes are the 6 MB that it takes.
    return {
      statusCode: status,
      headers: { 'cache-control': 'no-store', ...headers },
      body: Buffer.from(answered.bytes).toString('base64'),
      isBase64Encoded: true,
    };
  }
  return 'text' in answered
    ? { statusCode: status, headers: { 'cache-control': 'no-store', ...headers }, body: answered.text }
    : {
        statusCode: status,
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
        body: JSON.stringify(answered.body),
      };
}

function refuse(error: unknown, event: Event, { logger }: ApiDeps): Result {
  const told = problemOf(error, event.requestContext.requestId);
  // Route, not path: a customer's link is in the path.
  const facts = {
    problem: told.type,
    status: told.status,
    route: event.routeKey,
    requestId: event.requestContext.requestId,
  };
  if (told.status >= 500) logger.error('request failed', { ...facts, error: nameAndStack(error) });
  else
    logger.info('request refused', {
      ...facts,
      rule: told.rule,
      fields: told.fields?.map((fault) => fault.field),
    });
  return problem(told);
}

/** The stack and the names along the causes; messages of others' errors may hold data. */
function nameAndStack(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    ...(error instanceof RecourseError ? { message: error.message } : {}),
    stack: error.stack?.split('\n').slice(1, 12),
    ...(error.cause === undefined ? {} : { cause: nameAndStack(error.cause) }),
  };
}

function problem(body: { status: number } & Record<string, unknown>): Result {
  const retryAfter = (body.details as { retryAfterSeconds?: number } | undefined)?.retryAfterSeconds;
  return {
    statusCode: body.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify(body),
  };
}
