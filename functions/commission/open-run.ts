import { type Month, openPayout, type PayoutCase, payoutIdOf } from '../../domain/commission/payout.ts';
import { AlreadyExists } from '../../domain/errors.ts';
import type { Actor } from '../../domain/people.ts';
import type { Cases, Clock, Transactions } from '../../domain/ports.ts';

export interface OpenRunDeps {
  cases: Pick<Cases, 'load'>;
  transactions: Transactions;
  clock: Clock;
}

/**
 * Opens the run of a month, of which there is one whoever asks. The stream starts its workflow.
 * @throws Refused before the month is over
 */
export async function openRun(
  month: Month,
  by: Actor,
  { cases, transactions, clock }: OpenRunDeps,
): Promise<{ payout: PayoutCase; isNew: boolean }> {
  const opened = openPayout(month, by, clock.now());
  try {
    await transactions.commit([
      { store: 'case', case: opened.case, expected: 0 },
      { store: 'event', event: opened.event },
    ]);
    return { payout: opened.case, isNew: true };
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
    return { payout: await cases.load('payout', payoutIdOf(month)), isNew: false };
  }
}
