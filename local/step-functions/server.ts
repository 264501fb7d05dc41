import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Activity } from './activity.ts';
import { stateMachineArn } from './arns.ts';
import { SteppedClock, type VirtualClock } from './clock.ts';
import { lint } from './definition/lint.ts';
import { parseDefinition } from './definition/validate.ts';
import { InvalidDefinition, StepFunctionsError, UnsupportedDefinition } from './errors.ts';
import { createHttpApi } from './http-api.ts';
import { InterpreterThread } from './interpreter-thread.ts';
import { invokeAsLambda } from './invocation.ts';
import type { JsonObject } from './json.ts';

export interface StepFunctionsOptions {
  /** State machines by name, their ASL texts with all placeholders replaced; see `substitute`. */
  machines: Readonly<Record<string, { definition: string }>>;
  /** Calls a Lambda handler, in this thread. Its answer travels as JSON; its error by `name`, as Lambda's does. */
  invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  /** Resolves when the rest of the system, as the table's stream, has nothing more to do. */
  quiet?: () => Promise<void>;
  /** The time at the start; the real one if absent. */
  start?: Date;
  /** `running` follows real time and can be moved besides; `manual` stands still unless it is moved. */
  mode: 'running' | 'manual';
  port?: number;
  region?: string;
  accountId?: string;
  /** Hears of a job that failed while time ran by itself, and of the interpreter's death; by default the console. */
  onFailure?: (error: Error) => void;
  /** How many ended executions are remembered, and how many events of theirs in total. */
  remember?: { executions?: number; events?: number };
}

/** What is billed: each state entered and each retry, and each call of a function. */
interface Counts {
  transitions: number;
  invocations: number;
}

export interface LocalStepFunctions {
  clock: VirtualClock;
  /** Where AWS SDK clients and the `aws` CLI find it. */
  endpoint: string;
  /** The ARN of each state machine by its name. */
  stateMachineArns: Readonly<Record<string, string>>;
  /** Executes an API operation without HTTP. Throws `StepFunctionsError`, whose `name` is AWS's code. */
  handleRequest(operation: string, input: object): Promise<Record<string, unknown>>;
  /** Task calls and jobs under way. A task that waits for its token is not under way. */
  busy(): number;
  /** Counts by state machine since the start or the last reset. */
  counts(): Record<string, Counts>;
  resetCounts(): void;
  /** Ends everything and forgets it. Waits a little for task calls under way; they cannot be broken off. */
  stop(): Promise<void>;
}

const GRACE_MILLISECONDS = 2000;

/**
 * Starts AWS Step Functions on this machine. Throws `InvalidDefinition` for what is no ASL and
 * `UnsupportedDefinition` for what would run otherwise here than in AWS.
 */
export async function startStepFunctions(options: StepFunctionsOptions): Promise<LocalStepFunctions> {
  const names = Object.keys(options.machines);
  const machines = names.map((name) => ({ name, definition: options.machines[name]?.definition ?? '' }));
  for (const { name, definition } of machines) lint(name, parseDefinition(name, definition));

  const scope = { region: options.region ?? 'us-east-1', accountId: options.accountId ?? '000000000000' };
  const start = options.start?.getTime() ?? Date.now();
  const onFailure = options.onFailure ?? ((error: Error) => console.error(error));
  const activity = new Activity();
  const transitions = new Int32Array(new SharedArrayBuffer(4 * names.length));
  const invocations = new Map(names.map((name) => [name, 0]));

  const thread = new InterpreterThread(
    {
      now: start,
      machines,
      ...scope,
      transitions: transitions.buffer,
      limits: {
        endedExecutions: options.remember?.executions ?? 10_000,
        endedEvents: options.remember?.events ?? 200_000,
      },
      announceNextTimer: options.mode === 'running',
    },
    {
      crashed: onFailure,
      next: (at) => clock.nextTimerAt(at),
      invoke: ({ invocation, machine, functionArn, payload }) => {
        invocations.set(machine, (invocations.get(machine) ?? 0) + 1);
        void activity.during(async () => {
          const outcome = await invokeAsLambda(options.invoke, functionArn, payload);
          thread.send({ kind: 'returned', invocation, now: clock.milliseconds(), outcome });
        });
      },
    },
  );
  const clock = new SteppedClock(
    start,
    options.mode === 'running',
    {
      sync: () => thread.sync(),
      tick: (now) => thread.send({ kind: 'tick', now }),
      quiet: options.quiet ?? (async () => {}),
      jobFailed: onFailure,
    },
    activity,
  );

  async function handleRequest(operation: string, input: object): Promise<JsonObject> {
    activity.note();
    if (operation === 'UpdateStateMachine') mustBeValid(input as JsonObject);
    return thread.call(clock.milliseconds(), operation, input as JsonObject);
  }

  const server = createHttpApi(handleRequest);
  async function stop(): Promise<void> {
    clock.stop();
    server.close();
    server.closeAllConnections();
    await thread.stop();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, GRACE_MILLISECONDS);
    await Promise.race([activity.none(), grace.promise]);
    clearTimeout(timer);
  }

  try {
    await thread.ready();
    // Only this machine may start executions here: there is no access control.
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    await stop();
    throw error;
  }

  const { port } = server.address() as AddressInfo;
  return {
    clock,
    endpoint: `http://127.0.0.1:${port}`,
    stateMachineArns: Object.fromEntries(names.map((name) => [name, stateMachineArn(scope, name)])),
    handleRequest,
    busy: () => activity.open,
    counts: () =>
      Object.fromEntries(
        names.map((name, index) => [
          name,
          { transitions: Atomics.load(transitions, index), invocations: invocations.get(name) ?? 0 },
        ]),
      ),
    resetCounts: () => {
      transitions.fill(0);
      for (const name of names) invocations.set(name, 0);
    },
    stop,
  };
}

/** A definition that comes later is looked at as one that is there from the start. Throws AWS's `InvalidDefinition`. */
function mustBeValid({ stateMachineArn, definition }: JsonObject): void {
  if (typeof definition !== 'string') return;
  const name = String(stateMachineArn).split(':').at(-1) ?? '';
  try {
    lint(name, parseDefinition(name, definition));
  } catch (error) {
    if (!(error instanceof InvalidDefinition || error instanceof UnsupportedDefinition)) throw error;
    throw new StepFunctionsError('InvalidDefinition', error.message);
  }
}
