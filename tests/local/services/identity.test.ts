import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import {
  type IdentityOptions,
  type LocalUser,
  startIdentity,
  UserUnknown,
} from '../../../local/services/identity.ts';
import { TokenRefused } from '../../../local/services/token-refused.ts';
import { temporaryFolder } from './temporary-folder.ts';

const broker: LocalUser = { sub: 'u-1', name: 'Lin Modest', role: 'broker', branch: 'north', broker: 'B-1' };
const reviewer: LocalUser = {
  sub: 'u-2',
  name: 'Harbour Reviewer',
  role: 'carrier-reviewer',
  carrier: 'harbour',
};

async function start(options: Partial<IdentityOptions> = {}) {
  const identity = await startIdentity({ users: [broker, reviewer], ...options });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await identity.stop();
    stopped = true;
  };
  onTestFinished(stop);
  return { ...identity, stop };
}

it.each([broker, reviewer])('issues a token with the claims of $name', async (user) => {
  const identity = await start();
  const claims = await identity.verify(await identity.tokenFor(user.sub));
  expect(claims).toMatchObject({ ...user, iss: identity.issuer, aud: identity.audience });
  await expect(async () => identity.tokenFor('nobody')).rejects.toThrow(UserUnknown);
});

it('refuses a token that has expired', async () => {
  const identity = await start();
  const token = await identity.tokenFor(broker.sub, { lifetimeSeconds: -1 });
  await expect(identity.verify(token)).rejects.toThrow(new TokenRefused('The token has expired.'));
});

it('refuses a token for another audience', async () => {
  const identity = await start();
  const token = await identity.tokenFor(broker.sub, { audience: 'another' });
  await expect(identity.verify(token)).rejects.toThrow(
    new TokenRefused("The token's aud is not the one expected."),
  );
});

it('refuses a token of another issuer with the same key', async () => {
  const dataDir = temporaryFolder();
  const other = await start({ dataDir });
  const token = await other.tokenFor(broker.sub);
  await other.stop();
  const identity = await start({ dataDir });
  expect(identity.issuer).not.toBe(other.issuer);
  await expect(identity.verify(token)).rejects.toThrow(
    new TokenRefused("The token's iss is not the one expected."),
  );
});

it('refuses forged tokens', async () => {
  const identity = await start();
  const [header, payload, signature] = (await identity.tokenFor(broker.sub)).split('.');
  const raised = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(String(payload), 'base64url').toString()), role: 'manager' }),
  ).toString('base64url');
  const claims = { ...broker, iss: identity.issuer, aud: identity.audience };
  const stranger = await generateKeyPair('RS256');
  const { keys } = (await (await fetch(identity.jwksUri)).json()) as { keys: { kid: string }[] };
  const kid = keys[0]?.kid ?? '';
  const forged = {
    'a changed payload': `${header}.${raised}.${signature}`,
    'no signature': `${Buffer.from('{"alg":"none"}').toString('base64url')}.${raised}.`,
    'a key of a stranger': await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid })
      .setExpirationTime('1h')
      .sign(stranger.privateKey),
    'the public key as a secret': await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid })
      .setExpirationTime('1h')
      .sign(Buffer.from(JSON.stringify(await exportJWK(stranger.publicKey)))),
    'an unknown key': await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
      .setExpirationTime('1h')
      .sign(stranger.privateKey),
    'no token at all': 'nonsense',
  };
  for (const [what, token] of Object.entries(forged)) {
    await expect(identity.verify(token), what).rejects.toThrow(new TokenRefused('The token is not valid.'));
  }
});

it('takes its tokens again after a restart on the same folder and port', async () => {
  const dataDir = temporaryFolder();
  const first = await start({ dataDir });
  const token = await first.tokenFor(broker.sub);
  const port = Number(new URL(first.issuer).port);
  await first.stop();
  const second = await start({ dataDir, port });
  expect(await second.verify(token)).toMatchObject({ sub: broker.sub });
  await second.stop();
  const strange = await start({ dataDir: temporaryFolder(), port });
  await expect(strange.verify(token)).rejects.toThrow(TokenRefused);
});

it('keeps its private key from other users of the machine and from the published set', async () => {
  const dataDir = temporaryFolder();
  const identity = await start({ dataDir });
  expect(statSync(join(dataDir, 'identity-key.json')).mode & 0o077).toBe(0);
  const { keys } = (await (await fetch(identity.jwksUri)).json()) as { keys: Record<string, unknown>[] };
  expect(keys).toHaveLength(1);
  expect(keys[0]).not.toHaveProperty('d');
});

