import { type FieldFault, Invalid } from '../../domain/errors.ts';

export interface Column {
  name: string;
  /** Other headers for the same column. */
  aliases: readonly string[];
  required: boolean;
}

interface HeaderFaults {
  missing: readonly string[];
  /** As they stand in the file. */
  unknown: readonly string[];
  doubled: readonly string[];
}

const LISTED = 10;

/** The file's first line is not the header that was agreed: nothing of the file is taken. */
export class HeaderRefused extends Invalid implements HeaderFaults {
  override readonly name: string = 'HeaderRefused';
  override readonly type: string = 'header-refused';
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  readonly doubled: readonly string[];

  constructor({ missing, unknown, doubled }: HeaderFaults) {
    const fields: FieldFault[] = [
      ...missing.map((field) => ({ field, reason: 'is missing' })),
      ...unknown.map((field) => ({ field, reason: 'is not a column of this file' })),
      ...doubled.map((field) => ({ field, reason: 'stands more than once' })),
    ];
    const parts = [listed('missing', missing), listed('unknown', unknown), listed('doubled', doubled)];
    super(`The header is not the one agreed: ${parts.filter(Boolean).join('; ')}.`, fields);
    this.missing = missing;
    this.unknown = unknown;
    this.doubled = doubled;
  }
}

/** Column name per place. Throws HeaderRefused. */
export function columnsAt(header: readonly string[], columns: readonly Column[]): string[] {
  const nameOf = new Map(
    columns.flatMap(({ name, aliases }) => [name, ...aliases].map((text) => [normal(text), name])),
  );
  const cells = header.slice(0, header.findLastIndex((cell) => cell !== '') + 1); // Excel leaves empty ones behind
  const names = cells.map((cell) => nameOf.get(normal(cell)));
  const known = names.filter((name) => name !== undefined);
  const missing = columns.filter(({ name, required }) => required && !known.includes(name));
  // A file without a header has a customer there. What is refused is told and kept, so its text is not repeated.
  const isHeader = known.length * 2 >= cells.length;
  const unknown = cells.flatMap((cell, at) => {
    if (names[at] !== undefined) return [];
    return [isHeader && cell !== '' ? cell.slice(0, 40) : `column ${at + 1}`];
  });
  const doubled = [...new Set(known.filter((name, at) => known.indexOf(name) !== at))];
  if (missing.length + unknown.length + doubled.length > 0) {
    throw new HeaderRefused({ missing: missing.map(({ name }) => name), unknown, doubled });
  }
  return known;
}

/** Whether a header is a column's. */
export function isHeaderOf(text: string, { name, aliases }: Pick<Column, 'name' | 'aliases'>): boolean {
  return [name, ...aliases].some((one) => normal(one) === normal(text));
}

/** `Ｐremium（元） ` and `premium(元)` are the same header. */
function normal(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}

function listed(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  return `${what} ${names.slice(0, LISTED).join(', ')}${more}`;
}
