import { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { WorkflowKind } from '../../domain/case.ts';
import { createLambdaRegistry, type LambdaRegistry } from '../../local/services/lambda-invoke.ts';
import { startStepFunctions } from '../../local/step-functions/index.ts';
import { localMachines } from '../../local/workflows.ts';
import { type Machines, StepFunctionsExecutions } from '../../operations/executions.ts';
import { planRedrive, redrive } from '../../operations/redrive.ts';
import published from '../../workflows/published.json' with { type: 'json' };
import { Desk, MonthlyRun } from '../support/accountability-firm.ts';
import { Grievance } from '../support/complaint-firm.ts';
import { Survey } from '../support/evaluation-firm.ts';
import { Firm } from '../support/firm.ts';
import { CORE_SYSTEM } from '../support/people.ts';
import { INTAKE_AT, RULES } from '../support/policies.ts';
import { type Asked, prepared, sells, sentTo } from '../support/pre-underwriting-firm.ts';
import { wantedOf } from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { Dispute } from '../support/reconsideration-firm.ts';
import { CHANGED } from '../support/reconsideration-story.ts';

interface State {
  Type: string;
  Next?: string;
  Parameters?: { FunctionName?: string; Payload?: Record<string, unknown> };
  [field: string]: unknown;
}
interface Machine {
  StartAt: string;
  States: Record<string, State>;
}

const RENAMED = 'Again';

/**
 * The definition of tomorrow, made of today's: every wait has another name, by which it calls its step; between `Route`
 * and the choice there is a step that is new; times are other ones.
 */
function nextDefinition(text: string): string {
  const { StartAt, States }: Machine = JSON.parse(text);
  const after = (name: string) => (name.startsWith('Await') ? `${name}${RENAMED}` : name);
  const route = present(States.Route);
  const states = Object.entries(States).map(([name, state]): [string, State] => {
    const moved = withTargets(state, after);
    const payload = moved.Parameters?.Payload;
    if (payload !== undefined && name.startsWith('Await')) payload.state = after(name);
    return [after(name), moved];
  });
  const machine: Machine = { StartAt, States: Object.fromEntries(states) };
  Object.assign(present(machine.States.Route), { Next: 'Announce', TimeoutSeconds: 90 });
  machine.States.Announce = {
    Type: 'Task',
    Resource: route.Resource,
    Parameters: {
      ...(route.Parameters?.FunctionName === undefined
        ? {}
        : { FunctionName: route.Parameters.FunctionName }),
      Payload: { state: 'Announce', 'execution.$': '$$.Execution.Name' },
    },
    ResultSelector: { 'announced.$': '$.Payload.announced' },
    ResultPath: '$.announced',
    TimeoutSeconds: 30,
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.fault', Next: 'Stopped' }],
    ...(route.Next === undefined ? {} : { Next: route.Next }),
  };
  return JSON.stringify(machine);
}

/** A state with every name that it goes to put into tomorrow's. */
function withTargets<T>(value: T, after: (name: string) => string): T {
  if (Array.isArray(value)) return value.map((one) => withTargets(one, after)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      (key === 'Next' || key === 'Default') && typeof member === 'string'
        ? after(member)
        : withTargets(member, after),
    ]),
  ) as T;
}

/** What published definitions read of the answers of each function's steps. */
const ANSWERS = new Map(
  Object.entries(published).flatMap(([workflow, { steps }]) =>
    Object.entries(steps).map(([step, { answers }]): [string, readonly string[]] => [
      `${workflow === 'policy-import' ? 'import' : workflow}-steps ${step}`,
      answers,
    ]),
  ),
);

type Code = 'today' | 'tomorrow';

/** A firm whose definitions and code are deployed apart from each other, as in AWS. */
class DeployedFirm {
  readonly firm: Firm;
  code: Code = 'today';
  /** What a published definition reads of an answer that did not have it. */
  readonly missing: string[] = [];
  readonly #registry: LambdaRegistry;
  readonly #definitions: Record<string, { definition: string }>;
  readonly executions: StepFunctionsExecutions;

  private constructor(
    firm: Firm,
    registry: LambdaRegistry,
    definitions: Record<string, { definition: string }>,
    executions: StepFunctionsExecutions,
  ) {
    this.firm = firm;
    this.#registry = registry;
    this.#definitions = definitions;
    this.executions = executions;
  }

