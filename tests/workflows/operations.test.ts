import { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InvariantBroken } from '../../domain/errors.ts';
import { type Machines, StepFunctionsExecutions } from '../../operations/executions.ts';
import { type Planned, planRedrive, redrive } from '../../operations/redrive.ts';
import { type Firm, openFirm } from '../support/firm.ts';

function depsOf(firm: Firm) {
  const client = new SFNClient({
    endpoint: firm.engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => client.destroy());
  return {
    cases: firm.store.cases,
    workflows: firm.workflows,
    executions: new StepFunctionsExecutions(client, firm.engine.stateMachineArns as Machines),
    clock: firm.engine.clock,
  };
}

const inShort = (planned: readonly Planned[]) =>
  planned.map(({ caseId, execution, action, why }) => [caseId, execution.status, action, why]);

/** The next run of a state's function finds a bug. */
const failsOnce = (firm: Firm, state: string) =>
  firm.before(state, async () => {
    throw new InvariantBroken('a bug that was deployed');
  });

describe('redrive', () => {
  it('takes up an execution that was stopped where it waited, and the case goes on to its end', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.stopExecution(sold.caseId);
    await firm.quiet();
    const deps = depsOf(firm);
    const planned = await planRedrive(deps);
    expect(inShort(planned)).toEqual([[sold.caseId, 'ABORTED', 'redrive', 'goes on where it ended']]);
    expect((await redrive(planned, deps)).map(({ outcome }) => outcome)).toEqual(['redriven']);
    await firm.quiet();
    expect(await firm.statuses()).toEqual(['RUNNING']);
    await firm.customer.answers(sold);
    expect((await firm.case(sold)).category).toBe('closed');
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });

  it('begins a case anew whose execution ended in a Fail state, which a redrive would only enter again', async () => {
    const firm = await openFirm();
    failsOnce(firm, 'Route');
    const sold = await firm.sell();
    expect(await firm.statuses()).toEqual(['FAILED']);
    const deps = depsOf(firm);
    const planned = await planRedrive(deps);
    expect(inShort(planned)).toEqual([[sold.caseId, 'FAILED', 'restart', 'ended in a Fail state']]);
    expect((await redrive(planned, deps)).map(({ outcome }) => outcome)).toEqual(['restarted']);
    await firm.quiet();
    await firm.customer.answers(sold);
    expect((await firm.case(sold)).category).toBe('closed');
    expect(await firm.statuses()).toEqual(['FAILED', 'SUCCEEDED']);
  });

  it('leaves alone what goes on in another execution, and what is closed', async () => {
    const firm = await openFirm();
    const [goesOn, closed] = [await firm.sell(), await firm.sell()];
    for (const { caseId } of [goesOn, closed]) await firm.stopExecution(caseId);
    const deps = depsOf(firm);
    await redrive(
      (await planRedrive(deps)).map((plan) => ({ ...plan, action: 'restart' as const })),
      deps,
    );
    await firm.quiet();
    await firm.customer.answers(closed);
    const why = Object.fromEntries((await planRedrive(deps)).map(({ caseId, why }) => [caseId, why]));
    expect(why[goesOn.caseId]).toMatch(/^goes on as /);
    expect(why[closed.caseId]).toMatch(/^closed as /);
    const before = await firm.executions();
    expect((await redrive(await planRedrive(deps), deps)).map(({ outcome }) => outcome)).toEqual([
      'nothing',
      'nothing',
    ]);
    expect(await firm.executions()).toEqual(before);
  });

  it('looks no further back than Step Functions would take an execution up', async () => {
    const firm = await openFirm();
    await firm.sell();
    const deps = depsOf(firm);
    const [ran] = await firm.executions();
    await firm.stopExecution(ran?.name ?? '');
    await firm.advance('P13D');
    expect(await planRedrive(deps)).toHaveLength(1);
    await firm.advance('P2D');
    expect(await planRedrive(deps)).toEqual([]);
  });

  it('begins anew what Step Functions refuses to redrive', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.stopExecution(sold.caseId);
    const deps = depsOf(firm);
    const planned = await planRedrive(deps);
    const executions = Object.assign(Object.create(deps.executions), {
      redrive: async () => 'Execution is not redrivable',
    });
    expect((await redrive(planned, { ...deps, executions })).map(({ outcome }) => outcome)).toEqual([
      'restarted',
    ]);
    await firm.quiet();
    expect(await firm.statuses()).toEqual(['ABORTED', 'RUNNING']);
  });
});
