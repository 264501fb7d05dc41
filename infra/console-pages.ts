import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Aws } from 'aws-cdk-lib';
import * as z from 'zod/mini';
import { REPOSITORY } from './catalogue.ts';
import { names } from './names.ts';
import type { Settings } from './settings.ts';

const PageHeaders = z.strictObject({
  headers: z.strictObject({
    'x-content-type-options': z.literal('nosniff'),
    'referrer-policy': z.literal('no-referrer'),
    'strict-transport-security': z.string().check(z.regex(/^max-age=\d+$/)),
  }),
  policies: z.strictObject({ console: z.string(), customer: z.string() }),
});

/** Origins that the console calls besides its own: where staff sign in, and the bucket that documents are put into. */
export function consoleConnects({ signInOrigins }: Settings): string[] {
  return [...signInOrigins, `https://${names.filesBucket}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`];
}

/** What `functions/http/page-headers.ts` sends where a function hands the console out. */
export function consoleHeaders(settings: Settings): { policy: string; strictTransportSeconds: number } {
  const file = path.join(REPOSITORY, 'functions', 'http', 'page-headers.json');
  const { headers, policies } = PageHeaders.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    policy: policies.console.replace(
      "connect-src 'self'",
      ["connect-src 'self'", ...consoleConnects(settings)].join(' '),
    ),
    strictTransportSeconds: Number(headers['strict-transport-security'].slice('max-age='.length)),
  };
}

/** The file that the console asks for before anything else: a build knows nothing of where it is deployed. */
export function consoleConfig({ issuer, consoleClientId, audience, hotline }: Settings): object {
  return {
    authority: issuer,
    clientId: consoleClientId,
    audience,
    scope: 'openid',
    apiBase: '',
    local: false,
    hotline,
  };
}
