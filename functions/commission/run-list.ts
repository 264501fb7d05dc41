import * as z from 'zod/mini';
import { verdict } from '../../domain/access.ts';
import { cutOffOf, Month, monthBefore, payoutIdOf } from '../../domain/commission/payout.ts';
import type { Staff } from '../../domain/people.ts';
import type { Cases, Clock, Commissions } from '../../domain/ports.ts';
import { addDays, dateOf } from '../../domain/time/calendar.ts';
import { monthsBack } from './months.ts';
import { RunView, runView, StatementView, statementView } from './views.ts';

const ListedMonth = z.object({
  month: Month,
  cutOff: z.string(),
  /** First day on which it can be run. */
  opensOn: z.string(),
  run: z.optional(RunView),
  /** The reader's own. */
  statement: z.optional(StatementView),
});
type ListedMonth = z.infer<typeof ListedMonth>;

export const MonthList = z.object({ items: z.array(ListedMonth), next: z.optional(z.string()) });

interface RunListDeps {
  cases: Pick<Cases, 'byId'>;
  commissions: Pick<Commissions, 'statement'>;
  clock: Clock;
}

/** Who runs payouts sees every run, and the months that could be run; a payee the runs with a statement of the own. */
export async function monthList(
  staff: Staff,
  next: Month | undefined,
  { cases, commissions, clock }: RunListDeps,
): Promise<z.infer<typeof MonthList>> {
  const today = dateOf(clock.now());
  const reads = verdict(staff, 'payout:read') === 'allowed';
  return monthsBack(next ?? today.slice(0, 7), async (month): Promise<ListedMonth | undefined> => {
    const id = payoutIdOf(month);
    const [found, statement] = await Promise.all([cases.byId(id), commissions.statement(id, staff.id)]);
    const run = found?.kind === 'payout' ? found : undefined;
    const isShown = reads ? run !== undefined || month >= monthBefore(today) : statement !== undefined;
    if (!isShown) return undefined;
    const cutOff = cutOffOf(month);
    return {
      ...{ month, cutOff, opensOn: addDays(cutOff, 1) },
      ...(run === undefined ? {} : { run: runView(run) }),
      ...(statement === undefined ? {} : { statement: statementView(statement) }),
    };
  });
}
