import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../domain/case.ts';
import { complaintFigures } from '../../domain/metrics/complaint-rates.ts';
import { type Counter, countersOf } from '../../domain/metrics/counters.ts';
import { differencesOf, eventsBehind } from '../../domain/metrics/drill-down.ts';
import { Measure } from '../../domain/metrics/industry.ts';
import { monthsCompared, monthsOf, yearBefore } from '../../domain/metrics/periods.ts';
import { changeOf, intervalOf, ratioOf } from '../../domain/metrics/ratios.ts';
import { allocate } from '../../domain/money.ts';
import { counts, totalOf } from '../support/counters.ts';
import { present } from '../support/present.ts';

const HUNDRED_MILLION_YUAN = 10_000_000_000;
const PER: Record<Measure, number> = {
  per100mPremium: HUNDRED_MILLION_YUAN,
  per10kPolicies: 10_000,
  per10kPersonTimes: 10_000,
};
const EXPOSURE = {
  per100mPremium: 'exposure-premium-fen',
  per10kPolicies: 'exposure-policies',
  per10kPersonTimes: 'exposure-person-times',
} as const;

/** What the firm published of the first half of 2023, and the year before that its changes imply. */
const H1_2023 = { per100mPremium: '0.26', per10kPolicies: '0.11', per10kPersonTimes: '0.13' };
const H1_2022 = { per100mPremium: '0.32', per10kPolicies: '0.15', per10kPersonTimes: '0.14' };
const CHANGES = { per100mPremium: '-18.75', per10kPolicies: '-26.67', per10kPersonTimes: '-7.14' };

const hundredths = (ratio: string): number => Number(ratio.replace('.', ''));

/**
 * A half-year in which the ratios are exactly these: with the fewest complaints (from 100 on) that make every
 * denominator whole, spread over months, branches and product classes.
 */
function halfYear(period: string, ratios: Record<Measure, string>): Counter[] {
  const denominator = (complaints: number, measure: Measure): number =>
    (complaints * 100 * PER[measure]) / hundredths(ratios[measure]);
  let complaints = 100;
  while (!Measure.options.every((measure) => Number.isInteger(denominator(complaints, measure))))
    complaints += 1;
  const rows = monthsOf(period).flatMap((month, index) =>
    ['bj', 'sh'].map((branch, second) => ({ month, branch, weight: 1 + index + 3 * second })),
  );
  const spread = (total: number) =>
    allocate(
      total,
      rows.map(({ weight }) => weight),
    );
  const amounts = [
    { name: 'complaint-opened', each: spread(complaints) },
    ...Measure.options.map((measure) => ({
      name: `${EXPOSURE[measure]}:ordinary-life`,
      each: spread(denominator(complaints, measure)),
    })),
  ];
  return rows.flatMap(({ month, branch }, index) =>
    amounts.map(({ name, each }) => ({ month, branch, carrier: 'carrier-a', name, count: each[index] ?? 0 })),
  );
}

describe('the ratios that the firm published', () => {
  const figures = complaintFigures(
    [...halfYear('2023-H1', H1_2023), ...halfYear('2022-H1', H1_2022)],
    '2023-H1',
  );

  it.each(Measure.options)('come out of counts as printed, with their change: %s', (measure) => {
    const { now, yearBefore: year, changeOnYear } = figures.all[measure];
    expect(now.value).toBe(H1_2023[measure]);
    expect(year.value).toBe(H1_2022[measure]);
    expect(changeOnYear).toBe(CHANGES[measure]);
  });

  it('keep both parts, and say which counts they are', () => {
    for (const measure of Measure.options) {
      const { now, counted } = figures.all[measure];
      expect(now.numerator * now.per * 100).toBe(hundredths(H1_2023[measure]) * now.denominator);
      expect(counted).toEqual({ numerator: 'complaint-opened', denominator: EXPOSURE[measure] });
    }
  });

  it('have no change on a half-year of which nothing is known', () => {
    for (const measure of Measure.options) {
      expect(figures.all[measure].before).not.toHaveProperty('value');
      expect(figures.all[measure]).not.toHaveProperty('changeOnBefore');
    }
  });

  it('stand beside medians of a quarter before, of forwarded complaints, and not of their own', () => {
    expect(figures.medians.length).toBeGreaterThan(0);
    for (const { quartersOld } of figures.medians) expect(quartersOld).toBeGreaterThan(0);
    expect(figures.forwarded.per10kPolicies.now).toMatchObject({ numerator: 0, value: '0.00' });
  });

  it('are those of the branches added up', () => {
    expect(figures.byBranch.map(({ of }) => of)).toEqual(['bj', 'sh']);
    for (const measure of Measure.options) {
      const parts = figures.byBranch.map(({ ratios }) => ratios[measure].now);
      const all = figures.all[measure].now;
      expect(parts.reduce((sum, { numerator }) => sum + numerator, 0)).toBe(all.numerator);
      expect(parts.reduce((sum, { denominator }) => sum + denominator, 0)).toBe(all.denominator);
    }
  });
});

