import type * as z from 'zod/mini';
import { NotFound } from '../../domain/errors.ts';
import type { ImportTotals } from '../../domain/policy/import.ts';
import { Cut, cutKey, numberedKey, PartCounts, readJson } from './steps/importFiles.ts';

type Counts = z.infer<typeof PartCounts>;
type Reading = Parameters<typeof readJson>[0];

/** More than the 8 parts that are taken in at once: where so many in a row are missing, none behind them was begun. */
const AT_ONCE = 16;

/** How far an import is; nothing while its file is still being cut. */
export async function progressOf(files: Reading, caseId: string): Promise<ImportTotals | undefined> {
  const cut = await ifThere(readJson(files, cutKey(caseId), Cut));
  if (cut === undefined) return undefined;
  const totals = { rows: cut.rows, recorded: 0, unchanged: 0, refused: cut.refused };
  for (let from = 1; from <= cut.parts; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, cut.parts - from + 1);
    const parts = await Promise.all(
      Array.from({ length }, (_, index) =>
        ifThere(readJson(files, numberedKey(caseId, 'counts', from + index), PartCounts)),
      ),
    );
    const done = parts.filter((counts): counts is Counts => counts !== undefined);
    for (const { recorded, unchanged, refused } of done) {
      totals.recorded += recorded;
      totals.unchanged += unchanged;
      totals.refused += refused;
    }
    if (done.length === 0) break;
  }
  return totals;
}

async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
