import * as z from 'zod/mini';
import { caseHead, follow } from '../case.ts';
import { Invalid, Refused } from '../errors.ts';
import { Fen, NonNegativeFen, sumFen } from '../money.ts';
import { type Actor, actorName, Id } from '../people.ts';
import { addDays, type DateText, dateOf } from '../time/calendar.ts';
import { type CommissionLine, isDue, payLine } from './line.ts';

export const Month = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month, as 2026-11'));
export type Month = z.infer<typeof Month>;

/** A monthly payout (发放) is a case of its own: it has a history, a workflow and an end. */
export const PayoutCase = z.strictObject({
  ...caseHead,
  kind: z.literal('payout'),
  stage: z.enum(['paying', 'stating', 'finished']),
  month: Month,
  /** Whoever asked for it, the schedule too. */
  openedBy: z.optional(z.string()),
  /** What it has paid by now: whoever watches a run reads one row, and not one event for each forty lines. */
  soFar: z.optional(
    z.strictObject({ lines: z.int(), paidFen: NonNegativeFen, takenBackFen: NonNegativeFen }),
  ),
});
export type PayoutCase = z.infer<typeof PayoutCase>;

/** One amount paid, or taken back, for one line. Written once and never changed. */
export const PaidLine = z.strictObject({
  payoutId: z.string(),
  payee: Id,
  policyId: z.string(),
  branch: Id,
  amountFen: Fen,
  paidAt: z.iso.datetime(),
});
export type PaidLine = z.infer<typeof PaidLine>;

/** What a payee gets for a month. `carriedOutFen` is what is still owed back and waits for the next run. */
export const Statement = z.strictObject({
  payoutId: z.string(),
  payee: Id,
  rows: z.int(),
  paidFen: NonNegativeFen,
  takenBackFen: NonNegativeFen,
  carriedInFen: NonNegativeFen,
  netFen: NonNegativeFen,
  carriedOutFen: NonNegativeFen,
  file: z.strictObject({ key: z.string(), sha256: z.string() }),
});
export type Statement = z.infer<typeof Statement>;

/** What a payee owes back from earlier runs. */
export const CarriedBalance = z.strictObject({
  payee: Id,
  owedFen: NonNegativeFen,
  /** The run that last changed it: a run that is repeated finds itself here and changes nothing. */
  payoutId: z.string(),
  version: z.int(),
});
export type CarriedBalance = z.infer<typeof CarriedBalance>;

const HEAD_OFFICE = 'head-office';

export function payoutIdOf(month: Month): string {
  return `payout-${month}`;
}