describe('a ratio', () => {
  it('is rounded half away from zero', () => {
    expect(ratioOf(1, 8, 1).value).toBe('0.13');
    expect(ratioOf(1, 200, 1).value).toBe('0.01');
    expect(ratioOf(-1, 8, 1).value).toBe('-0.13');
    expect(ratioOf(-1, 201, 1).value).toBe('0.00');
  });

  it('is exact where a quotient of numbers would not be', () => {
    expect(ratioOf(1_005, 100_000, 100).value).toBe('1.01'); // 1.005 is a little less as a number, and toFixed says 1.00
    expect(ratioOf(1_000_003, 10 * HUNDRED_MILLION_YUAN, HUNDRED_MILLION_YUAN).value).toBe('100000.30');
  });

  it('has no value of nothing, or of less than nothing', () => {
    expect(ratioOf(3, 0, 10_000)).toEqual({ numerator: 3, denominator: 0, per: 10_000 });
    expect(ratioOf(3, -5, 10_000)).not.toHaveProperty('value');
  });

  /** How likely so many cases or fewer are, where `mean` are expected. */
  const upTo = (cases: number, mean: number): number => {
    let term = Math.exp(-mean);
    let sum = 0;
    for (let count = 0; count <= cases; count += 1) {
      sum += term;
      term *= mean / (count + 1);
    }
    return sum;
  };

  it.each([4, 11, 40, 250])('of %i cases lies in an interval that chance leaves 5 times in 100', (cases) => {
    const interval = intervalOf(ratioOf(cases, 1, 1));
    const { low, high } = present(interval);
    expect(1 - upTo(cases - 1, Number(low))).toBeCloseTo(0.025, 2);
    expect(upTo(cases, Number(high))).toBeCloseTo(0.025, 2);
  });

  it('of no case begins at 0, and of nothing has no interval', () => {
    expect(intervalOf(ratioOf(0, 10_000, 10_000))).toMatchObject({ low: '0.00' });
    expect(intervalOf(ratioOf(3, 0, 10_000))).toBeUndefined();
  });

  it('changes by the exact ratios, not by those that are shown', () => {
    const [now, before] = [ratioOf(1, 300, 1), ratioOf(1, 290, 1)];
    expect(now.value).toBe(before.value);
    expect(changeOf(now, before)).toBe('-3.33');
    expect(changeOf(now, ratioOf(0, 290, 1))).toBeUndefined();
    expect(changeOf(ratioOf(0, 300, 1), before)).toBe('-100.00');
  });

  it('changes by nothing when both parts grow alike, and back by what undoes it', () => {
    const part = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(part, part, fc.integer({ min: 1, max: 1_000 }), (n, d, times) => {
        expect(changeOf(ratioOf(n * times, d * times, 1), ratioOf(n, d, 1))).toBe('0.00');
        expect(changeOf(ratioOf(n * (times + 1), d, 1), ratioOf(n, d, 1))).toBe(`${times * 100}.00`);
      }),
    );
  });
});

let made = 0;
function happened(type: string, data: CaseEvent['data']): CaseEvent {
  made += 1;
  return {
    caseId: `cp-${made}`,
    kind: 'complaint',
    seq: 1,
    at: '2026-02-10T02:00:00.000Z',
    type,
    by: { kind: 'system', id: 'test' },
    branch: 'bj',
    data,
    previousHash: 'genesis',
    hash: `hash-${made}`,
  };
}

const countersOfAll = (events: readonly CaseEvent[]): Counter[] => events.flatMap(countersOf);

const opened = (over: object = {}): CaseEvent =>
  happened('complaint-opened', {
    channel: 'hotline',
    rank: 1,
    line: 'life',
    category: 'sales',
    isRepeat: false,
    ...over,
  });
const closed = (over: object = {}): CaseEvent =>
  happened('complaint-closed', {
    stage: 'settled',
    outcome: 'upheld',
    cause: { first: 'sales', second: 'misled' },
    days: 9,
    hours: 200,
    settledOnTheSpot: false,
    ...over,
  });
