import { isDeepStrictEqual } from 'node:util';
import { verifyProof } from '../../adapters/csv/proof.ts';
import { lineFaults } from '../../domain/commission/line.ts';
import { verifyChain } from '../../domain/history.ts';
import type { FirmUnderTest } from './firm.ts';

/** What is wrong with the books after these runs, in words; nothing when every fen is accounted for. */
export async function bookFaults(firm: FirmUnderTest, months: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const paidOf = new Map<string, number>();
  const owedOf = new Map<string, number>();
  for (const month of months) {
    const id = `payout-${month}`;
    const paid = await firm.paidLines(month);
    const statements = await firm.store.commissions.statements(id);
    const linesOf = Map.groupBy(paid, ({ payee }) => payee);
    if (linesOf.size !== statements.length) faults.push(`${month}: not one statement for each payee`);
    for (const { policyId, payee, amountFen } of paid) {
      const key = `${policyId}#${payee}`;
      paidOf.set(key, (paidOf.get(key) ?? 0) + amountFen);
    }
    for (const statement of statements) {
      const { payee, rows, netFen, carriedInFen, carriedOutFen } = statement;
      const own = linesOf.get(payee) ?? [];
      const sum = own.reduce((total, { amountFen }) => total + amountFen, 0);
      if (rows !== own.length) faults.push(`${month} ${payee}: rows`);
      if (sum - carriedInFen !== netFen - carriedOutFen) faults.push(`${month} ${payee}: does not add up`);
      if (netFen > 0 && carriedOutFen > 0) faults.push(`${month} ${payee}: paid while owing`);
      if (carriedInFen !== (owedOf.get(payee) ?? 0)) faults.push(`${month} ${payee}: carried in wrongly`);
      owedOf.set(payee, carriedOutFen);
      const proof = verifyProof(await firm.textOf(statement.file.key));
      if (proof.rows !== rows || proof.sha256 !== statement.file.sha256) {
        faults.push(`${month} ${payee}: the file is not the statement's`);
      }
    }
    faults.push(...(await runFaults(firm, id, paid)));
  }
  for (const [payee, owed] of owedOf) {
    const balance = await firm.store.commissions.carriedBalance(payee);
    if ((balance?.owedFen ?? 0) !== owed) faults.push(`${payee}: the carried balance is not the last one`);
  }
  for (const line of await firm.everyLine()) {
    faults.push(...lineFaults(line).map((fault) => `${line.policyId} ${line.payee}: ${fault}`));
    if ((paidOf.get(`${line.policyId}#${line.payee}`) ?? 0) !== line.balances.paid) {
      faults.push(`${line.policyId} ${line.payee}: paid lines and ledger differ`);
    }
  }
  return faults;
}

async function runFaults(
  firm: FirmUnderTest,
  id: string,
  paid: Awaited<ReturnType<FirmUnderTest['paidLines']>>,
): Promise<string[]> {
  const faults: string[] = [];
  const payout = await firm.store.cases.load('payout', id);
  const history = await firm.store.cases.history(id);
  const broken = verifyChain(history, { seq: payout.version, hash: payout.lastHash });
  if (broken !== undefined) faults.push(`${id}: ${broken.reason}`);
  const [closed, ...more] = history.filter(({ type }) => type === 'payout-paid');
  const sum = (sign: 1 | -1) =>
    paid.reduce((total, { amountFen }) => total + Math.max(0, sign * amountFen), 0);
  const totals = {
    lines: paid.length,
    payees: new Set(paid.map(({ payee }) => payee)).size,
    paidFen: sum(1),
    takenBackFen: sum(-1),
  };
  if (more.length > 0 || !isDeepStrictEqual(closed?.data, totals)) {
    faults.push(`${id}: the totals are not the sums of the paid lines`);
  }
  return faults;
}
