import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openDocuments } from '../../functions/wiring.ts';
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from '../../local/functions.ts';
import type { System } from '../../local/system.ts';
import { type Around, BenchFailed } from '../local-system.ts';
import { bodyOf, type DynamoCall, HttpMeter, meterDynamo, meterOwnClients, working } from '../meters.ts';
import { type Units, unitsOf } from '../units.ts';
import { eventsOf, executionsOf } from './executions.ts';
import { type CountedStory, calledOf } from './story.ts';

/** What a number of cases used, all together. */
export interface Used {
  cases: number;
  transitions: number;
  /** Calls by the workflow. */
  invocations: number;
  executions: number;
  /** Lines of the executions' histories. */
  events: number;
  units: Units[];
  /** Calls of DynamoDB that came to nothing; their units are not in the count. */
  failed: number;
  functions: { name: FunctionName; calls: number; milliseconds: number }[];
  /** Requests through the API. */
  requests: number;
  published: number;
  s3: { writes: number; reads: number };
  /** Looks into the table's stream on this machine; Lambda's own cost nothing. */
  streamReads: number;
}

/** Stands around the functions of a local system and counts what they use, one story after the other. */
export class Counter {
  readonly #http = new HttpMeter();
  readonly #calls: DynamoCall[] = [];
  readonly #functions = new Map(FUNCTION_NAMES.map((name) => [name, { calls: 0, milliseconds: 0 }]));
  readonly #stops: (() => void)[] = [];
  #story: CountedStory | undefined;
  /** Calls that came to nothing: two did the same at once, and the later one goes again from a fresh read. */
  #failed = 0;

  readonly around: Around = async (name, event, call) => {
    const step = this.#story?.stepOf(calledOf(name, event)) ?? name;
    const started = performance.now();
    try {
      return await working.run({ step }, call);
    } finally {
      const total = this.#functions.get(name);
      if (total !== undefined) {
        total.calls += 1;
        total.milliseconds += Math.max(1, Math.ceil(performance.now() - started)); // billed by the millisecond
      }
    }
  };

  /** Once the system runs. */
  start(): void {
    const heard = (call: DynamoCall): void => {
      this.#calls.push(call);
    };
    const failed = (): void => {
      this.#failed += 1;
    };
    meterDynamo(openDocuments(), heard, failed);
    this.#stops.push(meterOwnClients(heard, failed), () => this.#http.stop());
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  /** Runs so many cases of a kind and counts them, the warm ones left out. */
  async count(story: CountedStory, cases: number, system: System): Promise<Used> {
    this.#story = story;
    for (let index = 0; index < story.warm; index += 1) await story.run(index);
    const [publishedBefore, known] = [await publishedSoFar(), await executionsOf(system, story.workflow)];
    this.#reset(system);
    const indexes = Array.from({ length: cases }, (_, at) => story.warm + at);
    for (const index of indexes) await story.run(index);

    const wire = this.#http.of(endpointOf(system, 'AWS_ENDPOINT_URL_DYNAMODB'));
    const s3 = this.#http.of(endpointOf(system, 'AWS_ENDPOINT_URL_S3'));
    const { transitions, invocations } = system.stepFunctions.counts()[story.workflow] ?? NONE;
    const published = (await publishedSoFar()) - publishedBefore;
    const functions = [...this.#functions]
      .map(([name, total]) => ({ name, ...total }))
      .filter(({ calls }) => calls > 0);
    const calls = [...this.#calls];
    const failed = this.#failed;
    await story.check(indexes);
    refuseUncounted(wire, calls, failed);
    const executions = (await executionsOf(system, story.workflow)).filter((arn) => !known.includes(arn));
    return {
      cases,
      transitions,
      invocations,
      executions: executions.length,
      events: sum(await Promise.all(executions.map((arn) => eventsOf(system, arn)))),
      units: await unitsOf(calls.filter(isOfFunction).map(asWake)),
      failed,
      functions,
      requests: sum(functions.filter(({ name }) => FUNCTIONS[name].routes).map((each) => each.calls)),
      published,
      s3: { writes: s3.get('PUT') ?? 0, reads: (s3.get('GET') ?? 0) + (s3.get('HEAD') ?? 0) },
      streamReads: sum([...wire].filter(([target]) => target.includes('Streams')).map(([, n]) => n)),
    };
  }

  #reset(system: System): void {
    system.stepFunctions.resetCounts();
    this.#http.reset();
    this.#calls.length = 0;
    this.#failed = 0;
    for (const total of this.#functions.values()) Object.assign(total, { calls: 0, milliseconds: 0 });
  }
}

const NONE = { transitions: 0, invocations: 0 };

/** Not what the bench itself looks up. */
function isOfFunction({ step }: DynamoCall): boolean {
  return step !== 'elsewhere';
}

/** The stream's function marks a wait as delivered, or a message as sent. */
function asWake(call: DynamoCall): DynamoCall {
  const { Key } = bodyOf(call) as { Key?: { sk?: { S?: string } } };
  const isWake = call.step === 'message' && Key?.sk?.S?.startsWith('WAIT#');
  return isWake ? { ...call, step: 'wake' } : call;
}

/** A client that nobody meters would make the cases look cheaper than they are. @throws BenchFailed */
function refuseUncounted(
  wire: ReadonlyMap<string, number>,
  calls: readonly DynamoCall[],
  failed: number,
): void {
  const sent = [...wire].filter(([target]) => !target.includes('Streams'));
  const counted = sum(calls.map(({ attempts }) => attempts)) + failed;
  if (sum(sent.map(([, count]) => count)) === counted) return;
  const told = sent.map(([target, count]) => {
    const operation = target.split('.').at(-1);
    return `${operation} ${count}, of them ${calls.filter((call) => call.operation === operation).length} counted`;
  });
  throw new BenchFailed(
    `Calls of DynamoDB were sent that nobody counted (${failed} failed): ${told.join('; ')}.`,
  );
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

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function endpointOf({ endpoints }: System, name: string): string {
  const value = endpoints[name];
  if (value === undefined) throw new BenchFailed(`There is no ${name}.`);
  return value;
}
