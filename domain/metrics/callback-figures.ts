import type { Counter } from './counters.ts';
import { type Rate, rateOf } from './rates.ts';
import { Totals } from './totals.ts';

/** How callbacks (回访) of a period went, by the month in which each thing happened. */
export interface CallbackFigures {
  opened: number;
  /** Success (回访成功率): answered, of those that were answered or given up. */
  reached: Rate;
  /** Given up without an answer, of the same: silence. */
  silent: Rate;
  /** Answered with a problem, of those answered. */
  problem: Rate;
  /** Confirmed as settled, of the confirmations. */
  settled: Rate;
}

export function callbackFigures(counters: readonly Counter[]): CallbackFigures {
  const totals = new Totals(counters);
  const { answered, problem, unreached } = answersIn(totals);
  const settled = totals.of('confirmed-settled');
  return {
    opened: totals.of('callback-opened'),
    reached: rateOf(answered, answered + unreached),
    silent: rateOf(unreached, answered + unreached),
    problem: rateOf(problem, answered),
    settled: rateOf(settled, settled + totals.of('confirmed-not-settled')),
  };
}

export function answersIn(totals: Totals): { answered: number; problem: number; unreached: number } {
  const problem = totals.of('answered-problem');
  return {
    answered: totals.of('answered-clean') + problem,
    problem,
    unreached: totals.of('unreached'),
  };
}
