import { type CarrierTimes, timesOf, wasAsked } from './carrier-times.ts';
import type { Counter } from './counters.ts';
import type { Rate } from './rates.ts';
import { changedOf, type Recovered, recoveredOf } from './reconsideration-figures.ts';
import { type Totals, totalsByCarrier } from './totals.ts';

/** What the yearly review of a partner carrier (准入评审) looks at. */
export interface Scorecard {
  carrier: string;
  opinions: CarrierTimes;
  /** Both levels together. */
  reconsiderations: CarrierTimes;
  claimsChanged: Rate;
  underwritingChanged: Rate;
  recovered: Recovered;
  complaints: number;
}

/** One for each carrier of which there is anything to say, in order. */
export function scorecards(counters: readonly Counter[]): Scorecard[] {
  return totalsByCarrier(counters).map(scorecardOf).filter(hasFigures);
}

function scorecardOf([carrier, totals]: [string, Totals]): Scorecard {
  return {
    carrier,
    opinions: timesOf(totals, 'pre-underwriting'),
    reconsiderations: timesOf(totals, 'reconsideration-1', 'reconsideration-2'),
    claimsChanged: changedOf(totals, 'claim'),
    underwritingChanged: changedOf(totals, 'underwriting'),
    recovered: recoveredOf(totals),
    complaints: totals.of('complaint-opened'),
  };
}

function hasFigures(card: Scorecard): boolean {
  const { opinions, reconsiderations, claimsChanged, underwritingChanged, recovered, complaints } = card;
  const counted =
    claimsChanged.denominator + underwritingChanged.denominator + recovered.payments + complaints;
  return counted > 0 || wasAsked(opinions) || wasAsked(reconsiderations);
}