/** A run pays what is available on the last day of its month. */
export function cutOffOf(month: Month): DateText {
  const [year, number] = month.split('-').map(Number);
  if (year === undefined || number === undefined) throw new Invalid(`${month} is not a month.`);
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`;
}

/** The month that a month follows. */
export function previousMonth(month: Month): Month {
  return addDays(`${month}-01`, -1).slice(0, 7);
}

/** The month that was over last when this day began. */
export function monthBefore(day: DateText): Month {
  return previousMonth(day.slice(0, 7));
}

/** @throws Refused before the month is over: a hold could still come in it */
export function openPayout(
  month: Month,
  by: Actor,
  at: Date,
): { case: PayoutCase; event: ReturnType<typeof follow>['event'] } {
  const cutOff = cutOffOf(month);
  if (dateOf(at) <= cutOff) {
    throw new Refused('month-not-over', `The run of ${month} starts after ${cutOff}.`);
  }
  const empty: PayoutCase = {
    id: payoutIdOf(month),
    kind: 'payout',
    stage: 'paying',
    category: 'open',
    version: 0,
    lastHash: '',
    branch: HEAD_OFFICE,
    owner: `head-office-manager@${HEAD_OFFICE}`,
    nextDueAt: at.toISOString(),
    wait: 0,
    openedAt: at.toISOString(),
    month,
    openedBy: actorName(by),
  };
  return follow(empty, { type: 'payout-opened', by, at, data: { month, cutOff } });
}

const QUIET_MS = 900_000; // longer than a step may take: a run that moves is never taken for a dead one

function moving(payout: PayoutCase, at: Date): PayoutCase {
  return { ...payout, nextDueAt: new Date(at.getTime() + QUIET_MS).toISOString() };
}

/**
 * A run pays a line, or takes back what was paid for it, once. One that is owed back again after it was paid by this
 * run, because a hold came after, is for the next run.
 */
export function isDueIn(payout: Pick<PayoutCase, 'id' | 'month'>, line: CommissionLine): boolean {
  return (
    isDue(line, cutOffOf(payout.month)) &&
    !line.entries.some(({ what, why }) => what === 'paid' && why === payout.id)
  );
}

export interface PaidTogether {
  payout: ReturnType<typeof follow<PayoutCase>>;
  lines: { line: CommissionLine; expected: number; paid: PaidLine }[];
}

/**
 * Pays lines in one change with an event of the run. The event is the fence: a change that was decided before the run
 * went on to its statements can no longer be stored, so no paid line can miss its statement.
 * @throws Refused when one of them is not due
 */
export function payLines(
  payout: PayoutCase,
  lines: readonly CommissionLine[],
  by: Actor,
  at: Date,
): PaidTogether {
  const cutOff = cutOffOf(payout.month);
  const paidLines = lines.map((before) => {
    const { policyId, payee, branch, balances } = before;
    const amountFen = balances.payable;
    const paidAt = at.toISOString();
    return {
      line: payLine(before, payout.id, cutOff, by, at),
      expected: before.version,
      paid: { payoutId: payout.id, payee, policyId, branch, amountFen, paidAt },
    };
  });
  const { paidFen, takenBackFen } = net(
    paidLines.map(({ paid }) => paid.amountFen),
    0,
  );
  const data = { lines: lines.length, paidFen, takenBackFen };
  const moved: PayoutCase = { ...moving(payout, at), soFar: addUp(payout.soFar, data) };
  return { payout: follow(moved, { type: 'lines-paid', by, at, data }), lines: paidLines };
}

type SoFar = NonNullable<PayoutCase['soFar']>;

function addUp(before: SoFar | undefined, more: SoFar): SoFar {
  if (before === undefined) return more;
  return {
    lines: before.lines + more.lines,
    paidFen: sumFen([before.paidFen, more.paidFen]),
    takenBackFen: sumFen([before.takenBackFen, more.takenBackFen]),
  };
}

export interface PayoutTotals {
  lines: number;
  payees: number;
  paidFen: number;
  takenBackFen: number;
}

export function recordPaid(
  payout: PayoutCase,
  totals: PayoutTotals,
  by: Actor,
  at: Date,
): ReturnType<typeof follow<PayoutCase>> {
  return follow(
    { ...moving(payout, at), stage: 'stating' },
    { type: 'payout-paid', by, at, data: { ...totals } },
  );
}

export function finishPayout(
  payout: PayoutCase,
  totals: { statements: number; netFen: number; carriedFen: number },
  by: Actor,
  at: Date,
): ReturnType<typeof follow<PayoutCase>> {
  const { nextDueAt: _done, ...rest } = payout;
  const closed: PayoutCase = { ...rest, stage: 'finished', category: 'closed', closedAt: at.toISOString() };
  return follow(closed, { type: 'payout-finished', by, at, data: { ...totals } });
}

/** Nets a payee's lines of a run: nobody is asked for money, what is owed beyond the month is carried. */
export function net(
  amounts: readonly number[],
  carriedInFen: number,
): Omit<Statement, 'payoutId' | 'payee' | 'file'> {
  const paidFen = sumFen(amounts.filter((amount) => amount > 0));
  const takenBackFen = 0 - sumFen(amounts.filter((amount) => amount < 0));
  const balance = paidFen - takenBackFen - carriedInFen;
  return {
    rows: amounts.length,
    paidFen,
    takenBackFen,
    carriedInFen,
    netFen: Math.max(0, balance),
    carriedOutFen: Math.max(0, -balance),
  };
}

/** A payee's statement, and the carried balance after it where there is or was one. */
export function statementOf(
  payout: Pick<PayoutCase, 'id'>,
  payee: string,
  amounts: readonly number[],
  before: CarriedBalance | undefined,
  file: Statement['file'],
): { statement: Statement; balance?: { balance: CarriedBalance; expected: number } } {
  const netted = net(amounts, before?.owedFen ?? 0);
  const statement = { payoutId: payout.id, payee, ...netted, file };
  if (netted.carriedInFen === 0 && netted.carriedOutFen === 0) return { statement };
  const expected = before?.version ?? 0;
  const balance = { payee, owedFen: netted.carriedOutFen, payoutId: payout.id, version: expected + 1 };
  return { statement, balance: { balance, expected } };
}
