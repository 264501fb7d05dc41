import * as z from 'zod/mini';
import { amountOf } from '../../domain/commission/card.ts';
import type { LineSummary } from '../../domain/commission/line.ts';
import type { Commissions } from '../../domain/ports.ts';
import { everyItem } from '../pages.ts';
import { atOnce } from './at-once.ts';
import { isOwedBack } from './line-lists.ts';
import { AmountView } from './views.ts';

const BRANCHES_AT_ONCE = 4;

const Sum = z.object({ lines: z.int(), amount: AmountView });

/** What lines come to in each account. A line that was paid and is on hold again counts as held and as owed back. */
export const SumsView = z.object({
  held: Sum,
  payable: Sum,
  owedBack: Sum,
  /** Of a payee only: what branches have paid in all is in their statements, and too much to add up here. */
  paid: z.optional(Sum),
});
export type SumsView = z.infer<typeof SumsView>;

/** A payee has some hundred lines in a year, and all of them are read. */
export async function sumsOfPayee(
  payee: string,
  sees: (line: LineSummary) => boolean,
  { commissions }: { commissions: Pick<Commissions, 'ofPayee'> },
): Promise<SumsView> {
  const sums = new Sums();
  for await (const line of everyItem((next) => commissions.ofPayee(payee, undefined, PAGE, next))) {
    if (sees(line)) sums.add(line);
  }
  return { ...sums.open(), paid: sums.paid.view() };
}

const PAGE = 1_000;

/** Only what is open: the same lines that a dry run reads. */
export async function sumsOfBranches(
  branches: readonly string[],
  { commissions }: { commissions: Pick<Commissions, 'inState'> },
): Promise<SumsView> {
  const sums = new Sums();
  await atOnce(BRANCHES_AT_ONCE, branches, async (branch) => {
    for (const state of ['held', 'payable'] as const) {
      for await (const line of everyItem((next) => commissions.inState(branch, state, undefined, next))) {
        sums.add(line);
      }
    }
  });
  return sums.open();
}

class Sums {
  readonly held = new Running();
  readonly payable = new Running();
  readonly owedBack = new Running();
  readonly paid = new Running();

  add(line: LineSummary): void {
    const { held, payable, paid } = line.balances;
    if (held > 0) this.held.add(held);
    if (isOwedBack(line)) this.owedBack.add(payable);
    else if (payable > 0) this.payable.add(payable);
    if (paid > 0) this.paid.add(paid);
  }

  open(): Omit<SumsView, 'paid'> {
    return { held: this.held.view(), payable: this.payable.view(), owedBack: this.owedBack.view() };
  }
}

class Running {
  #lines = 0;
  #fen = 0;

  add(fen: number): void {
    this.#lines += 1;
    this.#fen += fen;
  }

  view(): z.infer<typeof Sum> {
    return { lines: this.#lines, amount: amountOf(this.#fen) };
  }
}
