import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateListExecutions,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { describe, expect, it, onTestFinished } from 'vitest';
import { call, days, type HistoryEvent, START, startSystem, tokenBox, wait } from './system.ts';

const waiting = {
  StartAt: 'Await',
  States: { Await: wait('keep', { TimeoutSeconds: 3600, End: true }) },
};
const instant = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };

describe('StartExecution', () => {
  it('answers a repeated start of a running execution with the same execution', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ waiting }, { keep });
    const first = await system.start('waiting', { caseId: 'C1' }, 'C1-run-1');
    await system.clock.advance(1000);
    expect(await system.start('waiting', { caseId: 'C1' }, 'C1-run-1')).toBe(first);
    await system.clock.advance(0);
    expect(tokens).toHaveLength(1);
  });

  it('refuses a used name for another input or after the end', async () => {
    const system = await startSystem({ waiting, instant }, { keep: () => {} });
    await system.start('waiting', { caseId: 'C1' }, 'run');
    await expect(system.start('waiting', { caseId: 'C2' }, 'run')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await system.start('instant', {}, 'run');
    await system.clock.advance(0);
    await expect(system.start('instant', {}, 'run')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
  });

  it('gives a name free again 90 days after the end', async () => {
    const system = await startSystem({ instant });
    await system.start('instant', {}, 'run');
    await system.clock.advance(days(90));
    await expect(system.start('instant', {}, 'run')).resolves.toMatch(/:run$/);
  });

  it.each([
    [{ input: 'no json' }, 'InvalidExecutionInput'],
    [{ name: 'a b' }, 'InvalidName'],
    [{ stateMachineArn: 'waiting' }, 'InvalidArn'],
    [
      { stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:none' },
      'StateMachineDoesNotExist',
    ],
    [{ stateMachineArn: undefined }, 'ValidationException'],
  ])('refuses %j with %s', async (wrong, name) => {
    const system = await startSystem({ instant });
    const request = { stateMachineArn: system.stateMachineArns.instant, ...wrong };
    await expect(system.handleRequest('StartExecution', request)).rejects.toMatchObject({ name });
  });
});

describe('StopExecution', () => {
  it('ends an execution for good, with its error and cause', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ waiting }, { keep });
    const executionArn = await system.start('waiting', {});
    await system.clock.advance(1000);
    await system.handleRequest('StopExecution', {
      executionArn,
      error: 'Withdrawn',
      cause: 'by the customer',
    });
    await system.clock.advance(days(1));

    expect(await system.describe(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Withdrawn',
      cause: 'by the customer',
      stopDate: START.getTime() / 1000 + 1,
    });
    expect(tokens).toHaveLength(1);
    expect((await system.history(executionArn)).at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Withdrawn', cause: 'by the customer' },
    });
  });

  it('stops an execution inside Map items, without another retry', async () => {
    let calls = 0;
    const nested = {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'Try',
            States: {
              Try: call(
                'try',
                {},
                {
                  Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 5 }],
                  End: true,
                },
              ),
            },
          },
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 5 }],
          End: true,
        },
      },
    };
    const attempt = () => {
      calls++;
      throw new Error('again');
    };
    const system = await startSystem({ nested }, { try: attempt });
    const executionArn = await system.start('nested', [1, 2]);
    await system.clock.advance(60_000);
    expect(calls).toBe(4);
    await system.handleRequest('StopExecution', { executionArn });
    await system.clock.advance(days(1));
    expect(calls).toBe(4);
    expect(await system.describe(executionArn)).toMatchObject({ status: 'ABORTED' });
  });
});

describe('the TimeoutSeconds of a state machine', () => {
  it('ends the execution and its waits', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ waiting: { ...waiting, TimeoutSeconds: 60 } }, { keep });
    const executionArn = await system.start('waiting', {});
    await system.clock.advance(days(1));

    const described = await system.describe(executionArn);
    expect(described).toMatchObject({ status: 'TIMED_OUT', stopDate: START.getTime() / 1000 + 60 });
    expect(described).not.toHaveProperty('error');
    await expect(
      system.handleRequest('SendTaskSuccess', { taskToken: tokens[0], output: '{}' }),
    ).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });
});

