import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';

/** A verified token's claims, or those of no one. */
export type Claims = Readonly<Record<string, unknown>>;

/** What is known of an HTTP request when its event is made. */
export interface ArrivedRequest {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly at: Date;
  readonly route: { readonly method: string; readonly path: string };
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly claims: Claims | undefined;
}

/** An event of an HTTP API, payload format 2.0; `authorizer` is there on routes with a JWT authorizer only. */
export type HttpApiEvent = Omit<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'> & {
  requestContext: Omit<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext'], 'authorizer'> &
    Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext'], 'authorizer'>>;
};

/** Makes the event that API Gateway would make of the request. */
export function toHttpApiEvent(request: ArrivedRequest): HttpApiEvent {
  const { method, target, route, claims, at } = request;
  const [rawPath = '/', ...query] = target.split('?');
  const rawQueryString = query.join('?');
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  const routeKey = `${route.method} ${route.path}`;
  const host = headers.host ?? 'localhost';
  const cookies = [cookie].flat().flatMap((line) => line?.split(/; */) ?? []);
  const parameters = Object.keys(request.pathParameters).length > 0;
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString && { queryStringParameters: queryParameters(rawQueryString) }),
    ...(parameters && { pathParameters: { ...request.pathParameters } }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      ...(claims && { authorizer: jwtAuthorizer(claims) }),
      domainName: host.replace(/:\d+$/, ''),
      domainPrefix: host.split('.')[0] ?? host,
      http: {
        method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: commonLogTime(at),
      timeEpoch: at.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText(headers) ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText(headers),
  };
}

/** API Gateway hands claims on as text, lists as `[a b]`; a handler that counts on numbers breaks only there. */
function jwtAuthorizer(claims: Claims) {
  const text = (value: unknown): string =>
    Array.isArray(value)
      ? `[${value.map(text).join(' ')}]`
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return {
    jwt: {
      claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, text(value)])),
      scopes: [],
    },
  };
}

function queryParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
}

/** Anything else arrives as base64, forms (application/x-www-form-urlencoded) among it. */
function isText(headers: Readonly<Record<string, string | undefined>>): boolean {
  const type = headers['content-type'];
  return type === undefined || /^(text\/|application\/(json|javascript|xml)\b)/i.test(type);
}

/** 12/Mar/2020:19:03:58 +0000 */
function commonLogTime(at: Date): string {
  const [, day, month, year, time] = at.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
