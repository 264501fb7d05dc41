import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** Lambda takes no longer event and gives no longer answer in a synchronous call. */
export const MOST_PAYLOAD_BYTES = 6 * 1024 * 1024;

const DEFAULT_TIMEOUT_SECONDS = 30;

/** No function of this name is registered. */
export class FunctionUnknown extends Error {
  /** As Lambda names it. */
  override readonly name = 'ResourceNotFoundException';
}

/** The event is longer than Lambda takes. */
export class PayloadTooLarge extends Error {
  /** As Lambda names it. */
  override readonly name = 'RequestTooLargeException';
}

/** The answer is longer than Lambda gives back. */
export class ResponseTooLarge extends Error {
  override readonly name = 'Function.ResponseSizeTooLarge';
}

export type LambdaHandler = (event: never, context: Context) => unknown;

export interface LambdaOptions {
  /** What `getRemainingTimeInMillis` counts down from. It is not enforced: a debugger may hold a call for long. */
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes?: number;
}

export interface LambdaCounts {
  readonly calls: number;
  readonly failures: number;
  readonly inFlight: number;
}

export interface LambdaRegistry {
  register(name: string, handler: LambdaHandler, options?: LambdaOptions): void;
  /** The ARN under which ASL files and rules know a function, registered or not. */
  arnOf(name: string): string;
  invoke(nameOrArn: string, payload: unknown): Promise<unknown>;
  /** Calls under way, all functions together. */
  inFlight(): number;
  counts(): Readonly<Record<string, LambdaCounts>>;
}

/**
 * The functions of the system by name, called as Lambda calls them: the event and the answer go through JSON, so
 * that nothing reaches a handler, or comes from one, that would not survive the way in AWS.
 *
 * `invoke` rejects with what the handler throws, FunctionUnknown, PayloadTooLarge or ResponseTooLarge.
 */
export function createLambdaRegistry({
  region = 'us-east-1',
  accountId = '000000000000',
} = {}): LambdaRegistry {
  const functions = new Map<string, Registered>();
  const arnOf = (name: string) => `arn:aws:lambda:${region}:${accountId}:function:${name}`;

  return {
    arnOf,
    register: (name, handler, options = {}) => {
      functions.set(name, {
        handler: handler as Registered['handler'],
        options,
        calls: 0,
        failures: 0,
        inFlight: 0,
      });
    },
    invoke: async (nameOrArn, payload) => {
      const name = functionName(nameOrArn);
      const registered = functions.get(name);
      if (!registered) throw new FunctionUnknown(`Function not found: ${nameOrArn}`);
      const event = throughJson(payload, (size) => {
        throw new PayloadTooLarge(`${name}: the event has ${size} bytes`);
      });
      registered.calls += 1;
      registered.inFlight += 1;
      try {
        const answer = await registered.handler(event, contextOf(name, arnOf(name), registered.options));
        return throughJson(answer, (size) => {
          throw new ResponseTooLarge(`${name}: the answer has ${size} bytes`);
        });
      } catch (cause) {
        registered.failures += 1;
        throw cause;
      } finally {
        registered.inFlight -= 1;
      }
    },
    inFlight: () => functions.values().reduce((sum, { inFlight }) => sum + inFlight, 0),
    counts: () =>
      Object.fromEntries(
        functions
          .entries()
          .map(([name, { calls, failures, inFlight }]) => [name, { calls, failures, inFlight }]),
      ),
  };
}

interface Registered {
  readonly handler: (event: unknown, context: Context) => unknown;
  readonly options: LambdaOptions;
  calls: number;
  failures: number;
  inFlight: number;
}

/** `callback`, `callback:live`, and the ARN with or without a version or alias, all mean `callback`. */
function functionName(nameOrArn: string): string {
  const arn = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(nameOrArn);
  return arn?.[1] ?? nameOrArn.split(':')[0] ?? nameOrArn;
}

/** What JSON cannot say (undefined, a function) arrives as null, as it does from Lambda. */
function throughJson(value: unknown, refuse: (size: number) => never): unknown {
  const text = JSON.stringify(value) ?? 'null';
  const size = Buffer.byteLength(text);
  if (size > MOST_PAYLOAD_BYTES) refuse(size);
  return JSON.parse(text);
}

function contextOf(name: string, arn: string, options: LambdaOptions): Context {
  const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, memoryMegabytes = 512 } = options;
  const end = performance.now() + timeoutSeconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
