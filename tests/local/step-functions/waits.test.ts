import { describe, expect, it } from 'vitest';
import { call, days, START, startSystem, tokenBox, wait } from './system.ts';

const callback = {
  StartAt: 'Await',
  States: {
    Await: wait('keep', {
      TimeoutSecondsPath: '$.seconds',
      ResultPath: '$.answer',
      Catch: [
        { ErrorEquals: ['States.TaskFailed'], ResultPath: '$.failure', Next: 'Failed' },
        { ErrorEquals: ['States.Timeout'], ResultPath: '$.timeout', Next: 'Remind' },
      ],
      Next: 'Answered',
    }),
    Answered: { Type: 'Succeed' },
    Failed: { Type: 'Pass', End: true },
    Remind: call('note', { 'state.$': '$$.State.Name' }, { ResultPath: '$.reminder', End: true }),
  },
};

describe('a wait for a token', () => {
  it('lasts for 60 days when its record says so', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ callback }, { keep });
    const arn = await system.start('callback', { seconds: 60 * 86_400 });

    await system.clock.advance(days(60) - 1);
    expect(await system.describe(arn)).toMatchObject({ status: 'RUNNING' });
    expect(tokens).toHaveLength(1);

    await system.clock.advance(1);
    expect(await system.describe(arn)).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: START.getTime() / 1000 + 60 * 86_400,
    });
  });

  it('routes a timed-out wait to the catch of States.Timeout and not of States.TaskFailed', async () => {
    const notes: unknown[] = [];
    const system = await startSystem(
      { callback },
      { keep: () => {}, note: (payload) => notes.push(payload) },
    );
    const arn = await system.start('callback', { seconds: 3600 });

    await system.clock.advance(3_600_000);

    expect(notes).toEqual([{ state: 'Remind' }]);
    expect(await system.output(arn)).toMatchObject({
      timeout: { Error: 'States.Timeout' },
      reminder: { value: 1 },
    });
  });

  it('uses the time of each wait anew', async () => {
    const ladder = {
      StartAt: 'First',
      States: {
        First: wait('keep', {
          TimeoutSecondsPath: '$.first',
          Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Second' }],
          End: true,
        }),
        Second: wait('keep', {
          TimeoutSecondsPath: '$.second',
          Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Done' }],
          End: true,
        }),
        Done: { Type: 'Succeed' },
      },
    };
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ ladder }, { keep });
    const arn = await system.start('ladder', { first: 86_400, second: 40 * 86_400 });

    await system.clock.advance(days(1));
    expect(tokens).toHaveLength(2);
    await system.clock.advance(days(40) - 1);
    expect(await system.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await system.clock.advance(1);
    expect(await system.describe(arn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('takes the output of SendTaskSuccess as its result', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ callback }, { keep });
    const arn = await system.start('callback', { seconds: 3600 });
    await system.clock.advance(1000);

    await system.handleRequest('SendTaskSuccess', { taskToken: tokens[0], output: '{"satisfied":true}' });
    await system.clock.advance(0);

    expect(await system.output(arn)).toEqual({ seconds: 3600, answer: { satisfied: true } });
  });

  it('fails with the error of SendTaskFailure', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ callback }, { keep });
    const arn = await system.start('callback', { seconds: 3600 });
    await system.clock.advance(0);

    await system.handleRequest('SendTaskFailure', {
      taskToken: tokens[0],
      error: 'LineDead',
      cause: 'no such number',
    });
    await system.clock.advance(0);

    expect(await system.output(arn)).toMatchObject({
      failure: { Error: 'LineDead', Cause: 'no such number' },
    });
  });

  it('takes an answer that comes while its function is still running', async () => {
    const system = await startSystem(
      { callback },
      {
        keep: async ({ taskToken }: { taskToken: string }) => {
          await system.handleRequest('SendTaskHeartbeat', { taskToken });
          await system.handleRequest('SendTaskSuccess', { taskToken, output: '"early"' });
          throw new Error('too late to matter');
        },
      },
    );
    const arn = await system.start('callback', { seconds: 3600 });
    await system.clock.advance(0);
    expect(await system.output(arn)).toMatchObject({ answer: 'early' });
  });

  it('fails with the error of its function', async () => {
    const fail = () => {
      throw Object.assign(new Error('no consent'), { name: 'ConsentMissing' });
    };
    const system = await startSystem({ callback }, { keep: fail });
    const arn = await system.start('callback', { seconds: 3600 });
    await system.clock.advance(0);

    const { failure } = (await system.output(arn)) as { failure: { Error: string; Cause: string } };
    expect(failure.Error).toBe('ConsentMissing');
    expect(JSON.parse(failure.Cause)).toMatchObject({
      errorType: 'ConsentMissing',
      errorMessage: 'no consent',
    });
  });

  it.each([0, 1.5, -1, 'soon', 100_000_000])('does not begin with a timeout of %s', async (seconds) => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ callback }, { keep });
    const arn = await system.start('callback', { seconds });
    await system.clock.advance(0);
    expect(await system.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(tokens).toEqual([]);
  });
});

