import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
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
    expect(bundles.find(({ name }) => name === 'reader')?.bytes).toBeLessThan(200_000);
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

describe('a bundle', () => {
  let bundles: Bundle[];
  let close: (() => void) | undefined;

  beforeAll(async () => {
    const folder = temporaryFolder();
    const entries = await functionEntries();
    await entry(
      folder,
      'files',
      `import { S3Client } from '${PACKAGES}/@aws-sdk/client-s3';
       import { S3Files } from '${REPOSITORY}/adapters/aws/files.ts';
       export const handler = new S3Files(new S3Client({ forcePathStyle: true }), 'files');`,
    );
    await entry(
      folder,
      'writes',
      `import { DynamoDBClient } from '${PACKAGES}/@aws-sdk/client-dynamodb';
       import { DynamoDBDocumentClient, TransactWriteCommand } from '${PACKAGES}/@aws-sdk/lib-dynamodb';
       const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
       export const handler = () => client.send(new TransactWriteCommand({ TransactItems: [
         { Put: { TableName: 'cases', Item: { pk: 'CASE#1' }, ConditionExpression: 'attribute_not_exists(pk)' } },
       ] }));`,
    );
    const api = entries['callback-api'] ?? '';
    bundles = await bundleAll({
      entries: { ...(await functionEntries(folder)), 'callback-api': api },
      outDir: path.join(folder, 'out'),
    });
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    close?.();
    close = undefined;
  });

  interface Request {
    method: string | undefined;
    url: string | undefined;
    headers: IncomingHttpHeaders;
    body: string;
  }

  /** AWS on this machine, which answers the calls in turn; the last answer stays. */
  async function newAws(...answers: { status: number; body: string }[]): Promise<Request[]> {
    const requests: Request[] = [];
    const server = createServer(async (request, response) => {
      const { method, url, headers } = request;
      requests.push({ method, url, headers, body: await text(request) });
      const { status, body } = answers[Math.min(requests.length, answers.length) - 1] ?? {
        status: 200,
        body: '',
      };
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () => {
      server.close();
      server.closeAllConnections();
    };
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const environment = {
      AWS_REGION: 'cn-northwest-1',
      AWS_ACCESS_KEY_ID: 'id-of-the-role',
      AWS_SECRET_ACCESS_KEY: 'secret-of-the-role',
      AWS_SESSION_TOKEN: 'session-of-the-role',
      AWS_ENDPOINT_URL_DYNAMODB: origin,
      AWS_ENDPOINT_URL_S3: origin,
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      TABLE_CASES: 'cases',
      TABLE_POLICIES: 'policies',
      TABLE_COMMISSIONS: 'commissions',
      TABLE_IDEMPOTENCY: 'idempotency',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    return requests;
  }

  /** Loaded anew for each test: a client keeps the address that it finds first. */
  const handlerOf = async (name: string) => {
    const file = bundles.find((bundle) => bundle.name === name)?.file ?? '';
    const copy = file.replace(/index\.mjs$/, `${crypto.randomUUID()}.mjs`);
    await writeFile(copy, await readFile(file));
    return (await import(copy)).handler;
  };

  const get = (url: string) => {
    const { pathname: rawPath, searchParams } = new URL(url, 'https://api.example.invalid');
    const claims = { sub: 'agent-1', role: 'callback-agent', branch: 'bj' };
    return {
      version: '2.0',
      routeKey: `GET ${rawPath}`,
      rawPath,
      headers: {},
      queryStringParameters: Object.fromEntries(searchParams),
      requestContext: {
        requestId: 'request-1',
        http: { method: 'GET', path: rawPath },
        authorizer: { jwt: { claims } },
      },
    };
  };

  it('answers a request with what DynamoDB holds, asked with the credentials of the role', async () => {
    const requests = await newAws({ status: 200, body: JSON.stringify({ Items: [], Count: 0 }) });
    const api = await handlerOf('callback-api');
    const { statusCode, body } = await api(get('/cases?limit=7'), {});
    expect({ statusCode, body: JSON.parse(body) }).toEqual({ statusCode: 200, body: { items: [] } });
    expect(requests.map(({ headers }) => headers['x-amz-target'])).toEqual(['DynamoDB_20120810.Query']);
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ TableName: 'cases', Limit: 7 });
    expect(requests[0]?.headers).toMatchObject({
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=id-of-the-role\/\d{8}\/cn-northwest-1\/dynamodb\/aws4_request, /,
      ),
      'x-amz-security-token': 'session-of-the-role',
      'user-agent': expect.stringMatching(/^aws-sdk-js\/\d+\.\d+\.\d+ /),
    });
  });

  it('refuses what it cannot serve with a problem, and asks nobody', async () => {
    const requests = await newAws();
    const api = await handlerOf('callback-api');
    const refused = async (url: string) => {
      const { statusCode, headers, body } = await api(get(url), {});
      const { type, fields } = JSON.parse(body);
      return { statusCode, as: headers['content-type'], type, fields };
    };
    const as = 'application/problem+json';
    expect(await refused('/cases?limit=none')).toMatchObject({
      statusCode: 400,
      as,
      type: '/problems/invalid',
      fields: [{ field: 'query.limit' }],
    });
    expect(await refused('/nowhere')).toMatchObject({ statusCode: 404, as, type: '/problems/not-found' });
    expect(requests).toEqual([]);
  });

  it('makes a call that fails at AWS once more', async () => {
    const error = { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'None.' };
    const requests = await newAws(
      { status: 500, body: JSON.stringify(error) },
      { status: 200, body: JSON.stringify({ Items: [], Count: 0 }) },
    );
    const api = await handlerOf('callback-api');
    expect(await api(get('/cases'), {})).toMatchObject({ statusCode: 200 });
    expect(requests).toHaveLength(2);
  });

  it('says why a transaction was cancelled, write by write', async () => {
    const reasons = [{ Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }];
    await newAws({
      status: 400,
      body: JSON.stringify({
        __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
        message: 'Transaction cancelled',
        CancellationReasons: reasons,
      }),
    });
    const write = await handlerOf('writes');
    await expect(write()).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: reasons,
    });
  });

  it('sends a file to S3 with its checksum, reads it, and misses another by name', async () => {
    const missing = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>None.</Message></Error>';
    const requests = await newAws(
      { status: 200, body: '' },
      { status: 200, body: 'number,name' },
      { status: 404, body: missing },
    );
    const files = await handlerOf('files');

    await files.put('imports/1.csv', 'number,name', 'text/csv');
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32('number,name'));
    expect(requests[0]).toMatchObject({
      method: 'PUT',
      body: 'number,name',
      headers: { 'content-type': 'text/csv', 'x-amz-checksum-crc32': sum.toString('base64') },
    });
    expect(requests[0]?.url).toMatch(/^\/files\/imports\/1\.csv(\?|$)/);

    expect(await text(await files.read('imports/1.csv'))).toBe('number,name');
    await expect(files.read('imports/2.csv')).rejects.toMatchObject({
      name: 'NotFound',
      cause: { name: 'NoSuchKey' },
    });
  });

  it('signs a link to a file for the region of the function', async () => {
    await newAws();
    const files = await handlerOf('files');
    const link = new URL(await files.downloadUrl('statements/1.csv', 'statement.csv'));
    expect(link.pathname).toBe('/files/statements/1.csv');
    expect(Object.fromEntries(link.searchParams)).toMatchObject({
      'X-Amz-Credential': expect.stringContaining('/cn-northwest-1/s3/aws4_request'),
      'X-Amz-Expires': '3600',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('carries the shapes of the commands that are sent and no others', async () => {
    const code = await readFile(bundles.find(({ name }) => name === 'files')?.file ?? '', 'utf8');
    expect(code).toContain('"PutObjectRequest"');
    for (const unsent of ['SelectObjectContentRequest', 'PutBucketPolicyRequest', 'LifecycleRule']) {
      expect({ unsent, found: code.includes(unsent) }).toEqual({ unsent, found: false });
    }
  });

  it('loads node:http when a request is sent, not when the function starts', async () => {
    const code = await readFile(bundles.find(({ name }) => name === 'callback-api')?.file ?? '', 'utf8');
    expect(code).not.toMatch(/from ?["']node:http["']/);
    expect(code).toMatch(/import\(["']node:http["']\)/);
  });
});
