import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  DynamoDbLocalFailed,
  DynamoDbLocalInUse,
  type DynamoDbLocalOptions,
  startDynamoDbLocal,
} from '../../../local/services/dynamodb-local.ts';
import { findJava, howToInstall, JavaMissing, OLDEST_JAVA } from '../../../local/services/java.ts';
import { poll } from '../../../local/services/poll.ts';
import { processIdentity } from '../../../local/services/process-identity.ts';
import { temporaryFolder } from './temporary-folder.ts';

// Each start of a JVM takes more than a second.
vi.setConfig({ testTimeout: 60_000 });

const MODULE = new URL('../../../local/services/dynamodb-local.ts', import.meta.url).href;

async function start(options: DynamoDbLocalOptions) {
  const database = await startDynamoDbLocal(options);
  let stopped = false;
  const stop = async () => {
    if (!stopped) await database.stop();
    stopped = true;
  };
  onTestFinished(stop);
  return { ...database, stop };
}

/** A server process of its own that runs the database on the folder; `more` is what else it does. */
async function parentOf(dataDir: string, more = 'setInterval(() => {}, 1000);') {
  const script = `import { startDynamoDbLocal } from ${JSON.stringify(MODULE)};
    const database = await startDynamoDbLocal({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify(database)); ${more}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text))),
  );
  const database: { pid: number; endpoint: string } = JSON.parse(line);
  onTestFinished(() => {
    child.kill('SIGKILL');
    if (processIdentity(database.pid)) process.kill(database.pid, 'SIGKILL');
  });
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { ...database, parentPid: child.pid, end, ended };
}

function clientOf(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
}

async function tables(endpoint: string): Promise<string[] | undefined> {
  return (await clientOf(endpoint).send(new ListTablesCommand())).TableNames;
}

async function makeTable(endpoint: string, TableName: string): Promise<void> {
  await clientOf(endpoint).send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
}

/** A program that says what an old or strange Java would say. */
function pretendJava(says: string): string {
  const program = join(temporaryFolder(), 'java');
  writeFileSync(program, `#!/bin/sh\necho '${says}' >&2\n`);
  chmodSync(program, 0o755);
  return program;
}

it('answers at once when it is started, and is gone when it is stopped', async () => {
  const database = await start({});
  expect(await tables(database.endpoint)).toEqual([]);
  await database.stop();
  expect(processIdentity(database.pid)).toBeUndefined();
  await database.ended;
});

it('ends the database that a killed server left behind, and finds its data', async () => {
  const dataDir = temporaryFolder();
  const first = await parentOf(dataDir);
  await makeTable(first.endpoint, 'cases');
  expect(await first.end('SIGKILL')).toBe('SIGKILL');
  expect(processIdentity(first.pid), 'the JVM lives on').toBeDefined();
  const lines: string[] = [];
  const second = await start({ dataDir, log: (line) => lines.push(line) });
  expect(processIdentity(first.pid)).toBeUndefined();
  expect(lines.join()).toContain(`ending process ${first.pid}`);
  expect(await tables(second.endpoint)).toEqual(['cases']);
  await second.stop();
  expect(readdirSync(dataDir).filter((name) => name.endsWith('.pid'))).toEqual([]);
});

it('leaves the database of a living server alone', async () => {
  const dataDir = temporaryFolder();
  const first = await parentOf(dataDir);
  const refused = await startDynamoDbLocal({ dataDir }).catch((error) => error);
  expect(refused).toBeInstanceOf(DynamoDbLocalInUse);
  expect(refused.message).toContain(`process ${first.parentPid} `);
  expect(await tables(first.endpoint)).toEqual([]);
});

it('leaves a process alone that only has the pid of the old database', async () => {
  const dataDir = temporaryFolder();
  const bystander = spawn(process.execPath, [
    '-e',
    'setInterval(() => {}, 1000)',
    'DynamoDBLocal.jar',
    dataDir,
  ]);
  onTestFinished(() => void bystander.kill('SIGKILL'));
  const record = { pid: bystander.pid, parent: 1, parentStartedAt: '' };
  writeFileSync(join(dataDir, 'dynamodb-local.pid'), JSON.stringify(record));
  await start({ dataDir });
  expect(processIdentity(Number(bystander.pid))).toBeDefined();
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'ends with a server that gets %s, and lets it end as it would have',
  async (signal) => {
    const server = await parentOf(temporaryFolder());
    expect(await server.end(signal)).toBe(signal);
    await poll('the end of the JVM', () => processIdentity(server.pid) === undefined);
  },
);

it('ends with a server that comes to its own end', async () => {
  const server = await parentOf(temporaryFolder(), '');
  expect(await server.ended).toBe(0);
  await poll('the end of the JVM', () => processIdentity(server.pid) === undefined);
});

it('lets a server that shuts itself down use it to the last', async () => {
  const server = await parentOf(
    temporaryFolder(),
    `setInterval(() => {}, 1000);
     process.on('SIGTERM', async () => {
       const answer = await fetch(database.endpoint);
       await answer.arrayBuffer();
       await database.stop();
       process.exit(answer.status);
     });`,
  );
  const alive = (await fetch(server.endpoint)).status;
  // An exit code has eight bits.
  expect(await server.end('SIGTERM')).toBe(alive % 256);
  expect(processIdentity(server.pid)).toBeUndefined();
});

it('says that its port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(startDynamoDbLocal({ port })).rejects.toThrow(
    new DynamoDbLocalFailed(`port ${port} is taken by another program`),
  );
});

it('says what the JVM said when it does not come up', async () => {
  const dataDir = join(temporaryFolder(), 'database');
  const java = pretendJava(`openjdk version "${OLDEST_JAVA}.0.1"`);
  const failed = await startDynamoDbLocal({ dataDir, java: [java] }).catch((error) => error);
  expect(failed).toBeInstanceOf(DynamoDbLocalFailed);
  expect(failed.message).toContain('openjdk version');
  expect(existsSync(join(dataDir, 'dynamodb-local.pid'))).toBe(false);
});

it('takes the first Java that is new enough', () => {
  const old = pretendJava('java version "1.8.0_291"');
  const fit = pretendJava(`openjdk version "${OLDEST_JAVA}" 2021-09-14`);
  const newer = pretendJava(`openjdk version "${OLDEST_JAVA + 4}.0.1"`);
  expect(findJava(['/nowhere/java', old, fit, newer])).toBe(fit);
  expect(findJava([newer, fit])).toBe(newer);
});

it('says in one sentence what is missing and how to install it', async () => {
  const old = pretendJava('openjdk version "11.0.2"');
  expect(() => findJava([])).toThrow(
    new JavaMissing(
      `DynamoDB Local needs Java ${OLDEST_JAVA} or newer and none was found: ${howToInstall()}`,
    ),
  );
  await expect(startDynamoDbLocal({ java: ['/nowhere/java', old] })).rejects.toThrow(
    /only Java 11 was found/,
  );
  expect(howToInstall('darwin')).toContain('brew install');
  expect(howToInstall('linux', true)).toContain('apt-get install');
  expect(howToInstall('linux', false)).not.toContain('apt-get');
  for (const sentence of [
    howToInstall('darwin'),
    howToInstall('linux', true),
    howToInstall('linux', false),
  ]) {
    expect(sentence).toMatch(/^[^\n]+\.$/);
  }
});
