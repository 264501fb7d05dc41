import { SFNClient } from '@aws-sdk/client-sfn';
import { onTestFinished } from 'vitest';
import { StepFunctionsWorkflows } from '../../adapters/aws/workflows.ts';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryNotices } from '../../adapters/memory/notices.ts';
import { MemorySms } from '../../adapters/memory/sms.ts';
import { MemorySmsInbox } from '../../adapters/memory/sms-inbox.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { AttemptResult, CallbackCase, ClosingCause, Evidence } from '../../domain/callback/case.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import type { Way } from '../../domain/callback/ladder.ts';
import type { Answers, ProblemCategory } from '../../domain/callback/questionnaire.ts';
import type { CaseEvent, CaseKind } from '../../domain/case.ts';
import type { Balances, CommissionLine } from '../../domain/commission/line.ts';
import type { EvaluationSettings } from '../../domain/evaluation/settings.ts';
import type { Staff } from '../../domain/people.ts';
import type { PolicyInput } from '../../domain/policy/policy.ts';
import type { Committed } from '../../domain/ports.ts';
import { addDays, dateOf } from '../../domain/time/calendar.ts';
import type { Repulled } from '../../functions/evaluation/repull.ts';
import { verify } from '../../functions/proof/verify.ts';
import type { Swept } from '../../functions/sweeper/sweep.ts';
import { runSchedules } from '../../local/schedules.ts';
import { createLambdaRegistry, type LambdaRegistry } from '../../local/services/lambda-invoke.ts';
import { type LocalStepFunctions, startStepFunctions } from '../../local/step-functions/index.ts';
import { localMachines } from '../../local/workflows.ts';
import { type Ask, openApi } from './firm-api.ts';
import { FirmGateway, FirmWorkflows } from './firm-faults.ts';
import { assembleFirm } from './firm-parts.ts';
import { FirmStream } from './firm-stream.ts';
import {
  AGENT,
  BRANCH_MANAGER,
  COMPLIANCE,
  CORE_SYSTEM,
  HEAD_OFFICE,
  SECOND_AGENT,
  SELLER,
} from './people.ts';
import { carrierOf, INTAKE_AT, type PolicyOver, policyInput, RULES } from './policies.ts';
import { present } from './present.ts';
import { at, wall } from './wall.ts';

export interface FirmOptions {
  start?: Date;
  rules?: CallbackRules;
  /** What of the settings of evaluations is other than usual. */
  evaluation?: Partial<EvaluationSettings>;
  /** What runs by the clock as well: the sweeper every quarter of an hour, the payout of the month. Off: stories go on without. */
  schedules?: boolean;
}

/** One policy that was sold, and its callback. */
export interface Sold {
  policyId: string;
  caseId: string;
  customerRef: string;
  number: string;
}

export interface Ran {
  name: string;
  status: string;
  arn: string;
}

export const RECORDED: Evidence = { way: 'call', recording: 'recording-1' };
export const SLIP: Evidence = { way: 'letter', slip: 'slip-1' };

let customers = 0;

/**
 * A whole firm: the ASL files that are deployed, run by local Step Functions under a clock that stands still unless it
 * is moved; the handlers that are deployed; a store, a gateway and a stream in memory. When the test is over,
 * everything that is stored is proven, and the firm is closed.
 */
export async function openFirm({
  start = INTAKE_AT,
  rules = RULES,
  evaluation = {},
  schedules = false,
}: FirmOptions = {}): Promise<Firm> {
  const store = new MemoryStore();
  const registry = createLambdaRegistry();
  const hooks = new Hooks();
  const rest: { stream?: FirmStream } = {};
  const engine = await startStepFunctions({
    machines: localMachines(registry.arnOf),
    invoke: (functionArn, payload) => hooks.around(payload, () => registry.invoke(functionArn, payload)),
    quiet: async () => rest.stream?.drain(),
    mode: 'manual',
    start,
  });
  const client = new SFNClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const firm = new Firm({ store, registry, engine, hooks, client, rules, evaluation });
  rest.stream = firm.stream;
  const stopSchedules = schedules
    ? runSchedules(engine.clock, async (name) => {
        if (name !== 'coverage') await registry.invoke(name, {});
      })
    : () => {};
  onTestFinished(async () => {
    stopSchedules();
    const faults = await firm.faults();
    client.destroy();
    await engine.stop();
    if (faults.length > 0) throw new Error(`what is stored is wrong: ${faults.join('; ')}`);
  });
  return firm;
}

