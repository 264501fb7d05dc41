import { type RunOptions, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Owner } from '../definition/rewrite.ts';
import type { Json } from '../json.ts';
import type { Recorder } from './history.ts';

// The interpreter runs each item of a Map and each branch of a Parallel as a machine of its own, all with the
// options of the execution, and says nothing of it to the handlers. When one fails, the interpreter stops
// looking at the others, but their tasks would stay open, be retried, and queued items would still start. So
// its one seam, `StateMachine.run`, is wrapped: every run is a Branch that can be ended with all it holds.

const BRANCH = Symbol('branch');

type Handlers = Record<string, (parameters: never) => Promise<Json>>;
type Events = ReturnType<StateMachine['run']>['eventLogs'];
export type InterpreterEvent = Events extends AsyncGenerator<infer Event> ? Event : never;
type Run = ReturnType<StateMachine['run']>;

interface BranchOptions extends RunOptions {
  [BRANCH]?: Branch;
}

export interface BranchKind {
  machine: string;
  owners: Map<object, Owner>;
  /** The handlers of the machine's Task states, for one branch. */
  handlers(branch: Branch): Handlers;
}

/** What can be open in a branch: a task or another branch. */
interface Part {
  end(): void;
}

/** One run of a machine or of a machine inside it, with the tasks and branches that are open in it. */
export class Branch {
  readonly #parts: Part[] = [];
  readonly kind: BranchKind;
  readonly context: Record<string, unknown>;
  readonly recorder: Recorder;
  ended = false;

  constructor(kind: BranchKind, context: Record<string, unknown>, recorder: Recorder) {
    this.kind = kind;
    this.context = context;
    this.recorder = recorder;
  }

  get machine(): string {
    return this.kind.machine;
  }

  /** Ends every open task and branch in it; nothing new starts in it afterwards. */
  end(): void {
    this.ended = true;
    for (const part of this.#parts.splice(0)) part.end();
  }

  add(part: Part): void {
    this.#parts.push(part);
  }

  remove(part: Part): void {
    const index = this.#parts.indexOf(part);
    if (index >= 0) this.#parts.splice(index, 1);
  }
}

const runMachine = StateMachine.prototype.run;
/** Runs so far of the machine of a Map state, which is one for all its items; "stopped" once one has failed. */
const itemsStarted = new WeakMap<StateMachine, number | 'stopped'>();

StateMachine.prototype.run = function runBranch(this: StateMachine, input, options?: BranchOptions): Run {
  const parent = options?.[BRANCH];
  if (options === undefined || parent === undefined) return runMachine.call(this, input, options);
  const index = itemsStarted.get(this) ?? 0;
  if (parent.ended || index === 'stopped') return neverRun();
  itemsStarted.set(this, index + 1);

  const { definition } = this as unknown as { definition: StateMachineDefinition };
  const owner = parent.kind.owners.get(definition);
  if (owner === undefined) throw new TypeError('a machine runs inside another that does not contain it');
  const branch = new Branch(parent.kind, parent.context, parent.recorder.branch(owner, index));
  parent.add(branch);
  const run = start(this, input as Json, branch, options);
  const leave = () => {
    parent.remove(branch);
    // The parent goes on when this branch is on record, so that the history is in order.
    return run.recorded;
  };
  const result = run.result.then(
    async (output) => {
      await leave();
      return output;
    },
    async (error) => {
      // Before the parent hears of it: it would start the next item first.
      itemsStarted.set(this, 'stopped');
      await leave();
      throw error;
    },
  );
  const abort = () => {
    itemsStarted.set(this, 'stopped');
    run.abort();
    branch.end();
  };
  return { abort, eventLogs: noEvents(), result };
};

/** An execution under way; its history is complete when `recorded` has resolved. */
interface RecordedRun {
  abort(): void;
  result: Promise<Json>;
  recorded: Promise<void>;
}

/** Starts an execution of `machine`. */
export function runExecution(machine: StateMachine, input: Json, branch: Branch): RecordedRun {
  return start(machine, input, branch, {});
}

function start(machine: StateMachine, input: Json, branch: Branch, options: BranchOptions): RecordedRun {
  const overrides = { taskResourceLocalHandlers: branch.kind.handlers(branch) };
  const own: BranchOptions = {
    ...options,
    overrides: overrides as never,
    context: branch.context,
    [BRANCH]: branch,
  };
  const { abort, result, eventLogs } = runMachine.call(machine, input, own);
  return { abort, result, recorded: branch.recorder.record(eventLogs) };
}

function neverRun(): Run {
  const result = Promise.reject(new Error('The branch has ended'));
  return { abort: () => {}, eventLogs: noEvents(), result };
}

async function* noEvents(): AsyncGenerator<never> {}
