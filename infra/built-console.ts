import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { REPOSITORY } from './catalogue.ts';

export const CONSOLE_FOLDER = path.join(REPOSITORY, 'dist', 'console');

/** Builds the console if it was not built since it was changed; a process of its own, for Vite stays in memory. */
export async function buildConsole(): Promise<void> {
  const script = path.join(REPOSITORY, 'console', 'build.ts');
  const [code] = await once(spawn(process.execPath, [script, '--if-stale'], { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error('The console could not be built.');
}
