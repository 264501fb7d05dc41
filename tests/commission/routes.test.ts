import { beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../domain/history.ts';
import type { Staff } from '../../domain/people.ts';
import { callbackCaseIdOf, policyIdOf } from '../../domain/policy/policy.ts';
import {
  BRANCH_MANAGER,
  COMPLIANCE,
  HEAD_OFFICE,
  LEADER,
  OTHER_BROKER,
  SECOND_COMPLIANCE,
  SELLER,
  staff,
} from '../support/people.ts';
import { intakeOf, writesOfIntake } from '../support/policies.ts';
import { at } from '../support/wall.ts';
import { newCommissionApi } from './api.ts';
import { aBook, type FirmUnderTest, MONTH, newFirm } from './firm.ts';

const SH_MANAGER = staff('branch-manager', 'manager-sh', 'sh');
const AGENT = staff('callback-agent', 'agent-ding');

let firm: FirmUnderTest;
let ask: ReturnType<typeof newCommissionApi>;

beforeEach(() => {
  firm = newFirm();
  ask = newCommissionApi(firm);
});

/** A policy in scope with its callback case, seller and team leader. */
async function takeIn(number: string): Promise<string> {
  const intake = intakeOf({ number });
  await firm.store.transactions.commit(writesOfIntake(intake));
  return intake.policy.id;
}

const hold = (hand: 'place' | 'release', policyId: string, who: Staff, type = 'compliance') =>
  ask('POST', `/holds/${policyId}/${hand}`, who, { body: { type, reason: 'papers in doubt' } });

describe('GET /commissions', () => {
  it('shows a broker what is held, why, since when, who is next and when something moves', async () => {
    const policyId = await takeIn('POL-1000');
    const { status, body } = await ask('GET', '/commissions', SELLER);
    expect(status).toBe(200);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      policyId,
      payee: SELLER.id,
      state: 'held',
      amounts: { held: { fen: 300_001, yuan: '3,000.01' }, payable: { fen: 0, yuan: '0.00' } },
      holds: [
        {
          type: 'callback-not-completed',
          since: '2026-03-02T02:00:00.000Z',
          next: { who: 'customer', what: 'answer the questionnaire' },
        },
      ],
      expected: { why: 'available', on: '2026-03-18' },
      caseId: callbackCaseIdOf(policyId),
    });
  });

  it("takes the catalogue's word where no callback decides, and promises no date then", async () => {
    await firm.sell({ number: 'POL-1001', payee: SELLER.id, holds: ['receipt-missing'] });
    const { body } = await ask('GET', '/commissions', SELLER, { query: { state: 'held' } });
    expect(body.items[0].holds[0].next).toEqual({ who: 'broker', what: 'bring the signed receipt' });
    expect(body.items[0].expected).toBeUndefined();
  });

  it('keeps the lines of others from a broker', async () => {
    await takeIn('POL-1002');
    expect((await ask('GET', '/commissions', OTHER_BROKER)).body.items).toEqual([]);
    expect((await ask('GET', '/commissions', OTHER_BROKER, { query: { payee: SELLER.id } })).status).toBe(
      404,
    );
    expect((await ask('GET', '/commissions', AGENT)).status).toBe(403);
  });

  it('lists a branch to its manager, all branches to compliance, page by page and without a gap', async () => {
    await firm.sell(...aBook());
    const read = async (who: Staff, query: Record<string, string> = {}) => {
      const found: string[] = [];
      let next: string | undefined;
      do {
        const { body } = await ask('GET', '/commissions', who, {
          query: { state: 'payable', limit: '4', ...query, ...(next === undefined ? {} : { next }) },
        });
        expect(body.items.length).toBeLessThanOrEqual(4);
        found.push(...body.items.map((item: { policyId: string }) => item.policyId));
        next = body.next;
      } while (next !== undefined);
      return found;
    };
    const all = await read(COMPLIANCE);
    expect(new Set(all).size).toBe(16);
    expect(all).toHaveLength(16);
    const [bj, sh] = [await read(BRANCH_MANAGER), await read(SH_MANAGER)];
    expect([...bj, ...sh].toSorted()).toEqual(all.toSorted());
    expect(await read(COMPLIANCE, { branch: 'sh' })).toEqual(sh);
    expect((await ask('GET', '/commissions', SH_MANAGER, { query: { branch: 'bj' } })).status).toBe(404);
    expect((await ask('GET', '/commissions', SH_MANAGER, { query: { next: 'bm9uZQ' } })).status).toBe(400);
  });
});

