import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundleSystem } from '../../infra/bundle.ts';
import { CATALOGUE, flat, functionNamed, PROFILE_NAMES } from './templates.ts';

/** Stands in for Secrets Manager; the secrets themselves are not in a template. */
const SECRETS = {
  LINK_SECRET: 'k'.repeat(64),
  SMS_SECRET: JSON.stringify({
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    signName: '某某经纪',
    linkStart: 'https://r.example.com/c/',
    templateCodes: {
      'callback-invitation': 'SMS_1',
      'callback-reminder': 'SMS_2',
      'confirmation-request': 'SMS_3',
      'confirmation-reminder': 'SMS_4',
    },
  }),
};

let bundles: Map<string, string>;

beforeAll(async () => {
  const made = await bundleSystem(await mkdtemp(path.join(tmpdir(), 'recourse-bundles-')));
  bundles = new Map(made.map(({ name, file }) => [name, file]));
});

describe.each(PROFILE_NAMES)('the bundle of each function in %s', (profile) => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    for (const [name, secret] of Object.entries(SECRETS)) vi.stubEnv(name, secret);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(Object.keys(CATALOGUE.functions))('%s starts with the variables that it is given', async (name) => {
    const { Variables } = functionNamed(profile, name).Properties.Environment;
    for (const [variable, value] of Object.entries(Variables)) vi.stubEnv(variable, flat(value));
    // The query makes it a module of its own: what it read from the environment before is not read again.
    const { handler } = await import(`${pathToFileURL(bundles.get(name) ?? '')}?${profile}`);
    expect(handler).toBeTypeOf('function');
  });
});
