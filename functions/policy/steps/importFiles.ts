import * as z from 'zod/mini';
import { InvariantBroken } from '../../../domain/errors.ts';
import { PolicyInput } from '../../../domain/policy/policy.ts';
import type { StepFiles } from './deps.ts';

/**
 * What an import leaves in S3 between its steps. Keys follow from case and number, so that a step that is run again
 * writes over what it wrote before.
 */
export type Numbered = 'parts' | 'faults' | 'counts' | 'results';

export function numberedKey(caseId: string, kind: Numbered, number: number): string {
  return `imports/${caseId}/${kind}/${String(number).padStart(5, '0')}.json`;
}

export function cutKey(caseId: string): string {
  return `imports/${caseId}/cut.json`;
}

export function reportKey(caseId: string): string {
  return `imports/${caseId}/report.csv`;
}

export function badRowsKey(caseId: string, number: number): string {
  return `imports/${caseId}/bad-rows/${String(number).padStart(5, '0')}.csv`;
}

export const PartRow = z.strictObject({ line: z.int(), input: PolicyInput });
export type PartRow = z.infer<typeof PartRow>;

/** Why a row was not taken: the column, when it is one, and a reason that repeats no cell. */
export const RowFault = z.strictObject({ line: z.int(), column: z.optional(z.string()), reason: z.string() });
export type RowFault = z.infer<typeof RowFault>;

/** Written last by CutFile: where it is there, the cut is whole. */
export const Cut = z.strictObject({
  parts: z.int(),
  faults: z.int(),
  /** Rows of the file, and those that are in no part. */
  rows: z.int(),
  refused: z.int(),
  /** Of the file that was cut: another one may be put under its key later. */
  sha256: z.optional(z.string()),
});
export type Cut = z.infer<typeof Cut>;

/** How far a part is, for whoever watches: a part has it as soon as it has its result. */
export const PartCounts = z.strictObject({ recorded: z.int(), unchanged: z.int(), refused: z.int() });

export const PartResult = z.strictObject({
  recorded: z.int(),
  unchanged: z.int(),
  /** In the order of the file; a row with two faults is there twice. */
  refused: z.array(RowFault),
});
export type PartResult = z.infer<typeof PartResult>;

export async function putJson(files: StepFiles, key: string, content: unknown): Promise<void> {
  await files.put(key, JSON.stringify(content), 'application/json');
}

/** @throws NotFound when there is no such file, InvariantBroken when it is not what we write */
export async function readJson<S extends z.ZodMiniType>(
  files: StepFiles,
  key: string,
  schema: S,
): Promise<z.infer<S>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await files.read(key)) chunks.push(chunk);
  const parsed = schema.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
  if (!parsed.success) {
    throw new InvariantBroken('A file of an import is not as it was written.', { details: { key } });
  }
  return parsed.data;
}
