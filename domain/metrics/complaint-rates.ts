import type { CounterName } from './counters/added.ts';
import type { Counter } from './counters.ts';
import { type IndustryMedian, type Measure, mediansBeside } from './industry.ts';
import { type Spread, spreadOf } from './medians.ts';
import { monthsOf, type Period, periodBefore, yearBefore } from './periods.ts';
import { type Rate, rateOf } from './rates.ts';
import { changeOf, intervalOf, type Ratio, ratioOf } from './ratios.ts';
import { Totals } from './totals.ts';

/** What a ratio is of, and in which units it is told: CNY 100m is 10^10 fen. */
const DENOMINATORS: Readonly<Record<Measure, { name: CounterName; per: number }>> = {
  per100mPremium: { name: 'exposure-premium-fen', per: 10_000_000_000 },
  per10kPolicies: { name: 'exposure-policies', per: 10_000 },
  per10kPersonTimes: { name: 'exposure-person-times', per: 10_000 },
};

/** Below CNY 100 a policy, the ratio to premium says more of the price than of the service. Practice, not law. */
const SMALL_PREMIUM_FEN = 10_000;

export interface Compared {
  now: Ratio;
  before: Ratio;
  yearBefore: Ratio;
  /** Percent, as `-18.75`. Absent without something to compare with. */
  changeOnBefore?: string;
  changeOnYear?: string;
  /** Where the true ratio of now lies, 95 times in 100. Absent with nothing to divide by. */
  interval?: { low: string; high: string };
  /** Counters that both parts are the sums of: what to look for in the histories to see the cases. */
  counted: { numerator: string; denominator: string };
}

/** 亿元保费投诉量, 万张保单投诉量, 万人次投诉量. */
export type ComplaintRatios = Record<Measure, Compared> & {
  /** The products are so cheap that the ratio to premium explodes. */
  smallPremium?: true;
};

/** How complaints ended that were handled to their end, by a settlement or a decision. */
export interface Endings {
  ended: number;
  withinHour: Rate;
  within10Days: Rate;
  within15Days: Rate;
  within30Days: Rate;
  onTheSpot: Rate;
  days?: Spread;
  /** Wholly or in part, of those that were decided. */
  upheld: Rate;
  /** Both of the complainants who were asked in the period. */
  satisfied: Rate;
  dissatisfied: Rate;
  redressFen: number;
}

export type Breakdown = { of: string; ratios: ComplaintRatios }[];

/** Complaints by the month in which they were opened; causes and endings by the month in which they were closed. */
export interface ComplaintFigures {
  period: Period;
  before: Period;
  yearBefore: Period;
  all: ComplaintRatios;
  /** Only those that the regulator passed on: what the medians measure. */
  forwarded: ComplaintRatios;
  medians: IndustryMedian[];
  forwardedShare: Rate;
  repeated: Rate;
  contactedInTime: Rate;
  endings: Endings;
  byBranch: Breakdown;
  byCarrier: Breakdown;
  byProduct: Breakdown;
  byChannel: Breakdown;
  byCause: (Breakdown[number] & { second: { of: string; closed: number }[] })[];
}

interface Spans<Of> {
  now: Of;
  before: Of;
  yearBefore: Of;
}

/**
 * Figures of a period, from the counters of `monthsCompared(period)`. A narrower scope is made by giving fewer counters:
 * those of one branch or carrier.
 */
export function complaintFigures(counters: readonly Counter[], period: Period): ComplaintFigures {
  const spans = { now: period, before: periodBefore(period), yearBefore: yearBefore(period) };
  const totals = totalsOf(counters, spans);
  const { now } = totals;
  const opened = now.of('complaint-opened');
  return {
    period,
    before: spans.before,
    yearBefore: spans.yearBefore,
    all: ratiosOf(totals, ['complaint-opened']),
    forwarded: ratiosOf(totals, ['complaint-forwarded']),
    medians: mediansBeside(period),
    forwardedShare: rateOf(now.of('complaint-forwarded'), opened),
    repeated: rateOf(now.of('complaint-repeated'), opened),
    contactedInTime: rateOf(now.of('complaint-contacted-in-time'), now.of('complaint-contacted')),
    endings: endingsOf(now),
    byBranch: byKey(counters, spans, ({ branch }) => branch),
    byCarrier: byKey(counters, spans, ({ carrier }) => carrier),
    byProduct: productsOf(totals).map((product) => ({
      of: product,
      ratios: ratiosOf(totals, ['complaint-by-product', product], product),
    })),
    byChannel: suffixesOf(totals, 'complaint-by-channel').map((channel) => ({
      of: channel,
      ratios: ratiosOf(totals, ['complaint-by-channel', channel]),
    })),
    byCause: causesOf(totals),
  };
}

/** The ratios alone: of one month of a period, say. */
export function complaintRatios(counters: readonly Counter[], period: Period): ComplaintRatios {
  const spans = { now: period, before: periodBefore(period), yearBefore: yearBefore(period) };
  return ratiosOf(totalsOf(counters, spans), ['complaint-opened']);
}

