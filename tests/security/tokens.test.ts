import { createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../support/present.ts';
import { described } from './described.ts';
import { type Door, openDoor, signed } from './door.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let door: Door;
beforeAll(async () => {
  world = await openWorld();
  door = await openDoor(world.house);
});
afterAll(async () => {
  await door.close();
  await world.house.close();
});

const HOUR = 3600;
const seconds = () => Math.floor(Date.now() / 1000);

function claims(over: Record<string, unknown> = {}): Record<string, unknown> {
  const iat = seconds();
  const own = { sub: 'head-office', role: 'head-office-manager', iss: door.identity.issuer, aud: 'recourse' };
  return { ...own, iat, exp: iat + HOUR, ...over };
}

async function asked(token: string | undefined, path = '/cases', method = 'GET') {
  const answer = await fetch(`${door.http.origin}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  return {
    status: answer.status,
    text: await answer.text(),
    challenge: answer.headers.get('www-authenticate'),
  };
}

/** Refused before any function is called, and the token is not repeated. */
async function isRefused(token: string): Promise<void> {
  const { status, text, challenge } = await asked(token);
  expect(status, text).toBe(401);
  expect(challenge).toMatch(/^Bearer/);
  expect(text).not.toContain(token.slice(0, 40));
}

const pathOf = (path: string) => path.replace(/\{\w+\}/g, 'x');

describe('every route that is not for everybody', () => {
  it.each([
    ['no token', async () => undefined],
    ['an expired token', () => door.identity.tokenFor('head-office', { lifetimeSeconds: -60 })],
    ['a token for another system', () => door.identity.tokenFor('head-office', { audience: 'payroll' })],
  ])('answers %s with 401', async (_what, make) => {
    const token = await make();
    const before = world.house.changes.made;
    const routes = described(world.house.routes).filter(({ route }) => route.public !== true);
    for (const { key, route } of routes) {
      expect([key, (await asked(token, pathOf(route.path), route.method)).status]).toEqual([key, 401]);
    }
    expect(routes.length).toBeGreaterThan(170);
    expect(world.house.changes.made).toBe(before);
  });
});

describe('a token', () => {
  it('of the issuer opens the door, so that what is refused below is refused for its fault', async () => {
    expect((await asked(await signed(door, claims()))).status).toBe(200);
    expect((await asked(await door.identity.tokenFor('head-office'))).status).toBe(200);
  });

  it('of another issuer is refused, with our key id and with its own', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const stranger = { ...(await exportJWK(privateKey)), kid: door.key.kid } as JWK;
    await isRefused(await signed({ key: stranger }, claims()));
    await isRefused(await signed({ key: { ...stranger, kid: 'stranger' } }, claims()));
    await isRefused(await signed(door, claims({ iss: 'https://issuer.example' })));
    await isRefused(await signed(door, claims({ iss: `${door.identity.issuer}/` })));
  });

  it('is refused with the algorithm `none`, and signed with the public key as if it were a secret', async () => {
    const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    for (const alg of ['none', 'None', 'NONE', ''])
      await isRefused(`${encoded({ alg })}.${encoded(claims())}.`);
    const pem = createPublicKey({ key: door.key as never, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    });
    for (const alg of ['HS256', 'HS512']) {
      const confused = await new SignJWT(claims())
        .setProtectedHeader({ alg, kid: present(door.key.kid) })
        .sign(Buffer.from(String(pem)));
      await isRefused(confused);
    }
  });

  it('is refused with a key of its own in the header', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const own = await exportJWK(publicKey);
    for (const header of [
      { jwk: own },
      { jku: 'http://127.0.0.1:9/jwks' },
      { x5u: 'http://127.0.0.1:9/x' },
    ]) {
      const token = await new SignJWT(claims())
        .setProtectedHeader({ alg: 'RS256', ...(header as object) })
        .sign(privateKey);
      await isRefused(token);
    }
  });

  it('is refused for another audience, before its time and after it, and without an end or a person', async () => {
    const { exp: _exp, ...endless } = claims();
    const { sub: _sub, ...nobody } = claims();
    for (const wrong of [
      claims({ aud: 'payroll' }),
      claims({ aud: ['payroll', 'nobody'] }),
      claims({ aud: undefined }),
      claims({ exp: seconds() - HOUR }),
      claims({ nbf: seconds() + HOUR }),
      endless,
      nobody,
    ]) {
      await isRefused(await signed(door, wrong));
    }
  });

  it('is refused when a byte of it is another', async () => {
    const token = await signed(door, claims());
    const places = [0, token.indexOf('.') + 5, token.lastIndexOf('.') + 1, token.lastIndexOf('.') + 40];
    for (const at of places) {
      const other = token[at] === 'A' ? 'B' : 'A';
      await isRefused(`${token.slice(0, at)}${other}${token.slice(at + 1)}`);
    }
    await isRefused(token.slice(0, token.lastIndexOf('.')));
    await isRefused('none');
  });

  it.each([
    ['no role', { role: undefined }],
    ['a role that there is none of', { role: 'administrator' }],
    ['two roles', { role: ['head-office-manager', 'compliance'] }],
    ['a role as an object', { role: { is: 'compliance' } }],
    ['another letter case', { role: 'Compliance' }],
    ['a person that is no id', { sub: '../head office' }],
    ['a branch that is no id', { branch: 'b j' }],
    ['a carrier that is no id', { carrier: '' }],
  ])('with %s is nobody of this firm', async (_what, over) => {
    const { status, text } = await asked(await signed(door, claims(over)));

    expect(status, text).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ type: '/problems/not-signed-in' });
  });

  it('whose role was taken away opens nothing with the next token, and a lesser role at once less', async () => {
    const lesser = await signed(door, claims({ role: 'complaint-handler', branch: 'bj' }));
    expect((await asked(lesser, '/payouts')).status).toBe(403);
    expect((await asked(await signed(door, claims()), '/payouts')).status).toBe(200);
    expect((await asked(await signed(door, claims({ role: undefined })), '/payouts')).status).toBe(401);
  });

  it('of a carrier sees nothing of another, whatever it calls itself', async () => {
    const { request } = world.matters.bj;
    const path = `/carrier-requests/${request}`;
    const of = (carrier: unknown) =>
      signed(door, claims({ sub: 'reviewer', role: 'carrier-reviewer', carrier }));
    expect((await asked(await of('harbour-life'), path)).status).toBe(200);
    expect((await asked(await of('summit-insurance'), path)).status).toBe(404);
    expect((await asked(await of(undefined), path)).status).toBe(404);
    // API Gateway hands a list on as text with brackets.
    expect((await asked(await of(['harbour-life', 'summit-insurance']), path)).status).toBe(401);
    expect((await asked(await of('Harbour-life'), path)).status).toBe(404);
  });
});
