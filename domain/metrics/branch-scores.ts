import {
  type BranchScore,
  branchScore,
  DEFAULT_SCORE,
  type ScoreInput,
  type ScorePart,
} from './branch-score.ts';
import { answersIn } from './callback-figures.ts';
import type { Counter } from './counters.ts';
import { monthsOf, type Period } from './periods.ts';
import { Totals } from './totals.ts';

const SOON_DAYS = 15;

/** The score of each branch in a period, the best first and those without one last. */
export function branchScores(counters: readonly Counter[], period: Period): BranchScore[] {
  const months = new Set(monthsOf(period));
  const own = Map.groupBy(
    counters.filter(({ month }) => months.has(month)),
    ({ branch }) => branch,
  );
  return [...own]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([branch, of]) => branchScore(branch, inputsOf(new Totals(of)), DEFAULT_SCORE))
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
}

function inputsOf(totals: Totals): Record<ScorePart, ScoreInput> {
  const opened = totals.of('complaint-opened');
  const { answered, problem, unreached } = answersIn(totals);
  const satisfied = totals.of('complaint-satisfied');
  const soon = [...totals.histogram('complaint-ended-days')]
    .filter(([days]) => days <= SOON_DAYS)
    .reduce((sum, [, times]) => sum + times, 0);
  return {
    complaints: { numerator: opened, denominator: totals.sum('exposure-policies') },
    'settled-in-15-days': { numerator: soon, denominator: totals.of('complaint-ended') },
    satisfied: { numerator: satisfied, denominator: satisfied + totals.of('complaint-dissatisfied') },
    'callbacks-reached': { numerator: answered, denominator: answered + unreached },
    'callback-problems': { numerator: problem, denominator: answered },
    'repeated-complaints': { numerator: totals.of('complaint-repeated'), denominator: opened },
  };
}
