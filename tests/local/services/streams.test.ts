import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { type DynamoDbLocal, startDynamoDbLocal } from '../../../local/services/dynamodb-local.ts';
import { poll } from '../../../local/services/poll.ts';
import { fileCheckpoints, memoryCheckpoints } from '../../../local/services/stream-checkpoint.ts';
import type { DiscardedRecord, StreamFunction } from '../../../local/services/stream-delivery.ts';
import { type StreamGap, StreamMissing } from '../../../local/services/stream-reader.ts';
import { type FollowStreamOptions, followStream, StreamStopped } from '../../../local/services/streams.ts';
import { makeFolder, removeFolder, temporaryFolder } from './temporary-folder.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const HOUR = 60 * 60 * 1000;
/** So long that a test would run into its limit if it depended on it. */
const NEVER = HOUR;
const QUICK = { attempts: 2, delayMilliseconds: () => 1 };

let database: DynamoDbLocal;
const folder = makeFolder();
beforeAll(async () => {
  database = await startDynamoDbLocal({ dataDir: folder });
});
afterAll(async () => {
  await database.stop();
  removeFolder(folder);
});

let tablesMade = 0;

async function table(endpoint = database.endpoint, name = `cases-${++tablesMade}`) {
  const made = tableOf(endpoint, name);
  await made.client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  return made;
}

function tableOf(endpoint: string, name: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const put = (pk: string, more: PutItemCommandInput['Item'] = {}) =>
    client.send(new PutItemCommand({ TableName: name, Item: { pk: { S: pk }, ...more } }));
  const putAll = async (keys: readonly string[]) => {
    for (const key of keys) await put(key);
  };
  return { name, client, put, putAll };
}

async function follow(
  options: Partial<FollowStreamOptions> & Pick<FollowStreamOptions, 'tableName' | 'functions'>,
) {
  const discarded: DiscardedRecord[] = [];
  const follower = await followStream({
    endpoint: database.endpoint,
    pollMilliseconds: NEVER,
    retry: QUICK,
    onDiscard: (record) => void discarded.push(record),
    ...options,
  });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await follower.stop();
    stopped = true;
  };
  onTestFinished(stop);
  return { ...follower, stop, discarded };
}

function keyOf(record: DynamoDBRecord): string {
  return record.dynamodb?.Keys?.pk?.S ?? '';
}

function failuresOf(records: readonly DynamoDBRecord[]): DynamoDBBatchResponse {
  return {
    batchItemFailures: records.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
  };
}

/** A function that keeps the keys of each batch; `respond` sees them and may fail. */
function keeper(
  respond: (records: DynamoDBRecord[]) => unknown = () => undefined,
  options: Partial<StreamFunction> = {},
) {
  const batches: string[][] = [];
  const handler = async ({ Records }: DynamoDBStreamEvent) => {
    batches.push(Records.map(keyOf));
    return respond(Records);
  };
  const streamFunction: StreamFunction = { name: 'keeper', handler, ...options };
  return { batches, keys: () => batches.flat(), streamFunction };
}

