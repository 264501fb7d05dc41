import type { Context } from 'aws-lambda';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { ComplaintCase } from '../../domain/complaint/case.ts';
import { settleOnTheSpot } from '../../domain/complaint/handle.ts';
import { openComplaint } from '../../domain/complaint/intake.ts';
import { DEFAULT_COMPLAINT_SETTINGS } from '../../domain/complaint/settings.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import type { Staff } from '../../domain/people.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { figuresRoutes } from '../../functions/figures/routes.ts';
import { type Event, newApi } from '../../functions/http/api.ts';
import { saveDecision } from '../../functions/matter/file.ts';
import { policyRoutes } from '../../functions/policy/routes.ts';
import { newTakeIn } from '../../functions/policy/take-in.ts';
import { verify } from '../../functions/proof/verify.ts';
import { newCount } from '../../functions/stream/count.ts';
import { toHttpApiEvent } from '../../local/services/http-event.ts';
import { toResponse } from '../../local/services/http-result.ts';
import { FirmStream } from './firm-stream.ts';
import { CORE_SYSTEM, staff } from './people.ts';
import { carrierOf, type PolicyOver, policyInput, RULES } from './policies.ts';
import { present } from './present.ts';
import { at } from './wall.ts';

const COMPLAINT_RULES = { ...RULES, complaint: DEFAULT_COMPLAINT_SETTINGS };

let complaints = 0;

/** Policies, complaints and what is counted of them by the stream, behind the routes of figures and policies. */
export class FiguresFirm {
  readonly store = new MemoryStore();
  readonly files = new MemoryFiles();
  readonly stream = new FirmStream(this.store, [newCount(this.store)]);
  /** Reads of a month's counters since the last look. */
  reads = 0;
  now: Date;

  constructor(now: Date) {
    this.now = now;
  }

  /** A policy that comes in on the day of its issue. */
  async sells(over: PolicyOver & { issuedOn: string }): Promise<Policy> {
    const { policies, transactions } = this.store;
    const input = policyInput({ receiptOn: over.issuedOn, ...over });
    await policies.putCarrier(carrierOf(input));
    const clock = { now: () => at(input.issuedOn, '10:00') };
    const { policy } = await newTakeIn({ policies, transactions, clock, rules: RULES })(input, CORE_SYSTEM);
    await this.stream.drain();
    return policy;
  }

  async cancels({ id }: Policy, cancelledOn: string): Promise<void> {
    const { status } = await this.ask(
      'POST',
      `/policies/${id}/cancellation`,
      CORE_SYSTEM,
      {},
      { cancelledOn },
    );
    if (status !== 200) throw new Error(`the cancellation was answered with ${status}`);
  }

  /** A complaint of a customer of its own, taken down on the day. */
  async hears(
    on: string,
    { branch = 'bj', carrier = 'carrier-a', channel = 'hotline', involved = [], brokerId }: Heard = {},
  ): Promise<ComplaintCase> {
    complaints += 1;
    const when = at(on, '10:00');
    const decision = openComplaint(
      {
        channel,
        receivedAt: when.toISOString(),
        category: 'sales',
        statement: 'what was promised is not in the policy',
        filer: { as: 'consumer', papers: [] },
        involved,
        newFacts: true,
      },
      {
        id: `cp-${String(complaints).padStart(20, '0')}`,
        branch,
        carrier,
        customerRef: `complainant-${complaints}`,
        line: 'life',
        ...(brokerId === undefined ? {} : { brokerId }),
      },
      { earlier: undefined },
      CORE_SYSTEM,
      when,
      COMPLAINT_RULES,
    );
    await saveDecision(this.store, decision, when);
    await this.stream.drain();
    return this.store.cases.load('complaint', present(decision.cases[0]).case.id);
  }

  /** Settled on the spot, to the complainant's word. */
  async settles(complaint: ComplaintCase, on: string, second = 'benefit-overstated'): Promise<void> {
    const when = at(on, '15:00');
    const cause = { first: complaint.subject, second };
    const settled = { remedy: 'what was promised is written down', cause, proof: 'recording-1' };
    const handler = staff('complaint-handler', 'handler-you', complaint.branch);
    await saveDecision(this.store, settleOnTheSpot(complaint, settled, handler, when, COMPLAINT_RULES), when);
    await this.stream.drain();
  }

  /** Many policies at once, as the sum of what they add: 10,000s of them are told apart by nothing else here. */
  async sellsMany(counters: readonly Counter[]): Promise<void> {
    complaints += 1;
    const exposure = { policyId: `many-${complaints}`, seq: 0, at: this.now.toISOString() };
    await this.store.transactions.commit([
      { store: 'exposure', exposure: { ...exposure, counters: [...counters] } },
    ]);
    await this.stream.drain();
  }

  async get(path: string, who: Staff, query: Record<string, string> = {}) {
    return this.ask('GET', path, who, query);
  }

  /** Through API Gateway's own event and answer. */
  async ask(method: string, path: string, who: Staff, query: Record<string, string> = {}, body?: unknown) {
    const { cases, policies, commissions, transactions, metrics, figureRecords } = this.store;
    const { files } = this;
    const clock = { now: () => this.now };
    const counting = {
      read: (month: string) => {
        this.reads += 1;
        return metrics.read(month);
      },
      readBrokers: (month: string) => {
        this.reads += 1;
        return metrics.readBrokers(month);
      },
    };
    const takeIn = newTakeIn({ policies, transactions, clock, rules: RULES });
    const log = () => undefined;
    const api = newApi(
      [
        ...figuresRoutes({
          metrics: counting,
          figureRecords,
          commissions,
          cases,
          files,
          clock,
          firm: { branches: ['bj', 'sh'] },
        }),
        ...policyRoutes({ cases, policies, commissions, transactions, clock, rules: RULES, files, takeIn }),
      ],
      { logger: { info: log, warn: log, error: console.error }, once: (_request, act) => act() },
    );
    const target = `${path}?${new URLSearchParams(query)}`;
    const { id: sub, role, branch } = who;
    const event = toHttpApiEvent({
      method,
      target,
      headers: { host: 'firm.example', 'content-type': 'application/json' },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      sourceIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
      at: this.now,
      route: { method: 'ANY', path },
      pathParameters: {},
      claims: { sub, role, ...(branch === undefined ? {} : { branch }) },
    });
    const response = toResponse(await api(event as Event, {} as Context));
    await this.stream.drain();
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: isJson ? JSON.parse(bytes.toString()) : undefined,
    };
  }

  async faults(): Promise<string[]> {
    return (await verify(this.store)).faults.map(({ where, what }) => `${where}: ${what}`);
  }
}

interface Heard {
  branch?: string;
  carrier?: string;
  channel?: 'hotline' | 'regulator';
  involved?: string[];
  brokerId?: string;
}
