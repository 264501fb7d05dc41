import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MemoryNotices } from '../../adapters/memory/notices.ts';
import { openAction } from '../../domain/corrective-action/act.ts';
import { brokerRow } from '../../domain/metrics/brokers.ts';
import { monthsEarlier } from '../../domain/metrics/months.ts';
import { monthsOf } from '../../domain/metrics/periods.ts';
import { MINIMUM } from '../../domain/metrics/rates.ts';
import { Totals } from '../../domain/metrics/totals.ts';
import type { Staff } from '../../domain/people.ts';
import { newEarlyWarning } from '../../functions/figures/early-warning.ts';
import { AlertsView, BranchScoresView, ReviewPackView } from '../../functions/figures/manager-views.ts';
import { saveDecision } from '../../functions/matter/file.ts';
import { FiguresFirm } from '../support/figures-firm.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const SH_MANAGER = staff('branch-manager', 'manager-sh', 'sh');

describe('early warnings', () => {
  const months = monthsOf('2025');
  const firmOf = async (inDecember: number): Promise<FiguresFirm> => {
    const firm = new FiguresFirm(at('2026-01-10'));
    const counters = ['bj', 'sh'].flatMap((branch) =>
      months.flatMap((month) => {
        const of = { month, branch, carrier: 'carrier-a' };
        const complaints = month === '2025-12' && branch === 'bj' ? inDecember : 5;
        return [
          { ...of, name: 'complaint-opened', count: complaints },
          { ...of, name: 'complaint-by-product:annuity', count: complaints },
          { ...of, name: 'exposure-policies:annuity', count: 1_000 },
        ];
      }),
    );
    await firm.store.metrics.add([{ id: 'year', counters }]);
    return firm;
  };

  it('name the branch, carrier and product class that left their band, with the band', async () => {
    const firm = await firmOf(40);
    const { alerts } = AlertsView.parse((await firm.get('/figures/alerts', HEAD_OFFICE)).body);
    expect(alerts.map(({ by, of, month, side }) => [by, of, month, side])).toEqual([
      ['branch', 'bj', '2025-12', 'above'],
      ['carrier', 'carrier-a', '2025-12', 'above'],
      ['product', 'annuity', '2025-12', 'above'],
    ]);
    for (const { rate, band } of alerts) expect(rate).toBeGreaterThan(band.high);
  });

  it('come with the last year of what they are of, each month beside its band', async () => {
    const firm = await firmOf(40);
    const { alerts, figures, before } = AlertsView.parse(
      (await firm.get('/figures/alerts', HEAD_OFFICE)).body,
    );
    expect(figures.map(({ by, of }) => [by, of])).toEqual(alerts.map(({ by, of }) => [by, of]));
    for (const [index, { points }] of figures.entries()) {
      const { month, band } = present(alerts[index]);
      expect(points.map((point) => point.month)).toEqual(
        Array.from({ length: 12 }, (_, back) => monthsEarlier(before, 12 - back)),
      );
      const left = points.filter((point) => point.numerator / point.denominator > (point.band?.high ?? 1));
      expect(left.map((point) => [point.month, point.band])).toEqual([[month, band]]);
    }
  });

  it('are none when each month is as the others', async () => {
    const firm = await firmOf(5);
    expect((await firm.get('/figures/alerts', HEAD_OFFICE)).body.alerts).toEqual([]);
  });

  const toldBy = async (firm: FiguresFirm) => {
    const notices = new MemoryNotices();
    await newEarlyWarning({ metrics: firm.store.metrics, notices, clock: { now: () => firm.now } })();
    return notices.published;
  };

  it('are told when the month is over: one notice each, and none of what was told before', async () => {
    const firm = await firmOf(40);
    const { alerts } = AlertsView.parse((await firm.get('/figures/alerts', HEAD_OFFICE)).body);
    const told = await toldBy(firm);
    expect(told.map(({ topic, attributes }) => ({ topic, ...attributes }))).toEqual([
      { topic: 'escalations', notice: 'figure-left-its-band', by: 'branch', branch: 'bj' },
      { topic: 'escalations', notice: 'figure-left-its-band', by: 'carrier', carrier: 'carrier-a' },
      { topic: 'escalations', notice: 'figure-left-its-band', by: 'product' },
    ]);
    expect(told.map(({ body }) => body)).toEqual(
      alerts.map(({ rate: _, ...facts }) => ({ notice: 'figure-left-its-band', ...facts })),
    );

    firm.now = at('2026-02-02', '06:00');
    expect(await toldBy(firm)).toEqual([]);
  });

  it('are not told of a month that is as the others', async () => {
    expect(await toldBy(await firmOf(5))).toEqual([]);
  });

  it('name a broker whose customers complain more than usual, to the head office and compliance alone', async () => {
    const firm = await firmOf(5);
    const brokers = ['broker-li', 'broker-wu', 'broker-few'].flatMap((broker) =>
      months.flatMap((month) => {
        const isBad = month === '2025-12' && broker !== 'broker-wu';
        const policies = broker === 'broker-few' ? MINIMUM - 1 : 100;
        return [
          { month, ...brokerRow(broker), name: 'complaint-opened', count: isBad ? 20 : 1 },
          { month, ...brokerRow(broker), name: 'exposure-policies', count: policies },
        ];
      }),
    );
    await firm.store.metrics.add([{ id: 'brokers', counters: brokers }]);
    const seenBy = async (who: Staff, query: Record<string, string> = {}) => {
      firm.reads = 0;
      const { body } = await firm.get('/figures/alerts', who, query);
      const { alerts, reads } = AlertsView.parse(body);
      expect(reads).toBe(firm.reads);
      return alerts.map(({ by, of, figure, month }) => [by, of, figure, month]);
    };
    const warned = [['broker', 'broker-li', 'complaints-per-policy', '2025-12']];

    expect(await seenBy(HEAD_OFFICE)).toEqual(warned);
    expect(await seenBy(COMPLIANCE)).toEqual(warned);
    expect(await seenBy(SH_MANAGER)).toEqual([]);
    expect(await seenBy(BRANCH_MANAGER)).toEqual([]);
    expect(await seenBy(HEAD_OFFICE, { branch: 'bj' })).toEqual([]);
    expect((await toldBy(firm)).map(({ attributes, body }) => [attributes, body.of])).toEqual([
      [{ notice: 'figure-left-its-band', by: 'broker' }, 'broker-li'],
    ]);
  });

  it('know of a broker what was sold and not cancelled, and the complaints of it', async () => {
    const firm = new FiguresFirm(at('2026-03-20'));
    const { brokerId } = await firm.sells({ issuedOn: '2026-03-10' });
    const cancelled = await firm.sells({ issuedOn: '2026-03-11', brokerId });
    await firm.hears('2026-03-15', { brokerId });
    await firm.hears('2026-03-15');
    const totals = async () => new Totals(await firm.store.metrics.readBrokers('2026-03'));

    expect((await totals()).of('exposure-policies')).toBe(2);
    await firm.cancels(cancelled, '2026-03-16');
    expect((await totals()).of('exposure-policies')).toBe(1);
    expect((await totals()).of('complaint-opened')).toBe(1);
    const brokers = (await firm.store.metrics.readBrokers('2026-03')).map(({ broker }) => broker);
    expect(new Set(brokers)).toEqual(new Set([brokerId]));
    expect(await firm.faults()).toEqual([]);

    const counter = { month: '2026-03', ...brokerRow(brokerId), name: 'complaint-opened', count: 1 };
    await firm.store.metrics.add([{ id: 'twice', counters: [counter] }]);
    expect(await firm.faults()).toEqual([expect.stringContaining(`2026-03 broker ${brokerId}: `)]);
  });

  it('are of the own branch for its manager', async () => {
    const firm = await firmOf(40);
    const { alerts } = AlertsView.parse((await firm.get('/figures/alerts', SH_MANAGER)).body);
    expect(alerts).toEqual([]);
  });
});

