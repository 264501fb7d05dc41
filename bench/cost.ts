import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import functions from '../functions/functions.json' with { type: 'json' };
import { openDocuments } from '../functions/wiring.ts';
import { FUNCTION_NAMES, type FunctionName } from '../local/functions.ts';
import type { System } from '../local/system.ts';
import { startCallbacks } from './callbacks.ts';
import { BenchFailed } from './local-system.ts';
import { bodyOf, type DynamoCall, HttpMeter, meterDynamo, working } from './meters.ts';
import { PRICES } from './prices.ts';
import { type BenchOptions, type Figure, print, readable } from './report.ts';
import { type Units, unitsOf } from './units.ts';

/**
 * AWS units of clean callbacks from intake to payable, counted on the real run of the local system: the very ASL file,
 * the very functions, consumed capacity as DynamoDB says it. One policy per request and one case after the other, so
 * no two cases share a request or a batch of the stream: what a quiet day costs, and so the dearest.
 */
export default async function cost({ cases = 200, say }: BenchOptions): Promise<Figure[]> {
  const calls: DynamoCall[] = [];
  const lambdas = new Map(FUNCTION_NAMES.map((name) => [name, { invocations: 0, milliseconds: 0 }]));
  const meter = new HttpMeter();
  const callbacks = await startCallbacks(async (name, event, call) => {
    const started = performance.now();
    try {
      return await working.run({ step: stepOf(name, event) }, call);
    } finally {
      const total = lambdas.get(name);
      if (total !== undefined) {
        total.invocations += 1;
        total.milliseconds += Math.max(1, Math.ceil(performance.now() - started)); // billed by the millisecond
      }
    }
  });
  try {
    const { system } = callbacks;
    meterDynamo(openDocuments(), (call) => calls.push(call));
    const run = async (index: number): Promise<void> => {
      const invited = await callbacks.invite(index);
      await system.quiet();
      await callbacks.answer(invited);
      await system.quiet();
    };
    const WARM = 10; // the first ones load modules, which a warm function has behind it
    for (let index = 0; index < WARM; index += 1) await run(index);

    const publishedBefore = await publishedSoFar();
    system.stepFunctions.resetCounts();
    meter.reset();
    calls.length = 0;
    for (const total of lambdas.values()) Object.assign(total, { invocations: 0, milliseconds: 0 });
    const indexes = Array.from({ length: cases }, (_, at) => WARM + at);
    for (const index of indexes) await run(index);

    const wire = meter.of(need(system.endpoints, 'AWS_ENDPOINT_URL_DYNAMODB'));
    const { transitions, invocations } = system.stepFunctions.counts().callback ?? NONE;
    const published = (await publishedSoFar()) - publishedBefore;
    const used = calls.map((call) =>
      call.step === 'message' && isWake(call) ? { ...call, step: 'wake' } : call,
    );
    await callbacks.check(indexes);
    refuseUncounted(wire, used.length);

    const units = await unitsOf(used);
    const writeUnits = sum(units.filter(({ write }) => write).map((each) => each.units));
    const readUnits = sum(units.filter(({ write }) => !write).map((each) => each.units));
    const own = [...lambdas].filter(([, { invocations: count }]) => count > 0);
    const gigabyteSeconds = sum(
      own.map(([name, { milliseconds }]) => (functions[name].memory / 1024) * (milliseconds / 1000)),
    );
    const s3 = meter.of(need(system.endpoints, 'AWS_ENDPOINT_URL_S3'));
    const called = sum(own.map(([, { invocations: count }]) => count));
    const events = (await historyLength(system)) * cases;
    const logged = (events + called + cases * REQUESTS_A_CASE) * LINE_KILOBYTES;
    const traces = called - invocations + cases; // an execution is one trace with its steps; each other call is its own
    const streamReads = sum([...wire].filter(([target]) => target.includes('Streams')).map(([, n]) => n));
    const bill: Item[] = [
      { what: 'state transitions', count: transitions, price: PRICES.stateTransition },
      { what: 'DynamoDB write units', count: writeUnits, price: PRICES.writeUnit },
      { what: 'DynamoDB read units', count: readUnits, price: PRICES.readUnit },
      { what: 'Lambda invocations', count: called, price: PRICES.lambdaRequest },
      { what: 'Lambda GB-seconds', count: gigabyteSeconds, price: PRICES.lambdaGigabyteSecond },
      { what: 'API requests', count: cases * REQUESTS_A_CASE, price: PRICES.apiRequest },
      { what: 'SNS publishes', count: published, price: PRICES.publish },
      { what: 'S3 writes', count: s3.get('PUT') ?? 0, price: PRICES.s3Write },
      { what: 'S3 reads', count: (s3.get('GET') ?? 0) + (s3.get('HEAD') ?? 0), price: PRICES.s3Read },
      { what: 'log lines, kB', count: logged, price: PRICES.loggedKilobyte },
      { what: 'traces, if each is kept', count: traces, price: PRICES.trace },
      { what: 'stream reads (here)', count: streamReads, price: PRICES.streamRead },
    ];
    const dollars = (1000 / cases) * sum(bill.map(({ count, price }) => count * price));

    say(`${cases} clean callbacks, one after the other; all figures a case`);
    say('');
    tellUnits(units, cases, say);
    say('');
    print(
      ['function', 'MB', 'invocations', 'mean ms'],
      own.map(([name, { invocations: count, milliseconds }]) => [
        name,
        String(functions[name].memory),
        readable(count / cases),
        readable(milliseconds / count),
      ]),
      say,
    );
    say('');
    print(
      ['bill', 'a case', 'USD per 1,000'],
      [
        ...bill.map(({ what, count, price }) => [
          what,
          readable(count / cases),
          ((count / cases) * price * 1000).toFixed(4),
        ]),
        ['all, without the fees of the SMS', '', dollars.toFixed(4)],
      ],
      say,
    );
    return [
      { what: 'state transitions a case', measured: transitions / cases, budget: { most: 8 } },
      { what: 'step invocations a case', measured: invocations / cases, budget: { most: 5 } },
      { what: 'DynamoDB write units a case', measured: writeUnits / cases, budget: { most: 80 } },
      { what: 'DynamoDB read units a case', measured: readUnits / cases },
      { what: 'USD per 1,000, without SMS fees', measured: dollars, budget: { most: 0.3 } },
    ];
  } finally {
    meter.stop();
    await callbacks.stop();
  }
}

