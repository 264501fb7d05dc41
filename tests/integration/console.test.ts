import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLE_USERS } from '../../local/sample/people.ts';
import { expectProblem, localSystem } from '../support/local-system.ts';

const SCRIPT = 'globalThis.isConsole = true;';
const CUSTOMERS_PAGE = '<!doctype html><title>customer</title>';

/** What a build leaves behind, small. */
const folder = mkdtempSync(join(tmpdir(), 'recourse-console-'));
const consoleDir = join(folder, 'console');
mkdirSync(join(consoleDir, 'assets'), { recursive: true });
writeFileSync(join(consoleDir, 'index.html'), '<!doctype html><title>console</title>');
writeFileSync(join(consoleDir, 'customer.html'), CUSTOMERS_PAGE);
writeFileSync(join(consoleDir, 'assets', 'app-1a2b.js'), SCRIPT);
writeFileSync(join(consoleDir, 'assets', 'app-1a2b.js.br'), brotliCompressSync(SCRIPT));
writeFileSync(join(folder, 'outside.json'), '{}');
afterAll(() => rmSync(folder, { recursive: true }));

const system = localSystem({ consoleDir });
const origin = () => system().system.origin;

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** A path as it is written: fetch itself would take the dots out. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: system().system.http.port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

const sourcesIn = (policy: string | null, directive: string): string[] =>
  (policy ?? '')
    .split(';')
    .map((one) => one.trim().split(' '))
    .flatMap(([name, ...sources]) => (name === directive ? sources : []));