/** What a test does around one call of a state's function. */
class Hooks {
  readonly #planned: { state: string; when: 'before' | 'after'; act: () => Promise<unknown> }[] = [];
  isInside = false;
  readonly invoked: string[] = [];

  plan(state: string, when: 'before' | 'after', act: () => Promise<unknown>): void {
    this.#planned.push({ state, when, act });
  }

  async around(payload: unknown, call: () => Promise<unknown>): Promise<unknown> {
    const { state } = payload as { state: string };
    this.invoked.push(state);
    await this.#run(state, 'before');
    const answer = await call();
    await this.#run(state, 'after');
    return answer;
  }

  async #run(state: string, when: 'before' | 'after'): Promise<void> {
    const index = this.#planned.findIndex((one) => one.state === state && one.when === when);
    const [planned] = index < 0 ? [] : this.#planned.splice(index, 1);
    if (planned === undefined) return;
    this.isInside = true;
    try {
      await planned.act();
    } finally {
      this.isInside = false;
    }
  }
}

interface Parts {
  store: MemoryStore;
  registry: LambdaRegistry;
  engine: LocalStepFunctions;
  hooks: Hooks;
  client: SFNClient;
  rules: CallbackRules;
  evaluation: Partial<EvaluationSettings>;
}

export class Firm {
  readonly store: MemoryStore;
  readonly engine: LocalStepFunctions;
  readonly sms = new MemorySms();
  readonly gateway = new FirmGateway(this.sms);
  /** What the gateway holds of what customers wrote. */
  readonly inbox = new MemorySmsInbox();
  readonly notices = new MemoryNotices();
  readonly files = new MemoryFiles();
  readonly workflows: FirmWorkflows;
  readonly stream: FirmStream;
  readonly ask: Ask;
  readonly #hooks: Hooks;
  readonly #registry: LambdaRegistry;

  constructor({ store, registry, engine, hooks, client, rules, evaluation }: Parts) {
    this.store = store;
    this.engine = engine;
    this.#hooks = hooks;
    this.#registry = registry;
    const { clock } = engine;
    this.workflows = new FirmWorkflows(new StepFunctionsWorkflows(client, engine.stateMachineArns));
    const { files, notices, workflows, inbox, gateway: sms } = this;
    const { follows, routes } = assembleFirm(registry, {
      store,
      workflows,
      sms,
      inbox,
      notices,
      files,
      clock,
      rules,
      evaluation,
    });
    this.stream = new FirmStream(store, follows);
    this.ask = openApi(routes, () => clock.now());
  }

  // Time

  get now(): Date {
    return this.engine.clock.now();
  }

