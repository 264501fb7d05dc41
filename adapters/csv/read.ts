import { textOf } from './encoding.ts';
import { type Column, columnsAt, HeaderRefused } from './header.ts';
import { linesOf } from './lines.ts';
import { type RawRecord, recordsOf } from './records.ts';
import { withoutFormulaQuote } from './write.ts';

/** `line` is the line of the file on which the row begins. A fault says what is wrong and repeats no cell. */
export type Row =
  | { line: number; cells: Record<string, string> }
  | { line: number; fault: string; column?: string };

const LONGEST_CELL = 2_000;

/** A byte with no meaning in the file's encoding, or a control character that no keyboard writes. */
const UNREADABLE = /\ufffd|(?![\t\r\n])\p{Cc}/u;

/**
 * The rows of a CSV file, as a stream: only the row being read and a piece of the file are in memory, and the file is
 * read no faster than the rows are taken. Blank rows are left out, cells come trimmed, and a cell that looks like a
 * formula is a text like any other: it is made safe where it is written out, in `write.ts`, and read back as what it was.
 * @throws HeaderRefused
 */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  columns: readonly Column[],
  { longestCell = LONGEST_CELL }: { longestCell?: number } = {},
): AsyncGenerator<Row> {
  let names: string[] | undefined;
  for await (const record of recordsOf(linesOf(textOf(bytes)))) {
    if ('cells' in record) {
      record.cells = record.cells.map((cell) => cell.trim());
      if (record.cells.every((cell) => cell === '')) continue;
    }
    if (names === undefined) names = columnsAt('cells' in record ? record.cells : [], columns);
    else yield rowOf(record, names, longestCell);
  }
  if (names === undefined) columnsAt([], columns);
}

function rowOf(record: RawRecord, names: readonly string[], longestCell: number): Row {
  const { line } = record;
  if ('fault' in record) return { line, fault: record.fault };
  const { cells } = record;
  const count = cells.findLastIndex((cell) => cell !== '') + 1; // empty cells beyond the last column do no harm
  if (cells.length < names.length || count > names.length) {
    return { line, fault: `has ${Math.max(count, cells.length)} cells where the header has ${names.length}` };
  }
  const row: Record<string, string> = {};
  for (const [at, column] of names.entries()) {
    const cell = cells[at] ?? '';
    if (cell.length > longestCell) return { line, column, fault: `is longer than ${longestCell} characters` };
    if (UNREADABLE.test(cell)) return { line, column, fault: 'holds a character that cannot be read' };
    row[column] = withoutFormulaQuote(cell);
  }
  return { line, cells: row };
}

export { type Column, HeaderRefused };
