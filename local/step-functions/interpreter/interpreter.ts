import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { roleArn, stateMachineArn } from '../arns.ts';
import { rewrite } from '../definition/rewrite.ts';
import { StepFunctionsError } from '../errors.ts';
import type { FromInterpreter, InterpreterSetup, ToInterpreter } from '../messages.ts';
import type { Branch } from './branches.ts';
import type { Machine } from './execution.ts';
import { Executions } from './executions.ts';
import { type Backend, execute } from './operations.ts';
import { TaskCalls } from './task-calls.ts';
import { taskHandlers } from './task-handlers.ts';
import { installVirtualTimers } from './virtual-timers.ts';

/**
 * The interpreter of one thread, whose time it takes over. All that happens here between two messages happens in
 * microtasks, so when a `sync` is answered, everything that an earlier message set in motion has been done and posted.
 * @returns what takes a message, synchronously
 */
export function createInterpreter(
  setup: InterpreterSetup,
  post: (message: FromInterpreter) => void,
): { handle(message: ToInterpreter): void; next(): number | undefined } {
  const timers = installVirtualTimers(setup.now);
  const tasks = new TaskCalls(post);
  const machines = new Map(
    setup.machines.map((given, index) => load(given, index, setup, tasks)).map((one) => [one.arn, one]),
  );
  const backend: Backend = {
    machines,
    tasks,
    update({ machine: name, arn, createdAt }, definition) {
      const index = setup.machines.findIndex((one) => one.name === name);
      machines.set(arn, { ...load({ name, definition }, index, setup, tasks), createdAt });
    },
    executions: new Executions(setup, setup.limits, tasks.contextTask),
  };

  function answer({ id, operation, input }: Extract<ToInterpreter, { kind: 'call' }>): void {
    try {
      post({ kind: 'answer', id, output: execute(operation, backend, input) });
    } catch (error) {
      if (!(error instanceof StepFunctionsError)) throw error;
      post({ kind: 'refusal', id, code: error.name, message: error.message });
    }
  }

  return {
    next: () => timers.next(),
    handle(message) {
      switch (message.kind) {
        case 'tick':
          timers.moveTo(message.now);
          break;
        case 'sync':
          post({ kind: 'synced', id: message.id, next: timers.next() });
          break;
        case 'returned':
          timers.moveTo(message.now);
          tasks.returned(message.invocation, message.outcome);
          break;
        case 'call':
          timers.moveTo(message.now);
          answer(message);
          break;
      }
    },
  };
}

function load(
  { name, definition }: { name: string; definition: string },
  index: number,
  setup: InterpreterSetup,
  tasks: TaskCalls,
): Machine {
  const interpretable = rewrite(JSON.parse(definition));
  const transitions = new Int32Array(setup.transitions);
  const machineFrom = (StartAt: string) =>
    new StateMachine({ ...interpretable.definition, StartAt } as unknown as StateMachineDefinition, {
      // Validated when the server was given it; once more would be 0.15 s for each machine.
      validationOptions: { noValidate: true },
    });
  return {
    machine: name,
    arn: stateMachineArn(setup, name),
    roleArn: roleArn(setup),
    definition,
    createdAt: setup.now,
    interpretable,
    owners: interpretable.owners,
    handlers: taskHandlers(interpretable.tasks, (branch: Branch, waits, parameters) =>
      tasks.start(branch, waits, parameters),
    ),
    states: machineFrom(interpretable.definition.StartAt),
    from: machineFrom,
    transition: () => Atomics.add(transitions, index, 1),
  };
}
