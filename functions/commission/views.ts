import * as z from 'zod/mini';
import { type Amount, amountOf } from '../../domain/commission/card.ts';
import { HoldType } from '../../domain/commission/holds.ts';
import { type Account, Entry } from '../../domain/commission/line.ts';
import { PayoutCase, type Statement } from '../../domain/commission/payout.ts';
import { PayeeRole } from '../../domain/policy/policy.ts';

export const AmountView = z.object({ fen: z.int(), yuan: z.string() });

const Amounts = z.object({
  accrued: AmountView,
  held: AmountView,
  payable: AmountView,
  paid: AmountView,
  voided: AmountView,
});

const HoldView = z.object({
  type: HoldType,
  reason: z.string(),
  since: z.string(),
  placedBy: z.string(),
  removedWhen: z.string(),
  next: z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) }),
});

export const CardView = z.object({
  policyId: z.string(),
  /** Absent for a policy that is not on record. */
  policyNumber: z.optional(z.string()),
  payee: z.string(),
  payeeRole: PayeeRole,
  branch: z.string(),
  carrier: z.string(),
  state: z.enum(['held', 'payable', 'settled']),
  amounts: Amounts,
  availableFrom: z.optional(z.string()),
  holds: z.array(HoldView),
  expected: z.optional(z.object({ on: z.string(), why: z.enum(['callback', 'available']) })),
  caseId: z.optional(z.string()),
});

export const CardList = z.object({ items: z.array(CardView), next: z.optional(z.string()) });

export const EntryView = z.object({
  seq: z.int(),
  at: z.string(),
  what: Entry.shape.what,
  legs: z.partial(Amounts),
  by: z.string(),
  why: z.string(),
  hash: z.string(),
});

export function entryView({ seq, at, what, legs, by, why, hash }: Entry): z.infer<typeof EntryView> {
  const amounts: Partial<Record<Account, Amount>> = {};
  for (const [account, fen] of Object.entries(legs)) amounts[account as Account] = amountOf(fen);
  return { seq, at, what, legs: amounts, by, why, hash };
}

export const StatementView = z.object({
  payee: z.string(),
  lines: z.int(),
  paid: AmountView,
  takenBack: AmountView,
  carriedIn: AmountView,
  net: AmountView,
  carriedOut: AmountView,
  sha256: z.optional(z.string()),
});

export function statementView(
  statement: Omit<Statement, 'payoutId' | 'file'> & Partial<Pick<Statement, 'file'>>,
): z.infer<typeof StatementView> {
  return {
    payee: statement.payee,
    lines: statement.rows,
    paid: amountOf(statement.paidFen),
    takenBack: amountOf(statement.takenBackFen),
    carriedIn: amountOf(statement.carriedInFen),
    net: amountOf(statement.netFen),
    carriedOut: amountOf(statement.carriedOutFen),
    ...(statement.file === undefined ? {} : { sha256: statement.file.sha256 }),
  };
}

export const RunView = z.object({
  id: z.string(),
  month: z.string(),
  stage: PayoutCase.shape.stage,
  openedAt: z.string(),
  openedBy: z.optional(z.string()),
  closedAt: z.optional(z.string()),
  /** What it has paid by now. */
  soFar: z.object({ lines: z.int(), paid: AmountView, takenBack: AmountView }),
});

const NOTHING_YET = { lines: 0, paidFen: 0, takenBackFen: 0 };

export function runView({
  id,
  month,
  stage,
  openedAt,
  openedBy,
  closedAt,
  soFar: { lines, paidFen, takenBackFen } = NOTHING_YET,
}: PayoutCase): z.infer<typeof RunView> {
  return {
    ...{ id, month, stage, openedAt },
    ...(openedBy === undefined ? {} : { openedBy }),
    ...(closedAt === undefined ? {} : { closedAt }),
    soFar: { lines, paid: amountOf(paidFen), takenBack: amountOf(takenBackFen) },
  };
}

export const TotalsView = z.object({
  lines: z.int(),
  payees: z.int(),
  paid: AmountView,
  takenBack: AmountView,
  carriedIn: AmountView,
  net: AmountView,
  carriedOut: AmountView,
});

type Summed = Pick<
  Statement,
  'rows' | 'paidFen' | 'takenBackFen' | 'carriedInFen' | 'netFen' | 'carriedOutFen'
>;

export function totalsView(statements: readonly Summed[]): z.infer<typeof TotalsView> {
  const sum = (of: keyof Summed) => statements.reduce((total, statement) => total + statement[of], 0);
  return {
    lines: sum('rows'),
    payees: statements.length,
    paid: amountOf(sum('paidFen')),
    takenBack: amountOf(sum('takenBackFen')),
    carriedIn: amountOf(sum('carriedInFen')),
    net: amountOf(sum('netFen')),
    carriedOut: amountOf(sum('carriedOutFen')),
  };
}
