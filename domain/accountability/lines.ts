import * as z from 'zod/mini';
import type { Content } from '../case.ts';
import { contentHash } from '../decision.ts';
import { InvariantBroken, NotFound, Refused } from '../errors.ts';
import { canonicalJson } from '../history.ts';
import { type AccountabilityCase, type AccountabilityFile, AccountabilityLine } from './case.ts';

/*
 * Lines lie in contents of the case, `lines-1` and on, so that they change in one transaction with its record and can
 * be erased: a file could do neither. A row holds 400 kB. A part begins with at most 150 lines and 200 kB, and two
 * findings, two decisions and an objection add at most 1,200 bytes to a line: 380 kB. Ten parts, 1,500 lines, are the
 * most, for a change of all of them is one transaction of at most 4 MB.
 */
const LINES_OF_PART = 150;
const BYTES_OF_PART = 200_000;
const MOST_PARTS = 10;

export function partName(index: number): string {
  return `lines-${index + 1}`;
}

/** @throws Refused when there are more than a run can hold */
export function inParts(lines: readonly AccountabilityLine[]): AccountabilityLine[][] {
  const parts: AccountabilityLine[][] = [];
  let bytes = BYTES_OF_PART;
  for (const line of lines) {
    const size = Buffer.byteLength(canonicalJson(line)) + 1;
    const last = parts.at(-1);
    if (last === undefined || last.length === LINES_OF_PART || bytes + size > BYTES_OF_PART) {
      parts.push([line]);
      bytes = size;
    } else {
      last.push(line);
      bytes += size;
    }
  }
  if (parts.length > MOST_PARTS) {
    throw new Refused('too-many-lines', `A run holds at most ${MOST_PARTS} parts of lines.`, {
      details: { lines: lines.length, parts: parts.length },
    });
  }
  return parts;
}

const Part = z.array(AccountabilityLine);

/**
 * The file of a run, from its contents.
 * @throws InvariantBroken when a part is missing or is not the one that the record names
 */
export function fileOf(record: AccountabilityCase, contents: readonly Content[]): AccountabilityFile {
  const parts = record.parts.map((hash, index) => {
    const found = contents.find(({ name }) => name === partName(index));
    if (found === undefined || found.hash !== hash || contentHash(found.body) !== hash) {
      throw new InvariantBroken('The lines of a run are not those that were written.', {
        details: { caseId: record.id, part: partName(index) },
      });
    }
    return Part.parse(found.body);
  });
  return { case: record, parts };
}

export function linesOf({ parts }: Pick<AccountabilityFile, 'parts'>): AccountabilityLine[] {
  return parts.flat();
}

/** @throws NotFound */
export function lineOf(file: Pick<AccountabilityFile, 'parts'>, id: string): AccountabilityLine {
  const found = linesOf(file).find((line) => line.id === id);
  if (found === undefined) throw new NotFound('The run has no such line.', { details: { line: id } });
  return found;
}
