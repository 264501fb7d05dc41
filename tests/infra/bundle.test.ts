import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Bundle, bundleAll, functionEntries } from '../../infra/bundle.ts';
import { REPOSITORY } from '../../infra/catalogue.ts';
import { removeTemporaryFolders, temporaryFolder } from './templates.ts';

afterAll(removeTemporaryFolders);

const PACKAGES = path.join(REPOSITORY, 'node_modules');

async function entry(folder: string, name: string, text: string): Promise<void> {
  await writeFile(path.join(folder, `${name}.ts`), text);
}

describe('the bundles', () => {
  let out: string;
  let bundles: Bundle[];

  beforeAll(async () => {
    const folder = temporaryFolder();
    out = path.join(folder, 'out');
    await entry(
      folder,
      'reader',
      `import { DynamoDBClient } from '${PACKAGES}/@aws-sdk/client-dynamodb';
       const client = new DynamoDBClient({ region: 'cn-north-1' });
       export const handler = async () => client.config.credentials();`,
    );
    await entry(
      folder,
      'traced',
      `export const handler = async () => Object.keys(await import('@aws-lambda-powertools/tracer'));`,
    );
    bundles = await bundleAll({ entries: await functionEntries(folder), outDir: out });
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const handlerOf = async (name: string) =>
    (await import(bundles.find((bundle) => bundle.name === name)?.file ?? '')).handler;

  it('are a folder for each function, and their sizes are told', async () => {
    expect(bundles.map(({ name }) => name)).toEqual(['reader', 'traced']);
    expect((await readdir(out)).sort()).toEqual(['reader', 'traced']);
    for (const { file, bytes } of bundles) expect((await readFile(file)).byteLength).toBe(bytes);
  });

  it('take the credentials of the environment and look nowhere else', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id-of-the-role');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret-of-the-role');
    vi.stubEnv('AWS_SESSION_TOKEN', 'session-of-the-role');
    const reader = await handlerOf('reader');
    expect(await reader()).toMatchObject({
      accessKeyId: 'id-of-the-role',
      secretAccessKey: 'secret-of-the-role',
      sessionToken: 'session-of-the-role',
    });
    const text = await readFile(path.join(out, 'reader', 'index.mjs'), 'utf8');
    for (const other of ['AssumeRole', 'credential_process', 'sso_session', 'sourceMappingURL=']) {
      expect({ other, found: text.includes(other) }).toEqual({ other, found: false });
    }
  });

  it('stay small', () => {
    expect(bundles.find(({ name }) => name === 'reader')?.bytes).toBeLessThan(300_000);
  });

  it('carry the tracer beside them, and only those that ask for it', async () => {
    expect((await readdir(path.join(out, 'traced'))).sort()).toEqual(['index.mjs', 'tracer.mjs']);
    expect((await readdir(path.join(out, 'reader'))).sort()).toEqual(['index.mjs']);
    const traced = await handlerOf('traced');
    expect(await traced()).toContain('Tracer');
    expect(bundles.find(({ name }) => name === 'traced')?.bytes).toBeLessThan(2_000);
  });

  it('refuse a function that would carry the tracer in itself', async () => {
    const folder = temporaryFolder();
    await entry(
      folder,
      'heavy',
      `import { Tracer } from '@aws-lambda-powertools/tracer'; export const handler = Tracer;`,
    );
    await expect(
      bundleAll({ entries: await functionEntries(folder), outDir: path.join(folder, 'out') }),
    ).rejects.toThrow('import @aws-lambda-powertools/tracer dynamically');
  });
});
