import * as z from 'zod/mini';
import { AlreadyExists, Invalid, Refused } from '../../../domain/errors.ts';
import { type Actor, actorName } from '../../../domain/people.ts';
import { columnOf } from '../rows.ts';
import type { ImportStepsDeps } from './deps.ts';
import { numberedKey, type PartResult, PartRow, putJson, type RowFault, readJson } from './importFiles.ts';
import { eachLane, lanesOf } from './lanes.ts';

const Input = z.object({ caseId: z.string(), part: z.int() });

/**
 * Takes the policies of a part in. What time can heal is thrown, and the part is run again: a policy that an earlier
 * run recorded is there unchanged, and counts as recorded, because it was recorded by this part.
 */
export async function importPart(event: unknown, deps: ImportStepsDeps): Promise<{ part: number }> {
  const { caseId, part } = Input.parse(event);
  const { category } = await deps.cases.load('policy-import', caseId);
  const resultKey = numberedKey(caseId, 'results', part);
  if (category === 'closed' || (await deps.files.size(resultKey)) !== undefined) return { part };
  const rows = await readJson(deps.files, numberedKey(caseId, 'parts', part), z.array(PartRow));
  const by: Actor = { kind: 'system', id: `policy-import:${caseId}:${part}` };
  const result: PartResult = { recorded: 0, unchanged: 0, refused: [] };
  await eachLane(lanesOf(rows), async (lane) => {
    const taken = new Set<string>();
    for (const row of lane) {
      const outcome = await takeIn(row, by, deps);
      if (Array.isArray(outcome)) result.refused.push(...outcome);
      else result[taken.has(row.input.number) ? 'unchanged' : outcome] += 1;
      if (!Array.isArray(outcome)) taken.add(row.input.number);
    }
  });
  result.refused.sort((a, b) => a.line - b.line);
  const { recorded, unchanged } = result;
  const counts = { recorded, unchanged, refused: new Set(result.refused.map(({ line }) => line)).size };
  await putJson(deps.files, numberedKey(caseId, 'counts', part), counts);
  await putJson(deps.files, resultKey, result);
  return { part };
}

async function takeIn(
  { line, input }: PartRow,
  by: Actor,
  { takeInPolicy }: ImportStepsDeps,
): Promise<'recorded' | 'unchanged' | RowFault[]> {
  try {
    const { outcome, policy } = await takeInPolicy(input, by);
    return policy.recordedBy === actorName(by) ? 'recorded' : outcome;
  } catch (error) {
    if (error instanceof Invalid && error.fields.length > 0) {
      return error.fields.map(({ field, reason }) => ({ line, column: columnOf(field), reason }));
    }
    if (error instanceof AlreadyExists) return [{ line, column: 'number', reason: error.message }];
    if (error instanceof Invalid || error instanceof Refused) return [{ line, reason: error.message }];
    throw error;
  }
}