describe('a token', () => {
  it('is old when its wait has timed out, been answered or been stopped', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ callback }, { keep, note: () => 1 });
    const send = (taskToken: string | undefined) =>
      system.handleRequest('SendTaskSuccess', { taskToken, output: '{}' });
    const TaskTimedOut = {
      name: 'TaskTimedOut',
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    };

    await system.start('callback', { seconds: 60 });
    await system.clock.advance(60_000);
    await expect(send(tokens[0])).rejects.toMatchObject(TaskTimedOut);

    await system.start('callback', { seconds: 60 });
    await system.clock.advance(0);
    await send(tokens[1]);
    await expect(send(tokens[1])).rejects.toMatchObject(TaskTimedOut);

    const executionArn = await system.start('callback', { seconds: 60 });
    await system.clock.advance(0);
    await system.handleRequest('StopExecution', { executionArn });
    await expect(send(tokens[2])).rejects.toMatchObject(TaskTimedOut);
  });

  it('of another run of the server is unknown, and a made-up one is invalid', async () => {
    const box = tokenBox();
    const before = await startSystem({ callback }, { keep: box.keep });
    await before.start('callback', { seconds: 60 });
    await before.clock.advance(0);
    const system = await startSystem({ callback });
    const send = (taskToken: string) => system.handleRequest('SendTaskFailure', { taskToken });

    await expect(send(box.tokens[0] ?? '')).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
    await expect(send('made up')).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(
      before.handleRequest('SendTaskFailure', { taskToken: `${box.tokens[0]?.slice(0, -8)}AAAAAAAA` }),
    ).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('is one and the same however often a state reads it, and a new one at each retry', async () => {
    const seen: { first: string; again: string }[] = [];
    const twice = {
      StartAt: 'Await',
      States: {
        Await: {
          ...wait('look', { TimeoutSeconds: 60, End: true }),
          Parameters: {
            FunctionName: 'look',
            Payload: { 'first.$': '$$.Task.Token', 'again.$': '$$.Task.Token' },
          },
          Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 1 }],
        },
      },
    };
    const look = (payload: { first: string; again: string }) => void seen.push(payload);
    const system = await startSystem({ twice }, { look });
    await system.start('twice', {});
    await system.clock.advance(0);
    await system.handleRequest('SendTaskFailure', { taskToken: seen[0]?.again, error: 'Busy' });
    await system.clock.advance(1000);

    expect(seen).toHaveLength(2);
    expect(seen.map(({ first, again }) => first === again)).toEqual([true, true]);
    expect(seen[0]?.first).not.toBe(seen[1]?.first);
  });

  it('needs an output that is JSON', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ callback }, { keep });
    await system.start('callback', { seconds: 60 });
    await system.clock.advance(0);
    await expect(
      system.handleRequest('SendTaskSuccess', { taskToken: tokens[0], output: 'yes' }),
    ).rejects.toMatchObject({ name: 'InvalidOutput' });
  });
});