function totalsOf(counters: readonly Counter[], { now, before, yearBefore: year }: Spans<Period>) {
  const of = (period: Period): Totals => {
    const months = new Set(monthsOf(period));
    return new Totals(counters.filter(({ month }) => months.has(month)));
  };
  return { now: of(now), before: of(before), yearBefore: of(year) };
}

type Numerator = readonly [CounterName, ...string[]];

function ratiosOf(totals: Spans<Totals>, numerator: Numerator, product?: string): ComplaintRatios {
  const compare = (measure: Measure): Compared => compared(totals, numerator, measure, product);
  const ratios = {
    per100mPremium: compare('per100mPremium'),
    per10kPolicies: compare('per10kPolicies'),
    per10kPersonTimes: compare('per10kPersonTimes'),
  };
  const [premium, policies] = [ratios.per100mPremium.now.denominator, ratios.per10kPolicies.now.denominator];
  const isSmall = policies > 0 && premium < policies * SMALL_PREMIUM_FEN;
  return { ...ratios, ...(isSmall ? { smallPremium: true } : {}) };
}

function compared(
  totals: Spans<Totals>,
  [name, ...of]: Numerator,
  measure: Measure,
  product?: string,
): Compared {
  const { name: exposure, per } = DENOMINATORS[measure];
  const ratio = (span: Totals): Ratio =>
    ratioOf(
      span.sum(name, ...of),
      product === undefined ? span.sum(exposure) : span.of(exposure, product),
      per,
    );
  const [now, before, year] = [ratio(totals.now), ratio(totals.before), ratio(totals.yearBefore)];
  const [changeOnBefore, changeOnYear] = [changeOf(now, before), changeOf(now, year)];
  const interval = intervalOf(now);
  return {
    now,
    before,
    yearBefore: year,
    ...(changeOnBefore === undefined ? {} : { changeOnBefore }),
    ...(changeOnYear === undefined ? {} : { changeOnYear }),
    ...(interval === undefined ? {} : { interval }),
    counted: {
      numerator: [name, ...of].join(':'),
      denominator: product === undefined ? exposure : `${exposure}:${product}`,
    },
  };
}

function byKey(
  counters: readonly Counter[],
  spans: Spans<Period>,
  keyOf: (counter: Counter) => string,
): Breakdown {
  return [...Map.groupBy(counters, keyOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([of, own]) => ({ of, ratios: ratiosOf(totalsOf(own, spans), ['complaint-opened']) }));
}

/** Those of the period and of what it is compared with: a channel that fell silent is a fall to zero, not a gap. */
function suffixesOf(totals: Spans<Totals>, name: CounterName): string[] {
  const all = [totals.now, totals.before, totals.yearBefore].flatMap((span) => span.suffixes(name));
  return [...new Set(all)].sort();
}

function productsOf(totals: Spans<Totals>): string[] {
  const names: CounterName[] = ['complaint-by-product', 'exposure-policies'];
  return [...new Set(names.flatMap((name) => suffixesOf(totals, name)))].sort();
}

function causesOf(totals: Spans<Totals>): ComplaintFigures['byCause'] {
  const firsts = suffixesOf(totals, 'complaint-by-cause').map((cause) => cause.split(':')[0] ?? cause);
  return [...new Set(firsts)].map((first) => ({
    of: first,
    ratios: ratiosOf(totals, ['complaint-by-cause', first]),
    second: totals.now.suffixes('complaint-by-cause', first).map((second) => ({
      of: second,
      closed: totals.now.of('complaint-by-cause', first, second),
    })),
  }));
}

function endingsOf(totals: Totals): Endings {
  const ended = totals.of('complaint-ended');
  const histogram = totals.histogram('complaint-ended-days');
  const within = (most: number): Rate => {
    const inTime = [...histogram].reduce((sum, [days, times]) => sum + (days <= most ? times : 0), 0);
    return rateOf(inTime, ended);
  };
  const [satisfied, dissatisfied] = [totals.of('complaint-satisfied'), totals.of('complaint-dissatisfied')];
  const days = spreadOf(histogram);
  return {
    ended,
    withinHour: rateOf(totals.of('complaint-ended-within-hour'), ended),
    within10Days: within(10),
    within15Days: within(15),
    within30Days: within(30),
    onTheSpot: rateOf(totals.of('complaint-ended-on-the-spot'), ended),
    ...(days === undefined ? {} : { days }),
    upheld: rateOf(
      totals.of('complaint-by-outcome', 'upheld') + totals.of('complaint-by-outcome', 'upheld-in-part'),
      totals.sum('complaint-by-outcome'),
    ),
    satisfied: rateOf(satisfied, satisfied + dissatisfied),
    dissatisfied: rateOf(dissatisfied, satisfied + dissatisfied),
    redressFen: totals.of('complaint-redress-fen'),
  };
}