const times = (count: number, make: () => CaseEvent): CaseEvent[] => Array.from({ length: count }, make);

describe('what became of complaints', () => {
  const FAST = 20;
  const IN_TEN = 10;
  const LATE = 10;
  const SATISFIED = 45; // more than ended in the month: those of the month before are asked too
  const events = [
    ...times(FAST, () => closed({ days: 0, hours: 0, settledOnTheSpot: true, outcome: undefined })),
    ...times(IN_TEN, () => closed({ days: 10, hours: 240, outcome: 'upheld-in-part', redressFen: 50_000 })),
    ...times(LATE, () => closed({ stage: 'decided', outcome: 'not-upheld', days: 31, hours: 744 })),
    ...times(5, () => closed({ stage: 'withdrawn', outcome: undefined, days: 1 })),
    ...times(4, () => closed({ stage: 'merged', days: 1 })),
    closed({ stage: 'refused', outcome: undefined, cause: undefined }),
    ...times(SATISFIED, () => happened('satisfaction-asked', { satisfied: true })),
    happened('satisfaction-asked', { satisfied: false }),
  ];
  const all = FAST + IN_TEN + LATE;
  const { endings, byCause } = complaintFigures(countersOfAll(events), '2026-02');

  it('is told of those settled or decided, in time buckets', () => {
    expect(endings.ended).toBe(all);
    expect(endings.withinHour).toMatchObject({ numerator: FAST, denominator: all });
    expect(endings.within10Days.numerator).toBe(FAST + IN_TEN);
    expect(endings.within15Days.numerator).toBe(FAST + IN_TEN);
    expect(endings.within30Days.numerator).toBe(FAST + IN_TEN);
    expect(endings.days).toMatchObject({ count: all, ninetieth: 31 });
    expect(endings.onTheSpot.numerator).toBe(FAST);
  });

  it('is satisfied or not of those who were asked, even if more were than ended', () => {
    expect(endings.satisfied).toMatchObject({ numerator: SATISFIED, denominator: SATISFIED + 1 });
    expect(endings.dissatisfied).toMatchObject({ numerator: 1, denominator: SATISFIED + 1 });
  });

  it('is upheld wholly or in part, of those decided, and what was paid', () => {
    expect(endings.upheld).toMatchObject({ numerator: IN_TEN, denominator: IN_TEN + LATE });
    expect(endings.redressFen).toBe(IN_TEN * 50_000);
  });

  it('has a cause on two levels, but not for those merged into another', () => {
    expect(byCause).toHaveLength(1);
    expect(byCause[0]).toMatchObject({ of: 'sales', second: [{ of: 'misled', closed: all + 5 }] });
  });

  it('says which complaint lacks what is counted, rather than counting nothing', () => {
    expect(() => countersOf(opened({ rank: undefined }))).toThrow(
      expect.objectContaining({ name: 'InvariantBroken' }),
    );
  });
});

