import { type Action, authorize } from '../../domain/access.ts';
import { follow } from '../../domain/case.ts';
import type { HoldType } from '../../domain/commission/holds.ts';
import { type CommissionLine, placeByHand, releaseByHand } from '../../domain/commission/line.ts';
import { NOTHING_HERE, NotFound } from '../../domain/errors.ts';
import type { Staff } from '../../domain/people.ts';
import type { Cases, Clock, Commissions, Transactions, Write } from '../../domain/ports.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { callbackOf } from './cards.ts';

export interface HandDeps {
  cases: Pick<Cases, 'byId'>;
  commissions: Pick<Commissions, 'linesOf'>;
  transactions: Transactions;
  clock: Clock;
}

export interface ByHand {
  type: HoldType;
  reason: string;
}

const HANDS = {
  place: { action: 'hold:place', change: placeByHand, event: 'hold-placed-by-hand' },
  release: { action: 'hold:release', change: releaseByHand, event: 'hold-released-by-hand' },
} as const satisfies Record<string, { action: Action; change: typeof placeByHand; event: string }>;

/** Whom a policy's commission concerns, and where. @throws NotFound when it has none */
export function subjectOf(lines: readonly CommissionLine[]): { branch: string; concerned: string[] } {
  const [first] = lines;
  if (first === undefined) throw new NotFound(NOTHING_HERE);
  const concerned = new Set([first.brokerId, ...lines.map(({ payee }) => payee)]);
  return { branch: first.branch, concerned: [...concerned] };
}

/**
 * Places or releases a hold on every line of a policy, with an event in its callback's history, in one transaction.
 * A hold that is there already, or gone already, stays as it is.
 */
export function changeByHand(
  hand: keyof typeof HANDS,
  policyId: string,
  { type, reason }: ByHand,
  staff: Staff,
  { cases, commissions, transactions, clock }: HandDeps,
): Promise<{ lines: CommissionLine[]; isChanged: boolean }> {
  const { action, change, event: eventType } = HANDS[hand];
  return onFreshRead(async () => {
    const before = await commissions.linesOf(policyId);
    authorize(staff, action, subjectOf(before));
    const now = clock.now();
    const lines = before.map((line) => change(line, type, reason, staff, now));
    const changed = lines.flatMap((line, index): Write[] => {
      const expected = before[index]?.version ?? 0;
      return line.version === expected ? [] : [{ store: 'line', line, expected }];
    });
    if (changed.length === 0) return { lines, isChanged: false };
    const callback = await callbackOf(policyId, { cases });
    const told =
      callback && follow(callback, { type: eventType, by: staff, at: now, data: { type, reason } });
    await transactions.commit([
      ...changed,
      ...(told === undefined
        ? []
        : [
            { store: 'case', case: told.case, expected: told.event.seq - 1 } as const,
            { store: 'event', event: told.event } as const,
          ]),
    ]);
    return { lines, isChanged: true };
  });
}
