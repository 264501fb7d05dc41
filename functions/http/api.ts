import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { kindOfId } from '../../domain/case.ts';
import { Invalid, NotSignedIn, TooLarge, Unsupported } from '../../domain/errors.ts';
import { Staff } from '../../domain/people.ts';
import { nameAndStack } from '../logged.ts';
import { during, type Log, ofCall } from '../observe.ts';
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
  logger: Log;
  once: Once;
}

const LARGEST_BODY = 1_048_576; // 500 policies are a third of that

/** One function that serves these routes behind API Gateway (payload format 2.0). */
export function newApi(routes: readonly Route[], { logger, once }: ApiDeps): Api {
  const deps = { logger: ofCall(logger), once };
  const handler = middy()
    .use({
      onError: (request) => {
        request.response = refuse(request.error, request.event as Event, deps);
      },
    })
    .handler(
      httpRouter({
        routes: routes.flatMap((one) => {
          const handler = (event: Event, context: Context) => serve(one, event, context, deps);
          const own = { method: one.method, path: one.path, handler };
          return asksForHead(one) ? [own, { ...own, method: 'HEAD', handler: withoutBody(handler) }] : [own];
        }),
        notFoundResponse: ({ path }) => noRoute(path, routes),
      }),
    );
  return underOneId(handler as unknown as Api);
}

/**
 * All lines of a request say one id, and so does its answer. The caller may choose it, so that its own log can be laid
 * beside ours; only a UUID, in which nobody's number or name can stand.
 */
function underOneId(handler: Api): Api {
  return (event, context) => {
    const { requestId } = event.requestContext;
    const chosen = event.headers['x-correlation-id'] ?? '';
    const correlationId = UUID.test(chosen) ? chosen : requestId;
    return during({ correlationId, requestId }, async () => {
      const result = await handler(event, context);
      return { ...result, headers: { ...EVERYWHERE, ...result.headers, 'x-correlation-id': correlationId } };
    });
  };
}

/** No answer is run as something else, and none is asked for in the clear. */
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
} as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Scanners of links ask so first, and take a refusal for a dead link. What only the staff's console calls has no need. */
function asksForHead({ method, public: isPublic }: Route): boolean {
  return method === 'GET' && isPublic === true;
}

function withoutBody(handler: Api): Api {
  return async (event, context) => ({ ...(await handler(event, context)), body: '' });
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

async function serve(one: Route, event: Event, context: Context, deps: ApiDeps): Promise<Result> {
  const startedAt = performance.now();
  // API Gateway's own catch-all parameter stands beside the router's.
  const { proxy: _proxy, ...params } = event.pathParameters ?? {};
  const { id } = params;
  return during(id === undefined || kindOfId(id) === undefined ? {} : { caseId: id }, async () => {
    const result = await answer(one, event, context, { params, once: deps.once });
    deps.logger.info('request answered', {
      // Route, not path: a customer's link is in the path.
      route: `${one.method} ${one.path}`,
      status: result.statusCode,
      ms: Math.round(performance.now() - startedAt),
    });
    return result;
  });
}

async function answer(
  one: Route,
  event: Event,
  context: Context,
  { params, once }: { params: unknown; once: Once },
): Promise<Result> {
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
  const json = parsedJson(text);
  const reason = refusedOf(json);
  if (reason !== undefined)
    throw new Invalid('The body is not one that is kept.', [{ field: 'body', reason }]);
  return json;
}

const DEEPEST = 32; // lists and objects in each other; what the API knows has five

/**
 * What no schema looks at: `"\ud800"` is JSON and no Unicode, and of that, as of lists within lists without end, no hash
 * can be made for a history.
 */
function refusedOf(json: unknown): string | undefined {
  const left: [value: unknown, depth: number][] = [[json, 0]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string' && !value.isWellFormed()) return 'holds half of a character';
    if (typeof value !== 'object' || value === null) continue;
    if (depth === DEEPEST) return 'is nested too deeply';
    for (const [name, member] of Object.entries(value)) {
      if (!name.isWellFormed()) return 'holds half of a character';
      left.push([member, depth + 1]);
    }
  }
  return undefined;
}

function parsedJson(text: string): unknown {
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