  static async open(): Promise<DeployedFirm> {
    const store = new MemoryStore();
    const registry = createLambdaRegistry();
    const made: { deployed?: DeployedFirm } = {};
    const definitions = localMachines(registry.arnOf);
    const engine = await startStepFunctions({
      machines: definitions,
      invoke: (arn, payload) => made.deployed?.call(arn, payload) ?? registry.invoke(arn, payload),
      quiet: async () => made.deployed?.firm.stream.drain(),
      mode: 'manual',
      start: INTAKE_AT,
    });
    const client = new SFNClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const hooks = { isInside: false, plan: () => {} } as never;
    const firm = new Firm({ store, registry, engine, hooks, client, rules: RULES, evaluation: {} });
    const executions = new StepFunctionsExecutions(client, engine.stateMachineArns as Machines);
    made.deployed = new DeployedFirm(firm, registry, definitions, executions);
    onTestFinished(async () => {
      const faults = await firm.faults();
      client.destroy();
      await engine.stop();
      expect(faults).toEqual([]);
      expect(made.deployed?.missing).toEqual([]);
    });
    return made.deployed;
  }

  /** The code that is deployed: tomorrow's knows the waits by both names, and a step that today's does not have. */
  async call(arn: string, payload: unknown): Promise<unknown> {
    const { state } = payload as { state: string };
    if (this.code === 'tomorrow' && state === 'Announce') return { announced: true };
    const isKnown = this.code === 'today' || !state.endsWith(RENAMED);
    const known = isKnown ? state : state.slice(0, -RENAMED.length);
    const answer = await this.#registry.invoke(arn, { ...(payload as object), state: known });
    for (const name of ANSWERS.get(`${arn.split(':').at(-1)} ${known}`) ?? [])
      if (!Object.hasOwn(answer as object, name)) this.missing.push(`${known} gives no ${name}`);
    return answer;
  }

