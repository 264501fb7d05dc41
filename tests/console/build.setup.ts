import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What the browser is shown is what would be deployed: built from the sources as they are now. */
export function setup(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../console/build.ts')], { stdio: 'inherit' });
}
