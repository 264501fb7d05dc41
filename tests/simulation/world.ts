import { createHash, type Hash } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { StepFunctionsWorkflows } from '../../adapters/aws/workflows.ts';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryNotices } from '../../adapters/memory/notices.ts';
import { MemorySmsInbox } from '../../adapters/memory/sms-inbox.ts';
import { canonicalJson } from '../../domain/history.ts';
import type { Staff } from '../../domain/people.ts';
import type { Committed, Notices, Transactions } from '../../domain/ports.ts';
import { type Api, newApi, type Once } from '../../functions/http/api.ts';
import { type Swept, sweep } from '../../functions/sweeper/sweep.ts';
import type { FunctionName } from '../../local/functions.ts';
import { createLambdaRegistry } from '../../local/services/lambda-invoke.ts';
import { localMachines } from '../../local/workflows.ts';
import { assembleFirm, type Store } from '../support/firm-parts.ts';
import { RULES } from '../support/policies.ts';
import { type Doing, doing, during, type Request } from './context.ts';
import { Counts } from './counts.ts';
import { Engine, takeChance } from './engine.ts';
import { FaultLayer } from './faults.ts';
import { SimulatedGateway } from './gateway.ts';
import { judgeAnswer } from './judge.ts';
import { Markers } from './markers.ts';
import { Observer } from './observer.ts';
import { CORE } from './people.ts';
import { Draw } from './random.ts';
import { isWithinReach, personalIn } from './reach.ts';
import { bodyOf, eventOf, outcomeOf, textOf } from './request-event.ts';
import { dueBetween } from './schedules.ts';
import { inProcess } from './sfn-client.ts';
import { SimulatedStream } from './stream.ts';

export interface Answer {
  status: number;
  /** Changes that took effect. */
  changes: number;
  // biome-ignore lint/suspicious/noExplicitAny: actors read what they expect
  body: any;
}

/** A store, and how it tells what was committed. */
export interface OpenedStore {
  store: Store;
  onCommitted(listener: (committed: Committed) => void): void;
  /** Whoever changed what is stored waits here until the stream has told it. */
  told?(): Promise<void>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A whole firm, its customers and its machines, whose time and chance come from one seed. */
export class World {
  readonly seed: number;
  readonly observer = new Observer();
  readonly markers = new Markers();
  readonly faults: FaultLayer;
  readonly gateway = new SimulatedGateway(this.observer);
  readonly inbox = new MemorySmsInbox();
  readonly notices = new MemoryNotices();
  readonly files = new MemoryFiles();
  readonly stream: SimulatedStream;
  readonly outcomes = new Counts();
  readonly did = new Counts();
  /** What was asked of late: to be asked again, by others, or altered. */
  readonly asked: Request[] = [];
  /** Nothing is put in anybody's way: then nothing may need mending either. */
  readonly isFair: boolean;
  readonly #opened: OpenedStore;
  readonly #history: Hash = createHash('sha256');
  readonly #answers = new Map<string, { at: number; answer: unknown }>();
  #registry = createLambdaRegistry();
  #engine: Engine;
  #api: Api;
  #life = 1;
  #requests = 0;
  #transitions = 0;
  #lastError: string | undefined;
  trace: ((line: string) => void) | undefined;

  constructor(seed: number, opened: OpenedStore, start: Date) {
    this.seed = seed;
    this.#opened = opened;
    this.isFair = new Draw(seed, 'fair').chance(0.25);
    this.faults = new FaultLayer(new Draw(seed, 'faults'));
    const chance = new Draw(seed, 'chance');
    takeChance(() => chance.real());
    this.stream = new SimulatedStream(
      new Draw(seed, 'stream'),
      () => this.now.getTime(),
      (name, act) => this.#during('delivery', name, act),
    );
    opened.onCommitted((committed) => this.stream.put(committed));
    this.#engine = this.#newEngine(start);
    this.#api = this.#assemble();
  }

  get now(): Date {
    return this.#engine.clock.now();
  }

  get store(): Store {
    return this.#opened.store;
  }

  get transitions(): number {
    return this.#transitions + this.#engine.transitions;
  }

  /** SHA-256 over everything that was asked, answered and stored. */
  hash(): string {
    return this.#history.copy().update(this.observer.digest()).digest('hex');
  }

  note(line: string): void {
    this.#history.update(`${line}\n`);
    this.trace?.(line);
  }

  // The machines

