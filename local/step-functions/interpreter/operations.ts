import { randomUUID } from 'node:crypto';
import { StepFunctionsError } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Execution, Machine } from './execution.ts';
import type { Executions } from './executions.ts';
import { decodePage, pageOf } from './paging.ts';
import type { TaskCalls } from './task-calls.ts';

const LONGEST_TEXT = 262_144;
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS refuses control characters in a name.
const FORBIDDEN_IN_NAME = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

export interface Backend {
  /** The same machine with another definition: what runs keeps the one that it began with. */
  update(machine: Machine, definition: string): void;
  machines: Map<string, Machine>;
  executions: Executions;
  tasks: TaskCalls;
}

type Operation = (backend: Backend, input: JsonObject) => JsonObject;

const OPERATIONS: Record<string, Operation> = {
  StartExecution({ machines, executions }, input) {
    const machine = machineAt(machines, input);
    const name = optional(input, 'name') ?? randomUUID();
    if (name.length < 1 || name.length > 80 || FORBIDDEN_IN_NAME.test(name)) {
      throw new StepFunctionsError('InvalidName', `Invalid Name: '${name}'`);
    }
    const text = optional(input, 'input') ?? '{}';
    parsed(text, 'InvalidExecutionInput', 'Invalid State Machine Execution Input');
    const { identity } = executions.start(machine, name, text);
    return { executionArn: identity.arn, startDate: seconds(identity.startedAt) };
  },

  StopExecution({ executions }, input) {
    const execution = executions.get(required(input, 'executionArn'));
    execution.stop({ status: 'ABORTED', error: optional(input, 'error'), cause: optional(input, 'cause') });
    return { stopDate: seconds(execution.stoppedAt ?? 0) };
  },

  RedriveExecution({ executions }, input) {
    executions.redrive(required(input, 'executionArn'));
    return { redriveDate: seconds(Date.now()) };
  },

  DescribeExecution({ executions }, input) {
    const execution = executions.get(required(input, 'executionArn'));
    const { status, value, error, cause } = execution.verdict;
    return {
      ...summary(execution),
      input: execution.input,
      inputDetails: { included: true },
      ...(status === 'SUCCEEDED' ? { output: JSON.stringify(value), outputDetails: { included: true } } : {}),
      // AWS shows no error for a machine that ran out of its own TimeoutSeconds.
      ...(error === undefined || status === 'TIMED_OUT' ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
  },

  ListExecutions({ machines, executions }, input) {
    const page = decodePage(input, 'ListExecutions');
    const wanted = optional(input, 'statusFilter');
    // By number and not by position: what starts between two pages must not shift them.
    const found = executions
      .of(machineAt(machines, input))
      .filter((execution) => wanted === undefined || execution.status === wanted)
      .filter((execution) => page.from === 0 || execution.identity.sequence < page.from);
    const shown = found.slice(0, page.size);
    const last = shown.at(-1)?.identity.sequence;
    const more = found.length > shown.length && last !== undefined;
    return pageOf('ListExecutions', 'executions', shown.map(summary), more ? last : undefined);
  },

  GetExecutionHistory({ executions }, input) {
    const { history, machine } = executions.get(required(input, 'executionArn'));
    const page = decodePage(input, 'GetExecutionHistory');
    const events = history.page(page.from, page.size, input.reverseOrder === true, machine.roleArn);
    const next = page.from + events.length;
    return pageOf('GetExecutionHistory', 'events', events, next < history.size ? next : undefined);
  },

  DescribeStateMachine({ machines }, input) {
    const machine = machineAt(machines, input);
    return { ...listed(machine), status: 'ACTIVE', definition: machine.definition, roleArn: machine.roleArn };
  },

  UpdateStateMachine({ machines, update }, input) {
    const machine = machineAt(machines, input);
    const definition = optional(input, 'definition');
    if (definition !== undefined) update(machine, definition);
    return { updateDate: seconds(Date.now()) };
  },

  ListStateMachines({ machines }, input) {
    const page = decodePage(input, 'ListStateMachines');
    const shown = [...machines.values()].slice(page.from, page.from + page.size).map(listed);
    const next = page.from + shown.length;
    return pageOf('ListStateMachines', 'stateMachines', shown, next < machines.size ? next : undefined);
  },

  SendTaskSuccess({ tasks }, input) {
    const output = parsed(required(input, 'output'), 'InvalidOutput', 'Invalid Output');
    tasks.succeed(required(input, 'taskToken'), output);
    return {};
  },

  SendTaskFailure({ tasks }, input) {
    // AWS puts States.TaskFailed where the caller names no error, so that a Catch has something to match.
    const error = optional(input, 'error') ?? 'States.TaskFailed';
    tasks.fail(required(input, 'taskToken'), error, optional(input, 'cause') ?? '');
    return {};
  },

  SendTaskHeartbeat({ tasks }, input) {
    tasks.heartbeat(required(input, 'taskToken'));
    return {};
  },
};

/** Executes one API operation. Throws `StepFunctionsError` with AWS's code. */
export function execute(operation: string, backend: Backend, input: JsonObject): JsonObject {
  const known = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (known === undefined) {
    throw new StepFunctionsError('UnknownOperationException', `${operation} is not part of the local API`);
  }
  return known(backend, input);
}

function machineAt(machines: Map<string, Machine>, input: JsonObject): Machine {
  const arn = required(input, 'stateMachineArn');
  if (!/^arn:aws(-cn)?:states:/.test(arn))
    throw new StepFunctionsError('InvalidArn', `Invalid Arn: '${arn}'`);
  const machine = machines.get(arn);
  if (machine === undefined) {
    throw new StepFunctionsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }
  return machine;
}

function listed(machine: Machine): JsonObject {
  const { arn, machine: name, createdAt } = machine;
  return { stateMachineArn: arn, name, type: 'STANDARD', creationDate: seconds(createdAt) };
}

function summary({ identity, machine, status, stoppedAt, redrives }: Execution): JsonObject {
  return {
    executionArn: identity.arn,
    stateMachineArn: machine.arn,
    name: identity.name,
    status,
    startDate: seconds(identity.startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: seconds(stoppedAt) }),
    redriveCount: redrives,
  };
}

/** Timestamps travel as seconds in this protocol. */
function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

function optional(input: JsonObject, field: string): string | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new StepFunctionsError('SerializationException', `${field} must be a string`);
}

function required(input: JsonObject, field: string): string {
  const value = optional(input, field);
  if (value !== undefined) return value;
  throw new StepFunctionsError(
    'ValidationException',
    `1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`,
  );
}

function parsed(text: string, code: string, what: string): Json {
  if (text.length > LONGEST_TEXT) throw new StepFunctionsError('ValidationException', `${what}: too long`);
  try {
    return JSON.parse(text);
  } catch {
    throw new StepFunctionsError(code, `${what}: '${text.slice(0, 100)}'`);
  }
}
