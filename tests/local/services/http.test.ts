import { request as rawRequest } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { MOST_BODY_BYTES, type ServeHttpOptions, serveHttp } from '../../../local/services/http.ts';
import type { HttpApiEvent } from '../../../local/services/http-event.ts';
import { RouteInvalid } from '../../../local/services/http-routes.ts';
import { startIdentity } from '../../../local/services/identity.ts';
import { createLambdaRegistry, MOST_PAYLOAD_BYTES } from '../../../local/services/lambda-invoke.ts';
import { TokenRefused } from '../../../local/services/token-refused.ts';

async function serve(routes: ServeHttpOptions['routes'], others: Partial<ServeHttpOptions> = {}) {
  const server = await serveHttp({ routes, ...others });
  onTestFinished(() => server.stop());
  return server;
}

/** A route that answers with the event it got. */
function echo(method: string, path: string, authorize = false) {
  return {
    method,
    path,
    authorize,
    handler: async (event: HttpApiEvent) => ({ statusCode: 200, body: JSON.stringify(event) }),
  };
}

async function eventOf(response: Promise<Response>): Promise<HttpApiEvent> {
  return (await (await response).json()) as HttpApiEvent;
}

it('makes the event of payload format 2.0', async () => {
  const at = new Date('2026-03-02T19:03:58.000Z');
  const { origin, port } = await serve([echo('POST', '/cases/{id}/answers')], { now: () => at });
  const response = await fetch(`${origin}/cases/c%201/answers?a=1&b=x%20y&a=2`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Custom': 'Yes', Cookie: 'one=1; two=2' },
    body: '{"satisfied":true}',
  });
  const event = (await response.json()) as HttpApiEvent;
  const { requestContext, headers, ...rest } = event;
  expect(rest).toEqual({
    version: '2.0',
    routeKey: 'POST /cases/{id}/answers',
    rawPath: '/cases/c%201/answers',
    rawQueryString: 'a=1&b=x%20y&a=2',
    queryStringParameters: { a: '1,2', b: 'x y' },
    cookies: ['one=1', 'two=2'],
    pathParameters: { id: 'c 1' },
    body: '{"satisfied":true}',
    isBase64Encoded: false,
  });
  expect(headers).toMatchObject({ 'x-custom': 'Yes', host: `127.0.0.1:${port}` });
  expect(headers).not.toHaveProperty('cookie');
  expect(requestContext).toMatchObject({
    routeKey: rest.routeKey,
    stage: '$default',
    domainName: '127.0.0.1',
    http: { method: 'POST', path: rest.rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
    time: '02/Mar/2026:19:03:58 +0000',
    timeEpoch: at.getTime(),
  });
  expect(requestContext).not.toHaveProperty('authorizer');
  expect(response.headers.get('apigw-requestid')).toBe(requestContext.requestId);
});

it('leaves out what a request does not have', async () => {
  const { origin } = await serve([echo('GET', '/cases')]);
  const event = await eventOf(fetch(`${origin}/cases`));
  for (const absent of ['body', 'cookies', 'pathParameters', 'queryStringParameters']) {
    expect(event).not.toHaveProperty(absent);
  }
  expect(event.isBase64Encoded).toBe(false);
});

it.each([
  ['application/octet-stream', Buffer.from([0, 255, 1])],
  ['application/x-www-form-urlencoded', Buffer.from('a=1')],
])('hands a body of type %s over as base64', async (type, bytes) => {
  const { origin } = await serve([echo('PUT', '/files')]);
  const sent = fetch(`${origin}/files`, { method: 'PUT', headers: { 'content-type': type }, body: bytes });
  const event = await eventOf(sent);
  expect(event.isBase64Encoded).toBe(true);
  expect(Buffer.from(event.body ?? '', 'base64')).toEqual(bytes);
});

it('hands Chinese text over as text', async () => {
  const { origin } = await serve([echo('PUT', '/files')]);
  const body = JSON.stringify({ answer: '满意' });
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  expect((await eventOf(fetch(`${origin}/files`, { method: 'PUT', headers, body }))).body).toBe(body);
});

