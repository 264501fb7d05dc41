import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Message } from '../../domain/case.ts';
import { bundleSystem } from '../../infra/bundle.ts';
import {
  flat,
  functionNamed,
  functionsOf,
  PROFILE_NAMES,
  removeTemporaryFolders,
  stubConsole,
  temporaryFolder,
} from './templates.ts';

afterAll(removeTemporaryFolders);

const PUSH_TOKEN = 't'.repeat(22);

/** Stands in for Secrets Manager; the secrets themselves are not in a template. */
const SECRETS = {
  LINK_SECRET: 'k'.repeat(64),
  SMS_SECRET: JSON.stringify({
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    signName: '某某经纪',
    linkStart: 'https://r.example.com/c/',
    templateCodes: Object.fromEntries(
      Message.shape.template.options.map((template, index) => [template, `SMS_${index + 1}`]),
    ),
    inbox: { pushToken: PUSH_TOKEN, queueName: 'Alicom-Queue-1-SmsUp' },
  }),
};

const EVERY = Object.keys(functionsOf('global'));
const FILES = Object.entries(functionsOf('global'));
const STEPS = FILES.filter(([, file]) => 'workflow' in file).map(([name]) => name);
const APIS = FILES.filter(([, file]) => 'routes' in file).map(([name]) => name);
/** Whose variables are not the same in both, or that are not in both. */
const DIFFERENT = ['stream-follow', 'sms-inbox', 'sms-repull', 'console-files'];

function request(method: string, path: string, body?: unknown) {
  return {
    version: '2.0',
    routeKey: `ANY ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    requestContext: { requestId: 'r', http: { method, path } },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}

let bundles: Map<string, string>;

beforeAll(async () => {
  const made = await bundleSystem({ outDir: temporaryFolder(), consoleFolder: stubConsole() });
  bundles = new Map(made.map(({ name, file }) => [name, file]));
}, 60_000);

describe.each(PROFILE_NAMES)('the bundle of each function in %s', (profile) => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    for (const [name, secret] of Object.entries(SECRETS)) vi.stubEnv(name, secret);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  async function start(name: string) {
    const { Variables } = functionNamed(profile, name).Properties.Environment;
    for (const [variable, value] of Object.entries(Variables)) vi.stubEnv(variable, flat(value));
    // The query makes it a module of its own: what it read from the environment before is not read again.
    return import(`${pathToFileURL(bundles.get(name) ?? '')}?${profile}`);
  }

  it.each(profile === 'global' ? EVERY : DIFFERENT)(
    '%s starts with the variables that it is given',
    async (name) => {
      expect((await start(name)).handler).toBeTypeOf('function');
    },
  );

  it.each(profile === 'global' ? STEPS : [])(
    '%s logs what fails, with its case and execution',
    async (name) => {
      const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      const { handler } = await start(name);
      const event = { state: 'NoSuchState', execution: 'cb-1.2', caseId: 'cb-1' };
      await expect(handler(event, {})).rejects.toThrow('NoSuchState');
      expect(lines.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
        { message: 'step failed', service: name, caseId: 'cb-1', execution: 'cb-1.2', state: 'NoSuchState' },
      ]);
    },
  );

  it.each(profile === 'global' ? APIS : [])(
    '%s tells the caller by what id its lines are found',
    async (name) => {
      const { handler } = await start(name);
      const { headers } = await handler(request('GET', '/none'), {});
      expect(headers['x-correlation-id']).toBe('r');
    },
  );

  it('describes the whole API from the file beside it', async () => {
    const { handler } = await start('customer-api');
    const { statusCode, body } = await handler(request('GET', '/openapi.json'), {});
    expect(statusCode).toBe(200);
    expect(Object.keys(JSON.parse(body).paths)).toEqual(expect.arrayContaining(['/c/{token}', '/policies']));
  });

  it('shows a browser the page of the file beside it, for any link', async () => {
    const { handler } = await start('customer-api');
    const opened = { ...request('GET', '/c/none'), headers: { accept: 'text/html,*/*;q=0.8' } };
    expect(await handler({ ...opened, pathParameters: { token: 'none' } }, {})).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: 'customer.html',
    });
  });

  it('takes pushes of the gateway that sends there, with its token, and of no other', async () => {
    const { handler } = await start('sms-inbox');
    const answered = async (gateway: string, token: string) =>
      (await handler(request('POST', `/sms/replies/${gateway}/${token}`, []), {})).statusCode;
    expect(await answered('aliyun', PUSH_TOKEN)).toBe(profile === 'china' ? 200 : 404);
    expect(await answered('aliyun', `${PUSH_TOKEN}t`)).toBe(404);
    // The one of a single machine asks for no proof.
    expect(await answered('local', PUSH_TOKEN)).toBe(404);
  });
});
