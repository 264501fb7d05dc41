import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, FUNCTIONS } from '../../local/functions.ts';
import { SAMPLE_USERS } from '../../local/sample/people.ts';
import { expectProblem, localSystem } from '../support/local-system.ts';

const system = localSystem();

interface Operation {
  operationId: string;
  summary: string;
  security?: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content: Record<string, { schema: object }> }>;
}
interface Description {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
}

async function describe31(): Promise<Description> {
  return (await system().must('GET', '/openapi.json')).body;
}

const operationsOf = ({ paths }: Description) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

/** Every `$ref` anywhere within. */
function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '$ref' && typeof member === 'string' ? [member] : refsIn(member),
  );
}

/** A path as somebody would ask for it. */
const filled = (path: string) =>
  path
    .replace('{month}', '2026-02')
    .replace('{token}', 'none')
    .replace(/\{payee\}/, 'broker-bj-1')
    .replace('{policyId}', `pl-${'0'.repeat(20)}`)
    .replace('{id}', () => {
      if (path.startsWith('/policies')) return `pl-${'0'.repeat(20)}`;
      if (path.startsWith('/imports')) return `import-${'0'.repeat(20)}`;
      return path.startsWith('/cases') ? `cb-${'0'.repeat(20)}` : 'none';
    });

describe('openapi.json', () => {
  it('is OpenAPI 3.1 for everybody', async () => {
    const { openapi, info, paths, components } = await describe31();
    expect(openapi).toMatch(/^3\.1\.\d+$/);
    expect(info).toMatchObject({ title: 'Recourse', version: expect.any(String) });
    expect(Object.keys(paths).length).toBeGreaterThan(25);
    expect(components.schemas).toHaveProperty('Problem');
  });

  it('has no reference that leads nowhere', async () => {
    const description = await describe31();
    const refs = refsIn(description);
    expect(refs.length).toBeGreaterThan(30);
    for (const ref of new Set(refs)) {
      expect(ref).toMatch(/^#\//);
      const target = ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], description);
      expect(target, ref).toBeTypeOf('object');
    }
  });

  it('describes each operation whole: a name of its own, every parameter, body, answers', async () => {
    const operations = operationsOf(await describe31());
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, method, operation } of operations) {
      const where = `${method} ${path}`;
      expect(operation.summary, where).not.toBe('');
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`).sort(), where).toEqual(
        [...path.matchAll(/\{\w+\}/g)].map(([name]) => name).sort(),
      );
      for (const parameter of inPath) expect(parameter.required, where).toBe(true);
      expect('requestBody' in operation, where).toBe(method !== 'GET');
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(status, where).toMatch(/^(\d{3}|[1-5]XX|default)$/);
        expect(description, where).not.toBe('');
        for (const { schema } of Object.values(content)) expect(schema, where).toBeTypeOf('object');
      }
    }
  });

  it('asks for a token on exactly the routes that do', async () => {
    for (const { path, method, operation } of operationsOf(await describe31())) {
      const body = method === 'GET' ? {} : { body: {} };
      const { status } = await system().ask(method, filled(path), body);
      expect(status === 401, `${method} ${path}: ${status}`).toBe('security' in operation);
    }
  });

  it('describes nothing that cannot be reached', async () => {
    for (const { path, method } of operationsOf(await describe31())) {
      const answer = await system().ask(method, filled(path), {
        as: 'head-office',
        ...(method === 'GET' ? {} : { raw: '{' }),
      });
      const where = `${method} ${path}: ${answer.status} ${answer.text}`;
      expect(answer.status, where).not.toBe(405);
      expect(answer.status, where).toBeLessThan(500);
      expect(answer.body?.title, where).not.toBe('There is no such route.');
      expect(answer.body?.title, where).not.toBe('Not Found');
    }
  });

  it('describes something for every route of every function', async () => {
    const { paths } = await describe31();
    // The console's files are no operations.
    const names = FUNCTION_NAMES.filter((name) => name !== 'console-files');
    const routes = names.flatMap((name) => FUNCTIONS[name].routes ?? []);
    expect(routes.length).toBeGreaterThan(10);
    for (const route of routes) {
      const prefix = route.replace('{proxy+}', '');
      const served = Object.keys(paths).filter((path) =>
        route.endsWith('{proxy+}') ? path.startsWith(prefix) : path === route,
      );
      expect(served, route).not.toEqual([]);
    }
  });

  it('knows nothing of what exists on one machine only', async () => {
    const { text } = await system().must('GET', '/openapi.json');
    expect(text).not.toContain('_local');
  });
});

describe('what exists on one machine only', () => {
  it('lists the people and gives each a token', async () => {
    const { body } = await system().ask('GET', '/_local/users');
    expect((body.users as { sub: string }[]).map(({ sub }) => sub)).toEqual(
      SAMPLE_USERS.map(({ sub }) => sub),
    );
    for (const { sub } of SAMPLE_USERS) {
      const { status, body: given } = await system().ask('GET', `/_local/token?user=${sub}`);
      expect(status).toBe(200);
      expect(given.token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    }
    for (const path of ['/_local/token?user=nobody', '/_local/token']) {
      expectProblem(await system().ask('GET', path), { status: 404 });
    }
  });

  it('shows the time, moves it, and does on the way what was due', async () => {
    const { caseId } = await system().sell();
    expect((await system().ask('GET', '/_local/clock')).body).toEqual({ now: '2026-03-02T02:00:00.000Z' });
    const moved = await system().ask('POST', '/_local/clock', { body: { advance: 'P1DT2H30M' } });
    expect(moved.body).toEqual({ now: '2026-03-03T04:30:00.000Z' });
    expect((await system().ask('GET', '/_local/clock')).body).toEqual(moved.body);
    const sent = system()
      .system.outbox.all()
      .filter(({ id }) => id.startsWith(`${caseId}.`));
    expect(sent.map(({ template, at }) => [template, at])).toEqual([
      ['callback-reminder', '2026-03-03T00:00:00.000Z'],
      ['callback-invitation', '2026-03-02T02:00:00.000Z'],
    ]);
  });

  it('keeps the time before anything is done at it, so that a kill never brings it back', async () => {
    const kept = () => JSON.parse(readFileSync(join(system().dataDir, 'clock.json'), 'utf8')).now as string;
    await system().system.stepFunctions.clock.advance(40 * 60_000);
    const { caseId } = await system().sell();
    const { body } = await system().must('GET', `/cases/${caseId}`, { as: 'head-office' });
    for (const { at } of body.timeline as { at: string }[]) expect(kept() >= at).toBe(true);
  });

  it.each([
    ['backwards', '{"advance":"-P1D"}'],
    ['by nothing', '{"advance":"P"}'],
    ['by nothing of a day', '{"advance":"PT"}'],
    ['by months, which have no length', '{"advance":"P1M"}'],
    ['by a number', '{"advance":5}'],
    ['by something beside', '{"advance":"P1D","to":1}'],
    ['by half of a JSON', '{"adv'],
  ])('does not move time %s', async (_how, raw) => {
    const { body: before } = await system().ask('GET', '/_local/clock');
    expectProblem(await system().ask('POST', '/_local/clock', { raw }), { status: 400 });
    expect((await system().ask('GET', '/_local/clock')).body).toEqual(before);
  });

  it('shows every message with its link, the newest first', async () => {
    const { caseId } = await system().sell();
    await system().quiet();
    const { body } = await system().ask('GET', '/_local/outbox');
    const [newest] = body.messages as { id: string; link: string; template: string; text: string }[];
    expect(newest).toMatchObject({ template: 'callback-invitation' });
    expect(newest?.link).toContain(`/c/${caseId}.a0.`);
    expect(newest?.text).toContain(newest?.link);
  });

  it('names endpoints that answer', async () => {
    const { body } = await system().ask('GET', '/_local/endpoints');
    expect(Object.keys(body).sort()).toEqual([
      'AWS_ENDPOINT_URL_DYNAMODB',
      'AWS_ENDPOINT_URL_S3',
      'AWS_ENDPOINT_URL_SFN',
      'AWS_ENDPOINT_URL_SNS',
      'AWS_ENDPOINT_URL_SQS',
    ]);
    for (const endpoint of Object.values(body) as string[]) {
      expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect((await fetch(endpoint)).status).toBeLessThan(600);
    }
  });

  it('is asked for by its own methods only', async () => {
    expectProblem(await system().ask('DELETE', '/_local/clock'), { status: 405 });
    expectProblem(await system().ask('GET', '/_local/nothing'), { status: 404 });
  });
});