function keys(count: number, prefix = 'k'): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${at}`);
}

it('delivers every record in order, in batches of at most the size asked for', async () => {
  const cases = await table();
  const batchSize = 10;
  const { batches, keys: seen, streamFunction } = keeper(undefined, { batchSize });
  const follower = await follow({ tableName: cases.name, functions: [streamFunction] });
  const wanted = keys(57);
  await cases.putAll(wanted);
  await follower.quiet();
  expect(seen()).toEqual(wanted);
  expect(Math.max(...batches.map((batch) => batch.length))).toBe(batchSize);
});

it('gives records the form that Lambda gives them', async () => {
  const cases = await table();
  const events: DynamoDBStreamEvent[] = [];
  const handler = async (event: DynamoDBStreamEvent) => void events.push(event);
  const follower = await follow({ tableName: cases.name, functions: [{ name: 'form', handler }] });
  const bytes = Buffer.from([0, 255, 7]);
  await cases.put('c-1', {
    data: { B: bytes },
    nested: { M: { list: { L: [{ N: '1.50' }, { NULL: true }, { B: bytes }] } } },
    set: { BS: [bytes] },
    done: { BOOL: false },
  });
  await cases.client.send(
    new UpdateItemCommand({
      TableName: cases.name,
      Key: { pk: { S: 'c-1' } },
      UpdateExpression: 'SET done = :done REMOVE nested, #set, #data',
      ExpressionAttributeNames: { '#set': 'set', '#data': 'data' },
      ExpressionAttributeValues: { ':done': { BOOL: true } },
    }),
  );
  await follower.quiet();
  const [inserted, modified] = events.flatMap(({ Records }) => Records);
  const image = {
    pk: { S: 'c-1' },
    data: { B: bytes.toString('base64') },
    nested: { M: { list: { L: [{ N: '1.50' }, { NULL: true }, { B: bytes.toString('base64') }] } } },
    set: { BS: [bytes.toString('base64')] },
    done: { BOOL: false },
  };
  expect(inserted).toMatchObject({
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: expect.stringMatching(`^arn:aws:dynamodb:.*:table/${cases.name}/stream/`),
    dynamodb: { Keys: { pk: { S: 'c-1' } }, NewImage: image, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  expect(inserted?.dynamodb).not.toHaveProperty('OldImage');
  expect(modified).toMatchObject({ eventName: 'MODIFY', dynamodb: { OldImage: image } });
  expect(modified?.dynamodb?.NewImage).toEqual({ pk: { S: 'c-1' }, done: { BOOL: true } });
  const at = Number(inserted?.dynamodb?.ApproximateCreationDateTime);
  expect(Math.abs(Date.now() / 1000 - at)).toBeLessThan(120);
  expect(JSON.parse(JSON.stringify(events))).toEqual(events);
});

it('keeps the order of one transaction', async () => {
  const cases = await table();
  const { keys: seen, streamFunction } = keeper();
  const follower = await follow({ tableName: cases.name, functions: [streamFunction] });
  const wanted = ['CASE', 'EVENT#1', 'WAIT#1'];
  await cases.client.send(
    new TransactWriteItemsCommand({
      TransactItems: wanted.map((pk) => ({ Put: { TableName: cases.name, Item: { pk: { S: pk } } } })),
    }),
  );
  await follower.quiet();
  expect(seen()).toEqual(wanted);
});

it('has each record seen by the time caughtUp resolves, while others keep writing', async () => {
  const cases = await table();
  const seen = new Set<string>();
  const handler = async ({ Records }: DynamoDBStreamEvent) => {
    for (const record of Records) seen.add(keyOf(record));
  };
  const follower = await follow({ tableName: cases.name, functions: [{ name: 'seen', handler }] });
  const writers = keys(4, 'writer').map(async (writer) => {
    for (const key of keys(25, `${writer}-`)) {
      await cases.put(key);
      await follower.caughtUp();
      expect(seen).toContain(key);
    }
  });
  await Promise.all(writers);
});

it('is quiet only when what the functions wrote is delivered too', async () => {
  const cases = await table();
  const seen: string[] = [];
  const depth = 6;
  const handler = async ({ Records }: DynamoDBStreamEvent) => {
    for (const key of Records.map(keyOf)) {
      seen.push(key);
      if (key.length < depth) await cases.put(`${key}+`);
    }
  };
  const follower = await follow({ tableName: cases.name, functions: [{ name: 'chain', handler }] });
  await cases.put('+');
  await follower.quiet();
  expect(seen).toEqual(Array.from({ length: depth }, (_, at) => '+'.repeat(at + 1)));
});

it('delivers without a nudge, too', async () => {
  const cases = await table();
  const { keys: seen, streamFunction } = keeper();
  await follow({ tableName: cases.name, functions: [streamFunction], pollMilliseconds: 5 });
  await cases.put('by itself');
  await poll('the record', () => seen().includes('by itself'));
});

it('tries again from the first record that the function named, and keeps those before it', async () => {
  const cases = await table();
  let failing = true;
  const { batches, streamFunction } = keeper((records) => {
    const failed = failing ? records.filter((record) => ['k2', 'k4'].includes(keyOf(record))) : [];
    failing = false;
    return failuresOf(failed);
  });
  const wanted = keys(6);
  await cases.putAll(wanted);
  const follower = await follow({ tableName: cases.name, functions: [streamFunction] });
  await follower.quiet();
  expect(batches).toEqual([wanted, wanted.slice(2)]);
  expect(follower.discarded).toEqual([]);
});

it('gives a record up after the retries, and goes on with the next one', async () => {
  const cases = await table();
  const { batches, streamFunction } = keeper((records) =>
    failuresOf(records.filter((each) => keyOf(each) === 'k1')),
  );
  const wanted = keys(4);
  await cases.putAll(wanted);
  const follower = await follow({ tableName: cases.name, functions: [streamFunction] });
  await follower.quiet();
  const [, ...again] = wanted;
  expect(batches).toEqual([wanted, ...Array(QUICK.attempts).fill(again), again.slice(1)]);
  expect(follower.discarded.map(({ record }) => keyOf(record))).toEqual(['k1']);
  expect(follower.discarded[0]).toMatchObject({ functionName: 'keeper', attempts: QUICK.attempts + 1 });
});

it('finds the one record that makes the function throw', async () => {
  const cases = await table();
  const passed: string[] = [];
  const handler = async ({ Records }: DynamoDBStreamEvent) => {
    if (Records.some((record) => keyOf(record) === 'k13')) throw new Error('cannot stand k13');
    passed.push(...Records.map(keyOf));
  };
  const wanted = keys(40);
  await cases.putAll(wanted);
  const follower = await follow({ tableName: cases.name, functions: [{ name: 'picky', handler }] });
  await follower.quiet();
  expect(passed).toEqual(wanted.filter((key) => key !== 'k13'));
  expect(follower.discarded.map(({ record }) => keyOf(record))).toEqual(['k13']);
  expect(String(follower.discarded[0]?.cause)).toContain('cannot stand k13');
});

it('takes an unknown item among the failures as a failure of all', async () => {
  const cases = await table();
  let calls = 0;
  const { keys: seen, streamFunction } = keeper(() => {
    calls += 1;
    return calls === 1 ? { batchItemFailures: [{ itemIdentifier: '' }] } : { batchItemFailures: [] };
  });
  const wanted = keys(2);
  await cases.putAll(wanted);
  const follower = await follow({ tableName: cases.name, functions: [streamFunction] });
  await follower.quiet();
  expect(seen()).toEqual([...wanted, ...wanted]);
});

it('hands a discarded record on until the dead-letter takes it', async () => {
  const cases = await table();
  const { streamFunction } = keeper(() => Promise.reject(new Error('always')));
  const taken: string[] = [];
  let refusals = 3;
  await cases.put('lost?');
  const follower = await follow({
    tableName: cases.name,
    functions: [streamFunction],
    onDiscard: ({ record }) => {
      if (refusals-- > 0) throw new Error('the queue does not answer');
      taken.push(keyOf(record));
    },
  });
  await follower.quiet();
  expect(taken).toEqual(['lost?']);
});

it('does not let one function hold up another, nor change what the other gets', async () => {
  const cases = await table();
  const gate = Promise.withResolvers<void>();
  const slow = keeper(() => gate.promise, { name: 'slow' });
  const vandal = keeper((records) => records.splice(0).map((record) => delete record.dynamodb), {
    name: 'vandal',
  });
  const fast = keeper(undefined, { name: 'fast' });
  const functions = [slow, vandal, fast].map(({ streamFunction }) => streamFunction);
  const follower = await follow({ tableName: cases.name, functions });
  const wanted = keys(5);
  await cases.putAll(wanted);
  follower.nudge();
  await poll('the fast function', () => fast.keys().length === wanted.length);
  expect(fast.keys()).toEqual(wanted);
  expect(follower.behind()).toEqual({ slow: wanted.length, vandal: 0, fast: 0 });
  let quiet = false;
  const waited = follower.quiet().then(() => {
    quiet = true;
  });
  await fetch(database.endpoint).then((answer) => answer.arrayBuffer());
  expect(quiet).toBe(false);
  gate.resolve();
  await waited;
  expect(slow.keys()).toEqual(wanted);
});

it('calls a function only for the records that its filter lets through', async () => {
  const cases = await table();
  const filter = (record: DynamoDBRecord) => {
    if (keyOf(record) === 'k7') throw new TypeError('a filter with a fault');
    return Number(keyOf(record).slice(1)) % 3 === 0;
  };
  const { batches, keys: seen, streamFunction } = keeper(undefined, { filter, batchSize: 4 });
  await cases.putAll(keys(20));
  const follower = await follow({ tableName: cases.name, functions: [streamFunction] });
  await follower.quiet();
  expect(seen()).toEqual(keys(20).filter((key) => key === 'k7' || Number(key.slice(1)) % 3 === 0));
  expect(batches[0]).toHaveLength(4);
});

it('goes on behind the last settled record, each function from its own', async () => {
  const cases = await table();
  const checkpoints = memoryCheckpoints();
  const early = keeper(undefined, { name: 'early' });
  const first = await follow({ tableName: cases.name, functions: [early.streamFunction], checkpoints });
  await cases.putAll(keys(3, 'old'));
  await first.quiet();
  await first.stop();
  await cases.putAll(keys(2, 'new'));
  const again = keeper(undefined, { name: 'early' });
  const late = keeper(undefined, { name: 'late' });
  const functions = [again.streamFunction, late.streamFunction];
  const second = await follow({ tableName: cases.name, functions, checkpoints });
  await second.quiet();
  expect(again.keys()).toEqual(keys(2, 'new'));
  expect(late.keys()).toEqual([...keys(3, 'old'), ...keys(2, 'new')]);
});

it('loses nothing when its process is killed in the middle', async () => {
  const cases = await table();
  const wanted = keys(300);
  const file = join(temporaryFolder(), 'checkpoints.json');
  const url = (name: string) =>
    JSON.stringify(new URL(`../../../local/services/${name}`, import.meta.url).href);
  const script = `import { followStream } from ${url('streams.ts')};
    import { fileCheckpoints } from ${url('stream-checkpoint.ts')};
    import { writeSync } from 'node:fs';
    import { setImmediate } from 'node:timers/promises';
    await followStream({ endpoint: ${JSON.stringify(database.endpoint)}, tableName: '${cases.name}',
      checkpoints: fileCheckpoints(${JSON.stringify(file)}), pollMilliseconds: 5, onDiscard: () => {},
      functions: [{ name: 'keeper', batchSize: 3, handler: async ({ Records }) => {
        for (const record of Records) { writeSync(1, record.dynamodb.Keys.pk.S + '\\n'); await setImmediate(); }
      } }] });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await cases.putAll(wanted.slice(0, 200));
  await poll('a checkpoint', () => existsSync(file) && said.length > 0);
  child.kill('SIGKILL');
  await ended;
  await cases.putAll(wanted.slice(200));
  const before = said.trim().split('\n');
  const { keys: seen, streamFunction } = keeper();
  const follower = await follow({
    tableName: cases.name,
    functions: [streamFunction],
    checkpoints: fileCheckpoints(file),
  });
  await follower.quiet();
  const after = seen();
  expect(after).toEqual(wanted.slice(-after.length));
  expect(wanted.slice(0, before.length)).toEqual(before);
  expect(before.length + after.length).toBeGreaterThanOrEqual(wanted.length);
  expect(after.length).toBeLessThan(wanted.length);
});

