import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type Claims, type HttpApiEvent, toHttpApiEvent } from './http-event.ts';
import { toResponse } from './http-result.ts';
import { RouteInvalid, type RouteKey, routeTable } from './http-routes.ts';
import { type Problem, problemResponse } from './problem.ts';
import { TokenRefused } from './token-refused.ts';

/** API Gateway takes no longer body. */
export const MOST_BODY_BYTES = 10 * 1024 * 1024;

const LAST_BYTES_MILLISECONDS = 1_000;

/** A route that a Lambda function serves. */
export interface FunctionRoute extends RouteKey {
  readonly handler: (event: HttpApiEvent) => Promise<unknown>;
  /** Whether a valid token is asked for, and its claims are handed on. */
  readonly authorize: boolean;
}

/** A route of this machine only. */
export interface PageRoute extends RouteKey {
  readonly respond: (
    request: Request,
    pathParameters: Readonly<Record<string, string>>,
  ) => Response | Promise<Response>;
}

export interface ServeHttpOptions {
  /** A free one is chosen when none is given. */
  readonly port?: number;
  readonly routes: readonly (FunctionRoute | PageRoute)[];
  /** Gives a token's claims, or throws TokenRefused. Needed as soon as one route asks for a token. */
  readonly verify?: (token: string) => Promise<Claims>;
  /** The time that events carry. */
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
}

export interface HttpServer {
  readonly origin: string;
  readonly port: number;
  /**
   * Requests that a function is working on. Those of pages do not count: the page that waits for the system to
   * become quiet would wait for itself.
   */
  inFlight(): number;
  /** Takes no new request, and ends when those under way are answered; a page that streams on is cut off. */
  stop(): Promise<void>;
}

/** The request is answered with this problem instead of by its route. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/**
 * Serves functions as an HTTP API of API Gateway does, and plain pages, on loopback only.
 *
 * An unknown path is 404, a known one with another method 405, a missing or refused token 401, a longer body than
 * API Gateway takes 413, a function that throws 500: all as problem details.
 *
 * @throws RouteInvalid when the table cannot be used.
 * @throws Error with code EADDRINUSE when the port is taken.
 */
export async function serveHttp(options: ServeHttpOptions): Promise<HttpServer> {
  const { routes, verify, now = () => new Date(), log = () => {} } = options;
  const find = routeTable(routes);
  const guarded = routes.find((route) => 'authorize' in route && route.authorize);
  if (guarded && !verify)
    throw new RouteInvalid(`${guarded.path} asks for a token and nothing can verify one`);
  let working = 0;

  const respond = async (request: IncomingMessage): Promise<Response> => {
    const target = request.url ?? '/';
    const method = request.method ?? 'GET';
    const { route, pathParameters } = match(method, target);
    if ('respond' in route) {
      const body = await readBody(request);
      return route.respond(toRequest(request, body), pathParameters);
    }
    const claims = route.authorize ? await authorize(request.headers.authorization) : undefined;
    const event = toHttpApiEvent({
      method,
      target,
      headers: request.headersDistinct,
      body: await readBody(request),
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      protocol: `HTTP/${request.httpVersion}`,
      at: now(),
      route,
      pathParameters,
      claims,
    });
    const response = await call(route, event);
    response.headers.set('apigw-requestid', event.requestContext.requestId);
    return response;
  };

  const match = (method: string, target: string) => {
    const found = lookUp(method, target.split('?')[0] ?? '/');
    if (found.kind === 'found') return found;
    if (found.kind === 'unknown path') throw new Refused({ status: 404, title: 'Not Found' });
    const headers = { allow: found.allowed.join(', ') };
    throw new Refused({ status: 405, title: 'Method Not Allowed', headers });
  };
  const lookUp = (method: string, path: string) => {
    try {
      return find(method, path);
    } catch {
      throw new Refused({ status: 400, title: 'Bad Request', detail: 'The path is not well encoded.' });
    }
  };

  const authorize = async (header: string | undefined): Promise<Claims> => {
    // API Gateway takes the token with and without the scheme's name.
    const token = header?.replace(/^Bearer +/i, '').trim();
    if (!token) throw unauthorized('A token is needed.', 'Bearer');
    try {
      return (await verify?.(token)) ?? {};
    } catch (cause) {
      if (!(cause instanceof TokenRefused)) throw cause;
      const description = cause.message.replaceAll('"', "'");
      throw unauthorized(cause.message, `Bearer error="invalid_token", error_description="${description}"`);
    }
  };

  const call = async (route: FunctionRoute, event: HttpApiEvent): Promise<Response> => {
    working += 1;
    try {
      return toResponse(await route.handler(event));
    } catch (cause) {
      if (isTooLarge(cause)) throw tooLarge('The event is longer than Lambda takes (6 MB).');
      throw cause;
    } finally {
      working -= 1;
    }
  };

  const answering = new Set<Promise<Response>>();
  let stopping = false;
  const server = createServer((request, reply) => {
    const answer = respond(request).catch((cause) => {
      if (cause instanceof Refused) return problemResponse(cause.problem);
      log(`${request.method} ${request.url?.split('?')[0]} failed: ${inspectable(cause)}`);
      return problemResponse({ status: 500, title: 'Internal Server Error' });
    });
    answering.add(answer);
    answer
      .then((response) => {
        answering.delete(answer);
        // Kept alive, a connection would hold a stopped server open for seconds.
        if (stopping) reply.setHeader('connection', 'close');
        return send(response, reply);
      })
      // The rest of a refused body is taken and thrown away: cut off while it still writes, the client would see
      // a broken connection and not the answer.
      .then(() => request.resume())
      // The one who asked has gone away.
      .catch((cause) => reply.destroy(cause));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    inFlight: () => working,
    stop: async () => {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      while (answering.size > 0) await Promise.all(answering);
      // A page may stream without end.
      const cut = setTimeout(() => server.closeAllConnections(), LAST_BYTES_MILLISECONDS);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const refuse = () => tooLarge('The body is longer than API Gateway takes (10 MB).');
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) throw refuse();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MOST_BODY_BYTES) throw refuse();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toRequest(request: IncomingMessage, body: Buffer): Request {
  const headers = Object.entries(request.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const { method = 'GET' } = request;
  const mayHaveBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, { method, headers, ...(mayHaveBody && { body: new Uint8Array(body) }) });
}

async function send(response: Response, reply: ServerResponse): Promise<void> {
  const cookies = response.headers.getSetCookie();
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.setHeader(name, value);
  if (cookies.length > 0) reply.setHeader('set-cookie', cookies);
  reply.writeHead(response.status);
  if (response.body) await pipeline(Readable.fromWeb(response.body as ReadableStream), reply);
  else reply.end();
}

function unauthorized(detail: string, challenge: string): Refused {
  return new Refused({
    status: 401,
    title: 'Unauthorized',
    detail,
    headers: { 'www-authenticate': challenge },
  });
}

function tooLarge(detail: string): Refused {
  return new Refused({ status: 413, title: 'Content Too Large', detail });
}

/** By its name, because the functions' registry is one way among others to serve a route. */
function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'RequestTooLargeException';
}

function inspectable(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
