import { type CarrierTimes, timesOf, wasAsked } from './carrier-times.ts';
import type { Counter } from './counters.ts';
import { type Rate, rateOf } from './rates.ts';
import { Totals, totalsByCarrier } from './totals.ts';

/** Figures of pre-underwriting (核保前置): a customer is one request, however often its opinions were compared. */
export interface PreUnderwritingFigures {
  /** Customers for whom carriers' opinions were compared. */
  customers: number;
  /** Of those who got two answers or more: whose carriers concluded differently. */
  differed: Rate;
  byCondition: { condition: string; customers: number; differed: Rate }[];
  byCarrier: {
    carrier: string;
    /** Of its opinions in the first comparison of two or more: whose class was not the most common one. */
    differed: Rate;
    byCondition: { condition: string; differed: Rate }[];
    chosen: number;
    times: CarrierTimes;
  }[];
  chosen: number;
  notChosen: number;
  consentWithdrawn: number;
  /** Policies that were issued on other terms than were chosen. */
  termsDiffer: number;
}

export function preUnderwritingFigures(counters: readonly Counter[]): PreUnderwritingFigures {
  const totals = new Totals(counters);
  return {
    customers: totals.of('compared'),
    differed: rateOf(totals.of('differed'), totals.of('comparable')),
    byCondition: union(totals.suffixes('compared'), totals.suffixes('comparable')).map((condition) => ({
      condition,
      customers: totals.of('compared', condition),
      differed: rateOf(totals.of('differed', condition), totals.of('comparable', condition)),
    })),
    byCarrier: totalsByCarrier(counters).map(ofCarrier).filter(hasFigures),
    chosen: totals.of('chosen'),
    notChosen: totals.of('not-chosen'),
    consentWithdrawn: totals.of('consent-withdrawn'),
    termsDiffer: totals.of('terms-differ'),
  };
}

type OfCarrier = PreUnderwritingFigures['byCarrier'][number];

function ofCarrier([carrier, totals]: [string, Totals]): OfCarrier {
  const differed = (...of: string[]): Rate =>
    rateOf(totals.of('opinion-differed', ...of), totals.of('opinion-comparable', ...of));
  return {
    carrier,
    differed: differed(),
    byCondition: totals
      .suffixes('opinion-comparable')
      .map((condition) => ({ condition, differed: differed(condition) })),
    chosen: totals.of('chosen'),
    times: timesOf(totals, 'pre-underwriting'),
  };
}

function hasFigures({ differed, chosen, times }: OfCarrier): boolean {
  return differed.denominator + chosen > 0 || wasAsked(times);
}

/** A comparison may be of one month and its second answer of the next. */
function union(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])].sort();
}