  async deploy(kind: WorkflowKind, definition: Code): Promise<void> {
    const { firm } = this;
    const text = present(this.#definitions[kind]).definition;
    await firm.engine.handleRequest('UpdateStateMachine', {
      stateMachineArn: firm.engine.stateMachineArns[kind],
      definition: definition === 'today' ? text : nextDefinition(text),
    });
  }
}

/** A case that waits in one state, and how it goes on to its end. */
interface Story {
  kind: WorkflowKind;
  state: string;
  begin(firm: Firm): Promise<{ caseId: string; end(): Promise<void> }>;
}

const TWO = ['life-a', 'life-b'];

async function offered(firm: Firm, asked: Asked): Promise<void> {
  for (const carrier of TWO) await asked.answers(carrier);
  await asked.chooses('life-a');
  await firm.quiet();
}

async function month(firm: Firm): Promise<MonthlyRun> {
  await firm.until('2026-03-03');
  await new Desk(firm).transferred('bj', [{ role: 'direct-person', person: 'broker-jia' }]);
  await firm.until('2026-03-21', '09:00');
  const run = new MonthlyRun(firm, '2026-03');
  await run.comesDue();
  return run;
}

async function decided(firm: Firm, run: MonthlyRun): Promise<void> {
  await firm.until('2026-03-23', '10:00');
  await run.finds('bj');
  await run.decides();
}

async function paid(dispute: Dispute): Promise<void> {
  await dispute.pays(present((await dispute.case).recovered).fen);
}

async function readByHand(survey: Survey): Promise<void> {
  await survey.grades({ grades: {}, overall: 'A' });
}

const STORIES: readonly Story[] = [
  {
    kind: 'callback',
    state: 'AwaitAnswers',
    begin: async (firm) => {
      const sold = await firm.sell();
      return { caseId: sold.caseId, end: () => firm.customer.answers(sold) };
    },
  },
  {
    kind: 'callback',
    state: 'AwaitRemedy',
    begin: async (firm) => {
      const sold = await firm.sell();
      await firm.customer.answers(sold, { 'cover-known': 'no' });
      return {
        caseId: sold.caseId,
        end: async () => {
          await firm.broker.remedies(sold);
          await firm.customer.confirms(sold, true);
        },
      };
    },
  },
  {
    kind: 'callback',
    state: 'AwaitConfirmation',
    begin: async (firm) => {
      const sold = await firm.sell();
      await firm.customer.answers(sold, { 'cover-known': 'no' });
      await firm.broker.remedies(sold);
      return { caseId: sold.caseId, end: () => firm.customer.confirms(sold, true) };
    },
  },
  {
    kind: 'complaint',
    state: 'AwaitHandling',
    begin: async (firm) => {
      const grievance = await Grievance.handling(firm);
      return {
        caseId: grievance.caseId,
        end: async () => {
          await grievance.decides();
          await grievance.isTold();
          await grievance.accepts(true);
        },
      };
    },
  },
  {
    kind: 'complaint',
    state: 'AwaitCustomer',
    begin: async (firm) => {
      const grievance = await Grievance.told(firm);
      return { caseId: grievance.caseId, end: async () => void (await grievance.accepts(true)) };
    },
  },
  {
    kind: 'complaint',
    state: 'AwaitReview',
    begin: async (firm) => {
      const grievance = await Grievance.told(firm);
      await grievance.asksReview();
      return { caseId: grievance.caseId, end: async () => void (await grievance.reviews()) };
    },
  },
  {
    kind: 'evaluation',
    state: 'AwaitReply',
    begin: async (firm) => {
      const survey = await Survey.open(firm, await firm.sell());
      return {
        caseId: survey.caseId,
        end: async () => {
          await survey.writes('什么意思');
          await readByHand(survey);
        },
      };
    },
  },
  {
    kind: 'evaluation',
    state: 'AwaitReading',
    begin: async (firm) => {
      const survey = await Survey.open(firm, await firm.sell());
      await survey.writes('什么意思');
      return { caseId: survey.caseId, end: () => readByHand(survey) };
    },
  },
  {
    kind: 'pre-underwriting',
    state: 'AwaitSending',
    begin: async (firm) => {
      for (const id of TWO) await sells(firm, id);
      const asked = await prepared(firm, { wanted: wantedOf(...TWO) });
      return {
        caseId: asked.caseId,
        end: async () => {
          await asked.consents();
          await asked.send();
          await offered(firm, asked);
        },
      };
    },
  },
  {
    kind: 'pre-underwriting',
    state: 'AwaitOpinions',
    begin: async (firm) => {
      for (const id of TWO) await sells(firm, id);
      const asked = await sentTo(firm, TWO);
      return { caseId: asked.caseId, end: () => offered(firm, asked) };
    },
  },
  {
    kind: 'pre-underwriting',
    state: 'AwaitChoice',
    begin: async (firm) => {
      for (const id of TWO) await sells(firm, id);
      const asked = await sentTo(firm, TWO);
      for (const carrier of TWO) await asked.answers(carrier);
      return { caseId: asked.caseId, end: () => asked.chooses('life-a') };
    },
  },
  {
    kind: 'reconsideration',
    state: 'AwaitEvidence',
    begin: async (firm) => {
      const dispute = await Dispute.file(firm);
      return {
        caseId: dispute.caseId,
        end: async () => {
          await dispute.gather();
          await dispute.agree();
          await dispute.says({ accepts: true });
        },
      };
    },
  },
  {
    kind: 'reconsideration',
    state: 'AwaitJudgement',
    begin: async (firm) => {
      const dispute = await Dispute.assessing(firm);
      return {
        caseId: dispute.caseId,
        end: async () => {
          await dispute.agree();
          await dispute.says({ accepts: true });
        },
      };
    },
  },
  {
    kind: 'reconsideration',
    state: 'AwaitCustomer',
    begin: async (firm) => {
      const dispute = await Dispute.assessing(firm);
      await dispute.agree();
      return { caseId: dispute.caseId, end: () => dispute.says({ accepts: true }) };
    },
  },
  {
    kind: 'reconsideration',
    state: 'AwaitCarrier',
    begin: async (firm) => {
      const dispute = await Dispute.assessing(firm);
      await dispute.contest();
      return {
        caseId: dispute.caseId,
        end: async () => {
          await dispute.answers(CHANGED);
          await paid(dispute);
        },
      };
    },
  },
  {
    kind: 'reconsideration',
    state: 'AwaitPayment',
    begin: async (firm) => {
      const dispute = await Dispute.assessing(firm);
      await dispute.contest();
      await dispute.answers(CHANGED);
      return { caseId: dispute.caseId, end: () => paid(dispute) };
    },
  },
  {
    kind: 'accountability',
    state: 'AwaitDecisions',
    begin: async (firm) => {
      const run = await month(firm);
      return {
        caseId: run.id,
        end: async () => {
          await decided(firm, run);
          await firm.until('2026-03-27');
        },
      };
    },
  },
  {
    kind: 'accountability',
    state: 'AwaitObjections',
    begin: async (firm) => {
      const run = await month(firm);
      await decided(firm, run);
      return { caseId: run.id, end: () => firm.until('2026-03-27') };
    },
  },
  {
    kind: 'accountability',
    state: 'AwaitRedecisions',
    begin: async (firm) => {
      const run = await month(firm);
      await decided(firm, run);
      await run.objects('broker-jia');
      await firm.until('2026-03-27');
      return { caseId: run.id, end: () => run.redecides('broker-jia', { outcome: 'confirmed' }) };
    },
  },
  {
    kind: 'policy-import',
    state: 'AwaitFile',
    begin: async (firm) => {
      const { id } = await firm.ask<{ id: string }>(CORE_SYSTEM, 'POST', '/imports', { name: 'march.csv' });
      await firm.quiet();
      return {
        caseId: id,
        end: async () => {
          const { file } = await firm.store.cases.load('policy-import', id);
          await firm.files.put(file, 'no,header,of,ours\r\n1,2,3,4\r\n', 'text/csv');
          await firm.ask(CORE_SYSTEM, 'POST', `/imports/${id}/uploaded`, {});
          await firm.quiet();
        },
      };
    },
  },
];

const BY_NAME = STORIES.map((story) => [`${story.kind} ${story.state}`, story] as const);

/** Where the execution of a case is. */
async function lastState(firm: Firm, caseId: string, kind: WorkflowKind): Promise<string | undefined> {
  return (await firm.states(caseId, kind)).at(-1);
}

async function expectEnded(firm: Firm, caseId: string, kind: WorkflowKind): Promise<void> {
  expect(present(await firm.store.cases.byId(caseId)).category).toBe('closed');
  expect((await firm.executions(kind)).filter(({ name }) => name.startsWith(caseId))).toEqual([
    expect.objectContaining({ name: caseId, status: 'SUCCEEDED' }),
  ]);
}

it('has a story for every state in which a workflow waits', () => {
  const waits = Object.entries(localMachines((name) => name)).flatMap(([kind, { definition }]) =>
    Object.entries((JSON.parse(definition) as Machine).States)
      .filter(([, state]) => String(state.Resource).endsWith('.waitForTaskToken'))
      .map(([state]) => `${kind} ${state}`),
  );
  expect(BY_NAME.map(([name]) => name).toSorted()).toEqual(waits.toSorted());
});

describe.each(BY_NAME)('%s', (_name, { kind, state, begin }) => {
  it('goes on to its end in the definition that it began with, when code and definition are new', async () => {
    const deployed = await DeployedFirm.open();
    const { firm } = deployed;
    const { caseId, end } = await begin(firm);
    expect(await lastState(firm, caseId, kind)).toBe(state);
    deployed.code = 'tomorrow';
    await deployed.deploy(kind, 'tomorrow');
    await end();
    await expectEnded(firm, caseId, kind);
    expect((await firm.states(caseId, kind)).filter((one) => one.endsWith(RENAMED))).toEqual([]);
  });

  it('goes on to its end in the new definition after it was taken back, while the code still knows it', async () => {
    const deployed = await DeployedFirm.open();
    const { firm } = deployed;
    deployed.code = 'tomorrow';
    await deployed.deploy(kind, 'tomorrow');
    const { caseId, end } = await begin(firm);
    expect(await lastState(firm, caseId, kind)).toBe(`${state}${RENAMED}`);
    await deployed.deploy(kind, 'today');
    await end();
    await expectEnded(firm, caseId, kind);
  });
});

describe('a definition that is deployed before the code that knows its steps', () => {
  it('stops the cases that come to them; nothing is lost, and they go on when the old one is back', async () => {
    const deployed = await DeployedFirm.open();
    const { firm } = deployed;
    const sold = await firm.sell();
    await deployed.deploy('callback', 'tomorrow');
    const other = await firm.sell();
    // Which began before goes on; which began after comes to a step that nobody has.
    await firm.customer.answers(sold, { 'cover-known': 'no' });
    expect(await lastState(firm, sold.caseId, 'callback')).toBe('AwaitRemedy');
    expect(await firm.statuses()).toEqual(['RUNNING', 'FAILED']);
    await deployed.deploy('callback', 'today');
    const deps = {
      cases: firm.store.cases,
      workflows: firm.workflows,
      executions: deployed.executions,
      clock: firm.engine.clock,
    };
    const planned = await planRedrive(deps);
    expect(planned.map(({ caseId, action }) => [caseId, action])).toEqual([[other.caseId, 'restart']]);
    await redrive(planned, deps);
    await firm.quiet();
    await firm.customer.answers(other);
    expect((await firm.case(other)).category).toBe('closed');
    await firm.broker.remedies(sold);
    await firm.customer.confirms(sold, true);
    expect((await firm.case(sold)).category).toBe('closed');
  });
});
