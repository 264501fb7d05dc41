import { DecisionKind } from '../reconsideration/legal-clocks.ts';
import type { Counter } from './counters.ts';
import { type Spread, spreadOf } from './medians.ts';
import { type Rate, rateOf } from './rates.ts';
import { Totals, totalsByCarrier } from './totals.ts';

/** What became of decisions of one kind that were disputed. */
export interface Disputes {
  of: DecisionKind;
  /** Cases closed, those included that never went to the carrier, and where they ended. */
  closed: number;
  endedAs: { stage: string; cases: number }[];
  /** Of the cases closed that went to the carrier at least once: whose decision it changed, wholly or in part. */
  changed: Rate;
  byReason: { reason: string; changed: Rate }[];
}

/** What a carrier says when it is asked to look again. */
export interface LevelFigures {
  level: 1 | 2;
  /** Of its answers, on underwriting and on claims: those that changed the decision, wholly or in part. */
  changed: Rate;
  changedInPart: number;
  /** Working days from the asking to the answer, without those in which it waited for evidence. */
  workingDays?: Spread;
}

export interface Recovered {
  /** What carriers paid beyond what they had given at first. */
  fen: number;
  payments: number;
  /** To the nearest fen. Absent when nothing was paid. */
  averageFen?: number;
}

interface OfAll {
  disputes: Disputes[];
  levels: LevelFigures[];
  recovered: Recovered;
}

interface OfCarrier extends OfAll {
  carrier: string;
  /** A clause is one of the carrier's own, so it is told with the carrier. */
  byClause: { of: DecisionKind; clause: string; changed: Rate }[];
}

/** Figures of reconsideration (两核复议). A case that was re-opened counts again when it closes again. */
export interface ReconsiderationFigures extends OfAll {
  byCarrier: OfCarrier[];
}

export function reconsiderationFigures(counters: readonly Counter[]): ReconsiderationFigures {
  return {
    ...ofAll(new Totals(counters)),
    byCarrier: totalsByCarrier(counters).map(ofCarrier).filter(hasFigures),
  };
}

function ofAll(totals: Totals): OfAll {
  return {
    disputes: DecisionKind.options.map((of) => disputesOf(totals, of)),
    levels: ([1, 2] as const).map((level) => levelOf(totals, level)),
    recovered: recoveredOf(totals),
  };
}

function ofCarrier([carrier, totals]: [string, Totals]): OfCarrier {
  const byClause = DecisionKind.options.flatMap((of) =>
    totals.suffixes('disputed-by-clause', of).map((clause) => ({
      of,
      clause,
      changed: rateOf(
        totals.of('changed-by-clause', of, clause),
        totals.of('disputed-by-clause', of, clause),
      ),
    })),
  );
  return { carrier, ...ofAll(totals), byClause };
}

/** The founding document's 53 % is this rate of claims. */
export function changedOf(totals: Totals, of: DecisionKind): Rate {
  return rateOf(totals.of('disputed-changed', of), totals.of('disputed', of));
}

function disputesOf(totals: Totals, of: DecisionKind): Disputes {
  const endedAs = totals.suffixes('reconsideration-closed', of).map((stage) => ({
    stage,
    cases: totals.of('reconsideration-closed', of, stage),
  }));
  return {
    of,
    closed: endedAs.reduce((sum, { cases }) => sum + cases, 0),
    endedAs,
    changed: changedOf(totals, of),
    byReason: totals.suffixes('disputed-by-reason', of).map((reason) => ({
      reason,
      changed: rateOf(
        totals.of('changed-by-reason', of, reason),
        totals.of('disputed-by-reason', of, reason),
      ),
    })),
  };
}

function levelOf(totals: Totals, level: LevelFigures['level']): LevelFigures {
  const workingDays = spreadOf(totals.histogram('level-working-days', level));
  return {
    level,
    changed: rateOf(totals.of('level-changed', level), totals.of('level-answered', level)),
    changedInPart: totals.of('level-changed-in-part', level),
    ...(workingDays === undefined ? {} : { workingDays }),
  };
}

export function recoveredOf(totals: Totals): Recovered {
  const [fen, payments] = [totals.of('recovered-fen'), totals.of('payments')];
  return { fen, payments, ...(payments === 0 ? {} : { averageFen: Math.round(fen / payments) }) };
}

function hasFigures({ disputes, levels, recovered }: OfCarrier): boolean {
  return (
    recovered.payments > 0 ||
    disputes.some(({ closed }) => closed > 0) ||
    levels.some(({ changed }) => changed.denominator > 0)
  );
}