  /** Resolves when everything that was set in motion is done. Inside a hook there is nothing to wait for. */
  async quiet(): Promise<void> {
    if (!this.#hooks.isInside) await this.engine.clock.advance(0);
  }

  /** `P3D`, `PT6H`, `P1DT2H`. */
  async advance(duration: string): Promise<void> {
    await this.engine.clock.advance(millisecondsOf(duration));
  }

  /** Lets time go by up to a moment on Shanghai's wall. */
  async until(date: string, time = '10:00'): Promise<void> {
    await this.engine.clock.advance(at(date, time).getTime() - this.now.getTime());
  }

  // People

  /** The core system hands in a policy of a customer of its own; its receipt was signed today. */
  async sell(over: PolicyOver = {}): Promise<Sold> {
    customers += 1;
    const today = dateOf(this.now);
    const input: PolicyInput = policyInput({
      issuedOn: addDays(today, -1),
      receiptOn: today,
      customer: {
        ref: `customer-${customers}`,
        name: '甲一',
        phone: `139${String(customers).padStart(8, '0')}`,
      },
      ...over,
    });
    await this.store.policies.putCarrier(carrierOf(input));
    const taken = await this.ask<{ policyId: string; caseId: string }>(
      CORE_SYSTEM,
      'POST',
      '/policies',
      input,
    );
    await this.quiet();
    return { ...taken, customerRef: input.customer.ref, number: input.number };
  }

  readonly customer = {
    /** By the newest link unless another is given: yes to everything but what `over` says. */
    answers: async (sold: Sold, over: Answers = {}, problems?: ProblemCategory[], link?: string) => {
      const answers = { ...(await this.#allYes(sold)), ...over };
      await this.ask(
        'customer',
        'POST',
        link ?? this.link(sold),
        problems === undefined ? { answers } : { answers, problems },
      );
      await this.quiet();
    },
    confirms: async (sold: Sold, settled: boolean, link?: string) => {
      await this.ask('customer', 'POST', link ?? this.link(sold), { settled });
      await this.quiet();
    },
    opens: (link: string) => this.ask<{ asks: string; state: string }>('customer', 'GET', link),
  };

  readonly agent = {
    attempts: (sold: Sold, way: Way, result: AttemptResult, by: Staff = AGENT) =>
      this.#command(sold, by, 'attempts', { way, result }),
    answers: async (sold: Sold, over: Answers = {}, evidence: Evidence = RECORDED, by: Staff = AGENT) =>
      this.#command(sold, by, 'answers', { answers: { ...(await this.#allYes(sold)), ...over }, evidence }),
    confirms: (sold: Sold, settled: boolean, by: Staff = AGENT) =>
      this.#command(sold, by, 'confirmations', { settled, evidence: RECORDED }),
    judges: (sold: Sold, approve: boolean, by: Staff = SECOND_AGENT) =>
      this.#command(sold, by, 'confirmations/verdict', { approve, reason: 'heard the recording' }),
  };

  readonly broker = {
    remedies: (sold: Sold, done = 'explained the cover again', by: Staff = SELLER) =>
      this.#command(sold, by, 'remedies', { done }),
  };

  readonly closing = {
    isProposed: (sold: Sold, cause: ClosingCause, by: Staff = BRANCH_MANAGER) =>
      this.#command(sold, by, 'closing', {
        cause,
        reason: 'the carrier says so',
        document: 'carrier-note-1',
      }),
    isDecided: (sold: Sold, approve: boolean, by: Staff = COMPLIANCE) =>
      this.#command(sold, by, 'closing/verdict', { approve, reason: 'read the document' }),
  };

  readonly manager = {
    corrects: (sold: Sold, contact: { phone?: string; address?: string }, by: Staff = BRANCH_MANAGER) =>
      this.#ofPolicy(sold, by, 'contact', { ...contact, reason: 'the broker brought it' }),
    cancels: (sold: Sold, cancelledOn: string = dateOf(this.now), by: Staff = CORE_SYSTEM) =>
      this.#ofPolicy(sold, by, 'cancellation', { cancelledOn }),
    bringsReceipt: (sold: Sold, receiptOn: string, by: Staff = CORE_SYSTEM) =>
      this.#ofPolicy(sold, by, 'receipt', { receiptOn }),
    pays: async (month: string, by: Staff = HEAD_OFFICE) => {
      await this.ask(by, 'POST', `/payouts/${month}`, {});
      await this.quiet();
    },
  };

  /** As the schedule runs it. */
  async sweep(): Promise<Swept> {
    const swept = (await this.#registry.invoke('sweeper', {})) as Swept;
    await this.quiet();
    return swept;
  }

  /** As the schedule runs it, when the gateway's pushes may have been lost. */
  async repull(): Promise<Repulled> {
    const repulled = (await this.#registry.invoke('sms-repull', {})) as Repulled;
    await this.quiet();
    return repulled;
  }

  // What can be done to the machinery

  /** Once, right before the state's function is called: what it reads, it reads after this. */
  before(state: string, act: () => Promise<unknown>): void {
    this.#hooks.plan(state, 'before', act);
  }

  /** Once, when the state's function is done and Step Functions does not know it yet. */
  after(state: string, act: () => Promise<unknown>): void {
    this.#hooks.plan(state, 'after', act);
  }

  async stopExecution(name: string, machine: CaseKind = 'callback'): Promise<void> {
    const { arn } = present((await this.executions(machine)).find((ran) => ran.name === name));
    await this.engine.handleRequest('StopExecution', { executionArn: arn });
  }

  // What there is to see

  async case({ caseId }: Sold): Promise<CallbackCase> {
    return this.store.cases.load('callback', caseId);
  }

  async history({ caseId }: Pick<Sold, 'caseId'>): Promise<CaseEvent[]> {
    return this.store.cases.history(caseId);
  }

  /** When and what, in Shanghai wall time: `2026-03-02 10:00 customer-asked sms-invitation`. */
  async timeline(sold: Pick<Sold, 'caseId'>): Promise<string[]> {
    return (await this.history(sold)).map(({ at: when, type, data }) =>
      [wall(when), type, ...('rung' in data ? [String(data.rung)] : [])].join(' '),
    );
  }

  async types(sold: Pick<Sold, 'caseId'>): Promise<string[]> {
    return (await this.history(sold)).map(({ type }) => type);
  }

  async lines({ policyId }: Sold): Promise<CommissionLine[]> {
    return this.store.commissions.linesOf(policyId);
  }

  /** Types of the active holds, the same on every line of the policy. */
  async holds(sold: Sold): Promise<string[]> {
    return present((await this.lines(sold))[0]).holds.map((hold) => hold.type);
  }

  /** Of all lines of the policy together. */
  async balances(sold: Sold): Promise<Balances> {
    const sum: Balances = { accrued: 0, held: 0, payable: 0, paid: 0, voided: 0 };
    for (const { balances } of await this.lines(sold)) {
      for (const account of Object.keys(sum) as (keyof Balances)[]) sum[account] += balances[account];
    }
    return sum;
  }

  /** Templates that the customer was sent, in order. */
  messages({ caseId }: Pick<Sold, 'caseId'>): string[] {
    return this.sms.sent.filter(({ id }) => id.startsWith(`${caseId}.`)).map(({ template }) => template);
  }

  /** Paths of the links that the customer was sent, in order. */
  links({ caseId }: Pick<Sold, 'caseId'>): string[] {
    return this.sms.sent
      .filter(({ id }) => id.startsWith(`${caseId}.`))
      .map(({ parameters }) => new URL(present(parameters.link)).pathname);
  }

  link(sold: Pick<Sold, 'caseId'>): string {
    return present(this.links(sold).at(-1));
  }

  /** Executions of a machine, the first first. */
  async executions(machine: CaseKind = 'callback'): Promise<Ran[]> {
    const { executions } = await this.engine.handleRequest('ListExecutions', {
      stateMachineArn: this.engine.stateMachineArns[machine],
      maxResults: 1000,
    });
    return (executions as { name: string; status: string; executionArn: string }[])
      .map(({ name, status, executionArn }) => ({ name, status, arn: executionArn }))
      .reverse();
  }

  async statuses(machine: CaseKind = 'callback'): Promise<string[]> {
    return (await this.executions(machine)).map(({ status }) => status);
  }

  /** The names of the states that an execution went through, in order. */
  async states(name: string, machine: CaseKind = 'callback'): Promise<string[]> {
    const { arn } = present((await this.executions(machine)).find((ran) => ran.name === name));
    const { events } = await this.engine.handleRequest('GetExecutionHistory', {
      executionArn: arn,
      maxResults: 1000,
    });
    return (events as { stateEnteredEventDetails?: { name: string } }[]).flatMap(
      ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [],
    );
  }

  /** How often each thing was counted, over all months, branches and carriers; what policies add is proven by `faults`. */
  async counted(...months: string[]): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const month of months) {
      for (const { name, count } of await this.store.metrics.read(month)) {
        if (!name.startsWith('exposure-')) counts[name] = (counts[name] ?? 0) + count;
      }
    }
    return counts;
  }

  /** Everything that `npm run verify` would find when nothing is on its way. */
  async faults(): Promise<string[]> {
    await this.stream.drain();
    const { faults } = await verify(this.store);
    return faults.map(({ where, what }) => `${where}: ${what}`);
  }

  async #allYes(sold: Sold): Promise<Answers> {
    const { questionnaire } = await this.case(sold);
    return Object.fromEntries(questionnaire.asked.map((id) => [id, 'yes'] as const));
  }

  async #command(sold: Sold, by: Staff, what: string, body: object): Promise<void> {
    const { version } = await this.case(sold);
    await this.ask(by, 'POST', `/cases/${sold.caseId}/${what}`, { version, ...body });
    await this.quiet();
  }

  async #ofPolicy(sold: Sold, by: Staff, what: string, body: object): Promise<void> {
    await this.ask(by, 'POST', `/policies/${sold.policyId}/${what}`, body);
    await this.quiet();
  }
}

/** Which committed changes are meant, for a stream that loses one. */
export const isWakeUp = (committed: Committed): boolean =>
  committed.is === 'wait' && committed.wait.decidedAt !== undefined;

function millisecondsOf(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
