import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StreamPosition } from './stream-event.ts';

/** Remembers, per function, the last record that was settled. */
export interface CheckpointStore {
  load(): Record<string, StreamPosition>;
  save(positions: Readonly<Record<string, StreamPosition>>): Promise<void>;
}

/** Forgets when the process ends; `kept` lets a test hand the positions on. */
export function memoryCheckpoints(kept: Record<string, StreamPosition> = {}): CheckpointStore {
  return {
    load: () => ({ ...kept }),
    save: async (positions) => {
      Object.assign(kept, positions);
    },
  };
}

/**
 * Keeps the positions in one JSON file. It is written beside and renamed over, so that a kill at any moment leaves
 * the old or the new one; positions lost on the way only mean that some records are delivered again.
 *
 * @throws SyntaxError on `load` when the file is not JSON, which no kill can bring about.
 */
export function fileCheckpoints(file: string): CheckpointStore {
  return {
    load: () => {
      try {
        return JSON.parse(readFileSync(file, 'utf8'));
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
        throw cause;
      }
    },
    save: async (positions) => {
      mkdirSync(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify(positions, undefined, 2));
      await rename(`${file}.new`, file);
    },
  };
}
