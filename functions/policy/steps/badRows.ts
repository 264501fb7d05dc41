import { createHash } from 'node:crypto';
import { isHeaderOf } from '../../../adapters/csv/header.ts';
import { type RawRow, rawRows } from '../../../adapters/csv/raw.ts';
import { BYTE_ORDER_MARK, cellLine } from '../../../adapters/csv/write.ts';
import type { ImportCase } from '../../../domain/policy/import.ts';
import { REASON_COLUMN } from '../rows.ts';
import { hashedInto } from './cut.ts';
import type { StepFiles } from './deps.ts';
import { badRowsKey, type Cut, type RowFault } from './importFiles.ts';
import { faultsInOrder } from './report.ts';

const MOST_BYTES = 4_000_000; // in base64 an answer of Lambda, which has 6 MB
const LONGEST_REASON = 1_000; // half of what is read of a cell

/**
 * The refused rows as they stood in the file, each with its reason before it, so that a row with too many cells is
 * still whole. Every file has the header, can be opened by itself, mended and loaded.
 * @returns how many files there are: none where the file that was cut stands under its key no more
 */
export async function writeBadRows(
  files: StepFiles,
  { id, file }: ImportCase,
  cut: Cut,
  mostBytes = MOST_BYTES,
): Promise<number> {
  if ((await files.size(file)) === undefined) return 0;
  const hash = createHash('sha256');
  const rows = refusedRows(
    rawRows(hashedInto(hash, await files.read(file))),
    reasonsOf(faultsInOrder(files, id, cut)),
  );
  const { value: header } = await rows.next();
  let text = '';
  let bytes = 0;
  let written = 0;
  const write = async (): Promise<void> => {
    written += 1;
    await files.put(badRowsKey(id, written), BYTE_ORDER_MARK + header + text, 'text/csv; charset=utf-8');
    [text, bytes] = ['', 0];
  };
  for await (const line of rows) {
    const length = Buffer.byteLength(line);
    if (bytes > 0 && bytes + length > mostBytes) await write();
    text += line;
    bytes += length;
  }
  if (bytes > 0) await write();
  return hash.digest('hex') === cut.sha256 ? written : 0;
}

/** The header, then each refused row, as lines. Both sides are in the order of the file; it is read to its end. */
async function* refusedRows(
  rows: AsyncGenerator<RawRow>,
  reasons: AsyncGenerator<{ line: number; reason: string }>,
): AsyncGenerator<string, undefined> {
  let reasonAt: number | undefined;
  let next = await reasons.next();
  for await (const { line, cells } of rows) {
    if (reasonAt === undefined) {
      // A file that we gave back has the column already.
      reasonAt = cells.findIndex((cell) => isHeaderOf(cell, REASON_COLUMN));
      yield cellLine([REASON_COLUMN.name, ...without(cells, reasonAt)]);
      continue;
    }
    while (!next.done && next.value.line < line) next = await reasons.next();
    if (next.done || next.value.line !== line) continue;
    yield cellLine([next.value.reason, ...without(cells, reasonAt)]);
  }
  return undefined;
}

function without(cells: readonly string[], at: number): string[] {
  return cells.filter((_cell, index) => index !== at);
}

/** One reason for each line, all its faults in one. */
async function* reasonsOf(
  faults: AsyncGenerator<RowFault>,
): AsyncGenerator<{ line: number; reason: string }, undefined> {
  let line: number | undefined;
  let found: string[] = [];
  const told = (at: number) => ({ line: at, reason: found.join('; ').slice(0, LONGEST_REASON) });
  for await (const fault of faults) {
    if (line !== undefined && fault.line !== line) {
      yield told(line);
      found = [];
    }
    line = fault.line;
    found.push(fault.column === undefined ? fault.reason : `${fault.column} ${fault.reason}`);
  }
  if (line !== undefined) yield told(line);
  return undefined;
}
