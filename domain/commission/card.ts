import type { CallbackCase } from '../callback/case.ts';
import type { CallbackRules } from '../callback/due.ts';
import { type NextAction, nextAction } from '../callback/next.ts';
import { formatYuan } from '../money.ts';
import { type DateText, dateOf } from '../time/calendar.ts';
import { HOLDS, type HoldType } from './holds.ts';
import { type Account, type LineState, type LineSummary, lineState } from './line.ts';

export interface Amount {
  fen: number;
  yuan: string;
}

export function amountOf(fen: number): Amount {
  return { fen, yuan: formatYuan(fen) };
}

/** One hold as the broker reads it: why, since when, what ends it, who must do what next. */
export interface HoldView {
  type: HoldType;
  reason: string;
  since: string;
  /** A second person releases what a person placed. */
  placedBy: string;
  removedWhen: string;
  next: NextAction;
}

/** What a payee sees of a line (缓发 card). It names nobody of the customer's side. */
export interface HoldCard {
  policyId: string;
  payee: string;
  payeeRole: LineSummary['payeeRole'];
  branch: string;
  carrier: string;
  state: LineState;
  amounts: Record<Account, Amount>;
  availableFrom?: DateText;
  holds: HoldView[];
  /** When something moves: the callback's next date, or the first day on which it may be paid. */
  expected?: { on: DateText; why: 'callback' | 'available' };
  /** The callback case that the holds wait for. */
  caseId?: string;
}

/** Holds that end with the callback: the case knows who is next. The others have only the catalogue's word. */
const BY_CALLBACK: ReadonlySet<HoldType> = new Set(['callback-not-completed', 'callback-problem']);

export function waitsForCallback({ holds }: Pick<LineSummary, 'holds'>): boolean {
  return holds.some(({ type }) => BY_CALLBACK.has(type));
}

export function holdCard(
  line: LineSummary,
  callback: CallbackCase | undefined,
  rules: CallbackRules,
): HoldCard {
  const waiting = callback !== undefined && waitsForCallback(line) ? callback : undefined;
  const next = waiting === undefined ? undefined : nextAction(waiting, rules);
  const expected = expectedOf(line, next?.by);
  const { accrued, held, payable, paid, voided } = line.balances;
  return {
    policyId: line.policyId,
    payee: line.payee,
    payeeRole: line.payeeRole,
    branch: line.branch,
    carrier: line.carrier,
    state: lineState(line),
    amounts: {
      accrued: amountOf(accrued),
      held: amountOf(held),
      payable: amountOf(payable),
      paid: amountOf(paid),
      voided: amountOf(voided),
    },
    ...(line.availableFrom === undefined ? {} : { availableFrom: line.availableFrom }),
    holds: line.holds.map(({ type, reason, placedAt, placedBy }) => ({
      type,
      reason,
      since: placedAt,
      placedBy,
      removedWhen: HOLDS[type].removedWhen,
      next: (BY_CALLBACK.has(type) ? next : undefined) ?? HOLDS[type].nextStep,
    })),
    ...(expected === undefined ? {} : { expected }),
    ...(waiting === undefined ? {} : { caseId: waiting.id }),
  };
}

/** No date is promised for a hold that ends when somebody decides. */
function expectedOf(
  { holds, availableFrom, balances }: LineSummary,
  callbackBy: string | undefined,
): HoldCard['expected'] {
  if (balances.held + balances.payable <= 0) return undefined;
  if (holds.some(({ type }) => !BY_CALLBACK.has(type))) return undefined;
  if (holds.length > 0 && callbackBy === undefined) return undefined;
  const moves = callbackBy === undefined ? undefined : dateOf(callbackBy);
  if (moves !== undefined && moves > (availableFrom ?? '')) return { on: moves, why: 'callback' };
  return availableFrom === undefined ? undefined : { on: availableFrom, why: 'available' };
}
