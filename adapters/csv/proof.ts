import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { Invalid } from '../../domain/errors.ts';
import { BYTE_ORDER_MARK, headerLine, type OutColumn, type OutRow, rowLines } from './write.ts';

interface Proof {
  rows: number;
  /** Hexadecimal, over the UTF-8 of all lines above the proof: header included, byte-order mark not. */
  sha256: string;
}

/** The file was cut, edited or saved anew by a program since it was written, or never had a proof. */
export class ProofBroken extends Invalid {
  override readonly name: string = 'ProofBroken';
  override readonly type: string = 'proof-broken';
}

const ROWS_AT_ONCE = 1_000;
const MARK = '#rows ';
const PROOF_LINE = /^#rows (\d{1,15}) sha256 ([0-9a-f]{64})(?:\r\n)?$/;

/** A table whose last line says how many rows stand above it, and their SHA-256. */
export function csvWithProof(table: {
  columns: readonly OutColumn[];
  rows: readonly OutRow[];
  bom?: boolean;
}): Proof & { text: string } {
  const body = headerLine(table.columns) + rowLines(table.columns, table.rows);
  const proof = { rows: table.rows.length, sha256: createHash('sha256').update(body).digest('hex') };
  return { text: (table.bom ? BYTE_ORDER_MARK : '') + body + proofLine(proof), ...proof };
}

/** The same table piece by piece, for one that is too long to hold as rows. */
export async function* piecesWithProof(
  columns: readonly OutColumn[],
  rows: AsyncIterable<OutRow>,
): AsyncGenerator<string, Proof> {
  const hash = createHash('sha256');
  const proven = (text: string) => {
    hash.update(text);
    return text;
  };
  let count = 0;
  let batch: OutRow[] = [];
  yield proven(headerLine(columns));
  for await (const row of rows) {
    count += 1;
    batch.push(row);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield proven(rowLines(columns, batch));
    batch = [];
  }
  yield proven(rowLines(columns, batch));
  const proof = { rows: count, sha256: hash.digest('hex') };
  yield proofLine(proof);
  return proof;
}

/**
 * @returns what the proof says, when it is true of the text
 * @throws ProofBroken
 */
export function verifyProof(text: string): Proof {
  const whole = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const at = whole.lastIndexOf(MARK);
  const [, rows, sha256] = PROOF_LINE.exec(whole.slice(Math.max(at, 0))) ?? [];
  if (at < 0 || rows === undefined || sha256 === undefined) {
    throw new ProofBroken('The file does not end in its proof.');
  }
  const body = whole.slice(0, at);
  if (createHash('sha256').update(body).digest('hex') !== sha256) {
    throw new ProofBroken('The rows are not those that were written.');
  }
  if (countRows(body) !== Number(rows)) throw new ProofBroken('The number of rows is not the one written.');
  return { rows: Number(rows), sha256 };
}

/** Counted by the records, because a cell may hold a line end; less one for the header. */
function countRows(body: string): number {
  try {
    return parse(body, { record_delimiter: '\r\n', relax_column_count: true }).length - 1;
  } catch (error) {
    if (error instanceof CsvError) throw new ProofBroken('The rows cannot be read.', [], { cause: error });
    throw error;
  }
}

function proofLine({ rows, sha256 }: Proof): string {
  return `${MARK}${rows} sha256 ${sha256}\r\n`;
}
