import { text as textOf } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import * as z from 'zod/mini';
import { verifyProof } from '../../adapters/csv/proof.ts';
import { withoutFormulaQuote } from '../../adapters/csv/write.ts';
import { amountOf } from '../../domain/commission/card.ts';
import type { Statement } from '../../domain/commission/payout.ts';
import { InvariantBroken } from '../../domain/errors.ts';
import type { Files } from '../../domain/ports.ts';
import { AmountView } from './views.ts';

export const StatementRow = z.object({
  /** The number by which the payee knows the policy. */
  policy: z.string(),
  paidOn: z.string(),
  amount: AmountView,
  kind: z.enum(['paid', 'taken-back']),
});

/**
 * A statement as it was written.
 * @throws InvariantBroken when the file was changed since its record was written
 */
export async function readStatement(
  { file: { key, sha256 } }: Pick<Statement, 'file'>,
  files: Pick<Files, 'read'>,
): Promise<string> {
  const text = await textOf(await files.read(key));
  try {
    if (verifyProof(text).sha256 === sha256) return text;
  } catch (cause) {
    throw new InvariantBroken('A statement has lost its proof.', { cause });
  }
  throw new InvariantBroken('A statement is not the one that was written.');
}

interface Written {
  policy: string;
  paid_on: string;
  amount_yuan: string;
  kind: string;
}

/** The rows of a proven statement, for a page that shows the very file that finance keeps. */
export function statementRows(text: string): z.infer<typeof StatementRow>[] {
  const rows: Written[] = parse(text, { columns: true, comment: '#rows ', comment_no_infix: true });
  return rows.map(({ policy, paid_on, amount_yuan, kind }) => ({
    policy: withoutFormulaQuote(policy),
    paidOn: paid_on,
    // Two decimals, always: without the point it is whole fen.
    amount: amountOf(Number(amount_yuan.replace('.', ''))),
    kind: kind === 'paid' ? 'paid' : 'taken-back',
  }));
}