describe('what is owed back', () => {
  /** Paid, and put on hold after it. */
  const owedBack = async (...numbers: string[]) => {
    for (const number of numbers) await firm.hold(number);
  };
  beforeEach(async () => {
    await firm.sell(
      { number: 'A-1', amountFen: 100 },
      { number: 'A-2', amountFen: 200, branch: 'sh' },
      { number: 'A-3', amountFen: 400 },
    );
    await firm.run();
    await firm.sell(
      { number: 'A-4', amountFen: 800 },
      { number: 'A-5', amountFen: 1_600, holds: ['compliance'] },
    );
    await owedBack('A-1', 'A-2');
  });
  const listed = async (query: Record<string, string>) => {
    const { body } = await ask('GET', '/commissions', COMPLIANCE, { query });
    return { ...body, payable: body.items.map(({ amounts }: Card) => amounts.payable.fen) };
  };
  interface Card {
    amounts: { payable: { fen: number } };
  }

  it('is a list of its own, of a payee and of branches, that ends where it ends', async () => {
    const ofPayee = await listed({ payee: 'broker-jia', state: 'owed-back' });
    expect(ofPayee.payable.toSorted()).toEqual([-100, -200].toSorted());
    expect(ofPayee.next).toBeUndefined();
    const ofBranches = await listed({ state: 'owed-back' });
    expect(ofBranches.payable).toEqual([-100, -200]);
    expect(ofBranches.next).toBeUndefined();
    expect((await listed({ state: 'owed-back', branch: 'sh' })).payable).toEqual([-200]);
  });

  it('is summed up beside what is held, payable and paid', async () => {
    const { body } = await ask('GET', '/commissions/sums', COMPLIANCE, { query: { payee: 'broker-jia' } });
    expect(body).toMatchObject({
      held: { lines: 3, amount: { fen: 100 + 200 + 1_600 } },
      payable: { lines: 1, amount: { fen: 800 } },
      owedBack: { lines: 2, amount: { fen: -300, yuan: '-3.00' } },
      paid: { lines: 3, amount: { fen: 700 } },
    });
    const { body: ofBranch } = await ask('GET', '/commissions/sums', SH_MANAGER);
    expect(ofBranch).toMatchObject({ held: { amount: { fen: 200 } }, owedBack: { amount: { fen: -200 } } });
    expect(ofBranch.paid).toBeUndefined();
  });

  it('is summed up for nobody else than who may read the lines', async () => {
    const sums = (who: Staff, query = {}) => ask('GET', '/commissions/sums', who, { query });
    expect((await sums(OTHER_BROKER)).body.held.lines).toBe(0);
    expect((await sums(OTHER_BROKER, { payee: 'broker-jia' })).status).toBe(404);
    expect((await sums(SH_MANAGER, { branch: 'bj' })).status).toBe(404);
    expect((await sums(AGENT)).status).toBe(403);
  });
});

describe('GET /commissions/{policyId}', () => {
  it('names the policy by its number, and who placed a hold', async () => {
    const policyId = await takeIn('POL-1999');
    await hold('place', policyId, COMPLIANCE);
    const { body } = await ask('GET', `/commissions/${policyId}`, SELLER);
    expect(body.items[0].policyNumber).toBe('POL-1999');
    expect(body.items[0].holds.at(-1)).toMatchObject({ type: 'compliance', placedBy: COMPLIANCE.id });
    expect((await ask('GET', '/commissions', SELLER)).body.items[0].policyNumber).toBe('POL-1999');
  });

  it('shows the ledger to whom it concerns: each payee the own share', async () => {
    const policyId = await takeIn('POL-2000');
    const path = `/commissions/${policyId}`;
    const own = await ask('GET', path, LEADER);
    expect(own.body.items).toHaveLength(1);
    expect(own.body.items[0]).toMatchObject({
      payee: LEADER.id,
      entries: [{ seq: 1, what: 'accrued', legs: { held: { fen: 50_000, yuan: '500.00' } } }],
    });
    expect((await ask('GET', path, BRANCH_MANAGER)).body.items).toHaveLength(2);
    expect((await ask('GET', path, OTHER_BROKER)).status).toBe(404);
    expect((await ask('GET', path, SH_MANAGER)).status).toBe(404);
    expect((await ask('GET', path, AGENT)).status).toBe(403);
    expect((await ask('GET', '/commissions/POL-2000', SELLER)).status).toBe(400);
  });
});

