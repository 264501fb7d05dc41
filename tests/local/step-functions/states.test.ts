import { describe, expect, it } from 'vitest';
import { call, START, startSystem, tokenBox, wait } from './system.ts';

function failing(name: string): never {
  throw Object.assign(new Error(`${name} happened`), { name });
}

describe('Retry and Catch', () => {
  it('retries with backoff in virtual time', async () => {
    const steady = {
      StartAt: 'Try',
      States: {
        Try: call(
          'try',
          {},
          {
            Retry: [{ ErrorEquals: ['Throttled'], IntervalSeconds: 10, MaxAttempts: 3, BackoffRate: 2 }],
            End: true,
          },
        ),
      },
    };
    const tries: number[] = [];
    const system = await startSystem(
      { steady },
      {
        try: () => {
          tries.push((system.clock.now().getTime() - START.getTime()) / 1000);
          return tries.length < 4 ? failing('Throttled') : 'done';
        },
      },
    );
    const arn = await system.start('steady', {});
    await system.clock.advance(3_600_000);

    expect(tries).toEqual([0, 10, 30, 70]);
    expect(await system.output(arn)).toEqual({ value: 'done' });
    expect(system.counts()).toEqual({ steady: { transitions: 4, invocations: 4 } });
    system.resetCounts();
    expect(system.counts()).toEqual({ steady: { transitions: 0, invocations: 0 } });
  });

  it('routes each named error to its own catch, with the cause that Lambda gives', async () => {
    const caught = {
      StartAt: 'Try',
      States: {
        Try: call(
          'try',
          { 'error.$': '$.error' },
          {
            Catch: [
              { ErrorEquals: ['NotFound', 'Gone'], ResultPath: '$.why', Next: 'Missing' },
              { ErrorEquals: ['States.ALL'], ResultPath: '$', Next: 'Broken' },
            ],
            End: true,
          },
        ),
        Missing: { Type: 'Pass', End: true },
        Broken: { Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' },
      },
    };
    const system = await startSystem({ caught }, { try: ({ error }: { error: string }) => failing(error) });
    const gone = await system.start('caught', { error: 'Gone' });
    const other = await system.start('caught', { error: 'Surprise' });
    await system.clock.advance(0);

    expect(await system.output(gone)).toMatchObject({ error: 'Gone', why: { Error: 'Gone' } });
    const failed = await system.describe(other);
    expect(failed).toMatchObject({ status: 'FAILED', error: 'Surprise' });
    expect(JSON.parse(failed.cause ?? '')).toMatchObject({
      errorType: 'Surprise',
      errorMessage: 'Surprise happened',
      trace: expect.any(Array),
    });
  });

  it('passes results as JSON, as Lambda does', async () => {
    const plain = { StartAt: 'Try', States: { Try: call('try', {}, { End: true }) } };
    const system = await startSystem({ plain }, { try: () => ({ at: new Date(0), absent: undefined }) });
    const arn = await system.start('plain', {});
    await system.clock.advance(0);
    expect(await system.output(arn)).toEqual({ value: { at: '1970-01-01T00:00:00.000Z' } });
  });

  it('refuses a result over 256 KiB', async () => {
    const big = { StartAt: 'Try', States: { Try: call('try', {}, { End: true }) } };
    const system = await startSystem({ big }, { try: () => 'x'.repeat(262_144) });
    const arn = await system.start('big', {});
    await system.clock.advance(0);
    expect(await system.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });
});

describe('Choice', () => {
  const routed = {
    StartAt: 'Route',
    States: {
      Route: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.route', IsPresent: false, Next: 'New' },
          { Variable: '$.route', StringEquals: 'contest', Next: 'Contest' },
          { Not: { Variable: '$.round', IsNumeric: false }, Next: 'Again' },
        ],
        Default: 'Other',
      },
      New: { Type: 'Pass', Result: 'new', End: true },
      Contest: { Type: 'Pass', Result: 'contest', End: true },
      Again: { Type: 'Pass', Result: 'again', End: true },
      Other: { Type: 'Pass', Result: 'other', End: true },
    },
  };

  it.each([
    [{}, 'new'],
    [{ route: 'contest' }, 'contest'],
    [{ route: 'x', round: 2 }, 'again'],
    [{ route: 'x', round: 'two' }, 'other'],
  ])('routes %j to %s', async (input, output) => {
    const system = await startSystem({ routed });
    const arn = await system.start('routed', input);
    await system.clock.advance(0);
    expect(await system.output(arn)).toBe(output);
  });

  it('that runs in a circle is ended at 25,000 events, as in AWS', async () => {
    const circle = {
      StartAt: 'A',
      States: {
        A: { Type: 'Choice', Choices: [{ Variable: '$.on', BooleanEquals: true, Next: 'A' }], Default: 'B' },
        B: { Type: 'Succeed' },
      },
    };
    const system = await startSystem({ circle });
    const arn = await system.start('circle', { on: true });
    await system.clock.advance(0);
    expect(await system.describe(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
  });
});

describe('Map', () => {
  const each = {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemsPath: '$.carriers',
        MaxConcurrency: 2,
        ItemSelector: { 'carrier.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
        ItemProcessor: {
          StartAt: 'Ask',
          States: {
            Ask: call(
              'ask',
              { 'carrier.$': '$.carrier', 'caseId.$': '$$.Execution.Input.caseId' },
              {
                Retry: [{ ErrorEquals: ['Slow'], IntervalSeconds: 60, MaxAttempts: 2 }],
                End: true,
              },
            ),
          },
        },
        ResultPath: '$.answers',
        Catch: [{ ErrorEquals: ['Refused'], ResultPath: '$.refusal', Next: 'Refused' }],
        End: true,
      },
      Refused: { Type: 'Pass', End: true },
    },
  };

  it('runs as many items at a time as it may, and gives results in the order of items', async () => {
    let open = 0;
    let most = 0;
    const bothOpen = Promise.withResolvers<void>();
    const seen: unknown[] = [];
    const ask = async (payload: { carrier: string }) => {
      seen.push(payload);
      most = Math.max(most, ++open);
      if (open === 2) bothOpen.resolve();
      await bothOpen.promise;
      open--;
      return payload.carrier;
    };
    const system = await startSystem({ each }, { ask });
    const arn = await system.start('each', { caseId: 'C1', carriers: ['a', 'b', 'c', 'd', 'e'] });
    await system.clock.advance(0);

    expect(most).toBe(2);
    expect(await system.output(arn)).toMatchObject({
      answers: ['a', 'b', 'c', 'd', 'e'].map((value) => ({ value })),
    });
    expect(seen[4]).toEqual({ carrier: 'e', caseId: 'C1' });
    expect(system.counts().each).toEqual({ transitions: 6, invocations: 5 });
  });

  it('starts and retries nothing any more once an item has failed', async () => {
    const asked: string[] = [];
    const ask = ({ carrier }: { carrier: string }) => {
      asked.push(carrier);
      return failing(carrier === 'slow' ? 'Slow' : 'Refused');
    };
    const system = await startSystem({ each }, { ask });
    const arn = await system.start('each', { caseId: 'C1', carriers: ['slow', 'no', 'third', 'fourth'] });
    await system.clock.advance(3_600_000);

    expect(asked).toEqual(['slow', 'no']);
    expect(await system.output(arn)).toMatchObject({ refusal: { Error: 'Refused' } });
  });
});

describe('Parallel', () => {
  it('ends the waits of the other branches when one fails', async () => {
    const both = {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Wait', States: { Wait: wait('keep', { TimeoutSeconds: 3600, End: true }) } },
            { StartAt: 'Fail', States: { Fail: call('fail', {}, { End: true }) } },
          ],
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'After' }],
          End: true,
        },
        After: { Type: 'Wait', Seconds: 60, End: true },
      },
    };
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ both }, { keep, fail: () => failing('Broken') });
    const arn = await system.start('both', {});
    await system.clock.advance(0);

    await expect(
      system.handleRequest('SendTaskSuccess', { taskToken: tokens[0], output: '{}' }),
    ).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await system.clock.advance(60_000);
    expect(await system.output(arn)).toMatchObject({ failure: { Error: 'Broken' } });
  });
});

describe('the context object', () => {
  it('tells a state where it is', async () => {
    const context = {
      StartAt: 'Tell',
      States: {
        Tell: {
          Type: 'Pass',
          Parameters: {
            'name.$': '$$.Execution.Name',
            'id.$': '$$.Execution.Id',
            'started.$': '$$.Execution.StartTime',
            'machine.$': '$$.StateMachine.Name',
            'key.$': "States.Format('{}/{}', $$.State.Name, $$.Execution.Input.caseId)",
          },
          End: true,
        },
      },
    };
    const system = await startSystem({ context }, {}, { region: 'cn-north-1' });
    const arn = await system.start('context', { caseId: 'C1' }, 'run-1');
    await system.clock.advance(0);
    expect(await system.output(arn)).toEqual({
      name: 'run-1',
      id: 'arn:aws-cn:states:cn-north-1:000000000000:execution:context:run-1',
      started: START.toISOString(),
      machine: 'context',
      key: 'Tell/C1',
    });
  });
});
