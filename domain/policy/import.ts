import * as z from 'zod/mini';
import { caseHead, follow } from '../case.ts';
import { type Actor, Id } from '../people.ts';

export const ImportTotals = z.strictObject({
  rows: z.int(),
  recorded: z.int(),
  unchanged: z.int(),
  refused: z.int(),
});
export type ImportTotals = z.infer<typeof ImportTotals>;

/** What is wrong with a file's first line: names of columns, never what a cell holds. */
export const HeaderFaults = z.strictObject({
  missing: z.array(z.string()),
  unknown: z.array(z.string()),
  doubled: z.array(z.string()),
  /** Unknown ones beyond those named. */
  unnamed: z.int(),
});
export type HeaderFaults = z.infer<typeof HeaderFaults>;

/** A policy file on its way in: cut into parts, each part taken in, bad rows reported. */
export const ImportCase = z.strictObject({
  ...caseHead,
  kind: z.literal('policy-import'),
  stage: z.enum(['awaiting-file', 'importing', 'finished', 'refused']),
  /** S3 keys: the file as it came, and the report of bad rows. */
  file: z.string(),
  report: z.optional(z.string()),
  totals: z.optional(ImportTotals),
  /** How many files hold the refused rows, to be mended and loaded again. */
  badRowFiles: z.optional(z.int()),
  /** Why the file as a whole was not taken: names columns, never what a cell holds. */
  refusedFor: z.optional(z.string()),
  headerFaults: z.optional(HeaderFaults),
  importedBy: Id,
});
export type ImportCase = z.infer<typeof ImportCase>;

const HEAD_OFFICE = 'head-office';

/** `id` is given by the caller, so that a repeated request names the same import. */
export function openImport(
  id: string,
  by: Actor & { kind: 'staff' },
  at: Date,
): ReturnType<typeof follow<ImportCase>> {
  const empty: ImportCase = {
    id,
    kind: 'policy-import',
    stage: 'awaiting-file',
    category: 'open',
    version: 0,
    lastHash: '',
    branch: HEAD_OFFICE,
    owner: by.id,
    nextDueAt: new Date(at.getTime() + UPLOAD_WITHIN_MS).toISOString(),
    wait: 0,
    openedAt: at.toISOString(),
    file: `imports/${id}/policies.csv`,
    importedBy: by.id,
  };
  return follow(empty, { type: 'import-opened', by, at, data: { file: empty.file } });
}

const UPLOAD_WITHIN_MS = 3_600_000; // as long as the upload link lives

export function startImport(
  before: ImportCase,
  bytes: number,
  by: Actor,
  at: Date,
): ReturnType<typeof follow<ImportCase>> {
  return follow(
    { ...before, stage: 'importing' as const, nextDueAt: at.toISOString() },
    {
      type: 'import-started',
      by,
      at,
      data: { bytes },
    },
  );
}

/** `stage` refused: the file as a whole was not taken, as for a wrong header; nothing of it went in. */
export function finishImport(
  before: ImportCase,
  outcome:
    | { stage: 'finished'; totals: ImportTotals; report: string; badRowFiles: number }
    | { stage: 'refused'; reason: string; header?: HeaderFaults },
  by: Actor,
  at: Date,
): ReturnType<typeof follow<ImportCase>> {
  const { nextDueAt: _done, ...rest } = before;
  const { stage, ...data } = outcome;
  const closed: ImportCase = {
    ...rest,
    stage,
    category: 'closed',
    closedAt: at.toISOString(),
    ...(outcome.stage === 'finished'
      ? { totals: outcome.totals, report: outcome.report, badRowFiles: outcome.badRowFiles }
      : {
          refusedFor: outcome.reason,
          ...(outcome.header === undefined ? {} : { headerFaults: outcome.header }),
        }),
  };
  return follow(closed, { type: `import-${stage}`, by, at, data });
}
