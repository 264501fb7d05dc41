import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { streamXlsxRows } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { Counter } from '../../domain/metrics/counters.ts';
import { Measure } from '../../domain/metrics/industry.ts';
import { monthsCompared, monthsOf } from '../../domain/metrics/periods.ts';
import { allocate } from '../../domain/money.ts';
import {
  CallbacksView,
  ComplaintsView,
  DashboardView,
  ExportsView,
  HoldsView,
  RestatementsView,
} from '../../functions/figures/manager-views.ts';
import { FiguresFirm } from '../support/figures-firm.ts';
import { AGENT, BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const SH_MANAGER = staff('branch-manager', 'manager-sh', 'sh');
const PER: Record<Measure, number> = {
  per100mPremium: 10_000_000_000,
  per10kPolicies: 10_000,
  per10kPersonTimes: 10_000,
};
const EXPOSURE = {
  per100mPremium: 'exposure-premium-fen',
  per10kPolicies: 'exposure-policies',
  per10kPersonTimes: 'exposure-person-times',
} as const;

/**
 * What the firm published of the first half of 2023, and the year before that its changes imply: three years later
 * here, because the working calendar that complaints need begins with 2023.
 */
const PUBLISHED: Record<string, Record<Measure, string>> = {
  '2026-H1': { per100mPremium: '0.26', per10kPolicies: '0.11', per10kPersonTimes: '0.13' },
  '2025-H1': { per100mPremium: '0.32', per10kPolicies: '0.15', per10kPersonTimes: '0.14' },
};
const publishedIn = (period: string) => present(PUBLISHED[period]);

/** With the fewest complaints that make every denominator whole, spread over months and branches. */
async function halfYear(firm: FiguresFirm, period: string): Promise<void> {
  const ratios = publishedIn(period);
  const denominator = (complaints: number, measure: Measure): number =>
    (complaints * PER[measure] * 100) / Number(ratios[measure].replace('.', ''));
  let complaints = 20;
  while (!Measure.options.every((measure) => Number.isInteger(denominator(complaints, measure))))
    complaints += 1;
  const rows = monthsOf(period).flatMap((month) => ['bj', 'sh'].map((branch) => ({ month, branch })));
  for (let index = 0; index < complaints; index += 1) {
    const { month, branch } = present(rows[index % rows.length]);
    await firm.hears(`${month}-15`, { branch });
  }
  const sold = { per100mPremium: 0, per10kPolicies: 0, per10kPersonTimes: 0 };
  for (const { month, branch } of rows) {
    const policy = await firm.sells({ issuedOn: `${month}-10`, branch, insured: 2 });
    sold.per100mPremium += policy.premiumFen;
    sold.per10kPolicies += 1;
    sold.per10kPersonTimes += present(policy.insured);
  }
  const rest = Measure.options.map((measure) => ({
    name: `${EXPOSURE[measure]}:annuity`,
    each: allocate(
      denominator(complaints, measure) - sold[measure],
      rows.map((_, index) => index + 1),
    ),
  }));
  for (const [index, { month, branch }] of rows.entries()) {
    const of = { month, branch, carrier: 'carrier-a' };
    await firm.sellsMany(
      rest.map(({ name, each }): Counter => ({ ...of, name, count: present(each[index]) })),
    );
  }
}

describe('the ratios that the firm published', async () => {
  const firm = new FiguresFirm(at('2026-07-10'));
  await halfYear(firm, '2025-H1');
  await halfYear(firm, '2026-H1');
  const query = { from: '2026-01', to: '2026-06' };

  it.each(Measure.options)(
    'come out of policies and complaints by the stream, with their change: %s',
    async (of) => {
      const { body } = await firm.get('/figures/complaints', HEAD_OFFICE, query);
      const figures = ComplaintsView.parse(body);
      const [now, before] = [publishedIn('2026-H1')[of], publishedIn('2025-H1')[of]];
      expect(figures).toMatchObject({ period: '2026-H1', before: '2025-H2', yearBefore: '2025-H1' });
      expect(figures.all[of].now.value).toBe(now);
      expect(figures.all[of].yearBefore.value).toBe(before);
      const change = ((Number(now) - Number(before)) / Number(before)) * 100;
      expect(figures.all[of].changeOnYear).toBe(change.toFixed(2));
    },
  );

  it('are the same on the dashboard, and as files', async () => {
    const { body } = await firm.get('/figures/dashboard', HEAD_OFFICE, { period: '2026-H1' });
    const { complaints } = DashboardView.parse(body);
    const values = Object.fromEntries(Measure.options.map((of) => [of, complaints.all[of].now.value]));
    expect(values).toEqual(publishedIn('2026-H1'));
  });

  it('stand beside the medians of the regulator with what these are not', async () => {
    const { body } = await firm.get('/figures/complaints', HEAD_OFFICE, query);
    expect(ComplaintsView.parse(body).medians.length).toBeGreaterThan(0);
    expect(body.caution.en).toMatch(/no measure of all complaints, of a broker/);
  });

  it.each(['branch', 'carrier', 'channel', 'month'])(
    'have parts that sum to the whole: by %s',
    async (by) => {
      const { body } = await firm.get('/figures/complaints', HEAD_OFFICE, { ...query, by });
      const { rows, all } = ComplaintsView.parse(body);
      const sum = rows.reduce((total, { ratios }) => total + ratios.per10kPolicies.now.numerator, 0);
      expect(rows.length).toBeGreaterThan(0);
      expect(sum).toBe(all.per10kPolicies.now.numerator);
    },
  );

  it('are those of the own branch for its manager, and another branch is not there', async () => {
    const { body } = await firm.get('/figures/complaints', SH_MANAGER, query);
    expect(ComplaintsView.parse(body).rows.map(({ of }) => of)).toEqual(['sh']);
    expect((await firm.get('/figures/complaints', SH_MANAGER, { ...query, branch: 'bj' })).status).toBe(404);
    expect((await firm.get('/figures/complaints', AGENT, query)).status).toBe(403);
  });

  it('are of any months in a row, but of no more than twelve', async () => {
    const { body } = await firm.get('/figures/complaints', HEAD_OFFICE, { from: '2026-02', to: '2026-05' });
    expect(body).toMatchObject({
      period: '2026-02..2026-05',
      before: '2025-10..2026-01',
      yearBefore: '2025-02..2025-05',
    });
    const long = await firm.get('/figures/complaints', HEAD_OFFICE, { from: '2025-01', to: '2026-02' });
    expect(long.status).toBe(400);
    expect(long.body.fields[0].field).toBe('query.to');
  });

  it.each(['csv', 'xlsx'] as const)('have the same rows in a file as on the screen: %s', async (format) => {
    const asked = { ...query, by: 'month' };
    const { body } = await firm.get('/figures/complaints', COMPLIANCE, asked);
    const { rows } = ComplaintsView.parse(body);
    const { headers, bytes } = await firm.get(`/figures/complaints.${format}`, COMPLIANCE, asked);

    const [header, ...found] = format === 'csv' ? parse(bytes, { bom: true }) : await cellsOf(bytes);
    const at = (name: string) => (header as string[]).indexOf(name);
    const ratio = at('per 10,000 policies');
    expect(found.map((row: unknown[]) => [row[0], Number(row[1]), Number(row[ratio])])).toEqual(
      rows.map(
        ({
          of,
          ratios: {
            per10kPolicies: { now },
          },
        }) => [of, now.numerator, Number(now.value)],
      ),
    );
    expect(headers.get('x-rows')).toBe(String(rows.length));
    expect(headers.get('x-sha256')).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('are taken away by those who may, and each file is written down before it is handed out', async () => {
    firm.now = at('2026-08-01', '01:00'); // still July in UTC
    const refused = await firm.get('/figures/complaints.csv', BRANCH_MANAGER, query);
    const { headers } = await firm.get('/figures/complaints.csv', COMPLIANCE, { ...query, by: 'carrier' });
    await firm.get('/figures/review-pack', HEAD_OFFICE, { quarter: '2026-Q1' });

    const { body } = await firm.get('/figures/exports', COMPLIANCE, { month: '2026-08' });
    const { items } = ExportsView.parse(body);
    expect(refused.status).toBe(403);
    expect(items).toHaveLength(2);
    const record = items.find(({ what }) => what === 'complaints.csv');
    expect(record).toMatchObject({
      by: COMPLIANCE.id,
      role: COMPLIANCE.role,
      at: firm.now.toISOString(),
      query: { ...query, by: 'carrier' },
      sha256: headers.get('x-sha256'),
    });
    expect((await firm.get('/figures/exports', BRANCH_MANAGER, { month: '2026-08' })).status).toBe(403);
  });
});

async function cellsOf(bytes: Buffer): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  for await (const { values } of streamXlsxRows(bytes)) rows.push(values);
  return rows;
}

describe('the dashboard', () => {
  it.each(['2026-02', '2026-Q1', '2026-H1', '2026'])(
    'of %s is made in as many reads of 1,000 complaints as of 10',
    async (period) => {
      const firm = new FiguresFirm(at('2027-01-10'));
      const months = monthsOf(period);
      const readsAfter = async (complaints: number): Promise<number> => {
        const each = Math.ceil(complaints / months.length);
        const counters = months.map((month) => ({
          month,
          branch: 'bj',
          carrier: 'carrier-a',
          name: 'complaint-opened',
          count: 1,
        }));
        for (let index = 0; index < each; index += 1)
          await firm.store.metrics.add([{ id: `${complaints}.${index}`, counters }]);
        firm.reads = 0;
        const { body } = await firm.get('/figures/dashboard', HEAD_OFFICE, { period });
        expect(DashboardView.parse(body).reads).toBe(firm.reads);
        return firm.reads;
      };

      expect(await readsAfter(10)).toBe(monthsCompared(period).length);
      expect(await readsAfter(1_000)).toBe(monthsCompared(period).length);
    },
  );

  it('shows a branch manager the own branch alone', async () => {
    const firm = new FiguresFirm(at('2026-03-10'));
    await firm.hears('2026-03-02', { branch: 'sh' });
    const { body } = await firm.get('/figures/dashboard', BRANCH_MANAGER, { period: '2026-03' });
    const { complaints, branches } = DashboardView.parse(body);
    expect(complaints.all.per10kPolicies.now.numerator).toBe(0);
    expect(branches).toEqual([]);
  });
});

describe('the proof of figures', () => {
  async function firmOfMarch(): Promise<FiguresFirm> {
    const firm = new FiguresFirm(at('2026-03-12'));
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) {
      await firm.sells({ issuedOn: day, insured: 3 });
      await firm.hears(day, { channel: 'regulator' });
    }
    const cancelled = await firm.sells({ issuedOn: '2026-02-28' });
    await firm.cancels(cancelled, '2026-03-05');
    return firm;
  }

  it('makes every counter anew from policies, cancellations and histories, and finds no difference', async () => {
    const firm = await firmOfMarch();
    expect(await firm.faults()).toEqual([]);
    await firm.stream.replay();
    expect(await firm.faults()).toEqual([]);
  });

  it.each(['complaint-opened', 'exposure-policies:ordinary-life'])(
    'finds a %s that was changed',
    async (name) => {
      const firm = await firmOfMarch();
      const stored = present(
        (await firm.store.metrics.read('2026-03')).find((counter) => counter.name === name),
      );
      await firm.store.metrics.add([{ id: 'by hand', counters: [{ ...stored, count: -1 }] }]);

      expect(await firm.faults()).toEqual([
        `2026-03 bj carrier-a: ${name} is stored as ${stored.count - 1}, and the histories give ${stored.count}`,
      ]);
    },
  );

  it('takes a cancellation back in its month, once, and leaves the month of issue as it was told', async () => {
    const firm = await firmOfMarch();
    const policies = async (month: string): Promise<number> =>
      (await firm.store.metrics.read(month))
        .filter(({ name }) => name.startsWith('exposure-policies'))
        .reduce((sum, { count }) => sum + count, 0);
    expect(await policies('2026-02')).toBe(1);
    expect(await policies('2026-03')).toBe(3 - 1);
  });
});

describe('a figure that is restated', () => {
  const figure = { name: 'complaint-opened', period: '2026-Q1', branch: 'bj' };
  const before = { numerator: 12, denominator: 40_000 };
  const after = { numerator: 13, denominator: 40_000 };
  const again = { numerator: 14, denominator: 40_000 };
  const post = (firm: FiguresFirm, body: object, who = HEAD_OFFICE) =>
    firm.ask(
      'POST',
      '/figures/restatements',
      who,
      {},
      {
        figure,
        toldOn: '2026-04-10',
        before,
        after,
        reason: 'one came by letter and was entered late',
        ...body,
      },
    );

  it('keeps what was told beside what is, with who, when and why, in an unbroken chain', async () => {
    const firm = new FiguresFirm(at('2026-05-04'));
    expect((await post(firm, {})).status).toBe(201);
    expect((await post(firm, { before: after, after: again })).status).toBe(201);

    const { body } = await firm.get('/figures/restatements', COMPLIANCE);
    const { items } = RestatementsView.parse(body);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ scope: figure, value: again, firstTold: before, version: 2 });
    expect(items[0]?.restatements[0]).toMatchObject({
      before,
      after,
      by: { id: HEAD_OFFICE.id },
      at: firm.now.toISOString(),
    });
    expect(await firm.faults()).toEqual([]);
  });

  it('is refused from a value that nobody was told, without a reason, and by a branch', async () => {
    const firm = new FiguresFirm(at('2026-05-04'));
    await post(firm, {});
    const other = await post(firm, { after: again });
    expect(other.status).toBe(409);
    expect(other.body.current).toEqual({ value: after });
    expect((await post(firm, { before: after, after: again, reason: ' ' })).status).toBe(400);
    expect((await post(firm, {}, BRANCH_MANAGER)).status).toBe(403);
    expect((await firm.get('/figures/restatements', BRANCH_MANAGER)).status).toBe(403);
  });

  it('is found when its chain was edited', async () => {
    const firm = new FiguresFirm(at('2026-05-04'));
    await post(firm, {});
    const { figureRecords } = firm.store;
    const told = present((await figureRecords.restated(1)).items[0]);
    const last = present((await figureRecords.restatements(told.id))[0]);
    await figureRecords.restate({ ...told, version: 2 }, { ...last, seq: 2, reason: 'another' });
    expect(await firm.faults()).toEqual([`${told.id}: restatements broken at 2: previous-hash-differs`]);
  });
});

