import { describe, expect, it } from 'vitest';
import { complaintFigures, complaintRatios } from '../../domain/metrics/complaint-rates.ts';
import { changeOf, intervalOf, ratioOf } from '../../domain/metrics/ratios.ts';
import { counts } from '../support/counters.ts';
import { present } from '../support/present.ts';

const [NOW, BEFORE, YEAR_BEFORE] = ['2026-02', '2026-01', '2025-02'];
const PREMIUM_FEN = 3_000_000_000;

const counters = [
  ...counts(NOW, {
    'complaint-opened': 12,
    'complaint-by-product:annuity': 12,
    'complaint-by-cause:sales:misled': 4,
    'complaint-by-cause:sales:unsuitable': 1,
    'exposure-policies:annuity': 40_000,
    'exposure-premium-fen:annuity': PREMIUM_FEN,
    'exposure-person-times:annuity': 60_000,
  }),
  ...counts(BEFORE, {
    'complaint-opened': 10,
    'complaint-by-product:universal-life': 10,
    'complaint-by-cause:claims:slow': 2,
    'exposure-policies:annuity': 40_000,
    'exposure-policies:health': 1,
  }),
  ...counts(YEAR_BEFORE, { 'complaint-opened': 20, 'exposure-policies:annuity': 50_000 }),
  ...counts(NOW, { 'complaint-opened': 3 }, { branch: 'aa', carrier: 'carrier-0' }),
];
const figures = complaintFigures(counters, NOW);

describe('complaints beside those of another time', () => {
  it('are compared with the month before and with that of the year before', () => {
    const { now, before, yearBefore, ...compared } = figures.all.per10kPolicies;
    expect([now, before, yearBefore]).toEqual([
      ratioOf(15, 40_000, 10_000),
      ratioOf(10, 40_001, 10_000),
      ratioOf(20, 50_000, 10_000),
    ]);
    expect(compared).toMatchObject({
      changeOnBefore: changeOf(now, before),
      changeOnYear: changeOf(now, yearBefore),
      interval: intervalOf(now),
    });
    expect([figures.before, figures.yearBefore]).toEqual([BEFORE, YEAR_BEFORE]);
    expect(complaintRatios(counters, NOW)).toEqual(figures.all);
  });

  it('are told by each of the three exposures, and have no change where there was none', () => {
    const { per100mPremium, per10kPersonTimes } = figures.all;
    expect(per100mPremium.now).toEqual(ratioOf(15, PREMIUM_FEN, 10_000_000_000));
    expect(per10kPersonTimes.now).toEqual(ratioOf(15, 60_000, 10_000));
    for (const compared of [per100mPremium, per10kPersonTimes]) {
      expect(compared).not.toHaveProperty('changeOnBefore');
      expect(compared).not.toHaveProperty('changeOnYear');
    }
  });

  it('have no interval where nothing was sold', () => {
    const { ratios } = present(figures.byBranch.find(({ of }) => of === 'aa'));
    expect(ratios.per10kPolicies.now).toEqual({ numerator: 3, denominator: 0, per: 10_000 });
    expect(ratios.per10kPolicies).not.toHaveProperty('interval');
    expect(ratios).not.toHaveProperty('smallPremium');
  });

  it('stand in the order of their branches, carriers and product classes, gone ones among them', () => {
    expect(figures.byBranch.map(({ of }) => of)).toEqual(['aa', 'bj']);
    expect(figures.byCarrier.map(({ of }) => of)).toEqual(['carrier-0', 'carrier-a']);
    expect(figures.byProduct.map(({ of }) => of)).toEqual(['annuity', 'health', 'universal-life']);
    const gone = present(figures.byProduct[2]).ratios.per10kPolicies;
    expect([gone.now.numerator, gone.before.numerator]).toEqual([0, 10]);
    expect(gone.counted).toEqual({
      numerator: 'complaint-by-product:universal-life',
      denominator: 'exposure-policies:universal-life',
    });
  });

  it('are told by cause over all exposure, with the second causes of now', () => {
    expect(figures.byCause.map(({ of, second }) => [of, second])).toEqual([
      ['claims', []],
      [
        'sales',
        [
          { of: 'misled', closed: 4 },
          { of: 'unsuitable', closed: 1 },
        ],
      ],
    ]);
    expect(present(figures.byCause[1]).ratios.per10kPolicies.now).toEqual(ratioOf(5, 40_000, 10_000));
  });
});

describe('the ratio to premium', () => {
  it('is marked below CNY 100 a policy, and not from it on', () => {
    const of = (fen: number) =>
      complaintFigures(
        counts(NOW, { 'exposure-policies:annuity': 10, 'exposure-premium-fen:annuity': 10 * fen }),
        NOW,
      ).all;
    expect(of(9_999).smallPremium).toBe(true);
    expect(of(10_000)).not.toHaveProperty('smallPremium');
  });
});

describe('endings', () => {
  it('are upheld wholly or in part of those that were decided', () => {
    const outcomes = { upheld: 3, 'upheld-in-part': 2, 'not-upheld': 4, 'outside-cover': 1 };
    const decided = Object.fromEntries(
      Object.entries(outcomes).map(([outcome, count]) => [`complaint-by-outcome:${outcome}`, count]),
    );
    const { upheld } = complaintFigures(counts(NOW, decided), NOW).endings;
    expect([upheld.numerator, upheld.denominator]).toEqual([3 + 2, 3 + 2 + 4 + 1]);
  });
});

describe('endings within so many days', () => {
  it('take the last day in', () => {
    const days = Object.fromEntries(
      [10, 11, 15, 16, 30, 31].map((day) => [`complaint-ended-days:${day}`, 1]),
    );
    const { endings } = complaintFigures(counts(NOW, { ...days, 'complaint-ended': 6 }), NOW);
    const within = [endings.within10Days, endings.within15Days, endings.within30Days];
    expect(within.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [1, 6],
      [3, 6],
      [5, 6],
    ]);
    expect(figures.endings).not.toHaveProperty('days');
  });
});
