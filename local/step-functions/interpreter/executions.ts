import { type ArnScope, executionArn } from '../arns.ts';
import { StepFunctionsError } from '../errors.ts';
import { Execution, type Machine } from './execution.ts';

// AWS forgets an execution 90 days after its end; then its name is free again.
const REMEMBERED_MILLISECONDS = 90 * 86_400_000;

/** How much is kept of ended executions, oldest forgotten first. */
export interface Limits {
  endedExecutions: number;
  endedEvents: number;
}

/** All executions that are running or remembered. */
export class Executions {
  readonly #scope: ArnScope;
  readonly #limits: Limits;
  readonly #task: object;
  readonly #byArn = new Map<string, Execution>();
  /** Ended executions, and those of them whose history is still there, in the order of their ends. */
  readonly #inOrderOfEnd = new Set<Execution>();
  readonly #withHistory = new Set<Execution>();
  #endedEvents = 0;
  #sequence = 0;

  constructor(scope: ArnScope, limits: Limits, task: object) {
    this.#scope = scope;
    this.#limits = limits;
    this.#task = task;
  }

  /**
   * Starts an execution, or gives the one that runs under the same name with the same input. Throws
   * `ExecutionAlreadyExists` when the name is taken otherwise.
   */
  start(machine: Machine, name: string, input: string): Execution {
    const arn = executionArn(this.#scope, machine.machine, name);
    this.#forget();
    const same = this.#byArn.get(arn);
    if (same !== undefined) {
      if (same.status === 'RUNNING' && same.input === input) return same;
      throw new StepFunctionsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const identity = { sequence: ++this.#sequence, name, arn, startedAt: Date.now() };
    const execution = new Execution(machine, identity, input);
    this.#byArn.set(arn, execution);
    // The caller has its answer before the first state is entered.
    queueMicrotask(() => execution.run(this.#task, () => this.#ended(execution)));
    return execution;
  }

  /** Lets an execution go on that ended without success. Throws `ExecutionNotRedrivable`, `ExecutionDoesNotExist`. */
  redrive(arn: string): void {
    const execution = this.get(arn);
    execution.reopen();
    this.#inOrderOfEnd.delete(execution);
    if (this.#withHistory.delete(execution)) this.#endedEvents -= execution.history.size;
    queueMicrotask(() => execution.goOn(this.#task, () => this.#ended(execution)));
  }

  /** Throws `ExecutionDoesNotExist` when there is no such execution or it is forgotten. */
  get(arn: string): Execution {
    this.#forget();
    const execution = this.#byArn.get(arn);
    if (execution === undefined) {
      throw new StepFunctionsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    }
    return execution;
  }

  /** The executions of a machine, of whatever definition it had, latest start first. */
  of(machine: Machine): Execution[] {
    this.#forget();
    return [...this.#byArn.values()].filter((execution) => execution.machine.arn === machine.arn).reverse();
  }

  #ended(execution: Execution): void {
    this.#inOrderOfEnd.add(execution);
    this.#withHistory.add(execution);
    this.#endedEvents += execution.history.size;
    this.#forget();
  }

  #forget(): void {
    for (const execution of this.#withHistory) {
      if (this.#endedEvents <= this.#limits.endedEvents) break;
      this.#dropHistory(execution);
    }
    const oldest = Date.now() - REMEMBERED_MILLISECONDS;
    for (const execution of this.#inOrderOfEnd) {
      const fresh = (execution.stoppedAt ?? 0) > oldest;
      if (fresh && this.#inOrderOfEnd.size <= this.#limits.endedExecutions) break;
      this.#dropHistory(execution);
      this.#inOrderOfEnd.delete(execution);
      this.#byArn.delete(execution.identity.arn);
    }
  }

  #dropHistory(execution: Execution): void {
    if (!this.#withHistory.delete(execution)) return;
    this.#endedEvents -= execution.history.size;
    execution.history.drop();
  }
}