interface Item {
  what: string;
  count: number;
  price: number;
}

const NONE = { transitions: 0, invocations: 0 };
/** A line of the workflow's history, or what Lambda and the API say of one call, roughly. */
const LINE_KILOBYTES = 0.5;
const REQUESTS_A_CASE = 3; // the policy, the customer's look at the link, the answers

const STEPS = ['intake', 'climb', 'token', 'message', 'look', 'answer', 'wake', 'end', 'metrics'];

/** What a function is doing, in the order in which it happens. */
function stepOf(name: FunctionName, event: unknown): string {
  const { state, input, requestContext } = event as {
    state?: string;
    input?: { wait?: number };
    requestContext?: { http?: { method?: string } };
  };
  switch (name) {
    case 'policy-api':
      return 'intake';
    case 'customer-api':
      return requestContext?.http?.method === 'GET' ? 'look' : 'answer';
    case 'callback-steps':
      return state === 'Route' ? (input?.wait === undefined ? 'climb' : 'end') : 'token';
    case 'stream-count':
      return 'metrics';
    case 'stream-follow':
      return 'message';
    default:
      return name;
  }
}

/** The stream's function marks a wait as delivered, or a message as sent. */
function isWake(call: DynamoCall): boolean {
  const { Key } = bodyOf(call) as { Key?: { sk?: { S?: string } } };
  return Key?.sk?.S?.startsWith('WAIT#') ?? false;
}

function tellUnits(units: readonly Units[], cases: number, say: (line: string) => void): void {
  const steps = STEPS.filter((step) => units.some((each) => each.step === step));
  const places = [...new Set(units.map(({ table, on }) => `${table} ${on}`))].sort();
  for (const write of [true, false]) {
    const of = (match: (each: Units) => boolean): string => {
      const total = sum(
        units.filter((each) => each.write === write && match(each)).map((each) => each.units),
      );
      return total === 0 ? '' : readable(total / cases);
    };
    const rows = places.map((place) => [
      place,
      ...steps.map((step) => of((each) => `${each.table} ${each.on}` === place && each.step === step)),
      of((each) => `${each.table} ${each.on}` === place),
    ]);
    print(
      [write ? 'write units' : 'read units', ...steps, 'all'],
      [
        ...rows.filter((row) => row.at(-1) !== ''),
        ['all', ...steps.map((step) => of((each) => each.step === step)), of(() => true)],
      ],
      say,
    );
    if (write) say('');
  }
}

/** A client that nobody meters would make the callbacks look cheaper than they are. @throws BenchFailed */
function refuseUncounted(wire: ReadonlyMap<string, number>, counted: number): void {
  const sent = sum([...wire].filter(([target]) => !target.includes('Streams')).map(([, count]) => count));
  if (sent !== counted) throw new BenchFailed(`${sent} calls of DynamoDB were sent and ${counted} counted.`);
}

/** Events in the history of an execution, each of which is a line of the workflow's log. */
async function historyLength({ stepFunctions }: System): Promise<number> {
  const stateMachineArn = stepFunctions.stateMachineArns.callback;
  const { executions } = (await stepFunctions.handleRequest('ListExecutions', {
    stateMachineArn,
    maxResults: 1,
  })) as {
    executions: { executionArn: string }[];
  };
  const [last] = executions;
  if (last === undefined) throw new BenchFailed('No workflow ran.');
  const { events } = (await stepFunctions.handleRequest('GetExecutionHistory', {
    executionArn: last.executionArn,
    maxResults: 1000,
  })) as { events: unknown[] };
  return events.length;
}

/** Every topic's messages lie in one queue here. */
async function publishedSoFar(): Promise<number> {
  const client = new SQSClient({ useQueueUrlAsEndpoint: false });
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: 'notices' }));
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Number(Attributes?.ApproximateNumberOfMessages);
  } finally {
    client.destroy();
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function need(values: Readonly<Record<string, string>>, name: string): string {
  const value = values[name];
  if (value === undefined) throw new BenchFailed(`There is no ${name}.`);
  return value;
}
