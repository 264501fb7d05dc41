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

/** A real browser: the machine's own, or the one that comes with the packages. Never none. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM ?? INSTALLED.find((path) => existsSync(path));
  if (own !== undefined) return chromium.launch({ executablePath: own, args: QUIET });
  return chromium.launch({
    executablePath: await carried.executablePath(),
    args: [...carried.args, ...QUIET],
  });
}
