import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openCases } from '../../functions/wiring.ts';
import { playStories } from '../../local/demo/stories.ts';
import { loadSample } from '../../local/sample/load.ts';
import { startSystem } from '../../local/system.ts';
import { Visitor } from '../../local/visitor.ts';
import { seriousFaults } from './axe.ts';
import { openBrowser } from './browser.ts';
import { casesToShow, linksToShow, type Screen, screensOf } from './screens.ts';
import { signIn } from './sign-in.ts';

const { values } = parseArgs({ options: { to: { type: 'string', default: 'dist/screens' } } });

/** Both languages on a desk and on a phone, and the dark of each size. */
const SEATS = [
  { language: 'zh-CN', width: 1440, scheme: 'light' },
  { language: 'zh-CN', width: 360, scheme: 'light' },
  { language: 'en', width: 1440, scheme: 'light' },
  { language: 'en', width: 360, scheme: 'light' },
  { language: 'zh-CN', width: 1440, scheme: 'dark' },
  { language: 'en', width: 360, scheme: 'dark' },
] as const;
type Seat = (typeof SEATS)[number];

const folder = mkdtempSync(join(tmpdir(), 'recourse-screens-'));
const system = await startSystem({ dataDir: join(folder, 'data'), port: 0 });
const browser = await openBrowser();
const faults: string[] = [];
try {
  await loadSample(system, () => {});
  console.log('playing the stories of the demo');
  await playStories(new Visitor(system.origin));
  const screens = screensOf(await casesToShow(openCases(system.place)));
  const links = await linksToShow(system.origin, system.outbox.all());
  mkdirSync(values.to, { recursive: true });
  for (const seat of SEATS) {
    for (const [user, theirs] of Map.groupBy(screens, (screen) => screen.user))
      await ofStaff(user, theirs, seat);
    await ofCustomers(links, seat);
  }
} finally {
  await browser.close();
  await system.stop();
  rmSync(folder, { recursive: true });
}
for (const fault of faults) console.log(fault);
console.log(`${faults.length} screens with something that axe finds serious`);
process.exitCode = faults.length === 0 ? 0 : 1;

function contextOf({ language, width, scheme }: Seat): BrowserContextOptions {
  return {
    locale: language,
    viewport: { width, height: width > 1000 ? 900 : 740 },
    timezoneId: 'Asia/Shanghai',
    colorScheme: scheme,
    reducedMotion: 'reduce',
  };
}

/** One session a person: signs in once, then goes from screen to screen. */
async function ofStaff(user: string, screens: readonly Screen[], seat: Seat): Promise<void> {
  const context = await browser.newContext(contextOf(seat));
  const page = await context.newPage();
  await signIn(page, system.origin, user, '/');
  for (const { name, path } of screens) {
    await page.goto(`${system.origin}/console${path}`);
    await photograph(page, name, seat);
  }
  await context.close();
}

/** Each link on a phone of its own. */
async function ofCustomers(links: readonly { name: string; link: string }[], seat: Seat): Promise<void> {
  for (const { name, link } of links) {
    const context = await browser.newContext(contextOf(seat));
    const page = await context.newPage();
    await page.goto(`${system.origin}${link}`);
    await photograph(page, name, seat);
    await context.close();
  }
}

async function photograph(page: Page, name: string, { language, width, scheme }: Seat): Promise<void> {
  await isStill(page);
  // On a page that is taken whole, what is fixed to the window would hide what lies under it.
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>('body *'))
      if (['fixed', 'sticky'].includes(getComputedStyle(one).position)) one.style.position = 'static';
  });
  const shot = `${name}.${language}.${width}${scheme === 'dark' ? '.dark' : ''}`;
  const file = join(values.to, `${shot}.png`);
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
  const found = await seriousFaults(page);
  if (found.length > 0) faults.push(`${shot}: ${found.join('; ')}`);
  console.log(file);
}

/** Everything that was asked for has come. */
async function isStill(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('.ant-skeleton, .ant-spin-spinning') === null);
}
