import * as z from 'zod/mini';
import { piecesWithProof } from '../../../adapters/csv/proof.ts';
import type { OutRow } from '../../../adapters/csv/write.ts';
import type { ImportTotals } from '../../../domain/policy/import.ts';
import type { StepFiles } from './deps.ts';
import { type Cut, numberedKey, PartResult, RowFault, readJson } from './importFiles.ts';

const MOST_LINES = 1_000_000; // Excel opens no more than 1,048,576, and a file this bad is not mended line by line

/** All refused rows in the order of the file, and the sum of what the parts say. One file at a time is in memory. */
export async function reportOf(
  files: StepFiles,
  caseId: string,
  cut: Cut,
): Promise<{ report: Uint8Array; totals: ImportTotals }> {
  const totals = { rows: cut.rows, recorded: 0, unchanged: 0, refused: cut.refused };
  const pieces: Uint8Array[] = [];
  const faults = faultsInOrder(files, caseId, cut, (result) => {
    totals.recorded += result.recorded;
    totals.unchanged += result.unchanged;
    totals.refused += new Set(result.refused.map(({ line }) => line)).size;
  });
  for await (const piece of piecesWithProof(['line', 'column', 'reason'], reportRows(faults))) {
    pieces.push(Buffer.from(piece));
  }
  return { report: Buffer.concat(pieces), totals };
}

/** Why which rows were not taken, in the order of the file. */
export function faultsInOrder(
  files: StepFiles,
  caseId: string,
  cut: Cut,
  onPart: (result: PartResult) => void = () => {},
): AsyncGenerator<RowFault> {
  return inOrder(faultsOfCut(files, caseId, cut), faultsOfParts(files, caseId, cut, onPart));
}

async function* faultsOfCut(files: StepFiles, caseId: string, cut: Cut): AsyncGenerator<RowFault> {
  for (let number = 1; number <= cut.faults; number += 1) {
    yield* await readJson(files, numberedKey(caseId, 'faults', number), z.array(RowFault));
  }
}

async function* faultsOfParts(
  files: StepFiles,
  caseId: string,
  cut: Cut,
  onPart: (result: PartResult) => void,
): AsyncGenerator<RowFault> {
  for (let number = 1; number <= cut.parts; number += 1) {
    const result = await readJson(files, numberedKey(caseId, 'results', number), PartResult);
    onPart(result);
    yield* result.refused;
  }
}

/** Both sides are in the order of the file; of one line, what was found at the cut comes first. */
export async function* inOrder<T extends { line: number }>(
  a: AsyncGenerator<T>,
  b: AsyncGenerator<T>,
): AsyncGenerator<T> {
  let [one, other] = [await a.next(), await b.next()];
  while (!one.done || !other.done) {
    if (!one.done && (other.done || one.value.line <= other.value.line)) {
      yield one.value;
      one = await a.next();
    } else if (!other.done) {
      yield other.value;
      other = await b.next();
    }
  }
}

async function* reportRows(faults: AsyncIterable<RowFault>): AsyncGenerator<OutRow> {
  let count = 0;
  // To the end even past the limit: the totals are added up on the way.
  for await (const { line, column, reason } of faults) {
    count += 1;
    if (count <= MOST_LINES) yield { line, column, reason };
  }
  if (count > MOST_LINES) yield { reason: `and ${count - MOST_LINES} more faults` };
}
