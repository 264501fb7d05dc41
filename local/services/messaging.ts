import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { allowOrigins } from './cors.ts';
import { takeLargeObjects } from './large-objects.ts';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

export interface LocalQueue {
  readonly name: string;
  /** Where a message goes that was received too often; a queue of the same list. */
  readonly deadLetter?: { readonly queue: string; readonly maxReceiveCount: number };
  readonly visibilitySeconds?: number;
}

export interface LocalSubscription {
  readonly topic: string;
  readonly queue: string;
  /** The message as it was published, without the SNS envelope. */
  readonly raw?: boolean;
  readonly filterPolicy?: Readonly<Record<string, unknown>>;
}

export interface MessagingOptions {
  /** A free one is chosen when none is given. */
  readonly port?: number;
  /** In memory when none is given. */
  readonly dataDir?: string;
  readonly topics?: readonly string[];
  readonly queues?: readonly LocalQueue[];
  readonly subscriptions?: readonly LocalSubscription[];
  readonly buckets?: readonly string[];
  /** Origins whose pages may put and get files. */
  readonly origins?: () => readonly string[];
}

export interface Messaging {
  readonly endpoint: string;
  /**
   * What aims any AWS SDK client of this process, and the `aws` command, at this server.
   *
   * S3 needs no setting beyond it: to an endpoint that is an IP address the SDK sends path-style requests by
   * itself. A client that is given a host name instead must be told `forcePathStyle: true`; there is no
   * environment variable for that.
   */
  readonly environment: Readonly<Record<string, string>>;
  topicArn(name: string): string;
  queueArn(name: string): string;
  queueUrl(name: string): string;
  stop(): Promise<void>;
}

/**
 * SNS, SQS and S3 on loopback, with what is named created if it is not there yet.
 *
 * Only subscriptions of queues are delivered. An object of more than 11 MB must be uploaded in parts.
 *
 * @throws Error with code EADDRINUSE when the port is taken.
 */
export async function startMessaging(options: MessagingOptions = {}): Promise<Messaging> {
  const stored = options.dataDir === undefined ? undefined : await openStores(options.dataDir);
  const app = buildApp({ logger: false, defaultRegion: REGION, ...(stored && { stores: stored.stores }) });
  if (stored) app.addHook('onClose', async () => stored.close());
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  const endpoint = `http://127.0.0.1:${port}`;

  const objects = new S3Client({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  takeLargeObjects(app.server, objects);
  allowOrigins(app.server, options.origins ?? (() => []));

  const messaging: Messaging = {
    endpoint,
    environment: {
      AWS_ENDPOINT_URL_SNS: endpoint,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
    },
    topicArn: (name) => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`,
    queueArn: (name) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`,
    // Made here and not asked for: a stored queue keeps the port it was created on, and the SDK goes where the
    // URL points.
    queueUrl: (name) => `${endpoint}/${ACCOUNT}/${name}`,
    stop: async () => {
      objects.destroy();
      await app.close();
    },
  };
  try {
    await create(messaging, options);
  } catch (cause) {
    await messaging.stop();
    throw cause;
  }
  return messaging;
}

async function create(messaging: Messaging, options: MessagingOptions): Promise<void> {
  const client = {
    endpoint: messaging.endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const [sns, sqs, s3] = [new SNSClient(client), new SQSClient(client), new S3Client(client)];
  try {
    for (const name of options.topics ?? []) await sns.send(new CreateTopicCommand({ Name: name }));
    for (const { name } of options.queues ?? []) {
      await sqs
        .send(new CreateQueueCommand({ QueueName: name }))
        .catch(unless('QueueAlreadyExists', 'QueueNameExists'));
    }
    // Attributes in a second round: a dead-letter queue may stand later in the list, and a stored queue gets what
    // has changed since.
    for (const queue of options.queues ?? []) {
      const Attributes = queueAttributes(queue, messaging);
      if (Object.keys(Attributes).length === 0) continue;
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: messaging.queueUrl(queue.name), Attributes }));
    }
    for (const { topic, queue, raw, filterPolicy } of options.subscriptions ?? []) {
      await sns.send(
        new SubscribeCommand({
          TopicArn: messaging.topicArn(topic),
          Protocol: 'sqs',
          Endpoint: messaging.queueArn(queue),
          Attributes: {
            ...(raw && { RawMessageDelivery: 'true' }),
            ...(filterPolicy && { FilterPolicy: JSON.stringify(filterPolicy) }),
          },
        }),
      );
    }
    for (const name of options.buckets ?? []) {
      await s3
        .send(new CreateBucketCommand({ Bucket: name }))
        .catch(unless('BucketAlreadyOwnedByYou', 'BucketAlreadyExists'));
    }
  } finally {
    for (const each of [sns, sqs, s3]) each.destroy();
  }
}

function queueAttributes(queue: LocalQueue, messaging: Messaging): Record<string, string> {
  const { deadLetter, visibilitySeconds } = queue;
  return {
    ...(visibilitySeconds !== undefined && { VisibilityTimeout: String(visibilitySeconds) }),
    ...(deadLetter && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: messaging.queueArn(deadLetter.queue),
        maxReceiveCount: deadLetter.maxReceiveCount,
      }),
    }),
  };
}

function unless(...names: readonly string[]) {
  return (cause: unknown): undefined => {
    if (cause instanceof Error && names.includes(cause.name)) return undefined;
    throw cause;
  };
}

/**
 * The package's own start function would do this too, but it listens on all interfaces; and what it builds the
 * stores from it does not export. So they are loaded by their files.
 */
async function openStores(dataDir: string) {
  const dist = new URL('.', import.meta.resolve('fauxqs'));
  const load = (file: string) => import(new URL(file, dist).href);
  const [{ PersistenceManager }, { SqsStore }, { SnsStore }, { S3Store }] = await Promise.all(
    ['persistence.js', 'sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js'].map(load),
  );
  const persistence = new PersistenceManager(dataDir);
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // First all is read, then the stores write through: the other way round, reading would delete what it reads.
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
  for (const store of [...Object.values(stores), ...stores.sqsStore.allQueues()])
    store.persistence = persistence;
  return { stores, close: () => persistence.close() };
}
