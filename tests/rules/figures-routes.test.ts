import type { Context } from 'aws-lambda';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { verifyProof } from '../../adapters/csv/proof.ts';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { CaseEvent } from '../../domain/case.ts';
import { MINIMUM } from '../../domain/metrics/rates.ts';
import type { Staff } from '../../domain/people.ts';
import { figuresRoutes } from '../../functions/figures/routes.ts';
import { CarrierTimesView, PreUnderwritingView, ReconsiderationView } from '../../functions/figures/views.ts';
import { type Event, newApi } from '../../functions/http/api.ts';
import { newCount } from '../../functions/stream/count.ts';
import { claimsOfHalfYear, customersOfHalfYear, HALF_YEAR, happened } from '../support/figures.ts';
import {
  AGENT,
  BRANCH_MANAGER,
  COMPLIANCE,
  EXPERT,
  HEAD_OFFICE,
  reviewer,
  SELLER,
  staff,
} from '../support/people.ts';
import { at } from '../support/wall.ts';

const NOW = at('2026-06-20', '10:00');
const SH_MANAGER = staff('branch-manager', 'manager-sh', 'sh');
const CUSTOMERS = 90;
const DIFFERING = 60;
const CLAIMS = 60;
const CHANGED = 32;

let store: MemoryStore;
let monthsRead: string[];

const asked = (when: string, days: number, carrier = 'carrier-a'): CaseEvent =>
  happened(
    'carrier-request',
    'carrier-answered',
    { purpose: 'pre-underwriting', days, late: false },
    { at: at(when), carrier },
  );

beforeEach(async () => {
  store = new MemoryStore();
  monthsRead = [];
  const count = newCount({ metrics: store.metrics });
  const events = [
    ...customersOfHalfYear(CUSTOMERS, DIFFERING),
    ...claimsOfHalfYear(CLAIMS, CHANGED),
    asked('2025-11-28', 30), // before the last six whole months
    asked('2025-12-02', 4),
    asked('2026-06-19', 6),
    asked('2026-06-19', 2, 'carrier-b'),
  ];
  for (const event of events) await count({ is: 'event', event });
});

/** The routes over the counters, asked as by API Gateway. */
async function ask(path: string, who: Staff, query: Record<string, string> = {}) {
  const log = () => undefined;
  const metrics = {
    read: (month: string) => {
      monthsRead.push(month);
      return store.metrics.read(month);
    },
    readBrokers: (month: string) => store.metrics.readBrokers(month),
  };
  const { figureRecords, commissions, cases } = store;
  const ports = { metrics, figureRecords, commissions, cases, files: new MemoryFiles() };
  const routes = figuresRoutes({ ...ports, firm: { branches: ['bj', 'sh'] }, clock: { now: () => NOW } });
  const api = newApi(routes, {
    logger: { info: log, warn: log, error: log },
    once: (_request, act) => act(),
  });
  const { kind: _kind, id: sub, ...claims } = who;
  const event = {
    version: '2.0',
    rawPath: path,
    routeKey: `GET ${path}`,
    headers: {},
    queryStringParameters: query,
    requestContext: {
      requestId: 'request-1',
      http: { method: 'GET', path },
      authorizer: { jwt: { claims: { sub, ...claims } } },
    },
    isBase64Encoded: false,
  };
  const { statusCode, headers, body = '' } = await api(event as unknown as Event, {} as Context);
  const isJson = String(headers?.['content-type']).includes('json');
  return { status: statusCode, headers, text: body, body: isJson ? JSON.parse(body) : undefined };
}

describe('GET /figures/pre-underwriting', () => {
  const read = async (who: Staff, query = {}) => {
    const { status, body } = await ask('/figures/pre-underwriting', who, { ...HALF_YEAR, ...query });
    expect(status).toBe(200);
    return PreUnderwritingView.parse(body);
  };

  it('gives the share that differed with both its parts, its interval and what it is of', async () => {
    const figures = await read(COMPLIANCE);
    expect(figures).toMatchObject({
      ...HALF_YEAR,
      minimum: MINIMUM,
      customers: CUSTOMERS,
      differed: { numerator: DIFFERING, denominator: CUSTOMERS, interval: {} },
      denominators: { differed: expect.stringContaining('two carriers or more') },
    });
  });

  it('reads each month once', async () => {
    await read(COMPLIANCE);
    expect(monthsRead).toEqual(['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']);
  });

  it('gives a branch manager the own branch and hides that there are others', async () => {
    const own = await read(BRANCH_MANAGER);
    expect(own.customers).toBe(CUSTOMERS / 3);
    expect(await read(BRANCH_MANAGER, { branch: 'bj' })).toEqual(own);
    expect(await read(HEAD_OFFICE, { branch: 'bj' })).toEqual(own);
    expect((await read(SH_MANAGER)).customers).toBe(CUSTOMERS / 3);
    const query = { ...HALF_YEAR, branch: 'sh' };
    expect((await ask('/figures/pre-underwriting', BRANCH_MANAGER, query)).status).toBe(404);
  });

  it('gives one carrier alone when it is asked for, its customers being those of all', async () => {
    const figures = await read(COMPLIANCE, { carrier: 'carrier-b' });
    expect(figures.byCarrier.map(({ carrier }) => carrier)).toEqual(['carrier-b']);
    expect(figures.customers).toBe(CUSTOMERS);
  });

  it.each([
    ['a month that is none', { from: '2026-13', to: '2026-06' }],
    ['an end before the beginning', { from: '2026-06', to: '2026-05' }],
    ['more than 24 months', { from: '2024-06', to: '2026-06' }],
    ['half a span', { from: '2026-06' }],
    ['what it does not know', { ...HALF_YEAR, condition: 'asthma' }],
  ])('refuses %s with the field, and reads nothing', async (_what, query) => {
    const { status, body } = await ask('/figures/pre-underwriting', COMPLIANCE, query);
    expect(status).toBe(400);
    expect(body.fields).toHaveLength(1);
    expect(monthsRead).toEqual([]);
  });

  it.each([SELLER, EXPERT, AGENT, reviewer('carrier-a')])('is not for a $role', async (who) => {
    expect((await ask('/figures/pre-underwriting', who, HALF_YEAR)).status).toBe(403);
    expect((await ask('/figures/reconsideration', who, HALF_YEAR)).status).toBe(403);
    expect(monthsRead).toEqual([]);
  });
});

