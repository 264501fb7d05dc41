import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import {
  Events,
  type MutableRedirectUri,
  type MutableResponse,
  type MutableToken,
  OAuth2Server,
} from 'oauth2-mock-server';
import { TokenRefused } from './token-refused.ts';

const ALGORITHM = 'RS256';
const KEY_FILE = 'identity-key.json';
const DEFAULT_LIFETIME_SECONDS = 12 * 60 * 60;
/** A browser may know this machine by either. */
export const LOOPBACK = ['localhost', '127.0.0.1'];

/** Someone one can sign in as. All fields but `sub` become claims under their own names. */
export interface LocalUser {
  readonly sub: string;
  /** Plainly invented. */
  readonly name: string;
  readonly role: string;
  readonly branch?: string;
  readonly carrier?: string;
  readonly broker?: string;
}

/** No user of this `sub` is known. */
export class UserUnknown extends Error {
  override readonly name = 'UserUnknown';
}

export interface IdentityOptions {
  /** Part of the issuer's name, and so of every token: keep it, or tokens do not outlive a restart. */
  readonly port?: number;
  readonly users: readonly LocalUser[];
  readonly audience?: string;
  /** Where the signing key is kept; without it, every start makes a new one. */
  readonly dataDir?: string;
  readonly lifetimeSeconds?: number;
  /** Where a browser is sent to sign in, instead of the endpoint that wants to be told who it is. */
  readonly signInPage?: () => string;
}

export interface Identity {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  /** Signs in whom `login_hint` names. */
  readonly authorizeUri: string;
  readonly users: readonly LocalUser[];
  /** @throws UserUnknown */
  tokenFor(sub: string, change?: { lifetimeSeconds?: number; audience?: string }): Promise<string>;
  /**
   * Checks signature, algorithm, issuer, audience and expiry, and gives the claims.
   * @throws TokenRefused with a sentence that may be shown.
   */
  verify(token: string): Promise<JWTPayload>;
  stop(): Promise<void>;
}

/**
 * An OIDC issuer with a fixed set of users and no passwords, on loopback.
 *
 * A browser signs in with the code flow and PKCE, naming the user in `login_hint`, and comes back to a page of this
 * machine; `grant_type=password` with the user's `sub` as `username` does for a command line. Lifetimes go by the machine's time, not by the moved one:
 * to jump a month ahead must not sign everyone out.
 */
export async function startIdentity(options: IdentityOptions): Promise<Identity> {
  const { users, audience = 'recourse', lifetimeSeconds = DEFAULT_LIFETIME_SECONDS } = options;
  const bySub = new Map(users.map((user) => [user.sub, user]));
  const server = new OAuth2Server();
  const keys = server.issuer.keys;
  const keyFile = options.dataDir && join(options.dataDir, KEY_FILE);
  if (keyFile && existsSync(keyFile)) await keys.add(JSON.parse(readFileSync(keyFile, 'utf8')));
  else {
    const key = await keys.generate(ALGORITHM);
    if (keyFile) {
      mkdirSync(dirname(keyFile), { recursive: true });
      writeFileSync(keyFile, JSON.stringify(key), { mode: 0o600 });
    }
  }
  await server.start(options.port ?? 0, '127.0.0.1');
  const issuer = server.issuer.url ?? '';
  const jwksUri = `${issuer}/jwks`;

  const userOfCode = new Map<string, LocalUser>();
  /** Who is signed in by a request for a token. The server itself asks for a verifier only when it is sent one. */
  const userOf = (body: Asked['body']): LocalUser | undefined => {
    if (body?.grant_type === 'password') return bySub.get(String(body.username));
    const isProven = body?.grant_type === 'authorization_code' && body.code_verifier !== undefined;
    return isProven ? userOfCode.get(String(body.code)) : undefined;
  };
  server.service.on(Events.BeforeWellKnownOpenIdConfiguration, ({ body }: MutableResponse) => {
    if (options.signInPage && body !== '') body.authorization_endpoint = options.signInPage();
  });
  server.service.on(Events.BeforeAuthorizeRedirect, ({ url }: MutableRedirectUri, { query }: Asked) => {
    const user = bySub.get(String(query?.login_hint));
    const code = url.searchParams.get('code');
    if (user && code && LOOPBACK.includes(url.hostname)) userOfCode.set(code, user);
    else {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'login_required');
    }
  });
  server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken, { body }: Asked) => {
    const user = userOf(body);
    // An identity token is for the client that asked and already says so; it opens nothing at the API.
    const aud = payload.aud ?? audience;
    // The server signs for anyone who asks; without our audience its token opens nothing here.
    if (!user) Object.assign(payload, { aud: 'nobody' });
    else Object.assign(payload, user, { aud, exp: payload.iat + lifetimeSeconds });
  });
  server.service.on(Events.BeforeResponse, (response: MutableResponse, { body }: Asked) => {
    if (userOf(body) === undefined) {
      response.statusCode = 400;
      response.body = { error: 'invalid_grant' };
    } else if (response.body !== '') {
      response.body.expires_in = lifetimeSeconds;
      // It could not be used: who is signed in is known by the code alone.
      delete response.body.refresh_token;
    }
    userOfCode.delete(String(body?.code));
  });

  const publicKeys = createRemoteJWKSet(new URL(jwksUri));
  return {
    issuer,
    audience,
    jwksUri,
    authorizeUri: `${issuer}/authorize`,
    users,
    tokenFor: (sub, change = {}) => {
      const user = bySub.get(sub);
      if (!user) throw new UserUnknown(`there is no user ${sub}`);
      return server.issuer.buildToken({
        expiresIn: change.lifetimeSeconds ?? lifetimeSeconds,
        scopesOrTransform: (_header, payload) =>
          Object.assign(payload, user, { aud: change.audience ?? audience }),
      });
    },
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, publicKeys, {
          issuer,
          audience,
          algorithms: [ALGORITHM],
          requiredClaims: ['exp', 'sub'],
        });
        return payload;
      } catch (cause) {
        throw refusal(cause) ?? cause;
      }
    },
    stop: () => server.stop(),
  };
}

interface Asked {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What speaks against the token; `undefined` when the fault is not the token's. */
function refusal(cause: unknown): TokenRefused | undefined {
  if (!(cause instanceof errors.JOSEError) || cause instanceof errors.JWKSTimeout) return undefined;
  if (cause instanceof errors.JWTExpired) return new TokenRefused('The token has expired.', { cause });
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return new TokenRefused(`The token's ${cause.claim} is not the one expected.`, { cause });
  }
  return new TokenRefused('The token is not valid.', { cause });
}
