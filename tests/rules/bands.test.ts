import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alertsOf,
  type BandSettings,
  DEFAULT_BAND,
  type Point,
  usualBand,
} from '../../domain/metrics/bands.ts';
import { monthsEarlier } from '../../domain/metrics/months.ts';
import { present } from '../support/present.ts';

const PER_UNIT: BandSettings = { chart: 'per-unit', ...DEFAULT_BAND };
const SHARE: BandSettings = { chart: 'share', ...DEFAULT_BAND };

const monthAt = (index: number): string => monthsEarlier('2024-01', -index);
const series = (...points: [numerator: number, denominator: number][]): Point[] =>
  points.map(([numerator, denominator], index) => ({ month: monthAt(index), numerator, denominator }));

const chart = fc.constantFrom(PER_UNIT, SHARE);

/** Months with one rate, whatever their denominators: `part` of every `whole`, so many times. */
const constant = fc
  .record({ whole: fc.integer({ min: 30, max: 10_000 }), part: fc.integer({ min: 0, max: 10_000 }) })
  .filter(({ part, whole }) => part <= whole)
  .chain(({ part, whole }) =>
    fc
      .array(fc.integer({ min: 1, max: 1_000 }), { minLength: 7, maxLength: 30 })
      .map((sizes) => series(...sizes.map((size): [number, number] => [part * size, whole * size]))),
  );

describe('early warning', () => {
  it('says nothing of a rate that never changes, however the months differ in size', () => {
    fc.assert(
      fc.property(constant, chart, (points, settings) => {
        expect(alertsOf(points, settings)).toEqual([]);
      }),
    );
  });

  it('is raised by one month out of line, and by no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 20 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 50 }),
        chart,
        (before, after, cases, settings) => {
          const usual: [number, number] = [cases, cases * 100];
          const outlier: [number, number] = [cases * 20 + 20, cases * 100];
          const of = series(...Array(before).fill(usual), outlier, ...Array(after).fill(usual));
          expect(alertsOf(of, settings)).toMatchObject([{ month: monthAt(before), side: 'above' }]);
        },
      ),
    );
  });

  it('is raised by a fall, too', () => {
    const reached: [number, number] = [950, 1_000];
    const [alert] = alertsOf(series(...Array(6).fill(reached), [700, 1_000]), SHARE);
    expect(alert).toMatchObject({ side: 'below', numerator: 700, denominator: 1_000, rate: 0.7 });
    expect(present(alert).band.low).toBeGreaterThan(0.7);
  });

  it('has no verdict before six months, or of too small a month', () => {
    const usual: [number, number] = [2, 1_000];
    expect(alertsOf(series(...Array(5).fill(usual), [500, 1_000]), PER_UNIT)).toEqual([]);
    expect(alertsOf(series(...Array(6).fill(usual), [500, 1_000]), PER_UNIT)).toHaveLength(1);
    const { minimum } = DEFAULT_BAND;
    expect(alertsOf(series(...Array(6).fill(usual), [minimum - 1, minimum - 1]), PER_UNIT)).toEqual([]);
  });

  it('does not count months that are too small among the six', () => {
    const usual: [number, number] = [2, 1_000];
    const small: [number, number] = [0, 5];
    const history = Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? small : usual));
    expect(present(usualBand(series(...history), 1_000, PER_UNIT)).months).toBe(8);
    expect(usualBand(series(...history.slice(0, 8)), 1_000, PER_UNIT)).toBeUndefined();
  });

  it('looks back over twelve months only', () => {
    const old = Array.from({ length: 8 }, (): [number, number] => [500, 1_000]);
    const recent = Array.from({ length: 12 }, (): [number, number] => [10, 1_000]);
    expect(present(usualBand(series(...old, ...recent), 1_000, PER_UNIT))).toMatchObject({
      mean: 0.01,
      months: 12,
    });
  });

  it('takes one or two cases for no pattern, even after a year of none', () => {
    const none = Array(12).fill([0, 1_000]);
    const { fewestCases } = DEFAULT_BAND;
    expect(alertsOf(series(...none, [fewestCases - 1, 1_000]), PER_UNIT)).toEqual([]);
    expect(alertsOf(series(...none, [fewestCases, 1_000]), PER_UNIT)).toHaveLength(1);
  });

  it('takes months that always differ for usual, where chance alone would not explain them', () => {
    const up: [number, number] = [1_200, 1_000_000];
    const down: [number, number] = [800, 1_000_000];
    const history = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? up : down));
    expect(alertsOf(series(...history, up, down), PER_UNIT)).toEqual([]);
    expect(present(usualBand(series(...history), 1_000_000, PER_UNIT)).overdispersion).toBeGreaterThan(1);
  });

  it('widens the band by how much months move, as Laney measures it', () => {
    const month = fc
      .integer({ min: 30, max: 100_000 })
      .chain((whole) => fc.tuple(fc.integer({ min: 1, max: whole - 1 }), fc.constant(whole)));
    const of = fc.array(month, { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(of, chart, (months, settings) => {
        const parts = months.reduce((sum, [part]) => sum + part, 0);
        const mean = parts / months.reduce((sum, [, whole]) => sum + whole, 0);
        const variance = settings.chart === 'share' ? mean * (1 - mean) : mean;
        const scores = months.map(([part, whole]) => (part / whole - mean) * Math.sqrt(whole / variance));
        let moved = 0;
        for (let index = 1; index < scores.length; index += 1) {
          moved += Math.abs((scores[index] ?? 0) - (scores[index - 1] ?? 0));
        }
        const expected = Math.max(1, moved / (scores.length - 1) / 1.128);
        const { overdispersion, high } = present(usualBand(series(...months), 10_000, settings));
        expect(overdispersion / expected).toBeCloseTo(1, 9);
        const top = mean + 3 * expected * Math.sqrt(variance / 10_000);
        expect(high).toBeCloseTo(settings.chart === 'share' ? Math.min(1, top) : top, 9);
      }),
    );
  });

  it('refuses counts that are no counts', () => {
    const broken = expect.objectContaining({ name: 'InvariantBroken' });
    for (const [part, whole] of [
      [-1, 100],
      [0.5, 100],
      [1, Number.NaN],
    ] as const) {
      expect(() => alertsOf(series([part, whole]), PER_UNIT)).toThrow(broken);
    }
    expect(() => alertsOf([...series([1, 100]), ...series([1, 100])], PER_UNIT)).toThrow(broken);
    expect(alertsOf(series([100, 100], [0, 0]), SHARE)).toEqual([]);
  });

  it('refuses months out of order, and a share of more than all', () => {
    const broken = expect.objectContaining({ name: 'InvariantBroken' });
    expect(() => alertsOf(series([1, 100], [1, 100]).toReversed(), PER_UNIT)).toThrow(broken);
    expect(() => alertsOf(series([101, 100]), SHARE)).toThrow(broken);
    expect(alertsOf(series([101, 100]), PER_UNIT)).toEqual([]);
  });
});

