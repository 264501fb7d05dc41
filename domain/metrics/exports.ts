import * as z from 'zod/mini';

/** Who took which figures out of the system, when, and by which proof the file is known again. */
export const ExportRecord = z.strictObject({
  /** Of the request. */
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  role: z.string(),
  /** Path and query, which hold ids and months only. */
  what: z.string(),
  query: z.record(z.string(), z.string()),
  rows: z.int(),
  /** Hexadecimal, of the bytes that were handed out. */
  sha256: z.string(),
});
export type ExportRecord = z.infer<typeof ExportRecord>;
