import { stringify } from 'csv-stringify/sync';

/** What stands in the header, and the key under which a row has the cell. */
export type OutColumn = string | { key: string; header: string };
export type OutRow = Readonly<Record<string, string | number | undefined>>;

/** Excel takes a file without it for GBK, and a Chinese name for noise. */
export const BYTE_ORDER_MARK = '\ufeff';

// OWASP, CSV Injection, with the full-width forms and with spaces before, which some programs take away.
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/;
const NEGATIVE_NUMBER = /^-\d+(,\d{3})*(\.\d+)?$/; // how a reversal prints: a number can run nothing

function isFormula(text: string): boolean {
  return FORMULA.test(text) && !NEGATIVE_NUMBER.test(text);
}

/** A text that a spreadsheet would run as a formula gets a quote before it, and is shown as it stands. */
export function formulaSafe(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** The text as it was before it was made safe: what we have written out comes back as what it was. */
export function withoutFormulaQuote(text: string): string {
  return text.startsWith("'") && isFormula(text.slice(1)) ? text.slice(1) : text;
}

export function headerLine(columns: readonly OutColumn[]): string {
  return linesOf([columns.map((column) => (typeof column === 'string' ? column : column.header))]);
}

/** One row of cells in their order, however many they are. */
export function cellLine(cells: readonly string[]): string {
  return linesOf([cells]);
}

export function rowLines(columns: readonly OutColumn[], rows: readonly OutRow[]): string {
  const keys = columns.map((column) => (typeof column === 'string' ? column : column.key));
  return linesOf(rows.map((row) => keys.map((key) => row[key])));
}

/** A table without proof, for a file that somebody goes on editing. */
export function csvText(table: {
  columns: readonly OutColumn[];
  rows: readonly OutRow[];
  bom?: boolean;
}): string {
  return (table.bom ? BYTE_ORDER_MARK : '') + headerLine(table.columns) + rowLines(table.columns, table.rows);
}

function linesOf(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? formulaSafe(cell) : cell))),
    // csv-stringify quotes a cell for a whole CRLF only: a lone CR or LF would end the row for every reader.
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
}