  #newEngine(start: Date): Engine {
    return new Engine({
      machines: localMachines(this.#registry.arnOf),
      invoke: (functionArn, payload) =>
        this.#during('task', (payload as { state?: string }).state ?? '?', () =>
          this.#registry.invoke(functionArn, payload),
        ),
      quiet: () => this.#quiet(),
      start,
    });
  }

  #assemble(): Api {
    const observed: Transactions = {
      commit: async (writes) => {
        await this.#opened.store.transactions.commit(writes);
        this.observer.committed(writes);
      },
    };
    const store = this.faults.store({ ...this.#opened.store, transactions: observed });
    const workflows = new StepFunctionsWorkflows(
      inProcess(async (operation, input) => {
        this.#mustSayNothing(`an execution (${operation})`, input);
        const answer = await this.#engine.handleRequest(operation, input);
        if (operation === 'StartExecution') this.did.add('execution');
        return answer;
      }),
      this.#engine.stateMachineArns,
    );
    this.#registry = createLambdaRegistry();
    const { follows, routes } = assembleFirm(this.#registry, {
      store,
      workflows: this.faults.around('workflows', workflows),
      sms: this.faults.around('sms', this.gateway),
      inbox: this.faults.around('inbox', this.inbox),
      notices: this.faults.around('notices', {
        publish: async (notices) => {
          this.#mustSayNothing('a notice', notices);
          await this.notices.publish(notices);
        },
      } satisfies Notices),
      files: this.faults.around('files', this.files),
      clock: { now: () => this.now },
      rules: RULES,
    });
    this.#registry.register('restart', () =>
      sweep(
        {
          cases: store.cases,
          workflows: this.faults.around('workflows', workflows),
          clock: { now: () => this.now },
        },
        { all: true },
      ),
    );
    this.stream.replaceFollows(
      follows.map((follow, index) => async (committed: Committed) => {
        try {
          await follow(committed);
        } catch (error) {
          if (index === 0 && committed.is === 'new-message')
            this.gateway.deliveryFailed(committed.message.id);
          throw error;
        }
      }),
    );
    const logged = (...line: unknown[]) => this.#mustSayNothing('a log', line);
    const error = (line: unknown, ...more: unknown[]) => {
      logged(line, ...more);
      this.#lastError = JSON.stringify((more[0] as { error?: unknown } | undefined)?.error);
    };
    const logger = { info: logged, warn: logged, error };
    return newApi(routes, { logger, once: this.#once });
  }

  /** What leaves the house without being an answer or a message to a customer holds ids and facts. */
  #mustSayNothing(where: string, said: unknown): void {
    const found = personalIn(JSON.stringify(said) ?? '');
    if (found.length > 0) this.observer.violate('nobody is spoken of aside', where, found.join(', '));
  }

  /** What fails with nothing in its way fails for ever. */
  #unexpected(what: string, error: unknown): void {
    const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    if (name === 'StaleVersion') return; // a race, which ends when it is done again
    const at = stack.split('\n').find((line) => /(domain|functions|adapters)\//.test(line)) ?? '';
    this.observer.violate('nothing fails by itself', what, `${name}: ${message} ${at.trim()}`);
  }