describe('branch scores', () => {
  it('put the branch with fewer complaints first, and say what each part is made of', async () => {
    const firm = new FiguresFirm(at('2026-04-10'));
    const counters = [
      { branch: 'bj', complaints: 3 },
      { branch: 'sh', complaints: 1 },
    ].flatMap(({ branch, complaints }) => [
      { month: '2026-02', branch, carrier: 'carrier-a', name: 'complaint-opened', count: complaints },
      { month: '2026-02', branch, carrier: 'carrier-a', name: 'exposure-policies:annuity', count: 200_000 },
    ]);
    await firm.store.metrics.add([{ id: 'scores', counters }]);
    const { body } = await firm.get('/figures/branch-scores', HEAD_OFFICE, { period: '2026-Q1' });
    const { branches } = BranchScoresView.parse(body);
    expect(branches.map(({ branch }) => branch)).toEqual(['sh', 'bj']);
    expect(branches[1]?.parts.find(({ part }) => part === 'complaints')).toMatchObject({
      numerator: 3,
      denominator: 200_000,
    });
  });
});

describe('the pack of a quarterly review', () => {
  it('names few typical cases of each cause, and the actions that are open', async () => {
    const firm = new FiguresFirm(at('2026-04-10'));
    for (const day of ['02', '03', '04', '05', '06']) {
      const complaint = await firm.hears(`2026-03-${day}`);
      await firm.settles(complaint, `2026-03-${day}`);
    }
    const late = await firm.hears('2026-04-01'); // of the quarter after
    await firm.settles(late, '2026-04-02');
    const opened = openAction(
      {
        cause: { first: 'sales', second: 'benefit-overstated' },
        what: 'the leaflet is rewritten',
        targetPercent: 20,
        complaints: [],
      },
      { id: 'ca-1', branch: 'bj', before: { numerator: 5, denominator: 1_000 } },
      BRANCH_MANAGER,
      at('2026-04-03'),
    );
    await saveDecision(firm.store, opened, at('2026-04-03'));

    const { body } = await firm.get('/figures/review-pack', COMPLIANCE, { quarter: '2026-Q1' });
    const { typicalCases, openActions } = ReviewPackView.parse(body);
    expect(typicalCases).toHaveLength(3);
    for (const { cause, stage, caseId } of typicalCases) {
      expect({ cause, stage }).toEqual({
        cause: { first: 'sales', second: 'benefit-overstated' },
        stage: 'settled',
      });
      expect(caseId).not.toBe(late.id);
    }
    expect(openActions).toMatchObject([{ caseId: 'ca-1', before: { numerator: 5, denominator: 1_000 } }]);
  });

  it('leaves out a complaint that the reader is involved in', async () => {
    const firm = new FiguresFirm(at('2026-04-10'));
    const complaint = await firm.hears('2026-03-02', { involved: [COMPLIANCE.id] });
    await firm.settles(complaint, '2026-03-03');
    const of = async (who: typeof COMPLIANCE) =>
      (await firm.get('/figures/review-pack', who, { quarter: '2026-Q1' })).body.typicalCases;
    expect(await of(COMPLIANCE)).toEqual([]);
    expect(await of(HEAD_OFFICE)).toHaveLength(1);
  });

  it('has the figures of the quarter and its typical cases by id, without a word of theirs', async () => {
    const firm = new FiguresFirm(at('2026-04-10'));
    await firm.sells({ issuedOn: '2026-02-10' });
    await firm.hears('2026-02-12');
    const { body, headers, bytes } = await firm.get('/figures/review-pack', COMPLIANCE, {
      quarter: '2026-Q1',
    });
    const pack = ReviewPackView.parse(body);
    expect(pack.figures.complaints.all.per10kPolicies.now).toMatchObject({ numerator: 1, denominator: 1 });
    expect(pack.typicalCases).toEqual([]);
    expect(bytes.toString()).not.toContain('promised');
    expect(headers.get('x-sha256')).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await firm.get('/figures/review-pack', COMPLIANCE, { quarter: '2026-H1' })).status).toBe(400);
    expect((await firm.get('/figures/review-pack', BRANCH_MANAGER, { quarter: '2026-Q1' })).status).toBe(403);
  });
});
