import { createHash, type Hash } from 'node:crypto';
import { type Row, readRows } from '../../../adapters/csv/read.ts';
import { Invalid } from '../../../domain/errors.ts';
import type { ImportCase } from '../../../domain/policy/import.ts';
import { POLICY_COLUMNS, policyFromRow, REASON_COLUMN } from '../rows.ts';
import type { StepFiles } from './deps.ts';
import { Cut, cutKey, type PartRow, putJson, type RowFault, readJson } from './importFiles.ts';
import { newPile } from './pile.ts';

export const FAULTS_PER_FILE = 5_000;
const SMALLEST_PART = 500;
// A part costs 7 events of history, or 31 with all its 8 retries, and an execution may have 25,000: 400 parts are
// 12,400 at the worst. Their numbers are 2 KB of the 256 KiB that a state may hand on.
const MOST_PARTS = 400;
// 22 commas, the line end and the shortest cells that are accepted: no file of this size has more rows.
export const SHORTEST_ROW_BYTES = 71;

/** 500 up to 14 MB; a file of 200 MB has parts of 7,043 rows, of which a run has 600 seconds for each. */
export function rowsPerPart(bytes: number): number {
  return Math.max(SMALLEST_PART, Math.ceil(bytes / SHORTEST_ROW_BYTES / MOST_PARTS));
}

/** The upload link outlives the cut: once a cut is whole it counts, whatever stands under the file's key by then. */
export async function cutOnce({ id, file }: ImportCase, files: StepFiles): Promise<Cut> {
  if ((await files.size(cutKey(id))) !== undefined) return readJson(files, cutKey(id), Cut);
  const perPart = rowsPerPart((await files.size(file)) ?? 0);
  const parts = newPile<PartRow>(files, id, 'parts', perPart);
  const faults = newPile<RowFault>(files, id, 'faults', FAULTS_PER_FILE);
  const counts = { rows: 0, refused: 0 };
  const hash = createHash('sha256');
  const bytes = hashedInto(hash, await files.read(file));
  for await (const row of readRows(bytes, [...POLICY_COLUMNS, REASON_COLUMN])) {
    const sorted = sortRow(row);
    counts.rows += 1;
    if ('input' in sorted) {
      await parts.add(sorted);
      continue;
    }
    counts.refused += 1;
    for (const fault of sorted.faults) await faults.add(fault);
  }
  const sha256 = hash.digest('hex');
  const cut = { ...counts, parts: await parts.end(), faults: await faults.end(), sha256 };
  await putJson(files, cutKey(id), cut);
  return cut;
}

/** The same bytes, hashed as they are read. */
export async function* hashedInto(hash: Hash, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}

function sortRow(row: Row): PartRow | { faults: RowFault[] } {
  const { line } = row;
  if ('fault' in row) {
    return {
      faults: [{ line, ...(row.column === undefined ? {} : { column: row.column }), reason: row.fault }],
    };
  }
  try {
    return { line, input: policyFromRow(row.cells) };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { faults: error.fields.map(({ field, reason }) => ({ line, column: field, reason })) };
  }
}
