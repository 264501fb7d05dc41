import { type CommissionLine, isDue, lineFaults } from '../../domain/commission/line.ts';
import { dateOf } from '../../domain/time/calendar.ts';

export interface Ledgers {
  lines: readonly CommissionLine[];
}

/** Sums, chain and holds of each line that a step has changed. */
export function ledgerFaults(before: readonly CommissionLine[], after: readonly CommissionLine[]): string[] {
  return after.filter((line) => !before.includes(line)).flatMap(lineFaults);
}

/** Types of holds that some line had and has no more. */
export function released(before: readonly CommissionLine[], after: readonly CommissionLine[]): string[] {
  const kept = new Set(after.flatMap(({ payee, holds }) => holds.map(({ type }) => `${payee} ${type}`)));
  const gone = before.flatMap(({ payee, holds }) =>
    holds.filter(({ type }) => !kept.has(`${payee} ${type}`)).map(({ type }) => type),
  );
  return [...new Set(gone)];
}

/** Something was paid out of a line that had a hold. */
export function paidWhileHeld(before: readonly CommissionLine[], after: readonly CommissionLine[]): boolean {
  return before.some((line, index) => {
    const paid = (after[index]?.balances.paid ?? 0) - line.balances.paid;
    return paid > 0 && line.holds.length > 0;
  });
}

/** Where the money stands, without amounts: the sign of each account, the holds by type, whether a run would pay. */
export function moneyKey(lines: readonly CommissionLine[], now: Date): unknown {
  return lines.map(({ balances, holds, availableFrom }) => [
    Math.sign(balances.held),
    Math.sign(balances.payable),
    Math.sign(balances.paid),
    balances.voided > 0,
    holds.map(({ type }) => type).sort(),
    availableFrom === undefined
      ? 'no date'
      : isDue({ balances, availableFrom }, dateOf(now))
        ? 'due'
        : 'not due',
  ]);
}
