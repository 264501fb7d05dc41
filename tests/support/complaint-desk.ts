import type { Context } from 'aws-lambda';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { ComplaintCase } from '../../domain/complaint/case.ts';
import { type ComplaintRules, DEFAULT_COMPLAINT_SETTINGS } from '../../domain/complaint/settings.ts';
import { verifyChain } from '../../domain/history.ts';
import type { Staff } from '../../domain/people.ts';
import { hotlineRoutes } from '../../functions/complaint/hotline-routes.ts';
import { complaintRoutes } from '../../functions/complaint/routes.ts';
import { correctiveActionRoutes } from '../../functions/corrective-action/routes.ts';
import { type Event, newApi } from '../../functions/http/api.ts';
import { everyItem } from '../../functions/pages.ts';
import { receptionDayRoutes } from '../../functions/reception-day/routes.ts';
import { RULES as CALLBACK_RULES, intakeOf, type PolicyOver, writesOfIntake } from './policies.ts';

const RULES: ComplaintRules = { ...CALLBACK_RULES, complaint: DEFAULT_COMPLAINT_SETTINGS };

/** Everything about complaints over a store in memory, asked as by API Gateway. Each request has an id of its own. */
export function newComplaintDesk(start: Date) {
  const store = new MemoryStore({ pageOf: 7 });
  const files = new MemoryFiles();
  const clock = { at: start, now: () => clock.at };
  const deps = {
    cases: store.cases,
    policies: store.policies,
    transactions: store.transactions,
    metrics: store.metrics,
    files,
    clock,
    rules: RULES,
  };
  const log = () => undefined;
  const routes = [
    ...complaintRoutes(deps),
    ...hotlineRoutes(deps),
    ...receptionDayRoutes(deps),
    ...correctiveActionRoutes(deps),
  ];
  const error = (...said: unknown[]) => console.error(...said);
  const api = newApi(routes, { logger: { info: log, warn: log, error }, once: (_request, act) => act() });
  let asked = 0;

  async function ask(method: 'GET' | 'POST', target: string, who: Staff, body?: unknown) {
    asked += 1;
    const { kind: _kind, id: sub, ...claims } = who;
    const { pathname, searchParams } = new URL(target, 'https://firm.example');
    const event = {
      version: '2.0',
      rawPath: pathname,
      routeKey: `${method} ${pathname}`,
      headers: { 'content-type': 'application/json' },
      queryStringParameters: Object.fromEntries(searchParams),
      requestContext: {
        requestId: `request-${asked}`,
        http: { method, path: pathname },
        authorizer: { jwt: { claims: { sub, ...claims } } },
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      isBase64Encoded: false,
    };
    const answer = await api(event as unknown as Event, {} as Context);
    const bytes = Buffer.from(answer.body ?? '', answer.isBase64Encoded === true ? 'base64' : 'utf8');
    const isJson = String(answer.headers?.['content-type']).includes('json');
    // The test reads what it expects: an answer of another shape fails there.
    // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what the tests look at
    const json = isJson ? (JSON.parse(bytes.toString()) as any) : undefined;
    return { status: answer.statusCode, headers: answer.headers, bytes, body: json };
  }

  async function sell(over: PolicyOver = {}) {
    const intake = intakeOf(over);
    await store.transactions.commit(writesOfIntake(intake));
    return intake.policy;
  }

  /** Every complaint that is stored, its history proven. */
  async function complaints(): Promise<ComplaintCase[]> {
    const found: ComplaintCase[] = [];
    for await (const one of everyItem((next) => store.cases.all(next))) {
      if (one.kind !== 'complaint') continue;
      const broken = verifyChain(await store.cases.history(one.id), { seq: one.version, hash: one.lastHash });
      if (broken !== undefined) throw new Error(`the history of ${one.id} is broken: ${broken.reason}`);
      found.push(one);
    }
    return found;
  }

  return { store, files, clock, deps, ask, sell, complaints };
}

export type ComplaintDesk = ReturnType<typeof newComplaintDesk>;
