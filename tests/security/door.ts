import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import type { Event } from '../../functions/http/api.ts';
import { FUNCTION_NAMES, FUNCTIONS } from '../../local/functions.ts';
import { SAMPLE_USERS } from '../../local/sample/people.ts';
import { type HttpServer, serveHttp } from '../../local/services/http.ts';
import { type Identity, startIdentity } from '../../local/services/identity.ts';
import type { House } from './house.ts';

/** The house behind its door: tokens of a real issuer, checked where API Gateway checks them. */
export interface Door {
  http: HttpServer;
  identity: Identity;
  /** The issuer's key, as only the issuer has it. */
  key: JWK;
  close(): Promise<void>;
}

export async function openDoor(house: House): Promise<Door> {
  const dataDir = mkdtempSync(join(tmpdir(), 'recourse-door-'));
  const identity = await startIdentity({ users: SAMPLE_USERS, dataDir });
  const key = JSON.parse(readFileSync(join(dataDir, 'identity-key.json'), 'utf8')) as JWK;
  const http = await serveHttp({
    routes: FUNCTION_NAMES.flatMap((name) =>
      (FUNCTIONS[name].routes ?? []).map((path) => ({
        method: 'ANY',
        path,
        authorize: FUNCTIONS[name].public !== true,
        handler: (event: unknown) => house.api(event as Event),
      })),
    ),
    verify: (token) => identity.verify(token),
    now: () => house.now(),
  });
  return {
    http,
    identity,
    key,
    close: async () => {
      await http.stop();
      await identity.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A token with these very claims, signed with the issuer's own key unless another is given. */
export async function signed(
  { key }: Pick<Door, 'key'>,
  claims: Record<string, unknown>,
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const alg = header.alg ?? 'RS256';
  return new SignJWT(claims)
    .setProtectedHeader({ alg, ...(key.kid === undefined ? {} : { kid: key.kid }), ...header })
    .sign(await importJWK(key, alg));
}
