import { RedriveExecutionCommand, SFNClient, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it, onTestFinished } from 'vitest';
import { call, days, type System, startSystem, tokenBox, wait } from './system.ts';

const NEXT = { ResultPath: '$.step' };

function clientOf({ endpoint }: System): SFNClient {
  const client = new SFNClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => client.destroy());
  return client;
}

const statesOf = async (system: System, arn: string) =>
  (await system.history(arn)).flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);

describe('RedriveExecution', () => {
  const machine = {
    StartAt: 'First',
    States: {
      First: call('first', {}, { ...NEXT, Next: 'Second' }),
      Second: call('second', { 'value.$': '$.step.value' }, { ...NEXT, End: true }),
    },
  };

  it('goes on at the state that failed, with its own input, and runs nothing before it again', async () => {
    let broken = true;
    const seen: string[] = [];
    const system = await startSystem(
      { machine },
      {
        first: () => {
          seen.push('first');
          return 'from first';
        },
        second: ({ value }: { value: string }) => {
          seen.push(`second got ${value}`);
          if (broken) throw new Error('not yet');
          return 'done';
        },
      },
    );
    const arn = await system.start('machine', { caseId: 'C1' });
    await system.clock.advance(0);
    expect((await system.describe(arn)).status).toBe('FAILED');
    broken = false;
    await clientOf(system).send(new RedriveExecutionCommand({ executionArn: arn }));
    await system.clock.advance(0);
    expect(await system.describe(arn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
    expect(await system.output(arn)).toEqual({ caseId: 'C1', step: { value: 'done' } });
    expect(seen).toEqual(['first', 'second got from first', 'second got from first']);
    expect(await statesOf(system, arn)).toEqual(['First', 'Second', 'Second']);
    expect((await system.history(arn)).map(({ type }) => type)).toContain('ExecutionRedriven');
  });

  it('gives a wait that was aborted a new token', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem(
      { machine: { StartAt: 'Await', States: { Await: wait('keep', { TimeoutSeconds: 60, End: true }) } } },
      { keep },
    );
    const arn = await system.start('machine', {});
    await system.clock.advance(0);
    await system.handleRequest('StopExecution', { executionArn: arn });
    await system.clock.advance(0);
    await system.handleRequest('RedriveExecution', { executionArn: arn });
    await system.clock.advance(0);
    const [old, fresh] = tokens;
    await expect(
      system.handleRequest('SendTaskSuccess', { taskToken: old, output: '{}' }),
    ).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await system.handleRequest('SendTaskSuccess', { taskToken: fresh, output: '{"said":"yes"}' });
    await system.clock.advance(0);
    expect(await system.output(arn)).toEqual({ said: 'yes' });
  });

  it('fails once more in a Fail state, as AWS does', async () => {
    const system = await startSystem({
      machine: { StartAt: 'Stopped', States: { Stopped: { Type: 'Fail', Error: 'Stopped' } } },
    });
    const arn = await system.start('machine', {});
    await system.clock.advance(0);
    await system.handleRequest('RedriveExecution', { executionArn: arn });
    await system.clock.advance(0);
    expect(await system.describe(arn)).toMatchObject({ status: 'FAILED', error: 'Stopped', redriveCount: 1 });
  });

  it('refuses what runs, what succeeded, and what ended more than 14 days ago', async () => {
    const { keep } = tokenBox();
    const system = await startSystem(
      {
        waits: { StartAt: 'A', States: { A: wait('keep', { TimeoutSeconds: 3600, End: true }) } },
        succeeds: { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
        fails: { StartAt: 'A', States: { A: { Type: 'Fail' } } },
      },
      { keep },
    );
    const runs = await system.start('waits', {});
    const done = await system.start('succeeds', {});
    const failed = await system.start('fails', {});
    await system.clock.advance(0);
    const redrive = (executionArn: string) => system.handleRequest('RedriveExecution', { executionArn });
    await expect(redrive(runs)).rejects.toMatchObject({ name: 'ExecutionNotRedrivable' });
    await expect(redrive(done)).rejects.toMatchObject({ name: 'ExecutionNotRedrivable' });
    await system.clock.advance(days(14) + 1);
    await expect(redrive(failed)).rejects.toMatchObject({ name: 'ExecutionNotRedrivable' });
  });

  it('refuses an execution that ended inside a Map, which it could not take up where it was', async () => {
    const system = await startSystem(
      {
        machine: {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              ItemsPath: '$.items',
              ItemProcessor: { StartAt: 'One', States: { One: call('one', {}, { End: true }) } },
              End: true,
            },
          },
        },
      },
      {
        one: () => {
          throw new Error('no');
        },
      },
    );
    const arn = await system.start('machine', { items: [1, 2] });
    await system.clock.advance(0);
    await expect(system.handleRequest('RedriveExecution', { executionArn: arn })).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });
});

describe('UpdateStateMachine', () => {
  const version = (name: string) => ({
    StartAt: 'Await',
    States: {
      Await: wait('keep', { TimeoutSeconds: 3600, Next: name }),
      [name]: { Type: 'Pass', Result: { by: name }, End: true },
    },
  });

  it('leaves the definition that it began with to what runs, and a redrive to it too', async () => {
    const { tokens, keep } = tokenBox();
    const system = await startSystem({ machine: version('One') }, { keep });
    const [first, second] = [await system.start('machine', {}, 'a'), await system.start('machine', {}, 'b')];
    await system.clock.advance(0);
    await system.handleRequest('StopExecution', { executionArn: second });
    const stateMachineArn = system.stateMachineArns.machine;
    await clientOf(system).send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(version('Two')) }),
    );
    const third = await system.start('machine', {}, 'c');
    await system.handleRequest('RedriveExecution', { executionArn: second });
    await system.clock.advance(0);
    const [ofFirst, , ofThird, ofSecond] = tokens;
    for (const taskToken of [ofFirst, ofThird, ofSecond])
      await system.handleRequest('SendTaskSuccess', { taskToken, output: '{}' });
    await system.clock.advance(0);
    expect(await Promise.all([first, second, third].map(system.output))).toEqual([
      { by: 'One' },
      { by: 'One' },
      { by: 'Two' },
    ]);
    const { executions } = await system.handleRequest('ListExecutions', { stateMachineArn });
    expect(executions).toHaveLength(3);
  });

  it('refuses what is no definition, and keeps the one that is there', async () => {
    const system = await startSystem({ machine: version('One') }, { keep: () => {} });
    const stateMachineArn = system.stateMachineArns.machine;
    for (const definition of ['no json', '{}', '{"StartAt":"A","States":{"A":{"Type":"Task"}}}'])
      await expect(
        system.handleRequest('UpdateStateMachine', { stateMachineArn, definition }),
      ).rejects.toMatchObject({ name: 'InvalidDefinition' });
    const { definition } = await system.handleRequest('DescribeStateMachine', { stateMachineArn });
    expect(definition).toBe(JSON.stringify(version('One')));
  });
});
