import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoTransactions } from '../adapters/dynamodb/transactions.ts';
import { advance } from '../domain/callback/advance.ts';
import { writesOf } from '../domain/callback/writes.ts';
import { takeIn } from '../domain/policy/intake.ts';
import type { Write } from '../domain/ports.ts';
import { CALLBACK_RULES } from '../functions/wiring.ts';
import { FUNCTION_NAMES, FUNCTIONS } from '../local/functions.ts';
import { SAMPLE_CARRIERS } from '../local/sample/policies.ts';
import { createTables, TABLE_KEYS, type TableKey } from '../local/services/create-tables.ts';
import { openDataDir } from '../local/services/data-dir.ts';
import { startDynamoDbLocal } from '../local/services/dynamodb-local.ts';
import { fileCheckpoints } from '../local/services/stream-checkpoint.ts';
import { followStream } from '../local/services/streams.ts';
import packageFile from '../package.json' with { type: 'json' };
import { policyOf } from './callbacks.ts';
import { BenchFailed } from './local-system.ts';
import { inLanes } from './replay.ts';
import type { BenchOptions, Figure } from './report.ts';

const LANES = 8;
const CASES_TOGETHER = 12; // eight rows each, of the 100 that a transaction takes
const LOCAL = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/**
 * A folder with so many open cases, each invited and waiting for the customer, is opened by `npm start`'s own
 * process, which keeps no executions over a restart. All go on again when each has an execution that waits with its
 * token stored. Memory is the most that the process ever held, without DynamoDB Local's JVM beside it.
 */
