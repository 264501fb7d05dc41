import { SFNClient } from '@aws-sdk/client-sfn';
import type { Context } from 'aws-lambda';
import { StepFunctionsWorkflows } from '../../adapters/aws/workflows.ts';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryNotices } from '../../adapters/memory/notices.ts';
import { MemorySms } from '../../adapters/memory/sms.ts';
import { MemorySmsInbox } from '../../adapters/memory/sms-inbox.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { ALIYUN_TAKEN, AliyunPush } from '../../adapters/sms/aliyun-push.ts';
import { canonicalJson } from '../../domain/history.ts';
import type { Staff } from '../../domain/people.ts';
import { newMonthlyAccountability } from '../../functions/accountability/monthly.ts';
import { newAccountabilitySteps } from '../../functions/accountability/steps/index.ts';
import { newCallbackSteps } from '../../functions/callback/steps/index.ts';
import { newMonthlyPayout } from '../../functions/commission/monthly.ts';
import { newPayoutSteps } from '../../functions/commission/steps/index.ts';
import { newComplaintSteps } from '../../functions/complaint/steps/index.ts';
import { newMonthlyCheck } from '../../functions/corrective-action/monthly.ts';
import { newSmsRepull } from '../../functions/evaluation/repull.ts';
import { newEvaluationSteps } from '../../functions/evaluation/steps/index.ts';
import { newEarlyWarning } from '../../functions/figures/early-warning.ts';
import { type Event, newApi, type Once, type Result } from '../../functions/http/api.ts';
import type { Route } from '../../functions/http/route.ts';
import { loggedSteps, loggedTransactions } from '../../functions/logged.ts';
import type { Log } from '../../functions/observe.ts';
import { newImportSteps } from '../../functions/policy/steps/index.ts';
import { newTakeIn } from '../../functions/policy/take-in.ts';
import { eraseDue } from '../../functions/pre-underwriting/erase.ts';
import { newPreUnderwritingSteps } from '../../functions/pre-underwriting/steps/index.ts';
import { newReconsiderationSteps } from '../../functions/reconsideration/steps/index.ts';
import { newCount } from '../../functions/stream/count.ts';
import { newFollow } from '../../functions/stream/follow.ts';
import { sweep } from '../../functions/sweeper/sweep.ts';
import { CALLBACK_RULES, RULES } from '../../functions/wiring.ts';
import { runSchedules } from '../../local/schedules.ts';
import { toHttpApiEvent } from '../../local/services/http-event.ts';
import { createLambdaRegistry } from '../../local/services/lambda-invoke.ts';
import { type LocalStepFunctions, startStepFunctions } from '../../local/step-functions/index.ts';
import { localMachines } from '../../local/workflows.ts';
import { FirmStream } from '../support/firm-stream.ts';
import { at } from '../support/wall.ts';
import { houseRoutes } from './house-routes.ts';
import { Changes } from './watched.ts';

/** Every secret of the house, plainly invented: none may stand in an answer, a log or a message. */
export const SECRETS = {
  linkKey: 'link-key-of-the-house-7f3a9c',
  pushToken: 'push-token-of-the-house-5d21',
} as const;

export const NUMBER_BEFORE_EXTENSION = '1069000012';
export const LINKS_AT = 'https://firm.example';
const BRANCHES = ['bj', 'sh'];
const OPENS_AT = at('2026-03-02', '10:00');

