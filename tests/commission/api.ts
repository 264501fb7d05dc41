import type { Context } from 'aws-lambda';
import type { Staff } from '../../domain/people.ts';
import { commissionRoutes } from '../../functions/commission/routes.ts';
import { type Event, newApi } from '../../functions/http/api.ts';
import { RULES } from '../support/policies.ts';
import type { FirmUnderTest } from './firm.ts';

export interface Asked {
  query?: Record<string, string>;
  body?: unknown;
}

/** The commission API over a firm, asked as by API Gateway. */
export function newCommissionApi(firm: FirmUnderTest) {
  const log = () => undefined;
  const routes = commissionRoutes({
    ...firm.deps,
    cases: firm.store.cases,
    metrics: firm.store.metrics,
    rules: RULES,
  });
  const api = newApi(routes, {
    logger: { info: log, warn: log, error: log },
    once: (_request, act) => act(),
  });
  return async (method: 'GET' | 'POST', path: string, staff: Staff, { query, body }: Asked = {}) => {
    const { kind: _kind, id: sub, ...claims } = staff;
    const event = {
      version: '2.0',
      rawPath: path,
      routeKey: `${method} ${path}`,
      headers: { 'content-type': 'application/json' },
      queryStringParameters: query,
      requestContext: {
        requestId: 'request-1',
        http: { method, path },
        authorizer: { jwt: { claims: { sub, ...claims } } },
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      isBase64Encoded: false,
    };
    const { statusCode, headers, body: text } = await api(event as unknown as Event, {} as Context);
    const isJson = String(headers?.['content-type']).includes('json');
    // The test reads what it expects: an answer of another shape fails there.
    // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what the tests look at
    return { status: statusCode, headers, text, body: isJson ? (JSON.parse(text ?? '') as any) : undefined };
  };
}
