import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { type Messaging, type MessagingOptions, startMessaging } from '../../../local/services/messaging.ts';
import { temporaryFolder } from './temporary-folder.ts';

const layout = {
  topics: ['case-events'],
  queues: [
    {
      name: 'complaints',
      deadLetter: { queue: 'complaints-dead', maxReceiveCount: 1 },
      visibilitySeconds: 0,
    },
    { name: 'complaints-dead' },
    { name: 'everything' },
  ],
  subscriptions: [
    { topic: 'case-events', queue: 'complaints', raw: true, filterPolicy: { kind: ['complaint'] } },
    { topic: 'case-events', queue: 'everything' },
  ],
  buckets: ['attachments'],
} satisfies MessagingOptions;

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_REGION', 'us-east-1');
});
afterEach(() => vi.unstubAllEnvs());

async function start(options: MessagingOptions) {
  const messaging = await startMessaging(options);
  let stopped = false;
  const stop = async () => {
    if (!stopped) await messaging.stop();
    stopped = true;
  };
  onTestFinished(stop);
  return { ...messaging, stop };
}

/** As a handler makes them: with nothing but the environment. */
function clients({ environment }: Messaging) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return { sns: new SNSClient(), sqs: new SQSClient(), s3: new S3Client() };
}

async function bodies(sqs: SQSClient, QueueUrl: string): Promise<unknown[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

it('carries what is published to the queues, by filter, raw or in an envelope', async () => {
  const messaging = await start(layout);
  const { sns, sqs } = clients(messaging);
  for (const kind of ['complaint', 'callback']) {
    await sns.send(
      new PublishCommand({
        TopicArn: messaging.topicArn('case-events'),
        Message: JSON.stringify({ kind }),
        MessageAttributes: { kind: { DataType: 'String', StringValue: kind } },
      }),
    );
  }
  expect(await bodies(sqs, messaging.queueUrl('complaints'))).toEqual([{ kind: 'complaint' }]);
  const all = (await bodies(sqs, messaging.queueUrl('everything'))) as {
    Message: string;
    TopicArn: string;
  }[];
  expect(all.map(({ Message }) => JSON.parse(Message).kind).sort()).toEqual(['callback', 'complaint']);
  expect(all[0]?.TopicArn).toBe(messaging.topicArn('case-events'));
});

it('moves a message that was received too often to its dead-letter queue', async () => {
  const messaging = await start(layout);
  const { sqs } = clients(messaging);
  const QueueUrl = messaging.queueUrl('complaints');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"n":1}' }));
  expect(await bodies(sqs, QueueUrl)).toHaveLength(1);
  expect(await bodies(sqs, QueueUrl)).toHaveLength(0);
  expect(await bodies(sqs, messaging.queueUrl('complaints-dead'))).toEqual([{ n: 1 }]);
});

it('keeps objects, from a client that was told nothing but the endpoint', async () => {
  const { s3 } = clients(await start(layout));
  const bytes = randomBytes(200_000);
  const place = { Bucket: 'attachments', Key: 'cases/1/录音 1.mp3' };
  await s3.send(new PutObjectCommand({ ...place, Body: bytes, ContentType: 'audio/mpeg' }));
  const { Body, ContentType } = await s3.send(new GetObjectCommand(place));
  expect(ContentType).toBe('audio/mpeg');
  expect(Buffer.compare(Buffer.from((await Body?.transformToByteArray()) ?? []), bytes)).toBe(0);
});

it('takes an object as a stream, with the checksum at its end', async () => {
  const { s3 } = clients(await start(layout));
  const text = 'statement line\n'.repeat(20_000);
  const place = { Bucket: 'attachments', Key: 'exports/statement.csv' };
  await s3.send(new PutObjectCommand({ ...place, Body: Readable.from([text]), ContentLength: text.length }));
  const { Body } = await s3.send(new GetObjectCommand(place));
  expect(await Body?.transformToString()).toBe(text);
});