describe('callbacks', () => {
  it('are told with the newest proof of their coverage, to those who answer for all', async () => {
    const firm = new FiguresFirm(at('2026-05-10'));
    const proof = (month: string, gaps: string[]) => ({
      month,
      inScope: 4,
      cases: 4 - gaps.length,
      gaps,
      proof: month,
    });
    const put = (on: string, proofs: object[]) =>
      firm.files.put(`coverage/${on}.json`, JSON.stringify(proofs), 'application/json');
    await put('2026-04-29', [proof('2026-03', ['pl-1'])]);
    await put('2026-04-30', [proof('2026-03', [])]);
    await put('2026-05-09', [proof('2026-04', ['pl-2']), proof('2026-05', [])]);
    const query = { from: '2026-03', to: '2026-05' };

    const { coverage } = CallbacksView.parse((await firm.get('/figures/callbacks', HEAD_OFFICE, query)).body);
    expect(coverage?.map(({ month, missing }) => [month, missing])).toEqual([
      ['2026-03', 0],
      ['2026-04', 1],
      ['2026-05', 0],
    ]);
    expect((await firm.get('/figures/callbacks', BRANCH_MANAGER, query)).body).not.toHaveProperty('coverage');
  });

  it('are reached, silent or with a problem, of those that came to an end', async () => {
    const firm = new FiguresFirm(at('2026-04-10'));
    const of = { month: '2026-03', branch: 'bj', carrier: 'carrier-a' };
    const counts = { 'callback-opened': 90, 'answered-clean': 50, 'answered-problem': 10, unreached: 20 };
    const counters = Object.entries(counts).map(([name, count]) => ({ ...of, name, count }));
    await firm.store.metrics.add([{ id: 'callbacks', counters }]);
    const { body } = await firm.get('/figures/callbacks', BRANCH_MANAGER, { from: '2026-03', to: '2026-03' });
    const answered = counts['answered-clean'] + counts['answered-problem'];
    expect(CallbacksView.parse(body)).toMatchObject({
      reached: { numerator: answered, denominator: answered + counts.unreached },
      silent: { numerator: counts.unreached, denominator: answered + counts.unreached },
      problem: { numerator: counts['answered-problem'], denominator: answered },
    });
  });
});