export default async function restart({ cases = 10_000, say }: BenchOptions): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'recourse-bench-'));
  let child: ChildProcess | undefined;
  try {
    await fill(folder, cases);
    const port = await freePort();
    const from = performance.now();
    const [, ...start] = packageFile.scripts.start.split(' '); // after `node`
    child = spawn(process.execPath, [...start, '--data', folder, '--port', String(port), '--empty'], {
      cwd: path.join(import.meta.dirname, '..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const origin = `http://127.0.0.1:${port}`;
    await listening(child, origin);
    const answers = (performance.now() - from) / 1000;
    await fetch(`${origin}/_local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: 'PT0S' }), // comes back when all is quiet
    });
    const quiet = (performance.now() - from) / 1000;
    const endpoints = JSON.parse(readFileSync(path.join(folder, 'endpoints.json'), 'utf8'));
    const [waiting, tokens] = await Promise.all([running(endpoints), tokensIn(endpoints)]);
    const memory = memoryOf(child.pid ?? 0);
    say(`it answers after ${answers.toFixed(1)} s and all go on after ${quiet.toFixed(1)} s`);
    return [
      { what: 'executions that wait', measured: waiting, budget: { least: cases } },
      { what: 'waits with their token', measured: tokens, budget: { least: cases } },
      { what: 'restart until all go on', measured: quiet, unit: 's' },
      { what: 'most memory of the process', measured: memory.most, unit: 'MB', budget: { most: 500 } },
      { what: 'memory afterwards', measured: memory.now, unit: 'MB' },
    ];
  } finally {
    if (child?.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a server leaves behind that has invited these customers and was stopped: its stream is read to the end. */
async function fill(folder: string, cases: number): Promise<void> {
  const at = nextMonday(new Date());
  const dir = openDataDir(folder);
  const dynamodb = await startDynamoDbLocal({ dataDir: dir.folder('dynamodb') });
  const client = new DynamoDBClient({ ...LOCAL, endpoint: dynamodb.endpoint });
  try {
    const names = Object.fromEntries(TABLE_KEYS.map((key) => [key, `recourse-${key}`])) as Record<
      TableKey,
      string
    >;
    await createTables(client, names);
    const stream = await followStream({
      endpoint: dynamodb.endpoint,
      tableName: names.cases,
      functions: FUNCTION_NAMES.filter((name) => FUNCTIONS[name].stream === 'cases').map((name) => ({
        name,
        handler: async () => undefined,
        batchSize: 1000,
      })),
      checkpoints: fileCheckpoints(dir.file('stream.json')),
      onDiscard: () => {},
    });
    const documents = DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    });
    const transactions = new DynamoTransactions(documents, names);
    const starts = Array.from(
      { length: Math.ceil(cases / CASES_TOGETHER) },
      (_, part) => part * CASES_TOGETHER,
    );
    await inLanes(LANES, starts, async (first) => {
      const count = Math.min(CASES_TOGETHER, cases - first);
      await transactions.commit(
        Array.from({ length: count }, (_, index) => invited(first + index, at)).flat(),
      );
    });
    await stream.caughtUp();
    await stream.stop();
    writeFileSync(dir.file('clock.json'), JSON.stringify({ now: at.toISOString() }));
  } finally {
    client.destroy();
    await dynamodb.stop();
    dir.release();
  }
}

const CARRIERS = new Map(SAMPLE_CARRIERS.map((carrier) => [carrier.id, carrier]));

/** All rows of a case whose invitation went out, by the rules that write them. */
function invited(index: number, at: Date): Write[] {
  const input = { ...policyOf(index), issuedOn: '2026-11-02', receiptOn: at.toISOString().slice(0, 10) };
  const facts = { carrier: CARRIERS.get(input.carrier), renewed: undefined };
  const { policy, lines, callback } = takeIn(
    input,
    facts,
    { kind: 'system', id: 'bench' },
    at,
    CALLBACK_RULES,
  );
  if (callback === undefined) throw new BenchFailed('The policy is not in scope.');
  const asked = advance({ case: callback.case, lines }, [], at, CALLBACK_RULES);
  if (asked === undefined) throw new BenchFailed('The invitation is not due.');
  const sent = asked.messages.map((message) => ({
    ...message,
    status: 'sent' as const,
    sentAt: at.toISOString(),
    receipt: `bench-${message.id}`,
  }));
  return [
    { store: 'policy', policy, create: true },
    { store: 'customer-phone', phone: input.customer.phone, customerRef: input.customer.ref },
    ...lines.map((line): Write => ({ store: 'line', line, expected: 0 })),
    ...callback.events.map((event): Write => ({ store: 'event', event })),
    ...writesOf({ ...asked, expected: 0, messages: sent }, at),
  ];
}

/** Ten in the morning in Shanghai, after now: nothing comes due while the bench runs, and time never goes back. */
function nextMonday(now: Date): Date {
  const at = new Date(now);
  at.setUTCHours(2, 0, 0, 0);
  do at.setUTCDate(at.getUTCDate() + 1);
  while (at.getUTCDay() !== 1);
  return at;
}

async function listening(child: ChildProcess, origin: string): Promise<void> {
  child.stdout?.resume();
  while (child.exitCode === null) {
    try {
      await fetch(`${origin}/_local/users`);
      return;
    } catch {
      await pause(100);
    }
  }
  throw new BenchFailed('The server did not come up.');
}

async function running(endpoints: Record<string, string>): Promise<number> {
  const client = new SFNClient({ ...LOCAL, endpoint: endpoints.AWS_ENDPOINT_URL_SFN ?? '' });
  let count = 0;
  const wanted = { stateMachineArn: CALLBACK_ARN, statusFilter: 'RUNNING' } as const;
  for await (const page of paginateListExecutions({ client, pageSize: 1000 }, wanted)) {
    count += page.executions?.length ?? 0;
  }
  client.destroy();
  return count;
}

const CALLBACK_ARN = 'arn:aws:states:us-east-1:000000000000:stateMachine:callback';

async function tokensIn(endpoints: Record<string, string>): Promise<number> {
  const client = new DynamoDBClient({ ...LOCAL, endpoint: endpoints.AWS_ENDPOINT_URL_DYNAMODB ?? '' });
  let count = 0;
  const wanted = {
    TableName: 'recourse-cases',
    Select: 'COUNT' as const,
    FilterExpression: 'begins_with(sk, :wait) and attribute_exists(#token)',
    ExpressionAttributeNames: { '#token': 'token' },
    ExpressionAttributeValues: { ':wait': { S: 'WAIT#' } },
  };
  for await (const page of paginateScan({ client }, wanted)) count += page.Count ?? 0;
  client.destroy();
  return count;
}

/** In MB, as the kernel counts them. */
function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1000;
  return { now: of('VmRSS'), most: of('VmHWM') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new BenchFailed('No port is free.');
  return address.port;
}
