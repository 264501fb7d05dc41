import { Worker } from 'node:worker_threads';
import { StepFunctionsError, StepFunctionsStopped } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { FromInterpreter, InterpreterSetup, ToInterpreter } from './messages.ts';

type Invocation = Extract<FromInterpreter, { kind: 'invoke' }>;

interface Listeners {
  invoke(message: Invocation): void;
  next(at: number | undefined): void;
  /** The interpreter has died of a fault of its own. */
  crashed(error: Error): void;
}

interface Pending {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** The main thread's end of the interpreter's thread. */
export class InterpreterThread {
  readonly #worker: Worker;
  readonly #listeners: Listeners;
  readonly #pending = new Map<number, Pending>();
  readonly #ready = Promise.withResolvers<void>();
  #ids = 0;
  #failure: Error | undefined;

  constructor(setup: InterpreterSetup, listeners: Listeners) {
    this.#listeners = listeners;
    this.#worker = new Worker(new URL('./interpreter/entry.ts', import.meta.url), {
      name: 'step-functions',
      workerData: setup,
      execArgv: [],
      // With its usual young generation the thread holds twice the memory for the same executions.
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.on('message', (message: FromInterpreter) => this.#receive(message));
    this.#worker.on('error', (error) => {
      this.#fail(error as Error);
      this.#listeners.crashed(error as Error);
    });
  }

  /** Resolves when the machines are loaded; rejects when the interpreter cannot run. */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Executes an API operation at `now`. Throws `StepFunctionsError` with AWS's code. */
  call(now: number, operation: string, input: JsonObject): Promise<JsonObject> {
    return this.#ask((id) => ({ kind: 'call', id, now, operation, input }));
  }

  /** Waits until all that was sent before has had its effect; tells when the next timer is due. */
  sync(): Promise<number | undefined> {
    return this.#ask((id) => ({ kind: 'sync', id }));
  }

  send(message: Extract<ToInterpreter, { kind: 'tick' | 'returned' }>): void {
    if (this.#failure === undefined) this.#worker.postMessage(message);
  }

  /** Ends the thread; whatever is still asked of it is rejected. */
  async stop(): Promise<void> {
    this.#fail(new StepFunctionsStopped());
    await this.#worker.terminate();
  }

  #ask<Answer>(message: (id: number) => ToInterpreter): Promise<Answer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const id = ++this.#ids;
    this.#pending.set(id, { resolve, reject });
    this.#worker.postMessage(message(id));
    return promise;
  }

  #receive(message: FromInterpreter): void {
    switch (message.kind) {
      case 'ready':
        this.#ready.resolve();
        break;
      case 'invoke':
        this.#listeners.invoke(message);
        break;
      case 'next':
        this.#listeners.next(message.next);
        break;
      case 'answer':
        this.#take(message.id)?.resolve(message.output as never);
        break;
      case 'synced':
        this.#take(message.id)?.resolve(message.next as never);
        break;
      case 'refusal':
        this.#take(message.id)?.reject(new StepFunctionsError(message.code, message.message));
        break;
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#ready.reject(error);
    this.#ready.promise.catch(() => {});
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
