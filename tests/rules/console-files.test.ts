import { Readable } from 'node:stream';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { NotFound, Unavailable } from '../../domain/errors.ts';
import { newConsoleFiles } from '../../functions/console/files.ts';

const STORED: Readonly<Record<string, string>> = {
  'index.html': '<title>console</title>',
  'config.json': '{}',
  'assets/app-1a2b.js': 'plain',
  'assets/app-1a2b.js.br': 'brotli',
  'assets/app-1a2b.js.gz': 'gzip',
  'assets/letter-3c4d.svg': '<svg/>',
  'notes.exe': 'of no kind that a browser needs',
};
const CONNECT = ['https://sign-in.example.invalid', 'https://files.example.invalid'];

const asked: string[] = [];
const serve = newConsoleFiles({
  connect: CONNECT,
  files: {
    read: async (name) => {
      asked.push(name);
      const content = STORED[name];
      if (content === undefined) throw new NotFound('There is no such file.');
      return Readable.from(Buffer.from(content));
    },
  },
});

function event(rawPath: string, { method = 'GET', accept = '' } = {}): APIGatewayProxyEventV2 {
  const headers = accept === '' ? {} : { 'accept-encoding': accept };
  return { rawPath, headers, requestContext: { http: { method } } } as unknown as APIGatewayProxyEventV2;
}

async function get(path: string, options: { method?: string; accept?: string } = {}) {
  const { statusCode, headers = {}, body = '', isBase64Encoded } = await serve(event(path, options));
  return { statusCode, headers, text: isBase64Encoded ? Buffer.from(body, 'base64').toString() : body };
}

describe("the console's files", () => {
  it('begin at the root, which leads to the console', async () => {
    expect(await get('/')).toMatchObject({ statusCode: 302, headers: { location: '/console/' } });
  });

  it.each([
    ['/console/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/console/config.json', 'application/json', 'no-cache'],
    ['/console/assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'public,max-age=31536000,immutable'],
    ['/console/assets/letter-3c4d.svg', 'image/svg+xml', 'public,max-age=31536000,immutable'],
  ])('are told by type, and kept only when their name changes with them: %s', async (path, type, cached) => {
    expect(await get(path)).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': type, 'cache-control': cached, vary: 'accept-encoding' },
      text: STORED[path.slice('/console/'.length)],
    });
  });

  it.each([
    '/console',
    '/console/',
    '/console/cases/cb-1',
    '/console/signed-in',
    '/console/%E6%8A%95%E8%AF%89',
  ])('show the console itself at %s, which is one of its screens', async (path) => {
    expect(await get(path)).toMatchObject({ statusCode: 200, text: STORED['index.html'] });
  });

  it.each([
    ['gzip, deflate, br, zstd', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'gzip'],
    ['br;q=0.1', 'br', 'brotli'],
    ['brotli', undefined, 'plain'],
    ['', undefined, 'plain'],
  ])('are sent to one who takes "%s" as %s', async (accept, coding, text) => {
    const answer = await get('/console/assets/app-1a2b.js', { accept });
    expect(answer).toMatchObject({ statusCode: 200, text });
    expect(answer.headers['content-encoding']).toBe(coding);
  });

  it('are sent as they are when no smaller form lies beside them', async () => {
    const answer = await get('/console/assets/letter-3c4d.svg', { accept: 'br, gzip' });
    expect(answer).toMatchObject({ statusCode: 200, text: '<svg/>' });
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });

  it.each(['/console/assets/gone-1a2b.js', '/console/notes.exe', '/console/assets/app-1a2b.js.br'])(
    'answer 404 and not a page for %s',
    async (path) => {
      expect(await get(path, { accept: 'br' })).toMatchObject({
        statusCode: 404,
        text: 'There is no such file.',
      });
    },
  );

  it.each([
    '/console/../package.json',
    '/console/assets/../../package.json',
    '/console/%2e%2e/package.json',
    '/console/%2e%2e%2fpackage.json',
    '/console/..%5cpackage.json',
    '/console//etc/passwd.json',
    '/console/.git/config.json',
    '/console/index.html%00.js',
    '/console/%zz.json',
  ])('are read from their own folder alone: %s', async (path) => {
    asked.length = 0;
    expect((await get(path)).statusCode).toBe(404);
    expect(asked).toEqual([]);
  });

  it('are only read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await get('/console/', { method })).toMatchObject({
        statusCode: 405,
        headers: { allow: 'GET, HEAD' },
      });
    }
    expect((await get('/console/', { method: 'HEAD' })).statusCode).toBe(200);
  });

  it('fail when their store fails, and are not said to be missing', async () => {
    const read = async () => {
      throw new Unavailable('S3 is not there.');
    };
    await expect(newConsoleFiles({ connect: [], files: { read } })(event('/console/'))).rejects.toThrow(
      Unavailable,
    );
  });

  it.each(['/', '/console/', '/console/assets/app-1a2b.js', '/console/gone.js'])(
    'come with what keeps a page to itself: %s',
    async (path) => {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringMatching(/^max-age=\d{8,}$/),
      });
      const policy = policyOf(String(headers['content-security-policy']));
      expect(policy).toMatchObject({
        'default-src': ["'self'"],
        'connect-src': ["'self'", ...CONNECT],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
      });
      // Scripts come under default-src: from our own files, never from the page.
      expect(policy).not.toHaveProperty('script-src');
    },
  );
});

function policyOf(text: string): Record<string, string[]> {
  return Object.fromEntries(
    text.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources];
    }),
  );
}