describe('held commission', () => {
  it('is told by age and reason, of the own branch for its manager', async () => {
    const firm = new FiguresFirm(at('2026-03-20'));
    const old = await firm.sells({ issuedOn: '2026-01-05' });
    const fresh = await firm.sells({ issuedOn: '2026-03-18', receiptOn: undefined });
    await firm.sells({ issuedOn: '2026-03-18', branch: 'sh' });
    const fenOf = async (ids: string[]): Promise<number> =>
      (await Promise.all(ids.map((id) => firm.store.commissions.linesOf(id))))
        .flat()
        .reduce((sum, { balances }) => sum + balances.held, 0);

    const { body } = await firm.get('/figures/holds', BRANCH_MANAGER);
    const { branches } = HoldsView.parse(body);
    expect(branches).toHaveLength(1);
    const [bj] = branches;
    expect(bj).toMatchObject({ branch: 'bj', lines: 4, heldFen: await fenOf([old.id, fresh.id]) });
    expect(bj?.byAge.map(({ upToDays, heldFen }) => [upToDays, heldFen])).toEqual([
      [7, await fenOf([fresh.id])],
      [30, 0],
      [90, await fenOf([old.id])],
      [undefined, 0],
    ]);
    expect(bj?.byType.find(({ type }) => type === 'receipt-missing')?.heldFen).toBe(await fenOf([fresh.id]));
    const all = HoldsView.parse((await firm.get('/figures/holds', COMPLIANCE)).body);
    expect(all.branches.map(({ branch }) => branch)).toEqual(['bj', 'sh']);
    expect((await firm.get('/figures/holds', SELLER)).status).toBe(403);
  });
});
