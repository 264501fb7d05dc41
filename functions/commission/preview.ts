import * as z from 'zod/mini';
import { amountOf } from '../../domain/commission/card.ts';
import type { HoldType } from '../../domain/commission/holds.ts';
import { isDue, type LineSummary } from '../../domain/commission/line.ts';
import { cutOffOf, type Month, net, payoutIdOf } from '../../domain/commission/payout.ts';
import type { Cases, Commissions, Firm } from '../../domain/ports.ts';
import { addDays } from '../../domain/time/calendar.ts';
import { everyItem } from '../pages.ts';
import { atOnce } from './at-once.ts';
import { type CardDeps, cardsOf } from './cards.ts';
import { listBranches } from './line-lists.ts';
import { AmountView, CardList, StatementView, statementView, TotalsView, totalsView } from './views.ts';

const BRANCHES_AT_ONCE = 4;
const BALANCES_AT_ONCE = 16;

const Counted = z.object({ lines: z.int(), amount: AmountView });

export const PreviewView = z.object({
  month: z.string(),
  cutOff: z.string(),
  /** First day on which it can be run. */
  opensOn: z.string(),
  /** Where the run is, when there is one: then this is what it has not paid. */
  run: z.optional(z.string()),
  totals: TotalsView,
  payees: z.array(StatementView),
  /** A line with two holds counts under both types, and once in the sum. */
  held: z.object({
    ...Counted.shape,
    byType: z.record(z.string(), Counted),
    ...CardList.shape,
  }),
});

export interface PreviewDeps extends CardDeps {
  cases: Pick<Cases, 'byId'>;
  commissions: Pick<Commissions, 'inState' | 'carriedBalance'>;
  firm: Firm;
}

/** What a run of the month would do, read from the index and changing nothing. */
export async function previewOf(
  month: Month,
  limit: number,
  deps: PreviewDeps,
): Promise<z.infer<typeof PreviewView>> {
  const cutOff = cutOffOf(month);
  const due = new Map<string, number[]>();
  const held = new HeldSums();
  await atOnce(BRANCHES_AT_ONCE, deps.firm.branches, async (branch) => {
    for await (const line of everyItem((next) => deps.commissions.inState(branch, 'payable', cutOff, next))) {
      held.add(line); // what is owed back is listed as payable, on hold or not
      if (!isDue(line, cutOff)) continue;
      const amounts = due.get(line.payee) ?? [];
      due.set(line.payee, amounts);
      amounts.push(line.balances.payable);
    }
    for await (const line of everyItem((next) => deps.commissions.inState(branch, 'held', undefined, next))) {
      held.add(line);
    }
  });
  const payees = [...due].sort(([a], [b]) => (a < b ? -1 : 1));
  const statements = await atOnce(BALANCES_AT_ONCE, payees, async ([payee, amounts]) => ({
    payee,
    ...net(amounts, (await deps.commissions.carriedBalance(payee))?.owedFen ?? 0),
  }));
  const run = await deps.cases.byId(payoutIdOf(month));
  return {
    month,
    cutOff,
    opensOn: addDays(cutOff, 1),
    ...(run === undefined ? {} : { run: run.stage }),
    totals: totalsView(statements),
    payees: statements.map(statementView),
    held: { ...held.view(), ...(await heldPage(limit, undefined, deps)) },
  };
}

/** Held lines alone: the pages after the one that comes with the sums. */
export async function heldPage(
  limit: number,
  next: string | undefined,
  deps: PreviewDeps,
): Promise<z.infer<typeof CardList>> {
  const page = await listBranches(deps, deps.firm.branches, 'held', limit, next);
  return { ...page, items: await cardsOf(page.items, deps) };
}

class HeldSums {
  #lines = 0;
  #fen = 0;
  readonly #byType = new Map<HoldType, { lines: number; fen: number }>();

  add({ holds, balances }: LineSummary): void {
    if (holds.length === 0) return;
    this.#lines += 1;
    this.#fen += balances.held;
    for (const { type } of holds) {
      const sum = this.#byType.get(type) ?? { lines: 0, fen: 0 };
      this.#byType.set(type, { lines: sum.lines + 1, fen: sum.fen + balances.held });
    }
  }

  view() {
    const byType = [...this.#byType].map(
      ([type, { lines, fen }]) => [type, { lines, amount: amountOf(fen) }] as const,
    );
    return { lines: this.#lines, amount: amountOf(this.#fen), byType: Object.fromEntries(byType) };
  }
}
