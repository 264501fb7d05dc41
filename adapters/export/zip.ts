import { type Zippable, zipSync } from 'fflate';

/** The first moment that a ZIP can tell. Local time in the format, so it is given as such. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * Files as a ZIP, in the order in which they are given, stored as they are: the same files are the same bytes, whatever
 * version of a compressor there is in ten years.
 */
export function zipOf(files: readonly { path: string; bytes: Uint8Array }[]): Uint8Array {
  const entries: Zippable = Object.fromEntries(
    files.map(({ path, bytes }) => [path, [bytes, { level: 0, mtime: NO_TIME }]]),
  );
  return zipSync(entries);
}
