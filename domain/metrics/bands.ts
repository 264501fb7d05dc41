import { InvariantBroken } from '../errors.ts';
import { MINIMUM } from './rates.ts';

/** What happened in a month, of how much. */
export interface Point {
  month: string;
  numerator: number;
  denominator: number;
}

/** `per-unit`: cases over exposure, where the part can pass the whole (u-chart); `share`: a part of a whole (p-chart). */
export type ChartKind = 'per-unit' | 'share';

export interface BandSettings {
  chart: ChartKind;
  /** Months with a smaller denominator say nothing, neither of themselves nor of what is usual. */
  minimum: number;
  /** An alert above the band needs so many cases: one or two are no pattern. */
  fewestCases: number;
}

export const DEFAULT_BAND: Omit<BandSettings, 'chart'> = { minimum: MINIMUM, fewestCases: 3 };

/** Months of which a band is made, at most and at least. */
export const LONGEST_HISTORY = 12;
export const SHORTEST_HISTORY = 6;
export const WIDTH = 3; // standard deviations: chance alone leaves such a band about 3 times in 1,000
/** Mean distance of two draws of a normal distribution, in standard deviations. */
const MEAN_MOVING_RANGE = 1.128;

/** The usual band of a rate, in its own units. Practice, not law. */
export interface Band {
  mean: number;
  low: number;
  high: number;
  /** Months that it was made of. */
  months: number;
  /** How much more the months differ from each other than chance explains; 1 when chance explains all. */
  overdispersion: number;
}

export interface Alert {
  month: string;
  numerator: number;
  denominator: number;
  rate: number;
  side: 'above' | 'below';
  band: Band;
}

/**
 * The band that a month's rate is expected in, from the months before it: the mean of the last 12 of them and 3
 * standard deviations of a month with this denominator. With large denominators the months differ more than chance
 * explains, and a plain chart would cry every month, so the band is widened by how much they do (Laney 2002).
 * Undefined with fewer than 6 months that say something, or too small a denominator: then there is no verdict.
 */
export function usualBand(
  earlier: readonly Point[],
  denominator: number,
  { chart, minimum }: BandSettings,
): Band | undefined {
  const history = earlier.slice(-LONGEST_HISTORY).filter((point) => isEnough(point.denominator, minimum));
  if (!isEnough(denominator, minimum) || history.length < SHORTEST_HISTORY) return undefined;
  const mean = sum(history, 'numerator') / sum(history, 'denominator');
  const deviation = (of: number): number => Math.sqrt((chart === 'share' ? mean * (1 - mean) : mean) / of);
  const overdispersion = overdispersionOf(history, mean, deviation);
  const spread = WIDTH * overdispersion * deviation(denominator);
  const top = chart === 'share' ? 1 : Number.POSITIVE_INFINITY;
  return {
    mean,
    low: Math.max(0, mean - spread),
    high: Math.min(top, mean + spread),
    months: history.length,
    overdispersion,
  };
}

/** Every month of a series that left the usual band of the months before it (早期预警). */
export function alertsOf(series: readonly Point[], settings: BandSettings): Alert[] {
  refuseBroken(series, settings.chart);
  return series.flatMap((point, index) => {
    const band = usualBand(series.slice(0, index), point.denominator, settings);
    return band === undefined ? [] : alertOf(point, band, settings.fewestCases);
  });
}

function alertOf({ month, numerator, denominator }: Point, band: Band, fewest: number): Alert[] {
  const rate = numerator / denominator;
  const side =
    rate > slightlyAbove(band.high) && numerator >= fewest
      ? 'above'
      : rate < slightlyBelow(band.low)
        ? 'below'
        : undefined;
  return side === undefined ? [] : [{ month, numerator, denominator, rate, side, band }];
}

/** A rate that is the mean of months like it may differ from it in the last binary place. */
const slightlyAbove = (value: number): number => value * (1 + 1e-9);
const slightlyBelow = (value: number): number => value * (1 - 1e-9);

/** From month to month, in the standard deviations that each month would have by chance. */
function overdispersionOf(
  history: readonly Point[],
  mean: number,
  deviation: (of: number) => number,
): number {
  const scores = history.map(({ numerator, denominator }) => {
    const expected = deviation(denominator);
    return expected === 0 ? 0 : (numerator / denominator - mean) / expected;
  });
  const ranges = scores.slice(1).map((score, index) => Math.abs(score - (scores[index] ?? score)));
  const average = ranges.reduce((all, range) => all + range, 0) / ranges.length;
  return Math.max(1, average / MEAN_MOVING_RANGE);
}

function isEnough(denominator: number, minimum: number): boolean {
  return denominator > 0 && denominator >= minimum;
}

function sum(points: readonly Point[], part: 'numerator' | 'denominator'): number {
  return points.reduce((all, point) => all + point[part], 0);
}

function refuseBroken(series: readonly Point[], chart: ChartKind): void {
  let last = '';
  for (const { month, numerator, denominator } of series) {
    if (month <= last) throw new InvariantBroken(`${month} does not come after ${last}`);
    last = month;
    const isCount = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && numerator >= 0;
    if (!isCount || (chart === 'share' && numerator > denominator)) {
      throw new InvariantBroken(`${numerator} of ${denominator} is no rate of ${month}`);
    }
  }
}
