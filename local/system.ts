import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Unavailable } from '../domain/errors.ts';
import { TOPICS } from '../domain/notices.ts';
import { describeApi } from '../functions/openapi.ts';
import { sweep } from '../functions/sweeper/sweep.ts';
import { openCases, openWorkflows, type Place } from '../functions/wiring.ts';
import { apiRoutes } from './api-routes.ts';
import { consoleFolder } from './console-folder.ts';
import { environmentOf } from './environment.ts';
import {
  FUNCTION_NAMES,
  FUNCTIONS,
  isFollowed,
  type Outside,
  pushOfReply,
  registerFunctions,
} from './functions.ts';
import { Outbox } from './outbox.ts';
import { localRoutes } from './pages.ts';
import { freeRequests } from './requests.ts';
import { SAMPLE_HOTLINE, SAMPLE_USERS } from './sample/people.ts';
import { runSchedules } from './schedules.ts';
import { createTables, TABLE_KEYS, type TableKey } from './services/create-tables.ts';
import { openDataDir } from './services/data-dir.ts';
import { startDynamoDbLocal } from './services/dynamodb-local.ts';
import { type HttpServer, serveHttp } from './services/http.ts';
import { type Identity, LOOPBACK, startIdentity } from './services/identity.ts';
import { createLambdaRegistry, type LambdaRegistry } from './services/lambda-invoke.ts';
import { startMessaging } from './services/messaging.ts';
import { fileCheckpoints } from './services/stream-checkpoint.ts';
import { followStream, type StreamFollower } from './services/streams.ts';
import { type LocalStepFunctions, startStepFunctions } from './step-functions/index.ts';
import { localMachines } from './workflows.ts';

const REGION = 'us-east-1';
const KEPT_TO_MS = 1000;
const CONSOLE = join(import.meta.dirname, '../dist/console');

export interface SystemOptions {
  dataDir: string;
  fresh?: boolean;
  port?: number;
  /** `manual`: time stands still unless it is moved, as tests want it. */
  mode?: 'running' | 'manual';
  /** Where time starts in a new folder; the real time if absent. */
  start?: Date;
  /** Where the console was built to. */
  consoleDir?: string;
  log?: (line: string) => void;
}

export interface System {
  origin: string;
  http: HttpServer;
  identity: Identity;
  outbox: Outbox;
  place: Place;
  outside: Outside;
  registry: LambdaRegistry;
  stepFunctions: LocalStepFunctions;
  endpoints: Readonly<Record<string, string>>;
  /** Whether the folder was new. */
  isNew: boolean;
  /** Cases that were open and go on. */
  resumed: number;
  /** Resolves when all that was set in motion is done. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The whole system in one process, with its data in one folder: AWS's own DynamoDB Local, Step Functions from the
 * same ASL files, SNS and S3, and the functions that are deployed. What was under way in the folder goes on.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { log = () => {}, mode = 'running' } = options;
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  async function stoppedWithThis<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
    const started = await starting;
    stops.push(() => started.stop());
    return started;
  }
  try {
    const port = options.port ?? 4000;
    let ownPort = port;
    const dir = openDataDir(options.dataDir, { fresh: options.fresh === true });
    stops.push(() => dir.release());
    const isNew = !existsSync(dir.file('clock.json'));

    log('starting DynamoDB Local, SNS, SQS and S3, and the identity provider');
    const starting = [
      stoppedWithThis(startDynamoDbLocal({ dataDir: dir.folder('dynamodb'), log })),
      stoppedWithThis(
        startMessaging({
          dataDir: dir.folder('messaging'),
          topics: [...TOPICS],
          queues: [{ name: 'notices' }],
          subscriptions: TOPICS.map((topic) => ({ topic, queue: 'notices' })),
          buckets: ['files'],
          origins: () => LOOPBACK.map((host) => `http://${host}:${ownPort}`),
        }),
      ),
      stoppedWithThis(
        startIdentity({
          users: SAMPLE_USERS,
          dataDir: dir.path,
          signInPage: () => `http://localhost:${ownPort}/_local/sign-in`,
        }),
      ),
    ] as const;
    // When one does not come up, the others must be there to be stopped.
    await Promise.allSettled(starting);
    const [dynamodb, messaging, identity] = await Promise.all(starting);

    log('starting Step Functions');
    const registry = createLambdaRegistry({ region: REGION });
    let stream: StreamFollower | undefined;
    const saved = isNew ? undefined : new Date(JSON.parse(readFileSync(dir.file('clock.json'), 'utf8')).now);
    const start = saved ?? options.start;
    const stepFunctions = await startStepFunctions({
      machines: localMachines(registry.arnOf),
      invoke: async (name, payload) => {
        keepTimeGoneBy();
        try {
          return await registry.invoke(name, payload);
        } finally {
          stream?.nudge();
        }
      },
      quiet: async () => stream?.quiet(),
      // Time never goes back over a restart: what was written then must not lie ahead now.
      ...(start === undefined
        ? {}
        : { start: mode === 'manual' || saved === undefined ? start : later(start, new Date()) }),
      mode,
      region: REGION,
    });
    stops.push(() => stepFunctions.stop());
    const { clock } = stepFunctions;
    let kept = 0;
    const keepTime = (): void => {
      kept = clock.now().getTime();
      writeFileSync(dir.file('clock.json.new'), JSON.stringify({ now: new Date(kept).toISOString() }));
      renameSync(dir.file('clock.json.new'), dir.file('clock.json'));
    };
    /** Before anything is done at a time, the time is on disk: a kill in a moved month must not bring it back. */
    function keepTimeGoneBy(): void {
      if (clock.now().getTime() - kept >= KEPT_TO_MS) keepTime();
    }

