import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
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

it('signs a browser in with the code flow and PKCE', async () => {
  const identity = await start();
  const verifier = randomBytes(32).toString('base64url');
  const redirect = 'http://127.0.0.1/signed-in';
  const authorize = new URL('/authorize', identity.issuer);
  authorize.search = new URLSearchParams({
    response_type: 'code',
    client_id: identity.audience,
    redirect_uri: redirect,
    scope: 'openid',
    login_hint: reviewer.sub,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const back = new URL(String((await fetch(authorize, { redirect: 'manual' })).headers.get('location')));
  const answer = await fetch(new URL('/token', identity.issuer), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: identity.audience,
      redirect_uri: redirect,
      code: String(back.searchParams.get('code')),
      code_verifier: verifier,
    }),
  });
  const tokens = (await answer.json()) as { access_token: string; id_token: string };
  for (const token of [tokens.access_token, tokens.id_token]) {
    expect(await identity.verify(token)).toMatchObject(reviewer);
  }
  authorize.searchParams.set('login_hint', 'nobody');
  const refused = new URL(String((await fetch(authorize, { redirect: 'manual' })).headers.get('location')));
  expect(Object.fromEntries(refused.searchParams)).toEqual({ error: 'login_required' });
});

it('gives a command line a token by the password grant, and a useless one to a stranger', async () => {
  const identity = await start();
  const ask = async (username: string) => {
    const body = new URLSearchParams({ grant_type: 'password', username });
    const answer = await fetch(new URL('/token', identity.issuer), { method: 'POST', body });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  expect(await identity.verify(await ask(broker.sub))).toMatchObject(broker);
  await expect(identity.verify(await ask('stranger'))).rejects.toThrow(TokenRefused);
});
