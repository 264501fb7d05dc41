import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { unpackedBrowser } from './browser.ts';

/** What the browser is shown is what would be deployed: built from the sources as they are now. */
export async function setup(): Promise<void> {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../console/build.ts')], { stdio: 'inherit' });
  await unpackedBrowser();
}