it('turns a result back into a response', async () => {
  const bytes = Buffer.from([0, 200, 100]);
  const answers: Record<string, unknown> = {
    plain: { note: 'a body by itself' },
    text: 'just text',
    nothing: undefined,
    created: { statusCode: 201, headers: { Location: '/cases/1', 'X-Count': 3 }, body: 'made' },
    cookies: { statusCode: 204, cookies: ['a=1; HttpOnly', 'b=2'] },
    binary: {
      statusCode: 200,
      headers: { 'Content-Type': 'image/png' },
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    },
  };
  const { origin } = await serve([
    {
      method: 'GET',
      path: '/{kind}',
      authorize: false,
      handler: async (event) => answers[event.pathParameters?.kind ?? ''],
    },
  ]);
  const plain = await fetch(`${origin}/plain`);
  expect([plain.status, plain.headers.get('content-type'), await plain.json()]).toEqual([
    200,
    'application/json',
    answers.plain,
  ]);
  expect(await (await fetch(`${origin}/text`)).text()).toBe('just text');
  expect(await (await fetch(`${origin}/nothing`)).json()).toBeNull();
  const created = await fetch(`${origin}/created`);
  expect([created.status, await created.text()]).toEqual([201, 'made']);
  expect([created.headers.get('location'), created.headers.get('x-count')]).toEqual(['/cases/1', '3']);
  expect(created.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  const cookies = await fetch(`${origin}/cookies`);
  expect([cookies.status, cookies.headers.getSetCookie()]).toEqual([204, ['a=1; HttpOnly', 'b=2']]);
  const binary = await fetch(`${origin}/binary`);
  expect(binary.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await binary.arrayBuffer())).toEqual(bytes);
});

it('answers 500 for a function that throws or answers nonsense, and tells the log alone why', async () => {
  const lines: string[] = [];
  const handler = async (event: HttpApiEvent) => {
    if (event.rawPath === '/throws') throw new RangeError('the secret reason');
    return { statusCode: 'soon' };
  };
  const { origin } = await serve(
    ['/throws', '/nonsense'].map((path) => ({ method: 'GET', path, authorize: false, handler })),
    { log: (line) => lines.push(line) },
  );
  for (const path of ['/throws', '/nonsense']) {
    const response = await fetch(`${origin}${path}?token=private`);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: 'about:blank',
      status: 500,
      title: 'Internal Server Error',
    });
  }
  expect(lines.join()).toContain('the secret reason');
  expect(lines.join()).toContain('ResultInvalid');
  expect(lines.join()).not.toContain('private');
});

it('finds the most exact route, whatever the order of the table', async () => {
  const paths = ['/{proxy+}', '/cases/{id}', '/cases/open', '/cases/{id}/{proxy+}', '/cases/{id}/answers'];
  const expected = {
    '/cases/open': '/cases/open',
    '/cases/1': '/cases/{id}',
    '/cases/1/answers': '/cases/{id}/answers',
    '/cases/1/answers/2': '/cases/{id}/{proxy+}',
    '/console/main.js': '/{proxy+}',
  };
  for (const order of [paths, paths.toReversed()]) {
    const { origin } = await serve(order.map((path) => echo('GET', path)));
    for (const [asked, path] of Object.entries(expected)) {
      expect((await eventOf(fetch(origin + asked))).routeKey).toBe(`GET ${path}`);
    }
  }
});

it('prefers a method to ANY', async () => {
  const { origin } = await serve([echo('ANY', '/cases'), echo('POST', '/cases')]);
  expect((await eventOf(fetch(`${origin}/cases`, { method: 'POST' }))).routeKey).toBe('POST /cases');
  expect((await eventOf(fetch(`${origin}/cases`, { method: 'DELETE' }))).routeKey).toBe('ANY /cases');
});

it('answers 404 for an unknown path, 405 for a known one with another method, 400 for a broken one', async () => {
  const { origin } = await serve([echo('GET', '/cases/{id}'), echo('PUT', '/cases/{id}')]);
  const unknown = await fetch(`${origin}/cases`);
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    { type: 'about:blank', status: 404, title: 'Not Found' },
  ]);
  const wrong = await fetch(`${origin}/cases/1`, { method: 'DELETE' });
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'PUT']);
  expect((await fetch(`${origin}/cases/%E0%A4%A`)).status).toBe(400);
});

