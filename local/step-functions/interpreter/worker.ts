import { parentPort, workerData } from 'node:worker_threads';
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

// The thread of the interpreter. All that happens here between two messages happens in microtasks, so when a
// `sync` is answered, everything that an earlier message set in motion has been done and posted.

if (parentPort === null) throw new TypeError('this module runs in a worker thread');
const port = parentPort;
// jsonpath-plus makes an Error for each path it evaluates, and a stack is most of its cost.
Error.stackTraceLimit = 3;
const setup: InterpreterSetup = workerData;
const timers = installVirtualTimers(setup.now);
const post = (message: FromInterpreter) => port.postMessage(message);
const tasks = new TaskCalls(post);
const machines = new Map(setup.machines.map(load).map((machine) => [machine.arn, machine]));
const backend: Backend = {
  machines,
  tasks,
  executions: new Executions(setup, setup.limits, tasks.contextTask),
};
let announced: number | undefined;

port.on('message', (message: ToInterpreter) => {
  handle(message);
  if (setup.announceNextTimer) setImmediate(announce);
});
post({ kind: 'ready' });

function load({ name, definition }: { name: string; definition: string }, index: number): Machine {
  const interpretable = rewrite(JSON.parse(definition));
  const transitions = new Int32Array(setup.transitions);
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
    states: new StateMachine(interpretable.definition as unknown as StateMachineDefinition, {
      // Validated when the server was started; once more would be 0.15 s for each machine.
      validationOptions: { noValidate: true },
    }),
    transition: () => Atomics.add(transitions, index, 1),
  };
}

function handle(message: ToInterpreter): void {
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
}

function answer({ id, operation, input }: Extract<ToInterpreter, { kind: 'call' }>): void {
  try {
    post({ kind: 'answer', id, output: execute(operation, backend, input) });
  } catch (error) {
    if (!(error instanceof StepFunctionsError)) throw error;
    post({ kind: 'refusal', id, code: error.name, message: error.message });
  }
}

function announce(): void {
  const next = timers.next();
  if (next === announced) return;
  announced = next;
  post({ kind: 'next', next });
}