it('keeps its positions when it is stopped, and settles nothing that was still failing', async () => {
  const cases = await table();
  const file = join(temporaryFolder(), 'deep', 'checkpoints.json');
  const called = Promise.withResolvers<void>();
  const { streamFunction } = keeper((records) => {
    const failed = records.filter((record) => keyOf(record) === 'k1');
    if (failed.length > 0) called.resolve();
    return failuresOf(failed);
  });
  await cases.putAll(keys(3));
  const patient = { attempts: 9, delayMilliseconds: () => NEVER };
  const functions = [streamFunction];
  const first = await follow({
    tableName: cases.name,
    functions,
    checkpoints: fileCheckpoints(file),
    retry: patient,
  });
  await called.promise;
  const waited = expect(first.quiet()).rejects.toThrow(StreamStopped);
  await first.stop();
  await waited;
  expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual([streamFunction.name]);
  const again = keeper();
  const second = await follow({
    tableName: cases.name,
    functions: [again.streamFunction],
    checkpoints: fileCheckpoints(file),
  });
  await second.quiet();
  expect(again.keys()).toEqual(['k1', 'k2']);
});

it('says that there is no table, or no stream', async () => {
  await expect(follow({ tableName: 'nowhere', functions: [] })).rejects.toThrow(StreamMissing);
});