it('refuses tables that API Gateway would not take', async () => {
  const broken = ['cases', '/cases/id-{id}', '/{proxy+}/more'];
  for (const path of broken)
    await expect(serveHttp({ routes: [echo('GET', path)] })).rejects.toThrow(RouteInvalid);
  const twice = [echo('GET', '/cases/{id}'), echo('GET', '/cases/{number}')];
  await expect(serveHttp({ routes: twice })).rejects.toThrow(RouteInvalid);
  await expect(serveHttp({ routes: [echo('GET', '/cases', true)] })).rejects.toThrow(RouteInvalid);
});

it('lets a valid token in with its claims as text, and answers 401 to any other', async () => {
  const user = { sub: 'u-1', name: 'Lin Modest', role: 'broker', branch: 'north' };
  const identity = await startIdentity({ users: [user] });
  onTestFinished(() => identity.stop());
  const { origin } = await serve([echo('GET', '/cases', true)], { verify: identity.verify });
  const ask = (authorization?: string) =>
    fetch(`${origin}/cases`, { headers: authorization ? { authorization } : {} });
  const token = await identity.tokenFor(user.sub);
  for (const header of [`Bearer ${token}`, token]) {
    const claims = (await eventOf(ask(header))).requestContext.authorizer?.jwt.claims;
    expect(claims).toMatchObject({ ...user, aud: identity.audience });
    expect(claims?.exp).toBe(String(Number(claims?.exp)));
  }
  const refused = {
    none: await ask(),
    expired: await ask(`Bearer ${await identity.tokenFor(user.sub, { lifetimeSeconds: -1 })}`),
    foreign: await ask(`Bearer ${await identity.tokenFor(user.sub, { audience: 'another' })}`),
    forged: await ask(`Bearer ${token.slice(0, -4)}AAAA`),
  };
  for (const [what, response] of Object.entries(refused)) {
    expect(response.status, what).toBe(401);
    expect(response.headers.get('content-type'), what).toBe('application/problem+json');
    expect(response.headers.get('www-authenticate'), what).toMatch(
      what === 'none' ? /^Bearer$/ : /invalid_token/,
    );
  }
});

it('does not call it the token’s fault when tokens cannot be verified', async () => {
  const verify = vi.fn<NonNullable<ServeHttpOptions['verify']>>(async () => {
    throw new TypeError('the issuer does not answer');
  });
  const { origin } = await serve([echo('GET', '/cases', true)], { verify });
  const ask = async () => (await fetch(`${origin}/cases`, { headers: { authorization: 'Bearer x' } })).status;
  expect(await ask()).toBe(500);
  verify.mockRejectedValue(new TokenRefused('no'));
  expect(await ask()).toBe(401);
});

it('hands lists among the claims on as API Gateway does', async () => {
  const verify = async () => ({ groups: ['a', 'b'], level: 3, nested: { x: 1 }, active: true });
  const { origin } = await serve([echo('GET', '/cases', true)], { verify });
  const event = await eventOf(fetch(`${origin}/cases`, { headers: { authorization: 'Bearer x' } }));
  const claims = { groups: '[a b]', level: '3', nested: '{"x":1}', active: 'true' };
  expect(event.requestContext.authorizer?.jwt.claims).toEqual(claims);
});