const VERIFIER = randomBytes(32).toString('base64url');
const BACK = 'http://127.0.0.1/signed-in';

/** What the browser comes back with. */
async function authorize(issuer: string, over: Record<string, string | undefined> = {}) {
  const url = new URL('/authorize', issuer);
  const asked = {
    response_type: 'code',
    client_id: 'console',
    redirect_uri: BACK,
    scope: 'openid',
    login_hint: reviewer.sub,
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...over,
  };
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined) url.searchParams.set(name, value);
  const answer = await fetch(url, { redirect: 'manual' });
  return new URL(String(answer.headers.get('location'))).searchParams;
}

async function redeem(issuer: string, code: string, over: Record<string, string | undefined> = {}) {
  const asked = {
    grant_type: 'authorization_code',
    client_id: 'console',
    redirect_uri: BACK,
    code,
    code_verifier: VERIFIER,
    ...over,
  };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) body.set(name, value);
  const answer = await fetch(new URL('/token', issuer), { method: 'POST', body });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}

const codeFrom = async (issuer: string, over = {}) => String((await authorize(issuer, over)).get('code'));

it('signs a browser in with the code flow and PKCE', async () => {
  const { issuer, verify } = await start({ lifetimeSeconds: 7200 });
  const { status, body } = await redeem(issuer, await codeFrom(issuer));
  expect(status).toBe(200);
  expect(await verify(String(body.access_token))).toMatchObject(reviewer);
  // A client that believed another lifetime would sign the user out, or not know that it must.
  expect(body).toMatchObject({ expires_in: 7200 });
  expect(body).not.toHaveProperty('refresh_token');
});

it('tells the client who signed in by a token that opens nothing at the API', async () => {
  const { issuer, verify } = await start();
  const { body } = await redeem(issuer, await codeFrom(issuer, { nonce: 'n-1' }));
  const idToken = String(body.id_token);
  expect(decodeJwt(idToken)).toMatchObject({ ...reviewer, iss: issuer, aud: 'console', nonce: 'n-1' });
  await expect(verify(idToken)).rejects.toThrow(TokenRefused);
});

it('gives no code for a user it does not know, or to a page of another machine', async () => {
  const { issuer } = await start();
  for (const over of [
    { login_hint: 'nobody' },
    { login_hint: undefined },
    { redirect_uri: 'https://example.invalid/' },
  ]) {
    expect(Object.fromEntries(await authorize(issuer, over))).toEqual({ error: 'login_required' });
  }
});

it.each([
  ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
  ['a verifier that is too short', { code_verifier: 'short' }],
  ['no verifier', { code_verifier: undefined }],
  ['a refresh token instead', { grant_type: 'refresh_token' }],
])('gives no token for a code with %s, and the code is spent', async (_what, over) => {
  const { issuer } = await start();
  const code = await codeFrom(issuer);
  for (const attempt of [over, {}]) {
    const { status, body } = await redeem(issuer, code, attempt);
    expect(status).toBe(400);
    expect(body).not.toHaveProperty('access_token');
    expect(body).not.toHaveProperty('id_token');
  }
});

it('gives one token for a code, and none for a code that was asked for without a challenge', async () => {
  const { issuer } = await start();
  const code = await codeFrom(issuer);
  expect((await redeem(issuer, code)).status).toBe(200);
  expect((await redeem(issuer, code)).status).toBe(400);
  const unchallenged = await codeFrom(issuer, {
    code_challenge: undefined,
    code_challenge_method: undefined,
  });
  for (const over of [{}, { code_verifier: undefined }]) {
    expect((await redeem(issuer, unchallenged, over)).status).toBe(400);
  }
});

it('can be asked by a page of another origin, which is sent to the page that was named', async () => {
  const { issuer } = await start({ signInPage: () => 'http://localhost:4000/sign-in' });
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  expect(await answer.json()).toMatchObject({
    issuer,
    authorization_endpoint: 'http://localhost:4000/sign-in',
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  });
  const { headers } = await redeem(issuer, await codeFrom(issuer));
  for (const sent of [answer.headers, headers]) expect(sent.get('access-control-allow-origin')).toBe('*');
});

it('gives a command line a token by the password grant, and a stranger none', async () => {
  const identity = await start();
  const ask = async (username: string) => {
    const body = new URLSearchParams({ grant_type: 'password', username });
    const answer = await fetch(new URL('/token', identity.issuer), { method: 'POST', body });
    return (await answer.json()) as Record<string, unknown>;
  };
  expect(await identity.verify(String((await ask(broker.sub)).access_token))).toMatchObject(broker);
  expect(await ask('stranger')).toEqual({ error: 'invalid_grant' });
});
