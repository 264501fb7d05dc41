import { ExecutionAbortedError, ExecutionTimeoutError, type StateMachine } from 'aws-local-stepfunctions';
import type { Interpretable } from '../definition/rewrite.ts';
import { StepFunctionsError } from '../errors.ts';
import type { Json } from '../json.ts';
import { Branch, type BranchKind, runExecution } from './branches.ts';
import { History, type HistoryWatcher, MOST_EVENTS, Recorder } from './history.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** A state machine that executions can be started of. */
export interface Machine extends BranchKind {
  arn: string;
  roleArn: string;
  /** The text that was given, as DescribeStateMachine shows it. */
  definition: string;
  interpretable: Interpretable;
  states: StateMachine;
  /** The same machine, begun at another of its states. */
  from(state: string): StateMachine;
  createdAt: number;
  transition(): void;
}

export interface Identity {
  sequence: number;
  name: string;
  arn: string;
  startedAt: number;
}

interface Verdict {
  status: Status;
  value?: Json | undefined;
  error?: string | undefined;
  cause?: string | undefined;
}

const END_EVENTS: Record<Status, string> = {
  RUNNING: '',
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

// AWS redrives for as long after the end.
const REDRIVABLE_MILLISECONDS = 14 * 86_400_000;

/** One execution: its identity, what it came to, and its history. */
export class Execution implements HistoryWatcher {
  readonly machine: Machine;
  readonly identity: Identity;
  readonly input: string;
  readonly history: History;
  #verdict: Verdict = { status: 'RUNNING' };
  #stoppedAt: number | undefined;
  #redrives = 0;
  /** Gone with the run, so that an ended execution holds nothing but data. */
  #running: { abort(): void; branch: Branch } | undefined;

  constructor(machine: Machine, identity: Identity, input: string) {
    this.machine = machine;
    this.identity = identity;
    this.input = input;
    this.history = new History(this, machine.interpretable.tasks);
  }

  get status(): Status {
    return this.#verdict.status;
  }

  get verdict(): Readonly<Verdict> {
    return this.#verdict;
  }

  get stoppedAt(): number | undefined {
    return this.#stoppedAt;
  }

  get redrives(): number {
    return this.#redrives;
  }

  /** Runs the execution; `task` is the `$$.Task` of the context object. Calls `ended` when all is on record. */
  run(task: object, ended: () => void): void {
    this.#run(this.machine.states, JSON.parse(this.input), new Recorder(this.history), task, ended);
  }

  /** Says of an execution that has ended that it runs again. Throws `ExecutionNotRedrivable`, with the reason. */
  reopen(): void {
    const refuse = (reason: string) => {
      throw new StepFunctionsError('ExecutionNotRedrivable', `Execution is not redrivable: ${reason}`);
    };
    if (this.status === 'RUNNING' || this.#running !== undefined) refuse('it has not ended');
    if (this.status === 'SUCCEEDED') refuse('it has succeeded');
    if (Date.now() - (this.#stoppedAt ?? 0) > REDRIVABLE_MILLISECONDS) refuse('its 14 days are over');
    const last = this.history.lastState;
    if (last === undefined) refuse('its history is not kept any more');
    if (last?.type === 'Map' || last?.type === 'Parallel')
      refuse(`it ended in a ${last.type} state, which runs here as a whole only`);
    this.#verdict = { status: 'RUNNING' };
    this.#stoppedAt = undefined;
    this.#redrives += 1;
  }

  /** Goes on at the state in which it ended, with that state's own input. */
  goOn(task: object, ended: () => void): void {
    const { name = '', input = {} } = this.history.lastState ?? {};
    this.#run(this.machine.from(name), input, new Recorder(this.history, { redriven: true }), task, ended);
  }

  #run(states: StateMachine, from: Json, recorder: Recorder, task: object, ended: () => void): void {
    const branch = new Branch(this.machine, this.#context(JSON.parse(this.input), task), recorder);
    // Callbacks: each async function that waits here would be half a kilobyte for each parked execution.
    const run = runExecution(states, from, branch);
    this.#running = { abort: run.abort, branch };
    const end = (verdict: Verdict) => {
      branch.end();
      this.#running = undefined;
      this.#close(verdict);
      void run.recorded.then(() => {
        branch.recorder.ended(END_EVENTS[this.#verdict.status], this.#stoppedAt ?? 0, this.#verdict);
        ended();
      });
    };
    run.result.then(
      (value) => end({ status: 'SUCCEEDED', value }),
      (reason: Error) => end(failure(reason)),
    );
  }

  /** Ends the execution from outside. An execution that has ended keeps its own end. */
  stop(verdict: Verdict): void {
    this.#close(verdict);
    this.#running?.abort();
    this.#running?.branch.end();
  }

  /** A state was entered or retried. */
  transition(): void {
    this.machine.transition();
  }

  /** The history has no room for another event but the last. */
  full(): void {
    const cause = `The execution reached the maximum number of history events (${MOST_EVENTS}).`;
    this.stop({ status: 'FAILED', error: 'States.Runtime', cause });
  }

  #close(verdict: Verdict): void {
    if (this.#stoppedAt !== undefined) return;
    this.#verdict = verdict;
    this.#stoppedAt = Date.now();
  }

  #context(input: Json, task: object): Record<string, unknown> {
    const { arn, name, startedAt } = this.identity;
    const { machine } = this;
    return {
      Run: {
        Id: arn,
        Name: name,
        Input: input,
        RoleArn: machine.roleArn,
        StartTime: new Date(startedAt).toISOString(),
      },
      StateMachine: { Id: machine.arn, Name: machine.machine },
      Names: machine.interpretable.names,
      Task: task,
    };
  }
}

function failure(reason: Error): Verdict {
  if (reason instanceof ExecutionTimeoutError) return { status: 'TIMED_OUT', error: 'States.Timeout' };
  if (reason instanceof ExecutionAbortedError) return { status: 'ABORTED' };
  const { name, message } = reason.cause as Error;
  // What a Fail state does not say is absent in AWS; the interpreter puts these words for it.
  const error = name === 'FailStateError' ? undefined : name;
  const cause =
    message === name || message === 'Execution failed because of a Fail state' ? undefined : message;
  return { status: 'FAILED', error, cause };
}
