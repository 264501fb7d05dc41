import { stringify } from 'csv-stringify/browser/esm/sync';
import { writeXlsx } from 'hucre';

type Cell = string | number;

/** With the mark that spreadsheets know UTF-8 by, and no cell that one would take for a formula (OWASP, CSV injection). */
export function csvOf(table: readonly (readonly Cell[])[]): Blob {
  const text = stringify(table as Cell[][], { bom: true, record_delimiter: '\r\n', escape_formulas: true });
  return new Blob([text], { type: 'text/csv;charset=utf-8' });
}

export async function xlsxOf(table: readonly (readonly Cell[])[], name: string): Promise<Blob> {
  const bytes = await writeXlsx({
    sheets: [{ name: name.slice(0, 31), rows: table.map((row) => [...row]) }],
  });
  return new Blob([new Uint8Array(bytes)], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}