describe('GET /figures/reconsideration', () => {
  it('gives the change rate of claims that went to the carrier, and says so', async () => {
    const { body } = await ask('/figures/reconsideration', HEAD_OFFICE, HALF_YEAR);
    const figures = ReconsiderationView.parse(body);
    expect(figures.disputes.find(({ of }) => of === 'claim')?.changed).toMatchObject({
      numerator: CHANGED,
      denominator: CLAIMS,
    });
    expect(figures.denominators['disputes.changed']).toContain('went to the carrier at least once');
  });

  it('has no rate for a branch with too few, but both counts', async () => {
    const { body } = await ask('/figures/reconsideration', SH_MANAGER, HALF_YEAR);
    const claims = ReconsiderationView.parse(body).disputes.find(({ of }) => of === 'claim');
    expect(claims?.changed).toMatchObject({ denominator: CLAIMS / 3, tooFew: true });
    expect(claims?.changed).not.toHaveProperty('rate');
  });
});

describe('GET /figures/carrier-times', () => {
  it('shows a broker, before he asks, what each carrier took in the last six whole months and this one', async () => {
    const { status, body } = await ask('/figures/carrier-times', SELLER);
    expect(status).toBe(200);
    expect(CarrierTimesView.parse(body)).toMatchObject({
      from: '2025-12',
      to: '2026-06',
      carriers: [
        {
          carrier: 'carrier-a',
          purposes: [{ purpose: 'pre-underwriting', answerDays: { count: 2, median: 5 } }],
        },
        { carrier: 'carrier-b', purposes: [{ answerDays: { count: 1, median: 2 } }] },
      ],
    });
    expect(monthsRead).toHaveLength(7);
  });

  it('is the same for every branch, and for nobody of a carrier', async () => {
    const { body } = await ask('/figures/carrier-times', SELLER);
    for (const who of [SH_MANAGER, EXPERT, HEAD_OFFICE, COMPLIANCE]) {
      expect((await ask('/figures/carrier-times', who)).body).toEqual(body);
    }
    expect((await ask('/figures/carrier-times', reviewer('carrier-a'))).status).toBe(403);
  });
});

describe('GET /figures/scorecard.csv', () => {
  it('is a row for each carrier, proven in its last line', async () => {
    const { status, headers, text } = await ask('/figures/scorecard.csv', HEAD_OFFICE, HALF_YEAR);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="scorecard-2026-01-2026-06.csv"',
    });
    expect(verifyProof(text).rows).toBe(2);
    const rows = rowsOf(text);
    expect(rows.map(({ carrier }) => carrier)).toEqual(['carrier-a', 'carrier-b']);
    expect(rows[0]).toMatchObject({
      ...HALF_YEAR,
      claims_changed: String(CHANGED),
      claims_changed_of: String(CLAIMS),
      claims_changed_rate: (CHANGED / CLAIMS).toFixed(4),
      underwriting_changed_rate: '', // too few
      opinion_answered: '1',
      opinion_answer_days_median: '6',
      complaints: '0',
    });
    expect(Object.values(rows[0] ?? {})).not.toContain('undefined');
  });

  it('shows complaints as soon as they are counted', async () => {
    const complaint = {
      month: '2026-02',
      branch: 'bj',
      carrier: 'carrier-a',
      name: 'complaint-opened',
      count: 3,
    };
    await store.metrics.add([{ id: 'complaint-1', counters: [complaint] }]);
    const { text } = await ask('/figures/scorecard.csv', COMPLIANCE, HALF_YEAR);
    expect(rowsOf(text)[0]).toMatchObject({ carrier: 'carrier-a', complaints: '3' });
  });

  it('is for the head office and compliance alone, of at most 24 months', async () => {
    for (const who of [SELLER, BRANCH_MANAGER, EXPERT, AGENT]) {
      expect((await ask('/figures/scorecard.csv', who, HALF_YEAR)).status).toBe(403);
    }
    const query = { from: '2024-06', to: '2026-06' };
    expect((await ask('/figures/scorecard.csv', COMPLIANCE, query)).status).toBe(400);
    expect(monthsRead).toEqual([]);
  });
});

function rowsOf(text: string): Record<string, string>[] {
  const table = text.slice(0, text.lastIndexOf('#rows'));
  return parse(table, { columns: true, bom: true });
}
