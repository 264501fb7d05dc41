import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openCases } from '../../functions/wiring.ts';
import { playStories } from '../../local/demo/stories.ts';
import { loadSample } from '../../local/sample/load.ts';
import { startSystem } from '../../local/system.ts';
import { Visitor } from '../../local/visitor.ts';
import { openBrowser } from './browser.ts';
import { casesToShow, type Screen, screensOf } from './screens.ts';
import { signIn } from './sign-in.ts';

const { values } = parseArgs({ options: { to: { type: 'string', default: 'dist/screens' } } });
const SIZES = [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
] as const;
const LANGUAGES = ['zh-CN', 'en'] as const;

const folder = mkdtempSync(join(tmpdir(), 'recourse-screens-'));
const system = await startSystem({ dataDir: join(folder, 'data'), port: 0 });
const browser = await openBrowser();
try {
  await loadSample(system, () => {});
  console.log('playing the stories of the demo');
  await playStories(new Visitor(system.origin));
  const screens = screensOf(await casesToShow(openCases(system.place)));
  mkdirSync(values.to, { recursive: true });
  for (const language of LANGUAGES)
    for (const size of SIZES)
      for (const [user, theirs] of Map.groupBy(screens, (screen) => screen.user))
        await photograph(browser, system.origin, user, theirs, language, size);
} finally {
  await browser.close();
  await system.stop();
  rmSync(folder, { recursive: true });
}

/** One session a person: signs in once, then goes from screen to screen. */
async function photograph(
  on: Browser,
  origin: string,
  user: string,
  screens: readonly Screen[],
  language: string,
  size: { width: number; height: number },
): Promise<void> {
  const context = await on.newContext({ locale: language, viewport: size, timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  await signIn(page, origin, user, '/');
  for (const { name, path } of screens) {
    await page.goto(`${origin}/console${path}`);
    await isStill(page);
    const file = join(values.to, `${name}.${language}.${size.width}.png`);
    await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
    console.log(file);
  }
  await context.close();
}

/** Everything that was asked for has come. */
async function isStill(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('.ant-skeleton, .ant-spin-spinning') === null);
}
