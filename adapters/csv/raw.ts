import { textOf } from './encoding.ts';
import { linesOf } from './lines.ts';
import { recordsOf } from './records.ts';

/** A row as it stands in its file: nothing is known of its columns. `line` is where it begins. */
export interface RawRow {
  line: number;
  cells: string[];
}

/** The rows that `readRows` numbers, the header among them. One that cannot be cut into cells is one cell: its first line. */
export async function* rawRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  for await (const record of recordsOf(linesOf(textOf(bytes)))) {
    const { line } = record;
    if ('fault' in record) yield { line, cells: [record.text] };
    else if (record.cells.some((cell) => cell.trim() !== '')) yield { line, cells: record.cells };
  }
}
