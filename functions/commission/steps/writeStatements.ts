import { csvWithProof } from '../../../adapters/csv/proof.ts';
import {
  finishPayout,
  type PaidLine,
  type PayoutCase,
  statementOf,
} from '../../../domain/commission/payout.ts';
import { InvariantBroken, StaleVersion } from '../../../domain/errors.ts';
import { formatYuan, sumFen } from '../../../domain/money.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { everyItem } from '../../pages.ts';
import { atOnce } from '../at-once.ts';
import { Input, isRace, moveOn, PAYER, type PayoutStepsDeps, type Routed, routed } from './run.ts';

const PAYEES_PER_CALL = 5_000;
const PAYEES_AT_ONCE = 8;
const NUMBERS_AT_ONCE = 8;
const TRIES = 4;

const COLUMNS = ['policy', 'paid_on', 'amount_yuan', 'kind'] as const;

interface OfPayee {
  payee: string;
  lines: PaidLine[];
}

/** Writes the statements that are not there yet, each file before its record, and closes the run after the last. */
export async function writeStatements(event: unknown, deps: PayoutStepsDeps): Promise<Routed> {
  const { caseId } = Input.parse(event);
  const payout = await deps.cases.load('payout', caseId);
  if (payout.stage !== 'stating') return routed(payout);
  const there = new Set((await deps.commissions.statements(caseId)).map(({ payee }) => payee));
  const seen = { lines: 0, written: 0, isAll: true };
  async function* missing(): AsyncGenerator<OfPayee> {
    for await (const one of byPayee(caseId, deps)) {
      seen.lines += one.lines.length;
      if (there.has(one.payee)) continue;
      if (seen.written === PAYEES_PER_CALL) {
        seen.isAll = false;
        return;
      }
      seen.written += 1;
      yield one;
    }
  }
  await atOnce(PAYEES_AT_ONCE, missing(), (one) => write(payout, one, deps));
  return seen.isAll ? close(payout, seen.lines, deps) : routed(payout);
}

/** The sort key holds the payee first, so the lines of one come together and no more than one payee's are kept. */
async function* byPayee(caseId: string, { commissions }: PayoutStepsDeps): AsyncGenerator<OfPayee> {
  let current: OfPayee | undefined;
  for await (const line of everyItem((next) => commissions.paidLines(caseId, next))) {
    if (current?.payee !== line.payee) {
      if (current !== undefined) yield current;
      current = { payee: line.payee, lines: [] };
    }
    current.lines.push(line);
  }
  if (current !== undefined) yield current;
}

async function write(payout: PayoutCase, { payee, lines }: OfPayee, deps: PayoutStepsDeps): Promise<void> {
  const { commissions, transactions, files } = deps;
  const rows = await atOnce(NUMBERS_AT_ONCE, lines, (line) => rowOf(line, deps));
  const { text, sha256 } = csvWithProof({ columns: COLUMNS, rows });
  const file = { key: `payouts/${payout.month}/${payee}.csv`, sha256 };
  await files.put(file.key, text, 'text/csv; charset=utf-8');
  const amounts = lines.map((line) => line.amountFen);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const before = await commissions.carriedBalance(payee);
    // The balance and the statement are one write: another execution was here first.
    if (before?.payoutId === payout.id) return;
    const { statement, balance } = statementOf(payout, payee, amounts, before, file);
    try {
      await transactions.commit([
        { store: 'statement', statement },
        ...(balance === undefined ? [] : [{ store: 'carried-balance', ...balance } as const]),
      ]);
      return;
    } catch (error) {
      if (!isRace(error)) throw error;
      if ((await commissions.statement(payout.id, payee)) !== undefined) return;
    }
  }
  throw new StaleVersion('A carried balance changes faster than it can be netted.');
}

async function rowOf(
  { policyId, paidAt, amountFen }: PaidLine,
  { policies }: PayoutStepsDeps,
): Promise<Record<(typeof COLUMNS)[number], string>> {
  const policy = await policies.byId(policyId);
  return {
    policy: policy?.number ?? policyId,
    paid_on: dateOf(paidAt),
    // Without the grouping commas that a reader likes and an accounting system stumbles over.
    amount_yuan: formatYuan(amountFen).replaceAll(',', ''),
    kind: amountFen > 0 ? 'paid' : 'taken_back',
  };
}

async function close(payout: PayoutCase, lines: number, deps: PayoutStepsDeps): Promise<Routed> {
  const statements = await deps.commissions.statements(payout.id);
  const stated = statements.reduce((sum, { rows }) => sum + rows, 0);
  if (stated !== lines) {
    throw new InvariantBroken('A paid line is on no statement, or on two.', { details: { lines, stated } });
  }
  const totals = {
    statements: statements.length,
    netFen: sumFen(statements.map(({ netFen }) => netFen)),
    carriedFen: sumFen(statements.map(({ carriedOutFen }) => carriedOutFen)),
  };
  return moveOn(payout, finishPayout(payout, totals, PAYER, deps.clock.now()), deps);
}