it('finds everything again after a restart, on another port too', async () => {
  const dataDir = temporaryFolder();
  const first = await start({ ...layout, dataDir });
  const place = { Bucket: 'attachments', Key: 'kept' };
  const before = clients(first);
  await before.s3.send(new PutObjectCommand({ ...place, Body: 'kept' }));
  const MessageBody = '{"kept":true}';
  await before.sqs.send(new SendMessageCommand({ QueueUrl: first.queueUrl('everything'), MessageBody }));
  await first.stop();
  const second = await start({ ...layout, dataDir });
  expect(second.endpoint).not.toBe(first.endpoint);
  const { s3, sns, sqs } = clients(second);
  const { Body } = await s3.send(new GetObjectCommand(place));
  expect(await Body?.transformToString()).toBe('kept');
  await sns.send(new PublishCommand({ TopicArn: second.topicArn('case-events'), Message: '"new"' }));
  const got = await bodies(sqs, second.queueUrl('everything'));
  expect(got).toContainEqual({ kept: true });
  // Were the subscription made a second time, this would be one more.
  expect(got).toHaveLength(2);
});

it('changes a stored queue to what is asked for now', async () => {
  const dataDir = temporaryFolder();
  await (await start({ dataDir, queues: [{ name: 'moved', visibilitySeconds: 30 }] })).stop();
  const messaging = await start({ dataDir, queues: [{ name: 'moved', visibilitySeconds: 0 }] });
  const { sqs } = clients(messaging);
  const QueueUrl = messaging.queueUrl('moved');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  expect(await bodies(sqs, QueueUrl)).toHaveLength(1);
  expect(await bodies(sqs, QueueUrl)).toHaveLength(1);
});

it('cannot be reached from another machine', async () => {
  const messaging = await start({});
  const port = Number(new URL(messaging.endpoint).port);
  const outside = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address && !address.internal && address.family === 'IPv4');
  for (const address of outside) {
    const answer = await new Promise((resolve) => {
      const socket = connect(port, address?.address);
      socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
      socket.once('close', () => socket.destroy());
    });
    expect(answer).toBe('refused');
  }
  expect((await fetch(`${messaging.endpoint}/health`)).status).toBe(200);
});

it('takes an object in one request that is larger than the emulator takes', async () => {
  const messaging = await start(layout);
  const { s3 } = clients(messaging);
  const body = randomBytes(12 * 1024 * 1024);
  const put = await fetch(`${messaging.endpoint}/attachments/large/file.csv`, { method: 'PUT', body });
  expect(put.status).toBe(200);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'attachments', Key: 'large/file.csv' }));
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
});

it.each([1, 12])(
  'takes a file of %i MB from a page of its own origin, and gives it back',
  async (megabytes) => {
    const origin = 'http://localhost:4000';
    const { endpoint } = await start({ buckets: ['files'], origins: () => [origin] });
    const url = `${endpoint}/files/documents/one.pdf`;
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type,x-amz-checksum-sha256',
      },
    });
    expect(preflight.ok).toBe(true);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': expect.stringContaining('PUT'),
      'access-control-allow-headers': expect.stringMatching(/content-type.*x-amz-checksum-sha256/),
    });
    const body = randomBytes(megabytes * 1024 * 1024);
    const put = await fetch(url, {
      method: 'PUT',
      headers: { origin, 'content-type': 'application/pdf', 'x-amz-checksum-sha256': 'unchecked' },
      body,
    });
    const got = await fetch(url, { headers: { origin } });
    for (const answer of [put, got]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    }
    expect(Buffer.from(await got.arrayBuffer()).equals(body)).toBe(true);
  },
);

it.each(['https://localhost:4000', 'http://localhost:4001', 'http://example.invalid', 'null'])(
  'lets no page of %s put or get a file',
  async (origin) => {
    const { endpoint } = await start({ buckets: ['files'], origins: () => ['http://localhost:4000'] });
    for (const method of ['OPTIONS', 'GET', 'PUT']) {
      const answer = await fetch(`${endpoint}/files/one.pdf`, { method, headers: { origin } });
      expect(answer.headers.get('access-control-allow-origin'), method).toBeNull();
      if (method === 'OPTIONS') expect(answer.status).toBe(403);
    }
  },
);
