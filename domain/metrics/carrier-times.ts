import { CarrierPurpose } from '../carrier-request/case.ts';
import type { Counter } from './counters.ts';
import { type Spread, spreadOf } from './medians.ts';
import { type Rate, rateOf } from './rates.ts';
import { type Totals, totalsByCarrier } from './totals.ts';

/** How a carrier answers what it is asked. */
export interface CarrierTimes {
  asked: number;
  answered: number;
  late: number;
  /** Of the requests whose time the carrier used up or kept: those that it let pass without an answer. */
  silent: Rate;
  /** Calendar days that the carrier took, without those in which it waited for material. */
  answerDays?: Spread;
  /** Calendar days of each round of material that it wanted, until it came or was given up. */
  evidenceDays?: Spread;
}

export interface TimesOfCarrier {
  carrier: string;
  purposes: ({ purpose: CarrierPurpose } & CarrierTimes)[];
}

/** Each carrier's times by what it was asked for. */
export function carrierTimes(counters: readonly Counter[]): TimesOfCarrier[] {
  return totalsByCarrier(counters).flatMap(([carrier, totals]) => {
    const purposes = CarrierPurpose.options
      .map((purpose) => ({ purpose, ...timesOf(totals, purpose) }))
      .filter(wasAsked);
    return purposes.length === 0 ? [] : [{ carrier, purposes }];
  });
}

/** A carrier's times for one purpose, or for several together. */
export function timesOf(totals: Totals, ...purposes: readonly CarrierPurpose[]): CarrierTimes {
  const sum = (name: 'carrier-asked' | 'carrier-answered' | 'carrier-late' | 'carrier-silent'): number =>
    purposes.reduce((all, purpose) => all + totals.of(name, purpose), 0);
  const days = (name: 'answer-days' | 'evidence-days'): Spread | undefined =>
    spreadOf(together(purposes.map((purpose) => totals.histogram(name, purpose))));
  const [answered, late, silent] = [sum('carrier-answered'), sum('carrier-late'), sum('carrier-silent')];
  const [answerDays, evidenceDays] = [days('answer-days'), days('evidence-days')];
  return {
    asked: sum('carrier-asked'),
    answered,
    late,
    // A late answer was silence before: who answered in time and who let it pass are all whose time is over.
    silent: rateOf(silent, answered - late + silent),
    ...(answerDays === undefined ? {} : { answerDays }),
    ...(evidenceDays === undefined ? {} : { evidenceDays }),
  };
}

/** Something was counted, even if the asking was in an earlier month. */
export function wasAsked({ asked, answered, silent, evidenceDays }: CarrierTimes): boolean {
  return asked + answered + silent.denominator > 0 || evidenceDays !== undefined;
}

function together(histograms: readonly ReadonlyMap<number, number>[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [unit, times] of histograms.flatMap((one) => [...one]))
    sums.set(unit, (sums.get(unit) ?? 0) + times);
  return sums;
}
