import * as z from 'zod/mini';
import { verdict } from '../../domain/access.ts';
import { accountabilityIdOf } from '../../domain/accountability/open.ts';
import { windowOf } from '../../domain/accountability/window.ts';
import { Month } from '../../domain/commission/payout.ts';
import type { Staff } from '../../domain/people.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { monthsBack } from '../commission/months.ts';
import type { RunDeps } from './run.ts';
import { RunView, runView, Sight } from './views.ts';

const ListedMonth = z.object({
  month: Month,
  from: z.string(),
  to: z.string(),
  /** The day on which it is compiled, and the first on which somebody can open it. */
  compiledOn: z.string(),
  run: z.optional(RunView),
  /** The reader is named in a line. */
  isConcerned: z.boolean(),
  /** For those who see the whole run. */
  counts: z.optional(z.object({ lines: z.int(), undecided: z.int(), objected: z.int() })),
});
type ListedMonth = z.infer<typeof ListedMonth>;

export const MonthList = z.object({ items: z.array(ListedMonth), next: z.optional(z.string()) });

/** Readers see every run; who opens runs the month of today before it has one; others the runs that name them. */
export async function monthList(
  staff: Staff,
  next: Month | undefined,
  { cases, clock, rules }: Pick<RunDeps, 'cases' | 'clock' | 'rules'>,
): Promise<z.infer<typeof MonthList>> {
  const sight = new Sight(staff);
  const thisMonth = dateOf(clock.now()).slice(0, 7);
  const opens = verdict(staff, 'accountability:run') === 'allowed';
  return monthsBack(next ?? thisMonth, async (month): Promise<ListedMonth | undefined> => {
    const found = await cases.byId(accountabilityIdOf(month));
    const run = found?.kind === 'accountability' ? found : undefined;
    const isConcerned = run?.concerned.includes(staff.id) === true;
    const isShown = run === undefined ? opens && month === thisMonth : sight.reads || isConcerned;
    if (!isShown) return undefined;
    const { from, to, compiledOn } = windowOf(month, rules.accountability.dates);
    return {
      ...{ month, from, to, compiledOn, isConcerned },
      ...(run === undefined ? {} : { run: runView(run, rules) }),
      ...(run === undefined || !sight.isWhole ? {} : { counts: countsOf(run) }),
    };
  });
}

const countsOf = ({
  lines,
  undecided,
  objected,
}: {
  lines: number;
  undecided: number;
  objected: number;
}) => ({
  lines,
  undecided,
  objected,
});