export interface Sent {
  by: Staff | 'nobody';
  method: string;
  /** With the query. */
  path: string;
  /** Sent as JSON; bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Told {
  status: number;
  headers: Record<string, string>;
  text: string;
  bytes: Buffer;
}

/** The whole house over adapters in memory, every route of it behind the handler that is deployed. */
export interface House {
  store: MemoryStore;
  files: MemoryFiles;
  notices: MemoryNotices;
  sms: MemorySms;
  stream: FirmStream;
  engine: LocalStepFunctions;
  changes: Changes;
  routes: Route[];
  /** Every line that was logged, as it would stand in CloudWatch. */
  log: string[];
  api: (event: Event) => Promise<Result>;
  now(): Date;
  ask(sent: Sent): Promise<Told>;
  /** Resolves when everything that was set in motion is done. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  /** Where lines go instead of to the list of the house, as to Powertools' own logger. */
  logger?: Log;
  /** What is around the call of a state's function: it sees the payload and the answer. */
  onInvoke?: (payload: unknown, answer: unknown) => void;
}

export async function openHouse({ logger, onInvoke }: HouseOptions = {}): Promise<House> {
  const log: string[] = [];
  const store = new MemoryStore();
  const changes = new Changes();
  const registry = createLambdaRegistry();
  const rest: { stream?: FirmStream } = {};
  const engine = await startStepFunctions({
    machines: localMachines(registry.arnOf),
    invoke: async (arn, payload) => {
      const answer = await registry.invoke(arn, payload);
      onInvoke?.(payload, answer);
      return answer;
    },
    quiet: async () => rest.stream?.drain(),
    mode: 'manual',
    start: OPENS_AT,
  });
  const client = new SFNClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const workflows = new StepFunctionsWorkflows(client, engine.stateMachineArns);
  const line = logger ?? listed(log);
  const parts = partsOf({ store, changes, workflows, clock: engine.clock, line });
  const stream = streamOf(store, parts);
  rest.stream = stream;
  registerSteps(registry, parts);
  registerScheduled(registry, parts);
  const stopSchedules = runSchedules(engine.clock, async (name) => {
    await registry.invoke(name, {});
  });
  const routes = houseRoutes(parts);
  const api = newApi(routes, { logger: line, once: remembering() });
  const now = () => engine.clock.now();
  return {
    store,
    files: parts.rawFiles,
    notices: parts.rawNotices,
    sms: parts.rawSms,
    stream,
    engine,
    changes,
    routes,
    log,
    now,
    api: (event) => api(event, {} as Context),
    ask: async (sent) => toldOf(await api(eventOf(sent, now()), {} as Context)),
    quiet: () => engine.clock.advance(0),
    close: async () => {
      stopSchedules();
      client.destroy();
      await engine.stop();
    },
  };
}

export type HouseParts = ReturnType<typeof partsOf>;

interface Under {
  store: MemoryStore;
  changes: Changes;
  workflows: StepFunctionsWorkflows;
  clock: { now(): Date };
  line: Log;
}

/** As a line would stand in CloudWatch. */
function listed(log: string[]): Log {
  const write = (level: string) => (message: string, facts: object) => {
    log.push(JSON.stringify({ level, message, ...facts }));
  };
  return { info: write('INFO'), warn: write('WARN'), error: write('ERROR') };
}

/** Every port of the house; changes through them are counted. */
function partsOf({ store, changes, workflows, clock, line }: Under) {
  const rawFiles = new MemoryFiles();
  const rawNotices = new MemoryNotices();
  const rawSms = new MemorySms();
  const ports = {
    cases: changes.of(store.cases),
    policies: changes.of(store.policies),
    commissions: changes.of(store.commissions),
    metrics: changes.of(store.metrics),
    figureRecords: changes.of(store.figureRecords),
    strays: changes.of(store.strays),
    sights: store.sights,
    people: store.people,
    presence: changes.of(store.presence),
    views: changes.of(store.views),
    transactions: loggedTransactions(changes.of(store.transactions), line),
    files: changes.of(rawFiles),
    notices: changes.of(rawNotices),
    sms: changes.of(rawSms),
    workflows: changes.of(workflows),
  };
  const rules = { ...CALLBACK_RULES, ...RULES };
  const takeIn = newTakeIn({ ...ports, clock, rules });
  return {
    ...ports,
    rawFiles,
    rawNotices,
    rawSms,
    clock,
    rules,
    takeIn,
    takeInPolicy: takeIn,
    firm: { branches: BRANCHES },
    links: { baseUrl: LINKS_AT, key: SECRETS.linkKey },
    linkKey: SECRETS.linkKey,
    gateways: {
      aliyun: {
        push: new AliyunPush({
          token: SECRETS.pushToken,
          numberBeforeExtension: NUMBER_BEFORE_EXTENSION,
        }),
        taken: ALIYUN_TAKEN,
      },
    },
    line,
  };
}

function streamOf(store: MemoryStore, parts: HouseParts): FirmStream {
  return new FirmStream(store, [newFollow(parts), newCount({ metrics: parts.metrics })]);
}

function registerSteps(registry: ReturnType<typeof createLambdaRegistry>, parts: HouseParts): void {
  const { line } = parts;
  registry.register('callback-steps', loggedSteps(newCallbackSteps(parts), line));
  registry.register('payout-steps', loggedSteps(newPayoutSteps(parts), line));
  registry.register('import-steps', loggedSteps(newImportSteps(parts), line));
  registry.register('pre-underwriting-steps', loggedSteps(newPreUnderwritingSteps(parts), line));
  registry.register('reconsideration-steps', loggedSteps(newReconsiderationSteps(parts), line));
  registry.register('complaint-steps', loggedSteps(newComplaintSteps(parts), line));
  registry.register('evaluation-steps', loggedSteps(newEvaluationSteps(parts), line));
  registry.register('accountability-steps', loggedSteps(newAccountabilitySteps(parts), line));
}

function registerScheduled(registry: ReturnType<typeof createLambdaRegistry>, parts: HouseParts): void {
  registry.register('sweeper', () => sweep(parts));
  registry.register('erasure', async () => {
    await eraseDue(parts);
  });
  registry.register('payout-monthly', newMonthlyPayout(parts));
  registry.register('accountability-monthly', newMonthlyAccountability(parts));
  registry.register('corrective-actions', newMonthlyCheck(parts));
  registry.register('early-warning', newEarlyWarning(parts));
  registry.register('sms-repull', newSmsRepull({ ...parts, inbox: new MemorySmsInbox() }));
  registry.register('coverage', async () => {});
}

export function eventOf({ by, method, path, body, headers = {} }: Sent, now: Date): Event {
  return toHttpApiEvent({
    method,
    target: path,
    headers: { host: 'firm.example', 'content-type': 'application/json', ...headers },
    body: bytesOf(body),
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    at: now,
    route: { method: 'ANY', path: '/{proxy+}' },
    pathParameters: {},
    claims: by === 'nobody' ? undefined : claimsOf(by),
  }) as Event;
}

export function claimsOf({ id, role, branch, carrier }: Staff): Record<string, string> {
  return {
    sub: id,
    role,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}

function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(body === undefined ? '' : JSON.stringify(body));
}

function toldOf({ statusCode = 0, headers = {}, body = '', isBase64Encoded = false }: Result): Told {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return { status: statusCode, headers: sent, text: bytes.toString(), bytes };
}

/** The newest answers only: a hundred thousand requests are sent. */
const REMEMBERED = 1000;

function remembering(): Once {
  const answers = new Map<string, unknown>();
  return async (request, act) => {
    const key = canonicalJson(request);
    if (!answers.has(key)) answers.set(key, await act());
    const [oldest] = answers.keys();
    if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest);
    return answers.get(key) as Awaited<ReturnType<typeof act>>;
  };
}
