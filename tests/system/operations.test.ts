import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_CARRIERS, samplePolicies } from '../../local/sample/policies.ts';
import type { Visitor } from '../../local/visitor.ts';
import { Server } from './server.ts';

const ROOT = join(import.meta.dirname, '../..');
const server = new Server();
let visitor: Visitor;
let client: SFNClient;
let taken: { policyId: string; caseId: string }[];

beforeAll(async () => {
  visitor = await server.start();
  for (const { id, ...carrier } of SAMPLE_CARRIERS) await visitor.put('core', `/carriers/${id}`, carrier);
  const policies = samplePolicies(4, new Date(await visitor.now()));
  const { results } = await visitor.post<{ results: typeof taken }>('core', '/policies/batch', { policies });
  taken = results.filter(({ caseId }) => caseId !== undefined);
  await visitor.quiet();
  const { AWS_ENDPOINT_URL_SFN: endpoint } = JSON.parse(
    readFileSync(join(server.folder, 'endpoints.json'), 'utf8'),
  );
  client = new SFNClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  client.destroy();
  await server.remove();
});

/** A program of `operations/`: its exit code and everything that it said. */
async function run(program: string, ...words: string[]): Promise<{ code: number; said: string }> {
  // Nothing of this process's environment: what a place is comes from the flags alone.
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join('operations', program), ...words], {
    cwd: ROOT,
    env: { PATH, HOME },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const [code] = await once(child, 'exit');
  return { code: Number(code), said };
}

const ops = (command: string, ...words: string[]) =>
  run('run.ts', command, '--data', server.folder, ...words);

const caseAt = (index: number): string => {
  const found = taken[index];
  if (found === undefined) throw new Error(`no case ${index}`);
  return found.caseId;
};

async function running(): Promise<string[]> {
  const { executions = [] } = await client.send(
    new ListExecutionsCommand({
      stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:callback',
      statusFilter: 'RUNNING',
    }),
  );
  return executions.map(({ name = '' }) => name);
}

describe('npm run ops', () => {
  it('says how it is used, and refuses what it does not know with 2', async () => {
    expect(await run('run.ts')).toMatchObject({ code: 0, said: expect.stringContaining('restore-drill') });
    expect((await run('run.ts', 'erase-everything')).code).toBe(2);
    expect(await run('run.ts', 'sweep', '--nope')).toMatchObject({ code: 2 });
    expect(await run('run.ts', 'sweep')).toMatchObject({ code: 1, said: expect.stringMatching(/--region/) });
    expect(await run('run.ts', 'sweep', '--endpoint', 'https://recourse.example')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/is for a system on this machine/),
    });
  });

  it('brings back an execution that somebody stopped: said first, done with --yes', async () => {
    const name = caseAt(0);
    await client.send(
      new StopExecutionCommand({
        executionArn: `arn:aws:states:us-east-1:000000000000:execution:callback:${name}`,
      }),
    );
    expect(await running()).not.toContain(name);
    const dry = await ops('redrive');
    expect(dry).toMatchObject({
      code: 1,
      said: expect.stringMatching(new RegExp(`${name}.*ABORTED.*redrive`)),
    });
    expect(await running()).not.toContain(name);
    expect(await ops('redrive', '--yes')).toMatchObject({
      code: 0,
      said: expect.stringContaining('1 redriven, 0 restarted, 0 left alone.'),
    });
    expect(await running()).toContain(name);
  });

  it('starts one case anew, and none that is not there', async () => {
    expect(await ops('restart', '--case', caseAt(1))).toMatchObject({ code: 1 });
    const before = await running();
    expect(await ops('restart', '--case', caseAt(1), '--yes')).toMatchObject({ code: 0 });
    const fresh = (await running()).filter((name) => !before.includes(name));
    expect(fresh).toEqual([expect.stringContaining(`${caseAt(1)}.`)]);
    expect(await ops('restart', '--case', 'cb-none', '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('There is no case cb-none.'),
    });
  });

  it('sweeps and verifies', async () => {
    expect(await ops('sweep')).toMatchObject({ code: 0, said: expect.stringContaining('0 things to mend') });
    expect(await ops('verify')).toMatchObject({
      code: 0,
      said: expect.stringContaining('Nothing is wrong.'),
    });
  });

  it('rehearses a restore', async () => {
    const { code, said } = await ops('restore-drill', '--yes');
    expect(said).toContain('The restore could be used.');
    expect(code).toBe(0);
  });

  it('makes an evidence packet that a program of its own finds whole, or not', async () => {
    const out = join(server.folder, 'packet.zip');
    const words = ['--case', caseAt(2), '--out', out, '--by', 'compliance-1'];
    expect(await ops('evidence-packet', ...words, '--role', 'broker')).toMatchObject({ code: 1 });
    expect(await ops('evidence-packet', ...words, '--role', 'compliance')).toMatchObject({ code: 0 });
    expect(await run('verify-packet.ts', out)).toMatchObject({
      code: 0,
      said: expect.stringContaining('every file and every event checked'),
    });
    const bytes = readFileSync(out);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(out, bytes);
    expect(await run('verify-packet.ts', out)).toMatchObject({
      code: 1,
      said: expect.stringContaining('FAULT '),
    });
  });
});
