import type { Month } from '../commission/payout.ts';
import {
  type Alert,
  alertsOf,
  type Band,
  type ChartKind,
  DEFAULT_BAND,
  type Point,
  usualBand,
} from './bands.ts';
import { answersIn } from './callback-figures.ts';
import { type Counter, NO_CARRIER } from './counters.ts';
import { monthsEarlier } from './months.ts';
import { Totals } from './totals.ts';

/** Months in which a figure is watched, and as many before them of which the first band is made. */
const WATCHED_MONTHS = 12;

export type WatchedName = 'complaints-per-policy' | 'callbacks-with-a-problem' | 'callbacks-unreached';
export type WatchedBy = 'branch' | 'carrier' | 'product' | 'broker';

/** Which figure is watched, of whom or what. */
export interface WatchedScope {
  by: WatchedBy;
  of: string;
  figure: WatchedName;
}

/** A figure that left its usual band in a month. */
export interface Warning extends Alert, WatchedScope {}

/** The last 12 whole months of a figure, each with the band that it was expected in; without one where there is none. */
export interface WatchedFigure extends WatchedScope {
  points: (Point & { band?: Band })[];
}

interface Watched {
  figure: WatchedName;
  chart: ChartKind;
  point: (totals: Totals) => Omit<Point, 'month'>;
}

const COMPLAINTS_PER_POLICY: Watched = {
  figure: 'complaints-per-policy',
  chart: 'per-unit',
  point: (totals) => ({
    numerator: totals.of('complaint-opened'),
    denominator: totals.sum('exposure-policies'),
  }),
};

const OF_SCOPE: readonly Watched[] = [
  COMPLAINTS_PER_POLICY,
  {
    figure: 'callbacks-with-a-problem',
    chart: 'share',
    point: (totals) => {
      const { answered, problem } = answersIn(totals);
      return { numerator: problem, denominator: answered };
    },
  },
  {
    figure: 'callbacks-unreached',
    chart: 'share',
    point: (totals) => {
      const { answered, unreached } = answersIn(totals);
      return { numerator: unreached, denominator: answered + unreached };
    },
  },
];

/** The whole months that warnings need: the present one is not over, and says nothing yet. */
export function monthsWatched(present: Month): Month[] {
  return Array.from({ length: 2 * WATCHED_MONTHS }, (_, index) =>
    monthsEarlier(present, 2 * WATCHED_MONTHS - index),
  );
}

/** The months of a figure that is watched, those included of which its first band is made. */
interface Series extends WatchedScope {
  chart: ChartKind;
  months: Point[];
}

/**
 * Every figure of a branch, carrier, product class or broker that left its band in the last 12 whole months, newest
 * first. A broker's months with fewer policies than the band's minimum say nothing, as everywhere.
 * @param brokers the rows of brokers, where they may be seen: they are never among `counters`
 */
export function warningsOf(
  counters: readonly Counter[],
  present: Month,
  brokers: readonly Counter[] = [],
): Warning[] {
  const from = monthsEarlier(present, WATCHED_MONTHS);
  return seriesWatched(counters, present, brokers)
    .flatMap(({ chart, months, ...scope }) =>
      alertsOf(months, { ...DEFAULT_BAND, chart })
        .filter(({ month }) => month >= from)
        .map((alert) => ({ ...scope, ...alert })),
    )
    .sort((a, b) => (a.month === b.month ? 0 : a.month < b.month ? 1 : -1));
}

/** The figures that were warned of, month by month: to see since when, and how far from what was usual. */
export function figuresWarnedOf(
  warnings: readonly Warning[],
  counters: readonly Counter[],
  present: Month,
  brokers: readonly Counter[] = [],
): WatchedFigure[] {
  const warned = new Set(warnings.map(keyOf));
  const from = monthsEarlier(present, WATCHED_MONTHS);
  return seriesWatched(counters, present, brokers)
    .filter((series) => warned.has(keyOf(series)))
    .map(({ chart, months, ...scope }) => ({
      ...scope,
      points: months
        .map((point, index) => {
          const band = usualBand(months.slice(0, index), point.denominator, { ...DEFAULT_BAND, chart });
          return { ...point, ...(band === undefined ? {} : { band }) };
        })
        .filter(({ month }) => month >= from),
    }));
}

function keyOf({ by, of, figure }: WatchedScope): string {
  return JSON.stringify([by, of, figure]);
}

function seriesWatched(counters: readonly Counter[], present: Month, brokers: readonly Counter[]): Series[] {
  const byBranch = Map.groupBy(counters, ({ branch }) => branch);
  const byCarrier = Map.groupBy(
    counters.filter(({ carrier }) => carrier !== NO_CARRIER),
    ({ carrier }) => carrier,
  );
  const byBroker = Map.groupBy(brokers, ({ broker = '' }) => broker);
  const ofScopes = (
    by: WatchedBy,
    scopes: ReadonlyMap<string, readonly Counter[]>,
    figures: readonly Watched[],
  ): Series[] =>
    [...scopes].flatMap(([of, own]) =>
      figures.map((watched) => seriesOf({ by, of, figure: watched.figure }, watched, own, present)),
    );
  return [
    ...ofScopes('branch', byBranch, OF_SCOPE),
    ...ofScopes('carrier', byCarrier, OF_SCOPE),
    ...ofProducts(counters, present),
    ...ofScopes('broker', byBroker, [COMPLAINTS_PER_POLICY]),
  ];
}

function ofProducts(counters: readonly Counter[], present: Month): Series[] {
  return new Totals(counters).suffixes('exposure-policies').map((product) =>
    seriesOf(
      { by: 'product', of: product, figure: 'complaints-per-policy' },
      {
        chart: 'per-unit',
        point: (totals) => ({
          numerator: totals.of('complaint-by-product', product),
          denominator: totals.of('exposure-policies', product),
        }),
      },
      counters,
      present,
    ),
  );
}

function seriesOf(
  scope: WatchedScope,
  { chart, point }: Pick<Watched, 'chart' | 'point'>,
  counters: readonly Counter[],
  present: Month,
): Series {
  const byMonth = Map.groupBy(counters, ({ month }) => month);
  const months = monthsWatched(present).map((month) => ({
    month,
    ...point(new Totals(byMonth.get(month) ?? [])),
  }));
  return { ...scope, chart, months };
}