    const endpoints = {
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
      AWS_ENDPOINT_URL_SFN: stepFunctions.endpoint,
      ...messaging.environment,
    };
    const names = Object.fromEntries(TABLE_KEYS.map((key) => [key, `recourse-${key}`])) as Record<
      TableKey,
      string
    >;
    // SDK clients of this process find their endpoints as they would find AWS: in the environment.
    Object.assign(process.env, endpoints, {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      POWERTOOLS_METRICS_DISABLED: 'true',
      POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'ERROR',
      POWERTOOLS_SERVICE_NAME: 'recourse',
      POWERTOOLS_METRICS_NAMESPACE: 'Recourse',
    });
    const administration = new DynamoDBClient({});
    await createTables(administration, names);
    await freeRequests(administration, names.idempotency);
    administration.destroy();
    writeFileSync(dir.file('endpoints.json'), JSON.stringify(endpoints));
    const place: Place = {
      clock,
      env: environmentOf({ tables: names, messaging, stepFunctions, identity, port }),
    };
    const outbox = new Outbox(dir.file('outbox.jsonl'), () => clock.now());
    const openapi = JSON.stringify(describeApi());
    const outside: Outside = {
      sms: outbox,
      openapi: async () => openapi,
      console: consoleFolder(options.consoleDir ?? CONSOLE, () => ({
        authority: identity.issuer,
        clientId: 'recourse-console',
        audience: identity.audience,
        scope: 'openid',
        apiBase: '',
        local: true,
        hotline: SAMPLE_HOTLINE,
      })),
    };
    await registerFunctions(registry, place, outside);

    stream = await followStream({
      endpoint: dynamodb.endpoint,
      region: REGION,
      tableName: names.cases,
      // Every call of a function makes it look at once; only what comes past them waits for the next look.
      pollMilliseconds: 1000,
      functions: FUNCTION_NAMES.filter((name) => FUNCTIONS[name].stream === 'cases').map((name) => ({
        name,
        handler: (event) => registry.invoke(name, event),
        batchSize: FUNCTIONS[name].batchSize ?? 100,
        filter: (record) => isFollowed(name, record),
      })),
      checkpoints: fileCheckpoints(dir.file('stream.json')),
      onDiscard: ({ functionName, record, cause }) =>
        log(`dead letter of ${functionName}: ${record.dynamodb?.SequenceNumber} ${String(cause)}`),
      log,
    });
    const following = stream;
    stops.push(() => following.stop());

    // Nothing of Step Functions is on disk here: every open case gets an execution, which goes on from the record.
    const { restarted: resumed } = await sweep(
      { cases: openCases(place), workflows: openWorkflows(place), clock },
      { all: true },
    );
    if (resumed > 0) log(`${resumed} open cases go on`);
    stops.push(
      runSchedules(clock, async (name) => {
        keepTimeGoneBy();
        await registry.invoke(name, {});
      }),
    );
    stops.push(
      clock.every(3_600_000, async () => {
        keepTime();
      }),
    );
    keepTime();
    stops.push(keepTime);

    const quiet = () => clock.advance(0);
    const http = await serveHttp({
      port,
      routes: [
        ...apiRoutes(registry, { before: keepTimeGoneBy, after: () => following.nudge() }),
        ...localRoutes({
          identity,
          outbox,
          clock,
          endpoints,
          keepTime,
          smsReply: async ({ extension, ...reply }) => {
            const { path, body } = pushOfReply({
              ...reply,
              ...(extension === undefined ? {} : { extension }),
              id: randomUUID(),
              at: clock.now(),
            });
            const answer = await fetch(`http://127.0.0.1:${http.port}${path}`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: new Uint8Array(body),
            });
            if (!answer.ok) throw new Unavailable(`The push was answered with ${answer.status}.`);
          },
          coreEvent: async (detail) => {
            keepTimeGoneBy();
            await registry.invoke('core-events', {
              source: 'core.policies',
              'detail-type': 'PolicyIssued',
              detail,
            });
            following.nudge();
          },
        }),
      ],
      verify: (token) => identity.verify(token),
      now: () => clock.now(),
      log,
    });
    stops.push(() => http.stop());
    ownPort = http.port;
    return {
      origin: `http://localhost:${http.port}`,
      http,
      identity,
      outbox,
      place,
      outside,
      registry,
      stepFunctions,
      endpoints,
      isNew,
      resumed,
      quiet,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
