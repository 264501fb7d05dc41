import type { Owner } from '../definition/rewrite.ts';
import type { Json, JsonObject } from '../json.ts';
import type { InterpreterEvent } from './branches.ts';

/** AWS ends an execution with more events than this; a Choice that runs in a circle gets there. */
export const MOST_EVENTS = 25_000;

interface Entry {
  type: string;
  timestamp: number;
  previous: number;
  name?: string | undefined;
  index?: number | undefined;
  value?: Json | undefined;
  error?: string | undefined;
  cause?: string | undefined;
}

/** One string for each event type, however many events carry it. */
const types = new Map<string, string>();

function interned(type: string): string {
  const known = types.get(type);
  if (known === undefined) types.set(type, type);
  return known ?? type;
}

/** What a history tells its execution. */
export interface HistoryWatcher {
  transition(): void;
  full(): void;
}

/** The events of one execution, kept as small as can be and put into AWS's words when asked for. */
export class History {
  readonly #watcher: HistoryWatcher;
  readonly #tasks: ReadonlyMap<string, { waits: boolean }>;
  #entries: Entry[] = [];
  /** Of the machine itself, not of a Map's or Parallel's: where an execution that ended would go on. */
  lastState: { name: string; type: string; input: Json } | undefined;

  constructor(watcher: HistoryWatcher, tasks: ReadonlyMap<string, { waits: boolean }>) {
    this.#watcher = watcher;
    this.#tasks = tasks;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Appends an event; returns its id. */
  add(entry: Entry): number {
    if (this.size >= MOST_EVENTS - 1 && !entry.type.startsWith('Execution')) return this.size;
    this.#entries.push(entry);
    if (this.size === MOST_EVENTS - 1) this.#watcher.full();
    return this.size;
  }

  transition(): void {
    this.#watcher.transition();
  }

  /** Whether a Task state waits for its token. */
  waits(task: string | undefined): boolean {
    return (task !== undefined && this.#tasks.get(task)?.waits) ?? false;
  }

  /** Forgets the events, to make room for later executions. */
  drop(): void {
    this.#entries = [];
    this.lastState = undefined;
  }

  /** `count` events in AWS's form from position `from`, which counts from the end when `reverse`. */
  page(from: number, count: number, reverse: boolean, roleArn: string): JsonObject[] {
    const ordered = reverse ? this.#entries.toReversed() : this.#entries;
    return ordered.slice(from, from + count).map((entry, offset) => {
      const position = from + offset;
      return this.#describe(reverse ? this.size - position : position + 1, entry, roleArn);
    });
  }

  #describe(id: number, entry: Entry, roleArn: string): JsonObject {
    const { type, timestamp, previous } = entry;
    const key = detailsKey(type);
    const details = key === undefined ? {} : { [key]: this.#details(entry, roleArn) };
    return { id, previousEventId: previous, type, timestamp: timestamp / 1000, ...details };
  }

  #details({ type, name, index, value, error, cause }: Entry, roleArn: string): JsonObject {
    const isInput = type.endsWith('Entered') || type.endsWith('Started');
    const resource = this.waits(name) ? 'invoke.waitForTaskToken' : 'invoke';
    return {
      ...(isTaskEvent(type) ? { resourceType: 'lambda', resource } : name === undefined ? {} : { name }),
      ...(index === undefined ? {} : { index }),
      ...(value === undefined ? {} : { [isInput ? 'input' : 'output']: JSON.stringify(value) }),
      ...(type === 'ExecutionStarted' ? { roleArn } : {}),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
  }
}

function isTaskEvent(type: string): boolean {
  return type.startsWith('Task') && !type.startsWith('TaskState');
}

function detailsKey(type: string): string | undefined {
  if (/^(Map|Parallel)State(Succeeded|Failed|Started)$/.test(type)) return undefined;
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

interface Parent {
  recorder: Recorder;
  owner: Owner;
  index: number;
}

/** Writes the events of one branch into the history of its execution. */
export class Recorder {
  readonly #history: History;
  readonly #parent: Parent | undefined;
  readonly #redriven: boolean;
  #previous = 0;
  #failed = false;
  #state: string | undefined;
  #whenEntered: (() => void)[] = [];

  constructor(history: History, { parent, redriven = false }: { parent?: Parent; redriven?: boolean } = {}) {
    this.#history = history;
    this.#parent = parent;
    this.#redriven = redriven;
  }

  /** A recorder for an item of a Map state or a branch of a Parallel state. */
  branch(owner: Owner, index: number): Recorder {
    return new Recorder(this.#history, { parent: { recorder: this, owner, index } });
  }

  /** Records until the interpreter has nothing more to say about this branch. */
  async record(events: AsyncGenerator<InterpreterEvent>): Promise<void> {
    if (this.#parent !== undefined) {
      await this.#parent.recorder.#entered(this.#parent.owner.name);
      this.#previous = this.#parent.recorder.#previous;
    }
    for await (const event of events) this.#event(event);
    this.#wake();
  }

  /** Records the end of an execution, which the execution knows better than the interpreter. */
  ended(type: string, timestamp: number, details: Pick<Entry, 'value' | 'error' | 'cause'>): void {
    this.#add({ type, timestamp, ...details });
  }

  /** Events arrive a little after the fact, so those of an item could overtake that of its Map state. */
  async #entered(state: string): Promise<void> {
    if (this.#state === state) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#whenEntered.push(resolve);
    await promise;
  }

  #wake(): void {
    for (const resolve of this.#whenEntered.splice(0)) resolve();
  }

  #event(event: InterpreterEvent): void {
    const { timestamp } = event;
    switch (event.type) {
      case 'ExecutionStarted':
        if (this.#redriven) this.#add({ type: 'ExecutionRedriven', timestamp });
        else if (this.#parent === undefined)
          this.#add({ type: 'ExecutionStarted', timestamp, value: event.input });
        this.#iteration('Started', timestamp);
        break;
      case 'ExecutionSucceeded':
        this.#iteration('Succeeded', timestamp);
        break;
      case 'ExecutionFailed':
        this.#iteration('Failed', timestamp);
        break;
      case 'ExecutionAborted':
        this.#iteration('Aborted', timestamp);
        break;
      case 'StateEntered':
        this.#stateEntered(event);
        break;
      case 'StateRetried':
        this.#history.transition();
        this.#failed = false;
        if (event.state.type === 'Task') this.#taskStarted(event.state.name, timestamp);
        break;
      case 'StateFailed':
        this.#failed = true;
        this.#stateFailed(event);
        break;
      case 'StateExited':
        this.#stateExited(event);
        break;
    }
  }

  #stateEntered({ timestamp, state }: Extract<InterpreterEvent, { type: 'StateEntered' }>): void {
    const { type, name, input } = state;
    this.#history.transition();
    this.#failed = false;
    this.#add({ type: `${type}StateEntered`, timestamp, name, value: input });
    if (this.#parent === undefined) this.#history.lastState = { name, type, input };
    if (type === 'Map' || type === 'Parallel') this.#add({ type: `${type}StateStarted`, timestamp });
    if (type === 'Task') this.#taskStarted(name, timestamp);
    this.#state = name;
    this.#wake();
  }

  #stateExited({ timestamp, state }: Extract<InterpreterEvent, { type: 'StateExited' }>): void {
    const { type, name, output } = state;
    if (!this.#failed && type === 'Task')
      this.#add({ type: 'TaskSucceeded', timestamp, name, value: output });
    if (!this.#failed && (type === 'Map' || type === 'Parallel')) {
      this.#add({ type: `${type}StateSucceeded`, timestamp });
    }
    this.#add({ type: `${type}StateExited`, timestamp, name, value: output });
  }

  #stateFailed(event: Extract<InterpreterEvent, { type: 'StateFailed' }>): void {
    const { timestamp, state, Error: error } = event;
    const { type, name } = state;
    if (type === 'Map' || type === 'Parallel') this.#add({ type: `${type}StateFailed`, timestamp });
    if (type !== 'Task') return;
    if (error === 'States.Timeout') this.#add({ type: 'TaskTimedOut', timestamp, name, error });
    else this.#add({ type: 'TaskFailed', timestamp, name, error, cause: String(event.Cause) });
  }

  #taskStarted(name: string, timestamp: number): void {
    this.#add({ type: 'TaskScheduled', timestamp, name });
    this.#add({ type: 'TaskStarted', timestamp, name });
    if (this.#history.waits(name)) this.#add({ type: 'TaskSubmitted', timestamp, name });
  }

  #iteration(what: string, timestamp: number): void {
    // AWS has no events for the branches of a Parallel state.
    if (this.#parent?.owner.kind !== 'Map') return;
    const { owner, index } = this.#parent;
    this.#add({ type: `MapIteration${what}`, timestamp, name: owner.name, index });
  }

  #add(entry: Omit<Entry, 'previous'>): void {
    const type = interned(entry.type);
    this.#previous = this.#history.add({ ...entry, type, previous: this.#previous });
  }
}