describe('the console on one machine', () => {
  it('is where the root leads, with its scripts as small as the browser takes them', async () => {
    const root = await fetch(`${origin()}/`);
    expect(root.url).toBe(`${origin()}/console/`);
    expect(await root.text()).toContain('<title>console</title>');
    const script = await fetch(`${origin()}/console/assets/app-1a2b.js`, {
      headers: { 'accept-encoding': 'br' },
    });
    expect(script.headers.get('content-encoding')).toBe('br');
    expect(await script.text()).toBe(SCRIPT);
  });

  it('reads nothing beside its folder', async () => {
    for (const path of [
      '/console/../outside.json',
      '/console/%2e%2e%2foutside.json',
      '/console/..%5coutside.json',
    ]) {
      expect(await statusOf(path), path).toBe(404);
    }
  });

  it('is told where it signs in and what it may ask for, and that it is on one machine', async () => {
    const { body } = await system().ask('GET', '/console/config.json');
    expect(body).toEqual({
      authority: system().system.identity.issuer,
      clientId: 'recourse-console',
      audience: system().system.identity.audience,
      scope: 'openid',
      apiBase: '',
      local: true,
      hotline: expect.stringMatching(/^[\d-]{7,}$/),
    });
  });

  it('may call the provider that it signs in at and the store that documents are put to, and nobody else', async () => {
    const { headers } = await fetch(`${origin()}/console/`);
    const { body: config } = await system().ask('GET', '/console/config.json');
    const { AWS_ENDPOINT_URL_S3: files } = system().system.endpoints;
    expect(sourcesIn(headers.get('content-security-policy'), 'connect-src')).toEqual([
      "'self'",
      config.authority,
      files,
    ]);
    const preflight = await fetch(`${files}/files/documents/x`, {
      method: 'OPTIONS',
      headers: { origin: origin() },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin());
  });
});

describe('signing in on one machine', () => {
  const verifier = randomBytes(32).toString('base64url');
  const asked = () => ({
    client_id: 'recourse-console',
    redirect_uri: `${origin()}/console/signed-in`,
    response_type: 'code',
    scope: 'openid',
    state: 'where-i-was',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const pageFor = (over: Record<string, string> = {}) =>
    fetch(`${origin()}/_local/sign-in?${new URLSearchParams({ ...asked(), ...over })}`);
  const linksIn = (page: string) =>
    [...page.matchAll(/href="([^"]+)"/g)].map(
      ([, link = '']) =>
        new URL(link.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))),
    );

  it('shows every sample person, by role, to a browser that follows the discovery document', async () => {
    const { body: config } = await system().ask('GET', '/console/config.json');
    const discovered = await fetch(`${config.authority}/.well-known/openid-configuration`);
    expect(await discovered.json()).toMatchObject({ authorization_endpoint: `${origin()}/_local/sign-in` });
    const page = await (await pageFor()).text();
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('仅限本机');
    const hints = linksIn(page).map(({ searchParams }) => searchParams.get('login_hint'));
    expect(hints.sort()).toEqual(SAMPLE_USERS.map(({ sub }) => sub).sort());
  });

  it('ends with a token that opens what that person may see', async () => {
    const link = linksIn(await (await pageFor()).text()).find(
      ({ searchParams }) => searchParams.get('login_hint') === 'agent-bj-1',
    );
    const back = await fetch(String(link), { redirect: 'manual' });
    const { origin: to, pathname, searchParams } = new URL(String(back.headers.get('location')));
    expect({ to, pathname, state: searchParams.get('state') }).toEqual({
      to: origin(),
      pathname: '/console/signed-in',
      state: 'where-i-was',
    });
    const answer = await fetch(`${system().system.identity.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'recourse-console',
        redirect_uri: asked().redirect_uri,
        code: String(searchParams.get('code')),
        code_verifier: verifier,
      }),
    });
    const { access_token, id_token } = (await answer.json()) as Record<string, string>;
    const status = async (token: string | undefined) =>
      (await fetch(`${origin()}/cases`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await status(access_token)).toBe(200);
    expect(await status(id_token)).toBe(401);
  });

  it('writes nothing into its page that could become markup, and runs no script', async () => {
    const answer = await pageFor({ state: '"><script>alert(1)</script>', "x'y": '<img src=x>' });
    const page = await answer.text();
    expect(page).not.toMatch(/<script|<img|alert\(1\)<|"><s/);
    expect(linksIn(page)[0]?.searchParams.get('state')).toBe('"><script>alert(1)</script>');
    expect(sourcesIn(answer.headers.get('content-security-policy'), 'default-src')).toEqual(["'none'"]);
    expect(sourcesIn(answer.headers.get('content-security-policy'), 'script-src')).toEqual([]);
  });

  it('leads back to this machine by the name that the browser knows it by', async () => {
    const back = `${system().system.http.origin}/console/signed-in`;
    expect(new URL(back).hostname).toBe('127.0.0.1');
    expect((await pageFor({ redirect_uri: back })).status).toBe(200);
  });

  it.each([
    'https://example.invalid/',
    'http://localhost.example.invalid/',
    'http://localhost:1/console/',
    'javascript:alert(1)',
    '',
  ])('leads back to no other page: %s', async (redirect_uri) => {
    const answer = await pageFor({ redirect_uri });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe("a customer's link in a browser", () => {
  const DEAD = ['/c/x', `/c/cb-${'0'.repeat(20)}.a0.${'A'.repeat(22)}`, `/c/${'x'.repeat(500)}`];

  it('shows the same page whether it is open, used, altered or nobody’s', async () => {
    const { caseId } = await system().sell();
    const open = system().link(caseId);
    const shown = await Promise.all(
      [open, `${open}x`, ...DEAD].map((path) => system().ask('GET', path, { headers: BROWSER })),
    );
    for (const { status, type, text, headers } of shown) {
      expect({ status, type, text }).toEqual({
        status: 200,
        type: 'text/html; charset=utf-8',
        text: CUSTOMERS_PAGE,
      });
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        vary: 'accept',
      });
      const policy = headers.get('content-security-policy');
      for (const directive of ['script-src', 'style-src', 'connect-src']) {
        expect(sourcesIn(policy, directive), directive).toEqual(["'self'"]);
      }
      expect(sourcesIn(policy, 'default-src')).toEqual(["'none'"]);
    }
  });

  it.each(['application/json', '*/*', 'application/json, text/html;q=0.5'])(
    'answers whoever takes %s with what it asks',
    async (accept) => {
      const { caseId } = await system().sell();
      const link = system().link(caseId);
      const { status, type, body, headers } = await system().ask('GET', link, { headers: { accept } });
      expect({ status, type }).toEqual({ status: 200, type: 'application/json' });
      expect(body).toMatchObject({ asks: 'answers', state: 'open' });
      expect(headers.get('vary')).toBe('accept');
      for (const dead of DEAD) {
        expectProblem(await system().ask('GET', dead, { headers: { accept } }), { status: 404 });
      }
    },
  );

  it('changes nothing however it is opened: by a scanner, a preview or a robot', async () => {
    const { caseId } = await system().sell();
    const link = system().link(caseId);
    await system().quiet();
    const before = await system().dump();
    for (const method of ['GET', 'HEAD']) {
      for (const headers of [
        BROWSER,
        { accept: '*/*' },
        { accept: 'application/json' },
        { purpose: 'prefetch' },
      ]) {
        await system().ask(method, link, { headers });
      }
    }
    await system().quiet();
    expect(await system().dump()).toEqual(before);
    const { body } = await system().ask('GET', link);
    expect(body).toMatchObject({ state: 'open' });
  });
});
