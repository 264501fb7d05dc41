import { checkEffect, monthsToCheck } from '../../domain/corrective-action/act.ts';
import { rateOfCause, WHOLE_FIRM } from '../../domain/corrective-action/rate.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import type { Actor } from '../../domain/people.ts';
import type { Cases, Clock, Firm, Metrics, Transactions } from '../../domain/ports.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { actionsOf, loadAction } from './file.ts';

export interface MonthlyCheckDeps {
  cases: Cases;
  metrics: Pick<Metrics, 'read'>;
  transactions: Transactions;
  clock: Clock;
  firm: Firm;
}

const SCHEDULE: Actor = { kind: 'system', id: 'corrective-action-schedule' };

/**
 * On the first of each month: every open action is measured by the month that is over, and by those before it that a
 * lost run has left out. One action that fails does not keep the others.
 * @throws AggregateError when some were not checked, after all others were
 */
export function newMonthlyCheck(deps: MonthlyCheckDeps): (event: unknown) => Promise<void> {
  return async () => {
    const failures: unknown[] = [];
    const read = remembering(deps.metrics);
    for (const branch of new Set([...deps.firm.branches, WHOLE_FIRM])) {
      for (const { id } of await actionsOf(deps.cases, branch)) {
        try {
          await checkAction(id, read, deps);
        } catch (error) {
          failures.push(error);
        }
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} actions were not checked.`);
  };
}

type Read = (month: string) => Promise<Counter[]>;

/** One change a month, so that a run which is cut off goes on where it was. */
async function checkAction(id: string, read: Read, deps: MonthlyCheckDeps): Promise<void> {
  const now = deps.clock.now();
  for (const month of monthsToCheck(await loadAction(deps, id), now)) {
    const counters = await read(month);
    await onFreshRead(async () => {
      const action = await loadAction(deps, id);
      const decision = checkEffect(action, month, rateOfCause(counters, action), SCHEDULE, now);
      if (decision !== undefined) await saveDecision(deps, decision, now);
    });
  }
}

/** A month is read once, however many actions it is for. */
function remembering(metrics: Pick<Metrics, 'read'>): Read {
  const months = new Map<string, Promise<Counter[]>>();
  return (month) => {
    const known = months.get(month) ?? metrics.read(month);
    months.set(month, known);
    return known;
  };
}
