import { Activity } from '../../local/step-functions/activity.ts';
import { stateMachineArn } from '../../local/step-functions/arns.ts';
import { SteppedClock, type VirtualClock } from '../../local/step-functions/clock.ts';
import { StepFunctionsError } from '../../local/step-functions/errors.ts';
import { createInterpreter } from '../../local/step-functions/interpreter/interpreter.ts';
import { invokeAsLambda } from '../../local/step-functions/invocation.ts';
import type { JsonObject } from '../../local/step-functions/json.ts';
import type { FromInterpreter } from '../../local/step-functions/messages.ts';

const SCOPE = { region: 'us-east-1', accountId: '000000000000' };
const REAL = { Date, setTimeout, clearTimeout };
const REAL_RANDOM = Math.random;
const REAL_STACKS = Error.stackTraceLimit;

/** Gives the process its own time and chance back. */
export function restoreTime(): void {
  Object.assign(globalThis, REAL);
  Math.random = REAL_RANDOM;
  Error.stackTraceLimit = REAL_STACKS;
}

/** The jitter of retries is drawn too. */
export function takeChance(random: () => number): void {
  Math.random = random;
}

interface EngineOptions {
  machines: Readonly<Record<string, { definition: string }>>;
  invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  quiet: () => Promise<void>;
  start: Date;
}

/**
 * Local Step Functions without its thread and its port: the same interpreter and the same clock, and between two of its
 * messages nothing but microtasks, so that one seed gives one history. It takes over the time of this process.
 */
export class Engine {
  readonly clock: VirtualClock;
  readonly stateMachineArns: Readonly<Record<string, string>>;
  readonly #clock: SteppedClock;
  readonly #activity = new Activity();
  readonly #interpreter: ReturnType<typeof createInterpreter>;
  readonly #transitions: Int32Array;
  #answer: FromInterpreter | undefined;
  #stopped = false;

  constructor({ machines, invoke, quiet, start }: EngineOptions) {
    Object.assign(globalThis, REAL);
    // jsonpath-plus makes an Error for each path it evaluates, and a stack is most of its cost.
    Error.stackTraceLimit = 3;
    const names = Object.keys(machines);
    this.#transitions = new Int32Array(new SharedArrayBuffer(4 * names.length));
    const setup = {
      now: start.getTime(),
      machines: names.map((name) => ({ name, definition: machines[name]?.definition ?? '' })),
      ...SCOPE,
      transitions: this.#transitions.buffer as SharedArrayBuffer,
      limits: { endedExecutions: 2_000, endedEvents: 0 },
      announceNextTimer: false,
    };
    this.#interpreter = createInterpreter(setup, (message) => this.#hear(message, invoke));
    const driven = {
      sync: () => this.#settled(),
      tick: (now: number) => this.#interpreter.handle({ kind: 'tick', now }),
      quiet,
      jobFailed: () => {},
    };
    this.#clock = new SteppedClock(setup.now, false, driven, this.#activity);
    this.clock = this.#clock;
    this.stateMachineArns = Object.fromEntries(names.map((name) => [name, stateMachineArn(SCOPE, name)]));
  }

  /** States entered and retried. */
  get transitions(): number {
    return this.#transitions.reduce((sum, one) => sum + one, 0);
  }

  /** @throws StepFunctionsError, whose `name` is AWS's code */
  async handleRequest(operation: string, input: object): Promise<JsonObject> {
    this.#activity.note();
    this.#interpreter.handle({
      kind: 'call',
      id: 0,
      now: this.#clock.milliseconds(),
      operation,
      input: input as JsonObject,
    });
    const answer = this.#answer;
    if (answer?.kind === 'answer') return answer.output;
    if (answer?.kind === 'refusal') throw new StepFunctionsError(answer.code, answer.message);
    throw new Error('Step Functions did not answer');
  }

  /** Everything that runs here is gone, as with a process that is killed. */
  stop(): void {
    this.#stopped = true;
    this.#clock.stop();
  }

  #hear(message: FromInterpreter, invoke: EngineOptions['invoke']): void {
    if (message.kind === 'answer' || message.kind === 'refusal') this.#answer = message;
    if (message.kind !== 'invoke') return;
    const { invocation, functionArn, payload } = message;
    void this.#activity.during(async () => {
      await undefined; // the state is entered before its function is called
      const outcome = await invokeAsLambda(invoke, functionArn, payload);
      if (this.#stopped) return;
      this.#interpreter.handle({ kind: 'returned', invocation, now: this.#clock.milliseconds(), outcome });
    });
  }

  /** When the loop comes round, no microtask is left. */
  async #settled(): Promise<number | undefined> {
    const { promise, resolve } = Promise.withResolvers<void>();
    setImmediate(resolve);
    await promise;
    return this.#interpreter.next();
  }
}
