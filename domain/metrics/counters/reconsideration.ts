import * as z from 'zod/mini';
import type { CaseEvent } from '../../case.ts';
import { NonNegativeFen } from '../../money.ts';
import { Id } from '../../people.ts';
import { LevelOutcome, ReconsiderationStage } from '../../reconsideration/case.ts';
import { ReasonCode } from '../../reconsideration/grounds.ts';
import { DecisionKind } from '../../reconsideration/legal-clocks.ts';
import { type Added, factsOf, named } from './added.ts';

const LevelAnswered = z.object({
  level: z.union([z.literal(1), z.literal(2)]),
  outcome: LevelOutcome,
  days: z.int().check(z.minimum(0)),
});

const Closed = z.object({
  stage: ReconsiderationStage,
  of: DecisionKind,
  reasonCode: ReasonCode,
  clause: z.optional(Id),
  levels: z.int(),
  changed: z.boolean(),
});

const Payment = z.object({ amountFen: NonNegativeFen });

/** What a reconsideration (两核复议) adds, in the row of its carrier. */
export function reconsiderationCounters(event: CaseEvent): Added[] {
  switch (event.type) {
    case 'level-answered':
      return levelCounters(factsOf(LevelAnswered, event));
    case 'reconsideration-closed':
      return closedCounters(factsOf(Closed, event));
    // What was paid, and not what the close says: after a re-opening that holds what was paid before, too.
    case 'payment-recorded':
      return [
        { name: named('payments') },
        { name: named('recovered-fen'), count: factsOf(Payment, event).amountFen },
      ];
    default:
      return [];
  }
}

function levelCounters({ level, outcome, days }: z.infer<typeof LevelAnswered>): Added[] {
  return [
    { name: named('level-answered', level) },
    ...(outcome === 'upheld' ? [] : [{ name: named('level-changed', level) }]),
    ...(outcome === 'changed-in-part' ? [{ name: named('level-changed-in-part', level) }] : []),
    { name: named('level-working-days', level, days) },
  ];
}

/** Disputed is what went to the carrier at least once: a case that ended with our own explanation asked it nothing. */
function closedCounters({ stage, of, reasonCode, clause, levels, changed }: z.infer<typeof Closed>): Added[] {
  const closed = { name: named('reconsideration-closed', of, stage) };
  if (levels === 0) return [closed];
  return [
    closed,
    { name: named('disputed', of) },
    { name: named('disputed-by-reason', of, reasonCode) },
    ...(clause === undefined ? [] : [{ name: named('disputed-by-clause', of, clause) }]),
    ...(changed
      ? [
          { name: named('disputed-changed', of) },
          { name: named('changed-by-reason', of, reasonCode) },
          ...(clause === undefined ? [] : [{ name: named('changed-by-clause', of, clause) }]),
        ]
      : []),
  ];
}
