import { onTestFinished } from 'vitest';
import {
  type LocalStepFunctions,
  type StepFunctionsOptions,
  startStepFunctions,
} from '../../../local/step-functions/index.ts';

export type Handler = (payload: never) => unknown;

const DAY = 86_400_000;
export const days = (count: number) => count * DAY;
export const START = new Date('2026-01-01T00:00:00Z');

function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

/** A Task state that calls the function of that name with `payload`. */
export function call(name: string, payload: object, rest: object): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    TimeoutSeconds: 30,
    Parameters: { FunctionName: functionArn(name), Payload: payload },
    ResultSelector: { 'value.$': '$.Payload' },
    ...rest,
  };
}

/** A Task state that gives its token to the function of that name and waits. */
export function wait(name: string, rest: object): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: functionArn(name), Payload: { 'taskToken.$': '$$.Task.Token' } },
    ...rest,
  };
}

interface Described {
  status: string;
  output?: string;
  error?: string;
  cause?: string;
  startDate: number;
  stopDate?: number;
}

export interface HistoryEvent {
  id: number;
  previousEventId: number;
  type: string;
  timestamp: number;
  stateEnteredEventDetails?: { name: string; input: string };
}

export interface System extends LocalStepFunctions {
  start(machine: string, input: object, name?: string): Promise<string>;
  describe(executionArn: string): Promise<Described>;
  output(executionArn: string): Promise<unknown>;
  history(executionArn: string): Promise<HistoryEvent[]>;
}

/** Starts local Step Functions, standing still at `START`, that end with the test. */
export async function startSystem(
  machines: Record<string, { StartAt: string; States: Record<string, object>; [field: string]: unknown }>,
  functions: Record<string, Handler> = {},
  options: Partial<StepFunctionsOptions> = {},
): Promise<System> {
  const server = await startStepFunctions({
    machines: Object.fromEntries(
      Object.entries(machines).map(([name, definition]) => [
        name,
        { definition: JSON.stringify(definition) },
      ]),
    ),
    invoke: async (arn, payload) => functions[arn.split(':').at(-1) ?? '']?.(payload as never),
    mode: 'manual',
    start: START,
    ...options,
  });
  onTestFinished(() => server.stop());
  const describe = async (executionArn: string) =>
    (await server.handleRequest('DescribeExecution', { executionArn })) as unknown as Described;
  return {
    ...server,
    describe,
    async start(machine, input, name) {
      const stateMachineArn = server.stateMachineArns[machine];
      const request = {
        stateMachineArn,
        input: JSON.stringify(input),
        ...(name === undefined ? {} : { name }),
      };
      return (await server.handleRequest('StartExecution', request)).executionArn as string;
    },
    output: async (executionArn) => JSON.parse((await describe(executionArn)).output ?? 'null'),
    async history(executionArn) {
      const { events } = await server.handleRequest('GetExecutionHistory', {
        executionArn,
        maxResults: 1000,
      });
      return events as HistoryEvent[];
    },
  };
}

/** Collects the tokens that waiting states give out. */
export function tokenBox(): { tokens: string[]; keep: (payload: { taskToken: string }) => void } {
  const tokens: string[] = [];
  return { tokens, keep: ({ taskToken }) => void tokens.push(taskToken) };
}
