import { cardFor, Line, Moment } from '../evaluation/cards.ts';
import { OVERALL } from '../evaluation/case.ts';
import type { Counter } from './counters.ts';
import { type Rate, rateOf } from './rates.ts';
import { Totals } from './totals.ts';

/** What became of the requests of a moment that were sent in the months. */
export interface EvaluationFigures {
  moment: Moment;
  asked: number;
  /** Of those asked. */
  sent: Rate;
  delivered: Rate;
  replied: Rate;
  valid: Rate;
  replies: number;
  /** Of all replies. */
  optedOut: Rate;
  gradedByHand: Rate;
  /** Of the customers who replied. */
  dissatisfied: Rate;
  byItem: { item: string; dissatisfied: Rate }[];
}

/** Counted requests of each moment, the three messages in their order. */
export function evaluationFigures(counters: readonly Counter[]): EvaluationFigures[] {
  const totals = new Totals(counters);
  return Moment.options.map((moment) => {
    const asked = totals.of('evaluation-asked', moment);
    const replied = totals.of('evaluation-replied', moment);
    const replies = totals.of('evaluation-reply', moment);
    return {
      moment,
      asked,
      sent: rateOf(totals.of('evaluation-sent', moment), asked),
      delivered: rateOf(totals.of('evaluation-delivered', moment), asked),
      replied: rateOf(replied, asked),
      valid: rateOf(totals.of('evaluation-valid', moment), asked),
      replies,
      optedOut: rateOf(totals.of('evaluation-opted-out', moment), replies),
      gradedByHand: rateOf(totals.of('evaluation-graded-by-hand', moment), replies),
      dissatisfied: rateOf(totals.of('evaluation-dissatisfied', moment), replied),
      byItem: itemsOf(moment).map((item) => ({
        item,
        dissatisfied: rateOf(totals.of('evaluation-dissatisfied-item', moment, item), replied),
      })),
    };
  });
}

/** Of the cards of both lines, and the service as a whole. */
function itemsOf(moment: Moment): string[] {
  const codes = Line.options.flatMap((line) => cardFor(moment, line).items.map(({ code }) => code));
  return [...new Set([...codes, OVERALL])];
}