it('begins anew with a table that was made anew', async () => {
  const cases = await table();
  const { keys: seen, streamFunction } = keeper();
  const checkpoints = memoryCheckpoints();
  const first = await follow({ tableName: cases.name, functions: [streamFunction], checkpoints });
  await cases.put('old');
  await first.quiet();
  await first.stop();
  await cases.client.send(new DeleteTableCommand({ TableName: cases.name }));
  await (await table(database.endpoint, cases.name)).put('new');
  const second = await follow({ tableName: cases.name, functions: [streamFunction], checkpoints });
  await second.quiet();
  expect(seen()).toEqual(['old', 'new']);
});

it('reads on in the same stream when the database is killed and started again', async () => {
  const dataDir = temporaryFolder();
  const before = await startDynamoDbLocal({ dataDir });
  const port = Number(new URL(before.endpoint).port);
  const cases = await table(before.endpoint);
  const { keys: seen, streamFunction } = keeper();
  const lines: string[] = [];
  const following = {
    endpoint: before.endpoint,
    tableName: cases.name,
    functions: [streamFunction],
    pollMilliseconds: 20,
    checkpoints: memoryCheckpoints(),
    log: (line: string) => void lines.push(line),
  };
  const first = await follow(following);
  await cases.put('seen');
  await first.quiet();
  await first.stop();
  await cases.put('written while no one read');
  const second = await follow({ ...following, functions: [] });
  process.kill(before.pid, 'SIGKILL');
  await before.ended;
  await poll('a complaint', () => lines.some((line) => line.includes('cannot be read')));
  const waited = second.quiet();
  const after = await startDynamoDbLocal({ dataDir, port });
  onTestFinished(() => after.stop());
  await waited;
  const third = await follow(following);
  await cases.put('after');
  await third.quiet();
  expect(seen()).toEqual(['seen', 'written while no one read', 'after']);
});

