import { text } from 'node:stream/consumers';
import { csvWithProof, verifyProof } from '../../adapters/csv/proof.ts';
import type { AccountabilityCase, AccountabilityFile, StatedFile } from '../../domain/accountability/case.ts';
import { printedStatement } from '../../domain/accountability/print.ts';
import {
  pageHash,
  type Recipient,
  statementKey,
  statementTable,
} from '../../domain/accountability/statements.ts';
import { InvariantBroken, NotFound } from '../../domain/errors.ts';
import type { Files } from '../../domain/ports.ts';

const RECIPIENTS: readonly Recipient[] = ['hr', 'finance'];

const MEDIA = { csv: 'text/csv; charset=utf-8', html: 'text/html; charset=utf-8' } as const;

/**
 * Writes the table and the printed page for each recipient. The same run gives the same bytes under the same keys, so
 * writing again changes nothing.
 */
export async function writeStatements(
  file: AccountabilityFile,
  files: Pick<Files, 'put'>,
): Promise<StatedFile[]> {
  const written: StatedFile[] = [];
  for (const recipient of RECIPIENTS) {
    const table = statementTable(file, recipient);
    const csv = csvWithProof(table);
    const page = printedStatement(table, csv);
    const made = [
      { format: 'csv', body: csv.text, sha256: csv.sha256 },
      { format: 'html', body: page, sha256: pageHash(page) },
    ] as const;
    for (const { format, body, sha256 } of made) {
      const key = statementKey(file.case.month, { recipient, format });
      await files.put(key, body, MEDIA[format]);
      written.push({ recipient, format, key, rows: csv.rows, sha256 });
    }
  }
  return written;
}

/**
 * A statement as it was written.
 * @throws NotFound before the run is final
 * @throws InvariantBroken when the file is not the one that the record names
 */
export async function readStatement(
  { statements }: AccountabilityCase,
  recipient: Recipient,
  format: StatedFile['format'],
  files: Pick<Files, 'read'>,
): Promise<string> {
  const stated = statements.find((one) => one.recipient === recipient && one.format === format);
  if (stated === undefined) throw new NotFound('There is no such statement yet.');
  const body = await text(await files.read(stated.key));
  const sha256 = format === 'csv' ? proven(body) : pageHash(body);
  if (sha256 !== stated.sha256) throw new InvariantBroken('A statement is not the one that was written.');
  return body;
}

function proven(body: string): string {
  try {
    return verifyProof(body).sha256;
  } catch (cause) {
    throw new InvariantBroken('A statement has lost its proof.', { cause });
  }
}