describe('complaints of a period', () => {
  const events = [
    ...times(3, () => opened({ product: 'accident' })),
    ...times(2, () => opened({ channel: 'regulator', rank: 4, isRepeat: true })),
    happened('complaint-contacted', { withinClock: true, minutes: 30 }),
    happened('complaint-contacted', { withinClock: false, minutes: 9_000 }),
  ];
  const exposure = counts('2026-02', {
    'exposure-policies:accident': 20_000,
    'exposure-policies:annuity': 5_000,
    'exposure-premium-fen:accident': 20_000 * 500,
    'exposure-premium-fen:annuity': 5_000 * 5_000_000,
  });
  const before = counts('2026-01', { 'complaint-opened': 1, 'complaint-by-channel:letter': 1 });
  const figures = complaintFigures([...countersOfAll(events), ...exposure, ...before], '2026-02');

  it('are told by channel over all exposure, those that fell silent too', () => {
    const of = Object.fromEntries(figures.byChannel.map((row) => [row.of, row.ratios.per10kPolicies]));
    expect(Object.keys(of)).toEqual(['hotline', 'letter', 'regulator']);
    expect(of.hotline?.now).toMatchObject({ numerator: 3, denominator: 25_000, value: '1.20' });
    expect(of.letter?.now.value).toBe('0.00');
    expect(of.letter?.before.numerator).toBe(1);
  });

  it('are told by product over the exposure of the product', () => {
    const accident = present(figures.byProduct.find(({ of }) => of === 'accident')).ratios;
    expect(accident.per10kPolicies.now).toMatchObject({ numerator: 3, denominator: 20_000, value: '1.50' });
    expect(accident.per10kPolicies.counted.denominator).toBe('exposure-policies:accident');
    expect(figures.byProduct.map(({ of }) => of)).toEqual(['accident', 'annuity']);
  });

  it('warn where the products are so cheap that the ratio to premium explodes', () => {
    const of = (product: string) => present(figures.byProduct.find((row) => row.of === product)).ratios;
    expect(of('accident').smallPremium).toBe(true);
    expect(of('annuity')).not.toHaveProperty('smallPremium');
  });

  it('tell those that the regulator passed on apart', () => {
    expect(figures.forwarded.per10kPolicies.now).toMatchObject({ numerator: 2, denominator: 25_000 });
    expect(figures.forwardedShare).toMatchObject({ numerator: 2, denominator: 5 });
    expect(figures.repeated).toMatchObject({ numerator: 2, denominator: 5 });
    expect(figures.contactedInTime).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('take nothing from months outside it', () => {
    const others = ['2025-01', '2026-03'].flatMap((month) => counts(month, { 'complaint-opened': 99 }));
    const more = complaintFigures([...countersOfAll(events), ...exposure, ...before, ...others], '2026-02');
    expect(more.all).toEqual(figures.all);
  });
});

describe('the cases behind a figure', () => {
  const written = (month: string, branch: string): CaseEvent => ({
    ...opened({ channel: 'letter' }),
    at: `${month}-10T02:00:00.000Z`,
    branch,
  });

  it('are those whose events were counted in its months and scope, and add up to it', () => {
    const events = ['2026-01', '2026-02', '2026-03'].flatMap((month) => [
      ...times(3, () => written(month, 'bj')),
      ...times(2, () => written(month, 'sh')),
      ...times(4, () => ({ ...written(month, 'bj'), type: 'contact-added' })),
    ]);
    const figure = { names: ['complaint-by-channel'], months: ['2026-01', '2026-02'], branch: 'bj' };
    const behind = eventsBehind(events, figure);
    expect(behind.reduce((sum, { count }) => sum + count, 0)).toBe(2 * 3);
    expect(new Set(behind.map(({ event }) => event.caseId)).size).toBe(2 * 3);
    expect(eventsBehind(events, { ...figure, carrier: 'carrier-b' })).toEqual([]);
  });

  it('are not those of a name that only begins alike', () => {
    const events = [written('2026-01', 'bj')];
    expect(eventsBehind(events, { names: ['complaint-by'], months: ['2026-01'] })).toEqual([]);
  });
});

describe('figures of any counters', () => {
  const counter = fc.record({
    month: fc.constantFrom(...monthsCompared('2026-Q1')),
    branch: fc.constantFrom('bj', 'sh', 'cd'),
    carrier: fc.constantFrom('carrier-a', 'none'),
    name: fc.constantFrom('complaint-opened', 'exposure-policies:annuity', 'exposure-policies:accident'),
    count: fc.integer({ min: 1, max: 1_000_000 }),
  });

  it('have parts that sum to the whole, by branch and by carrier, in every period compared', () => {
    fc.assert(
      fc.property(fc.array(counter), (counters) => {
        const figures = complaintFigures(counters, '2026-Q1');
        for (const rows of [figures.byBranch, figures.byCarrier]) {
          for (const span of ['now', 'before', 'yearBefore'] as const) {
            const whole = figures.all.per10kPolicies[span];
            const parts = rows.map(({ ratios }) => ratios.per10kPolicies[span]);
            expect(parts.reduce((sum, { numerator }) => sum + numerator, 0)).toBe(whole.numerator);
            expect(parts.reduce((sum, { denominator }) => sum + denominator, 0)).toBe(whole.denominator);
          }
        }
        const inYearBefore = counters.filter(({ month }) => monthsOf(yearBefore('2026-Q1')).includes(month));
        expect(figures.all.per10kPolicies.yearBefore.numerator).toBe(
          totalOf(inYearBefore, 'complaint-opened'),
        );
      }),
    );
  });

  it('are compared with what the histories give, and every difference is found', () => {
    fc.assert(
      fc.property(fc.array(counter), counter, (stored, missed) => {
        expect(differencesOf(stored, stored.toReversed())).toEqual([]);
        const { count, ...scope } = missed;
        const [found, ...others] = differencesOf(stored, [...stored, missed]);
        expect(found).toMatchObject(scope);
        expect(present(found).rebuilt - present(found).stored).toBe(count);
        expect(others).toEqual([]);
      }),
    );
  });
});