describe('the usual band', () => {
  it('is narrower for a larger month', () => {
    fc.assert(
      fc.property(constant, chart, fc.integer({ min: 2, max: 100 }), (points, settings, times) => {
        const [small, large] = [100, 100 * times].map((of) => present(usualBand(points, of, settings)));
        const width = ({ low, high }: { low: number; high: number }) => high - low;
        expect(width(present(large))).toBeLessThanOrEqual(width(present(small)));
        expect(present(large).mean).toBe(present(small).mean);
      }),
    );
  });

  it('is three standard deviations on either side where months differ by no more than chance', () => {
    const [cases, whole] = [400, 10_000];
    const points = series(...Array.from({ length: 8 }, (): [number, number] => [cases, whole]));
    const mean = cases / whole;
    const ofShare = present(usualBand(points, whole, SHARE));
    const ofUnits = present(usualBand(points, whole, PER_UNIT));
    expect(ofShare.high - mean).toBeCloseTo(3 * Math.sqrt((mean * (1 - mean)) / whole), 12);
    expect(mean - ofShare.low).toBeCloseTo(3 * Math.sqrt((mean * (1 - mean)) / whole), 12);
    expect(ofUnits.high - mean).toBeCloseTo(3 * Math.sqrt(mean / whole), 12);
  });

  it('holds the mean, and stays where a rate can be', () => {
    const points = fc
      .array(
        fc
          .integer({ min: 30, max: 100_000 })
          .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole))),
        { minLength: 6, maxLength: 24 },
      )
      .map((months) => series(...months));
    fc.assert(
      fc.property(points, chart, fc.integer({ min: 30, max: 100_000 }), (of, settings, denominator) => {
        const { mean, low, high } = present(usualBand(of, denominator, settings));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(mean);
        if (settings.chart === 'share') expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the same whatever unit the exposure is told in', () => {
    const inYuan = series(
      ...Array.from({ length: 8 }, (_, i): [number, number] => [10 + i, 5_000 + 100 * i]),
    );
    const inFen = inYuan.map((point) => ({ ...point, denominator: point.denominator * 100 }));
    const [yuan, fen] = [
      present(usualBand(inYuan, 5_000, PER_UNIT)),
      present(usualBand(inFen, 500_000, PER_UNIT)),
    ];
    expect(fen.high * 100).toBeCloseTo(yuan.high, 12);
    expect(fen.low * 100).toBeCloseTo(yuan.low, 12);
  });
});