describe('holds by hand', () => {
  it('are placed on every line with an event in the history, and released by another person', async () => {
    const policyId = await takeIn('POL-3000');
    const placed = await hold('place', policyId, COMPLIANCE);
    expect(placed.status).toBe(200);
    const types = placed.body.items.map((item: { holds: { type: string }[] }) =>
      item.holds.map(({ type }) => type),
    );
    expect(types).toEqual([
      ['callback-not-completed', 'compliance'],
      ['callback-not-completed', 'compliance'],
    ]);
    expect((await hold('place', policyId, COMPLIANCE)).status).toBe(200); // there already
    expect(await hold('release', policyId, COMPLIANCE)).toMatchObject({
      status: 422,
      body: { rule: 'second-person' },
    });
    expect((await hold('release', policyId, SECOND_COMPLIANCE)).status).toBe(200);

    const caseId = callbackCaseIdOf(policyId);
    const history = await firm.store.cases.history(caseId);
    expect(history.map(({ type }) => type)).toEqual([
      'callback-opened',
      'hold-placed-by-hand',
      'hold-released-by-hand',
    ]);
    expect(history.at(-1)?.data).toEqual({ type: 'compliance', reason: 'papers in doubt' });
    const { version, lastHash } = await firm.store.cases.load('callback', caseId);
    expect(verifyChain(history, { seq: version, hash: lastHash })).toBeUndefined();
  });

  it('never end what the customer ends, nor are they placed by others than compliance', async () => {
    const policyId = await takeIn('POL-3001');
    expect((await hold('release', policyId, COMPLIANCE, 'callback-not-completed')).status).toBe(403);
    expect((await hold('release', policyId, COMPLIANCE, 'callback-problem')).status).toBe(403);
    expect((await hold('place', policyId, COMPLIANCE, 'callback-problem')).status).toBe(403);
    for (const who of [SELLER, BRANCH_MANAGER, HEAD_OFFICE]) {
      expect((await hold('place', policyId, who)).status).toBe(403);
      expect((await hold('release', policyId, who)).status).toBe(403);
    }
    expect((await hold('place', policyId, OTHER_BROKER)).status).toBe(404);
    expect(await firm.store.cases.history(callbackCaseIdOf(policyId))).toHaveLength(1);
  });

  it('work for a policy without a callback, and take back what was paid already', async () => {
    await firm.sell({ number: 'POL-3002', amountFen: 900 });
    const policyId = policyIdOf('carrier-a', 'POL-3002');
    await firm.run();
    const { body } = await hold('place', policyId, COMPLIANCE);
    expect(body.items[0]).toMatchObject({
      state: 'payable',
      amounts: { paid: { fen: 900 }, payable: { fen: -900 }, held: { fen: 900 } },
    });
  });

  it('are decided anew when the line changed meanwhile', async () => {
    const policyId = await takeIn('POL-3003');
    const both = await Promise.all([
      hold('place', policyId, COMPLIANCE),
      hold('place', policyId, SECOND_COMPLIANCE, 'customer-data'),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const lines = await firm.store.commissions.linesOf(policyId);
    for (const line of lines) expect(line.holds).toHaveLength(3);
  });

  it('are released on many policies with a result for each', async () => {
    const [first, second, unheld] = [
      await takeIn('POL-3010'),
      await takeIn('POL-3011'),
      await takeIn('POL-3012'),
    ];
    const unknown = policyIdOf('carrier-a', 'POL-none');
    await hold('place', first, COMPLIANCE);
    await hold('place', second, SECOND_COMPLIANCE);
    const { status, body } = await ask('POST', '/holds/release', SECOND_COMPLIANCE, {
      body: { policyIds: [first, second, unheld, unknown], type: 'compliance', reason: 'all in order' },
    });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { policyId: first, outcome: 'released' },
      { policyId: second, problem: { rule: 'second-person' } },
      { policyId: unheld, outcome: 'unchanged' },
      { policyId: unknown, problem: { status: 404 } },
    ]);
    const many = { policyIds: Array(101).fill(first), type: 'compliance', reason: 'all in order' };
    expect((await ask('POST', '/holds/release', COMPLIANCE, { body: many })).status).toBe(400);
  });
});