  /** The first answer to a request for a day, as Powertools keeps it. */
  readonly #once: Once = async (request, act) => {
    const key = canonicalJson(request);
    const known = this.#answers.get(key);
    if (known !== undefined && this.now.getTime() - known.at < DAY) {
      const now = doing();
      if (now !== undefined) now.isRepeat = true;
      return known.answer as never;
    }
    const answer = await act();
    this.#answers.set(key, { at: this.now.getTime(), answer });
    return answer;
  };

  /** What nobody asked for: a task, a delivery, a schedule. */
  async #during<T>(what: Exclude<Doing['what'], 'request'>, name: string, act: () => Promise<T>): Promise<T> {
    this.did.add(what);
    const facts: Doing = { what, name, life: this.#life, faults: 0, changes: 0 };
    try {
      return await during(facts, act);
    } catch (error) {
      if (facts.faults === 0) this.#unexpected(`the ${what} ${name}`, error);
      throw error;
    }
  }

  // Time

  async #quiet(): Promise<void> {
    await this.#opened.told?.();
    await this.stream.drain();
  }

  /** Everything that was set in motion is done, but for what is held back. */
  async settle(): Promise<void> {
    await this.#engine.clock.advance(0);
    if (this.isKilled) await this.#restart();
  }

  /** Lets time go by, with what runs by the clock. @param slice how often the schedules look, in milliseconds */
  async move(milliseconds: number, slice: number): Promise<void> {
    this.did.add('move');
    const target = this.now.getTime() + milliseconds;
    while (this.now.getTime() < target) {
      const from = this.now.getTime();
      const next = Math.min(target, (Math.floor(from / slice) + 1) * slice);
      await this.#engine.clock.advance(next - from);
      if (this.isKilled) await this.#restart();
      for (const name of dueBetween(from, next)) await this.schedule(name);
    }
    await this.settle();
  }

  async schedule(name: FunctionName): Promise<void> {
    // What was in its way is there no more when it runs the next time.
    if (this.isFair && name === 'sweeper') await this.#mustNeedNoMending();
    const done = await this.#during('schedule', name, () => this.#registry.invoke(name, {})).catch(() => {});
    const { restarted = 0 } = (done ?? {}) as Partial<Swept>;
    if (this.isFair && restarted > 0)
      this.observer.violate('in fair weather nothing needs mending', name, `${restarted} restarted`);
    await this.settle();
  }

  /** A decision that came before anybody waited has no token, and is the sweeper's to put away. */
  async #mustNeedNoMending(): Promise<void> {
    const late = new Date(this.now.getTime() - HOUR / 12);
    for (const { caseId, wait, token } of await this.store.cases.undelivered(late)) {
      if (token !== undefined)
        this.observer.violate(
          'in fair weather nothing needs mending',
          caseId,
          `nobody was woken from wait ${wait}`,
        );
    }
  }

  // Killing

  get isKilled(): boolean {
    return this.faults.life !== this.#life;
  }

  /** As the local system starts: no execution is left, and every open case gets one. */
  async #restart(): Promise<void> {
    const start = this.now;
    this.#transitions += this.#engine.transitions;
    this.#engine.stop();
    this.#life = this.faults.life;
    this.#engine = this.#newEngine(start);
    this.#api = this.#assemble();
    await this.#during('schedule', 'restart', () => this.#registry.invoke('restart', {})).catch(() => {});
    await this.settle();
  }

  /** An operator stops an execution, or AWS loses it: what it waited for is only on the record now. */
  async stopExecutions(draw: Draw, share: number): Promise<number> {
    let stopped = 0;
    for (const stateMachineArn of Object.values(this.#engine.stateMachineArns)) {
      for (const executionArn of await this.#running(stateMachineArn)) {
        if (!draw.chance(share)) continue;
        await this.#engine.handleRequest('StopExecution', { executionArn });
        stopped += 1;
      }
    }
    this.faults.counts.add('execution stopped', stopped);
    return stopped;
  }

  async #running(stateMachineArn: string): Promise<string[]> {
    const { executions } = await this.#engine.handleRequest('ListExecutions', {
      stateMachineArn,
      statusFilter: 'RUNNING',
      maxResults: 1000,
    });
    return (executions as { executionArn: string }[]).map(({ executionArn }) => executionArn);
  }

  /** Names of what runs, of all machines. */
  async runningNames(): Promise<Set<string>> {
    const arns = await Promise.all(
      Object.values(this.#engine.stateMachineArns).map((arn) => this.#running(arn)),
    );
    return new Set(arns.flat().map((arn) => arn.slice(arn.lastIndexOf(':') + 1)));
  }

  // People

  async ask(by: Staff | 'customer', method: string, path: string, body?: unknown): Promise<Answer> {
    const request: Request = { by, method, path, body };
    const facts: Doing = { what: 'request', name: path, request, life: this.#life, faults: 0, changes: 0 };
    // As it is now: who takes himself out of a matter is in it until he is answered.
    const mayTouch = by === 'customer' || isWithinReach(by, path, this.observer);
    this.did.add('request');
    this.#requests += 1;
    const event = eventOf(request, this.#requests, this.now);
    const answer = await during(facts, () => this.#api(event, {} as Context));
    const { statusCode = 0 } = answer;
    const text = textOf(answer);
    judgeAnswer(this, request, facts, { status: statusCode, text, mayTouch, logged: this.#lastError });
    const isRefused = statusCode >= 400 && statusCode < 500;
    if (body !== undefined) this.markers.saidBy(JSON.stringify(body), by, isRefused);
    this.asked.push(request);
    if (this.asked.length > 300) this.asked.shift();
    this.outcomes.add(outcomeOf(statusCode));
    const who = by === 'customer' ? by : by.id;
    this.note(`${this.now.toISOString()} ${who} ${method} ${path} ${statusCode}`);
    return { status: statusCode, changes: facts.changes, body: text === '' ? undefined : bodyOf(text) };
  }

  core(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.ask(CORE, method, path, body);
  }
}
