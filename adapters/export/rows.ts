import { InvariantBroken } from '../../domain/errors.ts';
import { addDays, DateText } from '../../domain/time/calendar.ts';

/**
 * What a column holds, and how a row brings it.
 *
 * | Type | In the row | In the file |
 * |---|---|---|
 * | text | text | as it is; made safe where a program would run it |
 * | integer | whole number | the number |
 * | fen | whole fen | yuan with two decimals |
 * | percent | hundredths of a percent, -1875 | percent with two decimals, -18.75 |
 * | ratio | hundredths, 26 | two decimals, 0.26 |
 * | date | `YYYY-MM-DD` | a date |
 */
export type ColumnType = 'text' | 'integer' | 'fen' | 'percent' | 'ratio' | 'date';

export interface ExportColumn {
  key: string;
  header: string;
  type: ColumnType;
}

/** Cells by the key of their column; a cell that is not there is empty. */
export type ExportRow = Readonly<Record<string, string | number | undefined>>;

/** One source for the screen and every kind of file, so that all of them have the same rows in the same order. */
export interface ExportTable {
  /** Name of the sheet, at most 31 characters. */
  name: string;
  columns: readonly ExportColumn[];
  rows: AsyncIterable<ExportRow>;
}

/** Kept beside the file: proof that it is whole. */
export interface Manifest {
  rows: number;
  /** Hexadecimal, of the bytes of the file. */
  sha256: string;
  bytes: number;
}

/** Writes a table piece by piece, whatever its length, and says at the end what was written. */
export type ExportWriter = (table: ExportTable) => AsyncGenerator<Uint8Array, Manifest>;

/** A cell is not what its column holds: the export stops, rather than hand out a file with a hole. */
export class WrongCell extends InvariantBroken {
  override readonly name: string = 'WrongCell';
  override readonly type: string = 'wrong-cell';
}

export type Cell = { type: 'text' | 'date'; text: string } | { type: NumberType; number: number };
type NumberType = Exclude<ColumnType, 'text' | 'date'>;

/**
 * The cells of a row in the order of the columns; nothing where the cell is empty.
 * @throws WrongCell for a value of another type, and for one that has no column
 */
export function cellsOf(row: ExportRow, columns: readonly ExportColumn[]): (Cell | undefined)[] {
  const told = Object.keys(row).filter((key) => row[key] !== undefined);
  const unknown = told.find((key) => !columns.some((column) => column.key === key));
  if (unknown !== undefined) throw new WrongCell(`There is no column ${unknown}.`);
  return columns.map((column) => cellOf(row[column.key], column));
}

function cellOf(value: string | number | undefined, { key, type }: ExportColumn): Cell | undefined {
  if (value === undefined) return undefined;
  if (type === 'text' || type === 'date') {
    if (typeof value === 'string' && (type === 'text' || isDate(value))) return { type, text: value };
  } else if (typeof value === 'number' && Number.isSafeInteger(value)) {
    return { type, number: value };
  }
  throw new WrongCell(`Column ${key} holds ${type}, and was given something else.`);
}

function isDate(text: string): boolean {
  return DateText.safeParse(text).success && addDays(text, 0) === text;
}
