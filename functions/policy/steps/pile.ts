import type { StepFiles } from './deps.ts';
import { type Numbered, numberedKey, putJson } from './importFiles.ts';

interface Pile<T> {
  add(item: T): Promise<void>;
  /** Writes what is left. @returns how many files were written */
  end(): Promise<number>;
}

/** Numbered files of up to `size` items each: no more than one of them is in memory. */
export function newPile<T>(files: StepFiles, caseId: string, kind: Numbered, size: number): Pile<T> {
  let items: T[] = [];
  let written = 0;
  async function write(): Promise<void> {
    written += 1;
    await putJson(files, numberedKey(caseId, kind, written), items);
    items = [];
  }
  return {
    async add(item) {
      items.push(item);
      if (items.length >= size) await write();
    },
    async end() {
      if (items.length > 0) await write();
      return written;
    },
  };
}