/** Makes everything that a stopped database remembers so much older. */
function age(dataDir: string, hours: number): void {
  const file = new DatabaseSync(join(dataDir, 'shared-local-instance.db'));
  const by = hours * HOUR;
  file.exec(`UPDATE ss SET CreationDateTime = CreationDateTime - ${by}, DeletionDateTime = DeletionDateTime - ${by};
    UPDATE us SET CreationDateTime = CreationDateTime - ${by};`);
  file.close();
}

/** A database whose clock can be put forward, and a function that follows one of its tables. */
async function agingTable() {
  const dataDir = temporaryFolder();
  const name = 'cases';
  const checkpoints = memoryCheckpoints();
  const gaps: StreamGap[] = [];
  const { keys: seen, streamFunction } = keeper();
  let running = await startDynamoDbLocal({ dataDir });
  onTestFinished(() => running.stop());
  let cases = await table(running.endpoint, name);
  return {
    seen,
    gaps,
    putAll: (keys: readonly string[]) => cases.putAll(keys),
    catchUp: async () => {
      const follower = await follow({
        endpoint: running.endpoint,
        tableName: name,
        functions: [streamFunction],
        checkpoints,
        onGap: (gap) => gaps.push(gap),
      });
      await follower.quiet();
      await follower.stop();
    },
    laterBy: async (hours: number) => {
      await running.stop();
      age(dataDir, hours);
      running = await startDynamoDbLocal({ dataDir });
      cases = tableOf(running.endpoint, name);
    },
  };
}

it('goes from a closed shard to the next, across a night', async () => {
  const { putAll, catchUp, laterBy, seen, gaps } = await agingTable();
  await putAll(['read']);
  await catchUp();
  await putAll(['not read yet']);
  await laterBy(12);
  await putAll(['the next morning']);
  await catchUp();
  await laterBy(12);
  await catchUp();
  await putAll(['the next evening']);
  await catchUp();
  expect(seen()).toEqual(['read', 'not read yet', 'the next morning', 'the next evening']);
  expect(gaps).toEqual([]);
});

// After the first the old shard is still listed; after the second it is not, and sequence numbers begin again at 1.
it.each([25, 100])('tells of records that were removed unread in %i hours, and goes on', async (hours) => {
  const { putAll, catchUp, laterBy, seen, gaps } = await agingTable();
  await putAll(keys(20, 'read'));
  await catchUp();
  await putAll(['never read']);
  await laterBy(hours);
  await putAll(keys(3, 'later'));
  await catchUp();
  await putAll(['last']);
  await catchUp();
  expect(seen().filter((key) => key !== 'never read')).toEqual([
    ...keys(20, 'read'),
    ...keys(3, 'later'),
    'last',
  ]);
  if (!seen().includes('never read')) expect(gaps.length).toBeGreaterThan(0);
});

it('goes from a closed shard to the next while it follows', async () => {
  const dataDir = temporaryFolder();
  const first = await startDynamoDbLocal({ dataDir });
  const port = Number(new URL(first.endpoint).port);
  const { name, put } = await table(first.endpoint);
  const { keys: seen, streamFunction } = keeper();
  const follower = await follow({
    endpoint: first.endpoint,
    tableName: name,
    functions: [streamFunction],
    pollMilliseconds: 20,
  });
  await put('in the first shard');
  await follower.quiet();
  await first.stop();
  age(dataDir, 5);
  const second = await startDynamoDbLocal({ dataDir, port });
  onTestFinished(() => second.stop());
  await put('in the second');
  await follower.quiet();
  expect(seen()).toEqual(['in the first shard', 'in the second']);
  await follower.stop();
});
