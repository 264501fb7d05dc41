import { describe, expect, it } from 'vitest';
import { brokerRow } from '../../domain/metrics/brokers.ts';
import { type Counter, NO_CARRIER } from '../../domain/metrics/counters.ts';
import { figuresWarnedOf, monthsWatched, warningsOf } from '../../domain/metrics/early-warning.ts';
import { monthsEarlier } from '../../domain/metrics/months.ts';
import { counts } from '../support/counters.ts';

const PRESENT = '2026-07';
const MONTHS = monthsWatched(PRESENT);
const USUAL = {
  'complaint-opened': 5,
  'complaint-by-product:annuity': 5,
  'exposure-policies:annuity': 1_000,
  'answered-clean': 480,
  'answered-problem': 10,
  unreached: 10,
};

/** Every month is as the others, but for what is said of some. */
function firm(
  other: Record<string, Partial<typeof USUAL>> = {},
  row: Parameters<typeof counts>[2] = {},
): Counter[] {
  return [...MONTHS, PRESENT].flatMap((month) => counts(month, { ...USUAL, ...other[month] }, row));
}

const told = (counters: readonly Counter[]) =>
  warningsOf(counters, PRESENT).map(({ by, of, figure, month, side }) => [by, of, figure, month, side]);

describe('the months that are watched', () => {
  it('are the last twelve whole ones, after as many of which the first band is made', () => {
    expect(MONTHS).toHaveLength(24);
    expect([MONTHS[0], MONTHS.at(-1)]).toEqual([monthsEarlier(PRESENT, 24), monthsEarlier(PRESENT, 1)]);
  });

  it('hold one a year ago, not one before it, and not the present one', () => {
    const risen = { 'complaint-opened': 60 };
    const months = (month: string) => told(firm({ [month]: risen })).map(([, , , when]) => when);
    const yearAgo = monthsEarlier(PRESENT, 12);
    expect(new Set(months(yearAgo))).toEqual(new Set([yearAgo]));
    expect(months(monthsEarlier(PRESENT, 13))).toEqual([]);
    expect(months(PRESENT)).toEqual([]);
  });
});

describe('a figure that left its band', () => {
  const LAST = monthsEarlier(PRESENT, 1);

  it.each([
    ['complaint-opened', 60, 'complaints-per-policy'],
    ['answered-problem', 90, 'callbacks-with-a-problem'],
    ['unreached', 90, 'callbacks-unreached'],
  ] as const)('is known by what moved: %s', (name, count, figure) => {
    expect(told(firm({ [LAST]: { [name]: count } }))).toEqual([
      ['branch', 'bj', figure, LAST, 'above'],
      ['carrier', 'carrier-a', figure, LAST, 'above'],
    ]);
  });

  it('is also of a product class, by its own complaints over its own policies', () => {
    const other = firm({ [LAST]: { 'complaint-by-product:annuity': 60 } });
    expect(told(other)).toEqual([['product', 'annuity', 'complaints-per-policy', LAST, 'above']]);
  });

  it('is of no carrier where nothing is of one', () => {
    const none = firm({ [LAST]: { 'complaint-opened': 60 } }, { carrier: NO_CARRIER });
    expect(told(none).map(([by]) => by)).toEqual(['branch']);
  });

  it('is told with the newest month first, and shown for itself alone', () => {
    const before = monthsEarlier(PRESENT, 4);
    const counters = firm({ [before]: { unreached: 90 }, [LAST]: { 'complaint-opened': 60 } });
    const warnings = warningsOf(counters, PRESENT);
    expect(warnings.map(({ month }) => month)).toEqual([LAST, LAST, before, before]);

    const shown = figuresWarnedOf(warnings, counters, PRESENT);
    expect(shown.map(({ by, figure }) => [by, figure])).toEqual([
      ['branch', 'complaints-per-policy'],
      ['branch', 'callbacks-unreached'],
      ['carrier', 'complaints-per-policy'],
      ['carrier', 'callbacks-unreached'],
    ]);
    for (const { points } of shown) {
      expect(points.map(({ month }) => month)).toEqual(MONTHS.slice(12));
      expect(points.every(({ band }) => band !== undefined)).toBe(true);
    }
    const first = shown.map(({ figure, points }) => [figure, points[0]?.numerator, points[0]?.denominator]);
    expect(first.slice(0, 2)).toEqual([
      ['complaints-per-policy', 5, 1_000],
      ['callbacks-unreached', 10, 480 + 10 + 10],
    ]);
    expect(figuresWarnedOf([], counters, PRESENT)).toEqual([]);
  });

  it('is shown without a band in months of too few', () => {
    const few = monthsEarlier(PRESENT, 2);
    const counters = firm({
      [few]: { 'exposure-policies:annuity': 3, 'complaint-opened': 0, 'complaint-by-product:annuity': 0 },
      [LAST]: { 'complaint-opened': 60 },
    });
    const [shown] = figuresWarnedOf(warningsOf(counters, PRESENT), counters, PRESENT);
    expect(shown?.points.filter(({ band }) => band === undefined).map(({ month }) => month)).toEqual([few]);
  });

  it('is of a broker by complaints alone, and brokers are in no other figure', () => {
    const row = brokerRow('broker-li');
    const brokers = MONTHS.flatMap((month) =>
      [
        ['complaint-opened', month === LAST ? 60 : 5] as const,
        ['exposure-policies', 1_000] as const,
        ['unreached', month === LAST ? 900 : 5] as const,
        ['answered-clean', 900] as const,
      ].map(([name, count]) => ({ month, ...row, name, count })),
    );
    const warnings = warningsOf(firm(), PRESENT, brokers);
    expect(warnings.map(({ by, of, figure }) => [by, of, figure])).toEqual([
      ['broker', 'broker-li', 'complaints-per-policy'],
    ]);
    expect(figuresWarnedOf(warnings, firm(), PRESENT, brokers).map(({ of }) => of)).toEqual(['broker-li']);
  });
});
