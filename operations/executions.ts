import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  ExecutionNotRedrivable,
  type ExecutionStatus,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import type { WorkflowKind } from '../domain/case.ts';

export const UNSUCCESSFUL = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/** An execution that ended without success. */
export interface Ended {
  kind: WorkflowKind;
  arn: string;
  name: string;
  status: (typeof UNSUCCESSFUL)[number];
  endedAt: Date;
}

/** What Step Functions says of executions, and the one thing that it does with those that have ended. */
export interface Executions {
  /** Those that ended without success since then, the latest start first. */
  ended(since: Date): AsyncIterable<Ended>;
  /** The case that an execution was started for. */
  caseOf(arn: string): Promise<string | undefined>;
  /** Whether an execution of this name runs. */
  isRunning(kind: WorkflowKind, name: string): Promise<boolean>;
  /** The type of the state in which it ended, as `Fail`, `Task`. */
  lastStateType(arn: string): Promise<string | undefined>;
  /** @returns why Step Functions does not, where it does not */
  redrive(arn: string): Promise<string | undefined>;
}

export type Machines = Readonly<Partial<Record<WorkflowKind, string>>>;

const Input = z.object({ caseId: z.string() });
const LOOKED_BACK = 50; // the last state entered is among the last few events, retries of it included

export class StepFunctionsExecutions implements Executions {
  readonly #client: SFNClient;
  readonly #machines: Machines;

  constructor(client: SFNClient, machines: Machines) {
    this.#client = client;
    this.#machines = machines;
  }

  async *ended(since: Date): AsyncIterable<Ended> {
    for (const [kind, stateMachineArn] of Object.entries(this.#machines)) {
      for (const status of UNSUCCESSFUL) {
        yield* this.#endedAs(kind as WorkflowKind, stateMachineArn, status, since);
      }
    }
  }

  async *#endedAs(
    kind: WorkflowKind,
    stateMachineArn: string,
    status: Ended['status'],
    since: Date,
  ): AsyncIterable<Ended> {
    let nextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListExecutionsCommand({
          stateMachineArn,
          statusFilter: status as ExecutionStatus,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      for (const { executionArn = '', name = '', stopDate } of page.executions ?? []) {
        // Listed by their start: one that waited for a year may have ended today, so all of them are looked at.
        if (stopDate !== undefined && stopDate >= since)
          yield { kind, arn: executionArn, name, status, endedAt: stopDate };
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }

  async caseOf(executionArn: string): Promise<string | undefined> {
    const { input } = await this.#client.send(new DescribeExecutionCommand({ executionArn }));
    const read = Input.safeParse(JSON.parse(input ?? '{}'));
    return read.success ? read.data.caseId : undefined;
  }

  async isRunning(kind: WorkflowKind, name: string): Promise<boolean> {
    const machine = this.#machines[kind];
    if (machine === undefined) return false;
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${name}`;
    try {
      const { status } = await this.#client.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return false;
      throw error;
    }
  }

  async lastStateType(executionArn: string): Promise<string | undefined> {
    const { events = [] } = await this.#client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: LOOKED_BACK }),
    );
    const entered = events.find(({ type }) => type?.endsWith('StateEntered'));
    return entered?.type?.slice(0, -'StateEntered'.length);
  }

  async redrive(executionArn: string): Promise<string | undefined> {
    try {
      await this.#client.send(new RedriveExecutionCommand({ executionArn }));
      return undefined;
    } catch (error) {
      if (error instanceof ExecutionNotRedrivable) return error.message;
      throw error;
    }
  }
}