describe('ListExecutions', () => {
  it('pages through one machine, latest first, undisturbed by new starts', async () => {
    const system = await startSystem({ waiting, instant }, { keep: () => {} });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await system.start('waiting', {}, name);
    await system.start('instant', {}, 'other');
    await system.clock.advance(0);
    const page = (nextToken?: unknown) =>
      system.handleRequest('ListExecutions', {
        stateMachineArn: system.stateMachineArns.waiting,
        maxResults: 2,
        nextToken,
      });
    const namesOf = (list: Record<string, unknown>) =>
      (list.executions as { name: string }[]).map(({ name }) => name);

    const first = await page();
    await system.start('waiting', {}, 'f');
    const second = await page(first.nextToken);
    const third = await page(second.nextToken);
    expect([first, second, third].map(namesOf)).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
    expect(third).not.toHaveProperty('nextToken');
    await expect(page('nonsense')).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('filters by status', async () => {
    const system = await startSystem({ waiting }, { keep: () => {} });
    const executionArn = await system.start('waiting', {}, 'stopped');
    await system.start('waiting', {}, 'running');
    await system.handleRequest('StopExecution', { executionArn });
    const list = async (statusFilter: string) =>
      (
        await system.handleRequest('ListExecutions', {
          stateMachineArn: system.stateMachineArns.waiting,
          statusFilter,
        })
      ).executions;
    expect(await list('ABORTED')).toMatchObject([{ name: 'stopped' }]);
    expect(await list('RUNNING')).toMatchObject([{ name: 'running' }]);
  });
});

describe('GetExecutionHistory', () => {
  const steps = {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemProcessor: { StartAt: 'Work', States: { Work: call('work', {}, { End: true }) } },
        Next: 'Pause',
      },
      Pause: { Type: 'Wait', Seconds: 60, End: true },
    },
  };

  it('tells what happened, in order', async () => {
    const system = await startSystem({ steps }, { work: () => 1 });
    const arn = await system.start('steps', [7]);
    await system.clock.advance(60_000);
    const events = await system.history(arn);
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapIterationStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'MapIterationSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'WaitStateEntered',
      'WaitStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events[4]).toMatchObject({
      id: 5,
      previousEventId: 4,
      stateEnteredEventDetails: { name: 'Work', input: '7' },
    });
    expect(events.at(-1)?.timestamp).toBe(START.getTime() / 1000 + 60);
  });

  it('pages forwards and backwards', async () => {
    const system = await startSystem({ steps }, { work: () => 1 });
    const executionArn = await system.start('steps', [7]);
    await system.clock.advance(60_000);
    const read = async (reverseOrder: boolean) => {
      const ids: number[] = [];
      let nextToken: unknown;
      do {
        const request = { executionArn, maxResults: 4, reverseOrder, nextToken };
        const page = await system.handleRequest('GetExecutionHistory', request);
        ids.push(...(page.events as HistoryEvent[]).map(({ id }) => id));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return ids;
    };
    const ids = Array.from({ length: 15 }, (_, index) => index + 1);
    expect(await read(false)).toEqual(ids);
    expect(await read(true)).toEqual(ids.toReversed());
  });
});

describe('memory of ended executions', () => {
  it('forgets the oldest, first their histories', async () => {
    const system = await startSystem({ instant }, {}, { remember: { executions: 2, events: 4 } });
    const arns = [];
    for (const name of ['a', 'b', 'c']) {
      arns.push(await system.start('instant', {}, name));
      await system.clock.advance(1);
    }
    const [a = '', b = '', c = ''] = arns;
    await expect(system.describe(a)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    expect(await system.describe(b)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await system.history(b)).toEqual([]);
    expect(await system.history(c)).toHaveLength(4);
  });
});

describe('an AWS SDK client', () => {
  it('works against the endpoint', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ waiting, instant }, { keep });
    const client = new SFNClient({
      endpoint: system.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    onTestFinished(() => client.destroy());
    const stateMachineArn = system.stateMachineArns.waiting;

    const started = await client.send(
      new StartExecutionCommand({ stateMachineArn, input: '{"caseId":"C1"}' }),
    );
    expect(started.startDate).toEqual(START);
    await system.clock.advance(0);
    const answer = new SendTaskSuccessCommand({ taskToken: tokens[0], output: '{"ok":true}' });
    await client.send(answer);
    await expect(client.send(answer)).rejects.toBeInstanceOf(TaskTimedOut);

    const { executionArn } = started;
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: '{"ok":true}', stopDate: START });
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1 }));
    expect(events).toMatchObject([{ type: 'ExecutionStarted', timestamp: START }]);
    expect(await client.send(new ListStateMachinesCommand({}))).toMatchObject({
      stateMachines: [{ name: 'waiting' }, { name: 'instant' }],
    });
    const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions).toHaveLength(1);
    for await (const page of paginateListExecutions({ client }, { stateMachineArn })) {
      expect(page.executions).toHaveLength(1);
    }
  });

  it('gets a 400 for an operation that does not exist here', async () => {
    const system = await startSystem({ instant });
    const response = await fetch(system.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSStepFunctions.CreateActivity' },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });
});

describe('two machines', () => {
  it('keep their executions, names and counts apart', async () => {
    const system = await startSystem({ waiting, instant }, { keep: () => {} });
    const one = await system.start('waiting', {}, 'same');
    const two = await system.start('instant', {}, 'same');
    await system.clock.advance(0);
    expect((await system.describe(one)).status).toBe('RUNNING');
    expect((await system.describe(two)).status).toBe('SUCCEEDED');
    expect(system.counts()).toEqual({
      waiting: { transitions: 1, invocations: 1 },
      instant: { transitions: 1, invocations: 0 },
    });
  });
});
