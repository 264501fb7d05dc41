import { existsSync } from 'node:fs';
import carried from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Debian's, then what is called Chromium elsewhere. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Without these Chromium looks for hosts of its maker at every start. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A real browser: the one that `CHROMIUM` names, the one that comes with the packages, or the machine's own. The
 * second has no windows to manage and opens a page in two thirds of the time; it is for Linux on x64, and needs
 * libraries that a machine may not have.
 *
 * @throws what the last of them said when none starts
 */
export async function openBrowser(): Promise<Browser> {
  const { CHROMIUM } = process.env;
  if (CHROMIUM !== undefined) return launch(CHROMIUM);
  const own = INSTALLED.find((path) => existsSync(path));
  try {
    return await launch(await unpackedBrowser());
  } catch (error) {
    if (own === undefined) throw error;
    return launch(own);
  }
}

/** Where the browser of the packages lies, unpacked if it is not yet; never by two at once, who would share half of it. */
export function unpackedBrowser(): Promise<string> {
  return carried.executablePath();
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: QUIET });
}