describe('payouts', () => {
  it('are previewed to the fen, and the preview changes nothing', async () => {
    await firm.sell(...aBook());
    const preview = await ask('GET', `/payouts/${MONTH}/preview`, HEAD_OFFICE);
    expect(preview.body).toMatchObject({ cutOff: '2026-03-31', opensOn: '2026-04-01' });
    expect(preview.body.held).toMatchObject({ lines: 4, byType: { 'callback-problem': { lines: 4 } } });
    expect(preview.body.held.items).toHaveLength(4);
    expect(await firm.paidLines()).toEqual([]);

    expect((await ask('POST', `/payouts/${MONTH}`, HEAD_OFFICE)).status).toBe(201);
    await firm.execute();
    const run = await ask('GET', `/payouts/${MONTH}`, COMPLIANCE);
    expect(run.body.run).toMatchObject({ stage: 'finished', month: MONTH });
    expect(run.body.totals).toEqual(preview.body.totals);
    const withoutFile = run.body.statements.items.map(
      ({ sha256: _file, ...rest }: object & { sha256: string }) => rest,
    );
    expect(withoutFile).toEqual(preview.body.payees);
  });

  it('preview what is taken back and carried', async () => {
    await firm.sell({ number: 'POL-4000', amountFen: 800 });
    await firm.run();
    await firm.hold('POL-4000');
    firm.clock.at = at('2026-05-05', '09:00');
    const { body } = await ask('GET', '/payouts/2026-04/preview', HEAD_OFFICE);
    expect(body.totals).toMatchObject({ takenBack: { fen: 800 }, net: { fen: 0 }, carriedOut: { fen: 800 } });
    expect(body.held).toMatchObject({ lines: 1, amount: { fen: 800 } });
  });

  it('give the further pages of held lines alone', async () => {
    await firm.sell(...aBook());
    const first = await ask('GET', `/payouts/${MONTH}/preview`, HEAD_OFFICE, { query: { limit: '3' } });
    expect(first.body.held.items).toHaveLength(3);
    const query = { limit: '3', next: first.body.held.next };
    const second = await ask('GET', `/payouts/${MONTH}/preview`, HEAD_OFFICE, { query });
    expect(second.body.held.items).toHaveLength(1);
    expect(second.body.totals).toBeUndefined();
  });

  it('are opened once, by head office, after the month', async () => {
    firm.clock.at = at('2026-03-31', '23:00');
    expect(await ask('POST', `/payouts/${MONTH}`, HEAD_OFFICE)).toMatchObject({
      status: 422,
      body: { rule: 'month-not-over' },
    });
    firm.clock.at = at('2026-04-01', '00:30');
    expect((await ask('POST', `/payouts/${MONTH}`, COMPLIANCE)).status).toBe(403);
    const opened = await ask('POST', `/payouts/${MONTH}`, HEAD_OFFICE);
    const again = await ask('POST', `/payouts/${MONTH}`, HEAD_OFFICE);
    expect([opened.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(opened.body);
    expect(await firm.store.cases.history(`payout-${MONTH}`)).toHaveLength(1);
    expect((await ask('GET', '/payouts/2026-02', HEAD_OFFICE)).status).toBe(404);
    expect((await ask('GET', '/payouts/2026-13', HEAD_OFFICE)).status).toBe(400);
  });

  it('tell who opened them and, while they run, what they have paid', async () => {
    await firm.sell(...aBook());
    const { body: opened } = await ask('POST', `/payouts/${MONTH}`, HEAD_OFFICE);
    expect(opened).toMatchObject({ openedBy: HEAD_OFFICE.id, soFar: { lines: 0, paid: { fen: 0 } } });
    await firm.execute();
    const { body } = await ask('GET', `/payouts/${MONTH}`, HEAD_OFFICE);
    const { lines, paid, takenBack } = body.totals;
    expect(lines).toBeGreaterThan(0);
    expect(body.run.soFar).toEqual({ lines, paid, takenBack });
  });

  it('are listed by month: to head office also the one that can be run, to a payee those with a statement', async () => {
    await firm.sell({ number: 'POL-4050', payee: SELLER.id });
    await firm.run();
    const months = async (who: Staff, query = {}) => {
      const { body } = await ask('GET', '/payouts', who, { query });
      return body.items.map(({ month, run }: { month: string; run?: { stage: string } }) => [
        month,
        run?.stage,
      ]);
    };
    expect(await months(HEAD_OFFICE)).toEqual([
      ['2026-04', undefined],
      [MONTH, 'finished'],
    ]);
    expect(await months(SELLER)).toEqual([[MONTH, 'finished']]);
    expect(await months(OTHER_BROKER)).toEqual([]);
    const { body } = await ask('GET', '/payouts', SELLER);
    expect(body.items[0].statement).toMatchObject({ payee: SELLER.id, net: { fen: 10_000 } });
    expect((await ask('GET', '/payouts', BRANCH_MANAGER)).status).toBe(403);
    const earlier = await ask('GET', '/payouts', SELLER, { query: { next: body.next } });
    expect(earlier.body).toEqual({ items: [] });
  });

  it('page their statements', async () => {
    await firm.sell(...aBook());
    await firm.run();
    const first = await ask('GET', `/payouts/${MONTH}`, HEAD_OFFICE, { query: { limit: '3' } });
    const second = await ask('GET', `/payouts/${MONTH}`, HEAD_OFFICE, {
      query: { limit: '3', next: first.body.statements.next },
    });
    expect(first.body.statements.items).toHaveLength(3);
    expect(second.body.statements.items).toHaveLength(1);
    expect(second.body.statements.next).toBeUndefined();
    expect(second.body.totals.payees).toBe(4);
  });

  it('give a broker the own statement and no other', async () => {
    await firm.sell({ number: 'POL-4100', payee: SELLER.id });
    await firm.run();
    const path = `/payouts/${MONTH}/statements/${SELLER.id}`;
    const { status, headers, text } = await ask('GET', path, SELLER);
    expect(status).toBe(200);
    expect(headers?.['content-type']).toBe('text/csv; charset=utf-8');
    expect(text).toMatch(/^policy,paid_on,amount_yuan,kind\r\n.*,2026-04-05,100\.00,paid\r\n#rows 1 sha256 /);
    expect((await ask('GET', path, OTHER_BROKER)).status).toBe(404);
    expect((await ask('GET', path, COMPLIANCE)).status).toBe(200);
    expect((await ask('GET', `/payouts/${MONTH}/statements/${OTHER_BROKER.id}`, OTHER_BROKER)).status).toBe(
      404,
    );

    await firm.files.put(`payouts/${MONTH}/${SELLER.id}.csv`, String(text).replace('100', '900'), 'text/csv');
    expect((await ask('GET', path, SELLER)).status).toBe(500);
  });
});

describe('a statement to be read', () => {
  it('has the rows of the very file, in whole fen and with their signs', async () => {
    await firm.sell({ number: 'POL-4200', payee: SELLER.id, amountFen: 123_456 });
    await firm.run();
    await firm.hold('POL-4200', SELLER.id);
    firm.clock.at = at('2026-05-05', '09:00');
    await firm.run('2026-04');
    const rowsOf = async (month: string, who = SELLER) =>
      (await ask('GET', `/payouts/${month}/statements/${SELLER.id}/rows`, who)).body;
    expect((await rowsOf(MONTH)).rows).toMatchObject([{ amount: { fen: 123_456 }, kind: 'paid' }]);
    const second = await rowsOf('2026-04');
    expect(second.rows).toMatchObject([
      { paidOn: '2026-05-05', amount: { fen: -123_456 }, kind: 'taken-back' },
    ]);
    expect(second.statement).toMatchObject({ takenBack: { fen: 123_456 }, carriedOut: { fen: 123_456 } });
    expect((await rowsOf(MONTH, OTHER_BROKER)).status).toBe(404);
  });

  it('is not shown when it is not the file that was written', async () => {
    await firm.sell({ number: 'POL-4201', payee: SELLER.id });
    await firm.run();
    const key = `payouts/${MONTH}/${SELLER.id}.csv`;
    await firm.files.put(key, (await firm.textOf(key)).replace('100', '900'), 'text/csv');
    expect((await ask('GET', `/payouts/${MONTH}/statements/${SELLER.id}/rows`, SELLER)).status).toBe(500);
  });
});

describe('GET /metrics', () => {
  it('gives counts as stored and rates with both their parts, to a branch its own', async () => {
    const counter = { month: MONTH, carrier: 'carrier-a' };
    await firm.store.metrics.add([
      {
        id: 'event-1',
        counters: [
          { ...counter, branch: 'bj', name: 'callback-opened', count: 10 },
          { ...counter, branch: 'bj', name: 'answered-clean', count: 6 },
          { ...counter, branch: 'bj', name: 'answered-problem', count: 2 },
          { ...counter, branch: 'sh', name: 'callback-opened', count: 3 },
        ],
      },
    ]);
    const { body } = await ask('GET', '/metrics', BRANCH_MANAGER, { query: { month: MONTH } });
    expect(body.counters).toHaveLength(3);
    expect(body.rates).toContainEqual({
      branch: 'bj',
      name: 'reached',
      numerator: 8,
      denominator: 10,
      counts: { numerator: ['answered-clean', 'answered-problem'], denominator: ['callback-opened'] },
    });
    const all = await ask('GET', '/metrics', COMPLIANCE, { query: { month: MONTH } });
    expect(all.body.counters).toHaveLength(4);
    expect((await ask('GET', '/metrics', SELLER, { query: { month: MONTH } })).status).toBe(403);
  });
});