it('refuses a longer body than API Gateway takes, announced or not', async () => {
  const handler = vi.fn(async () => ({ statusCode: 200 }));
  const { origin, port } = await serve([{ method: 'POST', path: '/files', authorize: false, handler }]);
  const post = (length: number) => fetch(`${origin}/files`, { method: 'POST', body: Buffer.alloc(length) });
  expect((await post(MOST_BODY_BYTES)).status).toBe(200);
  const announced = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { 'content-length': MOST_BODY_BYTES + 1 };
    const asked = rawRequest({ port, method: 'POST', path: '/files', headers }, (response) => {
      resolve(response.statusCode);
      asked.destroy();
    });
    asked.on('error', reject).flushHeaders();
  });
  expect(announced).toBe(413);
  const streamed = await new Promise<number | undefined>((resolve, reject) => {
    const asked = rawRequest({ port, method: 'POST', path: '/files' }, (response) => {
      resolve(response.statusCode);
      asked.destroy();
    });
    const more = () => void (asked.destroyed || asked.write(Buffer.alloc(1024 * 1024), more));
    asked.on('error', reject);
    more();
  });
  expect(streamed).toBe(413);
  expect(handler).toHaveBeenCalledOnce();
});

it('answers 413 when the event is longer than Lambda takes', async () => {
  const registry = createLambdaRegistry();
  registry.register('files', () => ({ statusCode: 200 }));
  const handler = (event: HttpApiEvent) => registry.invoke('files', event);
  const { origin } = await serve([{ method: 'POST', path: '/files', authorize: false, handler }]);
  const post = (length: number) => fetch(`${origin}/files`, { method: 'POST', body: 'x'.repeat(length) });
  expect((await post(MOST_PAYLOAD_BYTES / 2)).status).toBe(200);
  expect((await post(MOST_PAYLOAD_BYTES)).status).toBe(413);
});

it('serves pages with plain requests and responses', async () => {
  const { origin } = await serve([
    {
      method: 'ANY',
      path: '/outbox/{customer}',
      respond: async (request, { customer }) => {
        const sent = request.method === 'POST' ? await request.text() : '';
        const headers = new Headers({ 'content-type': 'text/html', 'x-query': new URL(request.url).search });
        headers.append('set-cookie', 'a=1');
        headers.append('set-cookie', 'b=2');
        return new Response(`<p>${customer}${sent}</p>`, { status: 202, headers });
      },
    },
    { method: 'GET', path: '/', respond: () => Response.redirect('http://127.0.0.1/console', 302) },
  ]);
  const page = await fetch(`${origin}/outbox/7?page=2`);
  expect([page.status, page.headers.get('x-query'), await page.text()]).toEqual([202, '?page=2', '<p>7</p>']);
  expect(page.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await (await fetch(`${origin}/outbox/7`, { method: 'POST', body: '!' })).text()).toBe('<p>7!</p>');
  expect((await fetch(origin, { redirect: 'manual' })).status).toBe(302);
});

it('counts the functions at work, and not the page that asks for it', async () => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const server = await serve([
    {
      method: 'GET',
      path: '/slow',
      authorize: false,
      handler: async () => {
        begun.resolve();
        await gate.promise;
      },
    },
    { method: 'GET', path: '/count', respond: () => Response.json(server.inFlight()) },
  ]);
  const count = async () => (await fetch(`${server.origin}/count`)).json();
  expect(await count()).toBe(0);
  const slow = fetch(`${server.origin}/slow`);
  await begun.promise;
  expect(await count()).toBe(1);
  gate.resolve();
  await slow;
  expect(await count()).toBe(0);
});

it('answers what is under way before it stops', async () => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const handler = async () => {
    begun.resolve();
    await gate.promise;
    return 'done';
  };
  const server = await serveHttp({ routes: [{ method: 'GET', path: '/slow', authorize: false, handler }] });
  const slow = fetch(`${server.origin}/slow`);
  await begun.promise;
  const stopped = server.stop();
  await expect(fetch(`${server.origin}/slow`)).rejects.toThrow();
  gate.resolve();
  expect(await (await slow).text()).toBe('done');
  await stopped;
});

it('cuts a page off that streams on when it stops', async () => {
  const respond = () => new Response(new ReadableStream({ start: (to) => to.enqueue(Buffer.from('tick')) }));
  const server = await serveHttp({ routes: [{ method: 'GET', path: '/live', respond }] });
  const { body } = await fetch(`${server.origin}/live`);
  const reader = body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? '').toString()).toContain('tick');
  await server.stop();
  const toTheEnd = async () => {
    while (!(await reader?.read())?.done);
  };
  await expect(toTheEnd()).rejects.toThrow();
});
