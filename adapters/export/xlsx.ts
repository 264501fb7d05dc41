import { createHash } from 'node:crypto';
import { type CellValue, writeXlsxStream } from 'hucre/xlsx';
import { type Cell, type ColumnType, cellsOf, type ExportTable, type Manifest, WrongCell } from './rows.ts';

const FORMAT: Readonly<Record<ColumnType, string>> = {
  text: '@',
  integer: '0',
  fen: '#,##0.00',
  percent: '0.00%',
  ratio: '0.00',
  date: 'yyyy-mm-dd',
};
const WIDTH: Readonly<Record<ColumnType, number>> = {
  text: 24,
  integer: 12,
  fen: 16,
  percent: 10,
  ratio: 10,
  date: 12,
};

const LONGEST_TEXT = 32_767; // of a cell, by Excel's limits; it would cut the rest off in silence

/**
 * A table as a workbook, in constant memory: beyond Excel's 1,048,576 rows it goes on in a second sheet with the same
 * header. Texts are stored as texts, which no program runs as a formula, so they stand as they are.
 * @throws WrongCell
 */
export async function* xlsxExport({
  name,
  columns,
  rows,
}: ExportTable): AsyncGenerator<Uint8Array, Manifest> {
  const hash = createHash('sha256');
  const manifest = { rows: 0, bytes: 0 };
  async function* values(): AsyncGenerator<CellValue[]> {
    for await (const row of rows) {
      manifest.rows += 1;
      yield cellsOf(row, columns).map(asValue);
    }
  }
  const stream = writeXlsxStream(values(), {
    name,
    columns: columns.map(({ header, type }) => ({ header, numFmt: FORMAT[type], width: WIDTH[type] })),
    freezePane: { rows: 1 },
    zip64: false, // 4 GiB of one sheet's XML is more than its 1,048,576 rows of ours have
  });
  for await (const bytes of stream) {
    hash.update(bytes);
    manifest.bytes += bytes.length;
    yield bytes;
  }
  return { ...manifest, sha256: hash.digest('hex') };
}

function asValue(cell: Cell | undefined): CellValue {
  if (cell === undefined) return null;
  switch (cell.type) {
    case 'text':
      if (cell.text.length > LONGEST_TEXT) throw new WrongCell('A text is longer than a cell can hold.');
      return cell.text;
    case 'date':
      return new Date(`${cell.text}T00:00:00.000Z`);
    case 'integer':
      return cell.number;
    case 'fen':
    case 'ratio':
      return cell.number / 100;
    case 'percent':
      return cell.number / 10_000;
  }
}
