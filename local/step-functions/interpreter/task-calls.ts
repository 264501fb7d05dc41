import type { Json, JsonObject } from '../json.ts';
import type { Failure, FromInterpreter } from '../messages.ts';
import type { Branch } from './branches.ts';
import { finalError, taskError } from './failures.ts';
import { TaskTokens } from './task-tokens.ts';

const LONGEST_TIMEOUT_SECONDS = 99_999_999;
const LARGEST_PAYLOAD = 262_144;

/** A Task state that is being executed. */
class OpenTask {
  readonly branch: Branch;
  readonly token: string | undefined;
  readonly #calls: TaskCalls;
  /** Makes the token old when the state times out. */
  timer: ReturnType<typeof setTimeout> | undefined;
  resolve: (output: Json) => void = () => {};
  reject: (error: Error) => void = () => {};

  constructor(calls: TaskCalls, branch: Branch, token: string | undefined) {
    this.#calls = calls;
    this.branch = branch;
    this.token = token;
  }

  /** Ends with its branch. */
  end(): void {
    this.#calls.abandon(this);
  }
}

/** The Task states that are being executed: function calls under way and waits for a token. */
export class TaskCalls {
  readonly #tokens = new TaskTokens();
  readonly #waiting = new Map<string, OpenTask>();
  readonly #invoked = new Map<number, OpenTask>();
  readonly #post: (message: FromInterpreter) => void;
  #invocations = 0;
  #token: string | undefined;

  /**
   * `$$.Task` for every execution. Parameters are evaluated and the task is started in one go, so the token
   * that was read last is the task's own, however often it was read.
   */
  readonly contextTask: { readonly Token: string };

  constructor(post: (message: FromInterpreter) => void) {
    this.#post = post;
    const mint = () => {
      this.#token ??= this.#tokens.mint();
      return this.#token;
    };
    this.contextTask = {
      get Token() {
        return mint();
      },
    };
  }

  /**
   * Executes a Task state: calls its function and, for a waiting one, holds on for the token to come back.
   * Throws at once, and does not reject, when it cannot begin: the interpreter looks at the timeout next and
   * would leave a rejection unheard.
   */
  start(branch: Branch, waits: boolean, parameters: JsonObject): Promise<Json> {
    const token = waits ? (this.#token ?? this.#tokens.mint()) : undefined;
    this.#token = undefined;
    const seconds = parameters.TimeoutSeconds;
    if (branch.ended) throw finalError('States.Runtime', 'The branch has ended');
    if (!Number.isInteger(seconds) || Number(seconds) < 1 || Number(seconds) > LONGEST_TIMEOUT_SECONDS) {
      throw finalError('States.Runtime', `${JSON.stringify(seconds)} is no timeout in seconds`);
    }
    const payload = JSON.stringify(parameters.Payload ?? {});
    if (payload.length > LARGEST_PAYLOAD) throw tooLarge();

    const task = new OpenTask(this, branch, token);
    const settled = new Promise<Json>((resolve, reject) => {
      task.resolve = resolve;
      task.reject = reject;
    });
    branch.add(task);
    if (token !== undefined) {
      this.#waiting.set(token, task);
      // The interpreter's own timer, set next, fails the state; this one makes the token old at the same instant.
      task.timer = setTimeout(() => this.#close(task), Number(seconds) * 1000);
    }
    const invocation = ++this.#invocations;
    this.#invoked.set(invocation, task);
    const functionArn = String(parameters.FunctionName);
    this.#post({ kind: 'invoke', invocation, machine: branch.machine, functionArn, payload });
    return settled;
  }

  /** The function of a Task state has returned or thrown. */
  returned(invocation: number, outcome: { output: string } | Failure): void {
    const task = this.#invoked.get(invocation);
    this.#invoked.delete(invocation);
    if (task === undefined) return;
    if ('error' in outcome) this.#fail(task, taskError(outcome.error, outcome.cause));
    else if (outcome.output.length > LARGEST_PAYLOAD) this.#fail(task, tooLarge());
    else if (task.token === undefined) {
      this.#close(task);
      task.resolve({
        ExecutedVersion: '$LATEST',
        Payload: JSON.parse(outcome.output),
        StatusCode: 200,
      });
    }
  }

  /** Ends the wait for `token` with its output. Throws the API's error when nobody waits for it. */
  succeed(token: string, output: Json): void {
    const task = this.#waitFor(token);
    this.#close(task);
    task.resolve(output);
  }

  /** Fails the wait for `token`. Throws the API's error when nobody waits for it. */
  fail(token: string, error: string, cause: string): void {
    this.#fail(this.#waitFor(token), taskError(error, cause));
  }

  /** Accepts a sign of life; heartbeats have no deadline here. Throws the API's error for a dead token. */
  heartbeat(token: string): void {
    this.#waitFor(token);
  }

  /** Ends a task whose branch has ended; nobody hears of it. */
  abandon(task: OpenTask): void {
    this.#fail(task, finalError('States.Runtime', 'The branch has ended'));
  }

  #waitFor(token: string): OpenTask {
    const task = this.#waiting.get(token);
    if (task === undefined) throw this.#tokens.refusal(token);
    return task;
  }

  #fail(task: OpenTask, error: Error): void {
    this.#close(task);
    task.reject(error);
  }

  #close(task: OpenTask): void {
    task.branch.remove(task);
    if (task.token !== undefined) this.#waiting.delete(task.token);
    clearTimeout(task.timer);
  }
}

function tooLarge(): Error {
  const cause =
    'The state/task returned a result with a size exceeding the maximum number of bytes service limit.';
  return finalError('States.DataLimitExceeded', cause);
}
