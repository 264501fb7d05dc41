import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { NotFound } from '../domain/errors.ts';
import type { Files } from '../domain/ports.ts';

/** What the console asks for before anything else; deployed, `infra/console-stack.ts` makes it. */
export interface ConsoleConfig {
  authority: string;
  clientId: string;
  audience: string;
  scope: string;
  /** Stands before the API's paths; empty on one's own origin. */
  apiBase: string;
  local: boolean;
  /** What a customer calls when a link does not work. */
  hotline: string;
}

/** The console as it was built into a folder, with the settings of this machine, which no build knows. */
export function consoleFolder(folder: string, config: () => ConsoleConfig): Pick<Files, 'read'> {
  const root = resolve(folder) + sep;
  return {
    read: async (name) => {
      if (name === 'config.json') return Readable.from(Buffer.from(JSON.stringify(config())));
      const file = resolve(root, name);
      if (!file.startsWith(root)) throw new NotFound('The file lies outside of the console.');
      try {
        return Readable.from(await readFile(file));
      } catch (cause) {
        throw new NotFound('There is no such file.', { cause });
      }
    },
  };
}
