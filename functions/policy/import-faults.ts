import * as z from 'zod/mini';
import { Invalid } from '../../domain/errors.ts';
import { FAULTS_PER_FILE } from './steps/cut.ts';
import { type Cut, numberedKey, PartResult, RowFault, readJson } from './steps/importFiles.ts';
import { inOrder } from './steps/report.ts';

type Reading = Parameters<typeof readJson>[0];

/** A fault, and where its own side goes on after it. */
type Placed = RowFault & { side: 'cut' | 'parts'; after: string };

const PLACE = /^(\d{1,7})-(\d{1,4})\.(\d{1,5})$/;

/**
 * One page of the bad rows of an import, in the order of the file: both where it goes on among the faults found at the
 * cut, and where among those of the parts, so that a late page reads no more than an early one.
 */
export async function faultsPage(
  files: Reading,
  caseId: string,
  cut: Cut,
  { limit, next = '0-1.0' }: { limit: number; next?: string | undefined },
): Promise<{ items: RowFault[]; next?: string }> {
  const [, told, part, inPart] = PLACE.exec(next) ?? [];
  if (told === undefined)
    throw new Invalid('The page is not known.', [
      { field: 'query.next', reason: 'is not one that was given' },
    ]);
  const place = { cut: told, parts: `${part}.${inPart}` };
  const items: RowFault[] = [];
  const faults = inOrder(
    ofCut(files, caseId, cut, Number(told)),
    ofParts(files, caseId, cut, Number(part), Number(inPart)),
  );
  for await (const { side, after, ...fault } of faults) {
    if (items.length === limit) return { items, next: `${place.cut}-${place.parts}` };
    items.push(fault);
    place[side] = after;
  }
  return { items };
}

async function* ofCut(files: Reading, caseId: string, cut: Cut, told: number): AsyncGenerator<Placed> {
  let at = told;
  for (let number = Math.floor(told / FAULTS_PER_FILE) + 1; number <= cut.faults; number += 1) {
    const faults = await readJson(files, numberedKey(caseId, 'faults', number), z.array(RowFault));
    for (const fault of faults.slice(at % FAULTS_PER_FILE)) {
      at += 1;
      yield { ...fault, side: 'cut', after: String(at) };
    }
  }
}

async function* ofParts(
  files: Reading,
  caseId: string,
  cut: Cut,
  part: number,
  inPart: number,
): AsyncGenerator<Placed> {
  let from = inPart;
  for (let number = part; number <= cut.parts; number += 1) {
    const { refused } = await readJson(files, numberedKey(caseId, 'results', number), PartResult);
    for (const [index, fault] of refused.entries()) {
      if (index >= from) yield { ...fault, side: 'parts', after: `${number}.${index + 1}` };
    }
    from = 0;
  }
}
