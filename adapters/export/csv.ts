import { createHash } from 'node:crypto';
import { formatYuan } from '../../domain/money.ts';
import { BYTE_ORDER_MARK, headerLine, type OutRow, rowLines } from '../csv/write.ts';
import { type Cell, cellsOf, type ExportTable, type Manifest } from './rows.ts';

const ROWS_AT_ONCE = 1_000;

/**
 * A table as CSV: UTF-8 with byte-order mark, lines end in CRLF, a cell that a spreadsheet would run gets a quote
 * before it. Numbers stand without separators and signs of unit, so that a program reads them; the header says the unit.
 * @throws WrongCell
 */
export async function* csvExport({ columns, rows }: ExportTable): AsyncGenerator<Uint8Array, Manifest> {
  const hash = createHash('sha256');
  const [encoder, manifest] = [new TextEncoder(), { rows: 0, bytes: 0 }];
  const written = (text: string): Uint8Array => {
    const bytes = encoder.encode(text);
    hash.update(bytes);
    manifest.bytes += bytes.length;
    return bytes;
  };
  let batch: OutRow[] = [];
  yield written(BYTE_ORDER_MARK + headerLine(columns.map(({ key, header }) => ({ key, header }))));
  const keys = columns.map(({ key }) => key);
  for await (const row of rows) {
    const cells = cellsOf(row, columns);
    batch.push(Object.fromEntries(keys.map((key, index) => [key, textOf(cells[index])])));
    manifest.rows += 1;
    if (batch.length < ROWS_AT_ONCE) continue;
    yield written(rowLines(keys, batch));
    batch = [];
  }
  if (batch.length > 0) yield written(rowLines(keys, batch));
  return { ...manifest, sha256: hash.digest('hex') };
}

function textOf(cell: Cell | undefined): string | number | undefined {
  if (cell === undefined) return undefined;
  switch (cell.type) {
    case 'text':
    case 'date':
      return cell.text;
    case 'integer':
      return cell.number;
    case 'fen':
    case 'percent':
    case 'ratio':
      return formatYuan(cell.number).replaceAll(',', ''); // hundredths with two decimals, exact at any size
  }
}
