import type { CommissionLine } from '../../../domain/commission/line.ts';
import {
  cutOffOf,
  isDueIn,
  type PayoutCase,
  type PayoutTotals,
  payLines,
  recordPaid,
} from '../../../domain/commission/payout.ts';
import { StaleVersion } from '../../../domain/errors.ts';
import { sumFen } from '../../../domain/money.ts';
import type { Write } from '../../../domain/ports.ts';
import { everyItem } from '../../pages.ts';
import { Input, isRace, moveOn, PAYER, type PayoutStepsDeps, type Routed, routed } from './run.ts';

const LINES_PER_CALL = 1_000;
const LINES_TOGETHER = 40; // two writes each and two for the run, of the 100 that a transaction takes
const TRIES = 3;

type LineKey = Pick<CommissionLine, 'policyId' | 'payee'>;

/** The run after an attempt, and how many lines it paid. */
interface Attempt {
  payout: PayoutCase;
  count: number;
}

/**
 * Pays up to a thousand lines, and when none is left that is due, says what was paid. The index only proposes: it lags,
 * so each line is read again, and one that was paid or held meanwhile is passed over.
 */
export async function payBatch(event: unknown, deps: PayoutStepsDeps): Promise<Routed> {
  const { caseId } = Input.parse(event);
  let payout = await deps.cases.load('payout', caseId);
  let paid = 0;
  for await (const keys of proposed(payout, deps)) {
    if (payout.stage !== 'paying' || paid >= LINES_PER_CALL) return routed(payout);
    const attempt = await pay(payout, keys, deps);
    payout = attempt.payout;
    paid += attempt.count;
  }
  return payout.stage === 'paying' ? close(payout, deps) : routed(payout);
}

/** What the index holds as due, in the order of branches and dates, by as many as are paid together. */
async function* proposed(
  { month }: PayoutCase,
  { commissions, firm }: PayoutStepsDeps,
): AsyncGenerator<LineKey[]> {
  const cutOff = cutOffOf(month);
  let together = new Map<string, LineKey>(); // a line that moves in the index can come twice
  for (const branch of firm.branches) {
    for await (const { policyId, payee } of everyItem((next) =>
      commissions.inState(branch, 'payable', cutOff, next),
    )) {
      together.set(`${policyId}#${payee}`, { policyId, payee });
      if (together.size < LINES_TOGETHER) continue;
      yield [...together.values()];
      together = new Map();
    }
  }
  if (together.size > 0) yield [...together.values()];
}

/** Together; and if others keep changing one of them, one by one. @throws StaleVersion when even that is not enough */
async function pay(payout: PayoutCase, keys: LineKey[], deps: PayoutStepsDeps): Promise<Attempt> {
  const together = (await attempt(payout, keys, deps)) ?? (await again(payout, keys, deps));
  if (together !== undefined) return together;
  let at: Attempt = { payout, count: 0 };
  for (const key of keys) {
    const alone = await again(payout, [key], deps);
    if (alone === undefined) throw new StaleVersion('A line changes faster than it can be paid.');
    at = { payout: alone.payout, count: at.count + alone.count };
  }
  return at;
}

/** On fresh reads. */
async function again(
  { id }: PayoutCase,
  keys: LineKey[],
  deps: PayoutStepsDeps,
): Promise<Attempt | undefined> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const paid = await attempt(await deps.cases.load('payout', id), keys, deps);
    if (paid !== undefined) return paid;
  }
  return undefined;
}

/** @returns nothing when somebody stored first */
async function attempt(
  payout: PayoutCase,
  keys: LineKey[],
  { commissions, transactions, clock }: PayoutStepsDeps,
): Promise<Attempt | undefined> {
  if (payout.stage !== 'paying') return { payout, count: 0 };
  const due = (await commissions.lines(keys)).filter((line) => isDueIn(payout, line));
  if (due.length === 0) return { payout, count: 0 };
  const paid = payLines(payout, due, PAYER, clock.now());
  try {
    await transactions.commit([
      { store: 'case', case: paid.payout.case, expected: payout.version },
      { store: 'event', event: paid.payout.event },
      ...paid.lines.flatMap(({ line, expected, paid: row }): Write[] => [
        { store: 'line', line, expected },
        { store: 'paid-line', paid: row },
      ]),
    ]);
  } catch (error) {
    if (isRace(error)) return undefined;
    throw error;
  }
  return { payout: paid.payout.case, count: due.length };
}

/** Every payment raises the run's version, so totals that are stored with the version read before them are exact. */
async function close(payout: PayoutCase, deps: PayoutStepsDeps): Promise<Routed> {
  const totals = await totalsOf(payout.id, deps);
  return moveOn(payout, recordPaid(payout, totals, PAYER, deps.clock.now()), deps);
}

async function totalsOf(payoutId: string, { commissions }: PayoutStepsDeps): Promise<PayoutTotals> {
  const totals: PayoutTotals = { lines: 0, payees: 0, paidFen: 0, takenBackFen: 0 };
  let payee: string | undefined;
  for await (const line of everyItem((next) => commissions.paidLines(payoutId, next))) {
    totals.lines += 1;
    if (line.payee !== payee) totals.payees += 1; // they come in the order of payees
    payee = line.payee;
    if (line.amountFen > 0) totals.paidFen = sumFen([totals.paidFen, line.amountFen]);
    else totals.takenBackFen = sumFen([totals.takenBackFen, -line.amountFen]);
  }
  return totals;
}
