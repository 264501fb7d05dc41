import {
  ExecutionAlreadyExists,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { WorkflowKind } from '../../domain/case.ts';
import { InvariantBroken } from '../../domain/errors.ts';
import type { Workflows } from '../../domain/ports.ts';
import { translated } from '../dynamodb/errors.ts';

/** Workflows in Step Functions. The record is the truth: an execution only waits, and can be started anew from it. */
export class StepFunctionsWorkflows implements Workflows {
  readonly #client: SFNClient;
  readonly #machines: Readonly<Record<WorkflowKind, string | undefined>>;

  constructor(client: SFNClient, machines: Readonly<Record<WorkflowKind, string | undefined>>) {
    this.#client = client;
    this.#machines = machines;
  }

  async start(kind: WorkflowKind, name: string, input: { caseId: string }): Promise<void> {
    const stateMachineArn = this.#machines[kind];
    if (stateMachineArn === undefined) throw new InvariantBroken(`No state machine is set for ${kind}.`);
    try {
      await this.#client.send(
        new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
      );
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      throw translated(error);
    }
  }

  async wake(token: string, output: object): Promise<'woken' | 'gone'> {
    try {
      await this.#client.send(
        new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }),
      );
      return 'woken';
    } catch (error) {
      if (error instanceof TaskDoesNotExist || error instanceof TaskTimedOut) return 'gone';
      throw translated(error);
    }
  }
}
