import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { CONSOLE_FOLDER } from '../../infra/built-console.ts';
import { type LocalSystem, localSystem } from '../support/local-system.ts';
import { present } from '../support/present.ts';
import { seriousFaults } from './axe.ts';
import { openBrowser } from './browser.ts';
import { chooseUser, signIn } from './sign-in.ts';

const MOST_TABS = 300;

export interface Seat {
  language?: 'zh-CN' | 'en';
  width?: number;
  height?: number;
}

/**
 * People at their screens, for the tests of one file: the real local system, its time standing still on a Monday at
 * ten, and a real browser with a session of its own for each person.
 */
export function people(options: { today?: string } = {}): () => People {
  const system = localSystem({ consoleDir: CONSOLE_FOLDER, ...options });
  let opened: People | undefined;
  beforeAll(async () => {
    opened = new People(system, await openBrowser());
  });
  // A page that nobody looks at any more still asks the API every few seconds.
  afterEach(async () => {
    await opened?.closeWindows();
  });
  afterAll(async () => {
    await opened?.leave();
  });
  return () => present(opened);
}

export class People {
  readonly #system: () => LocalSystem;
  readonly #browser: Browser;
  readonly #contexts = new Map<string, BrowserContext>();
  /** What the tab of somebody who has signed in keeps. */
  readonly #sessions = new Map<string, [string, string][]>();

  constructor(system: () => LocalSystem, browser: Browser) {
    this.#system = system;
    this.#browser = browser;
  }

  get system(): LocalSystem {
    return this.#system();
  }

  get origin(): string {
    return this.system.system.origin;
  }

  /**
   * A person's own browser window, signed in through the page that everybody signs in by. A further one is opened from
   * the first, as a link in a new tab is, and asks again only when the session has ended.
   */
  async open(
    user: string,
    path = '/',
    { language = 'zh-CN', width = 1440, height = 900 }: Seat = {},
  ): Promise<Page> {
    const page = await this.#window(user, { language, width, height });
    const session = this.#sessions.get(user);
    if (session === undefined) {
      await signIn(page, this.origin, user, path);
      this.#sessions.set(user, await page.evaluate(() => Object.entries(sessionStorage)));
    } else await this.#openAgain(page, user, path, session);
    return page;
  }

  async #openAgain(page: Page, user: string, path: string, session: [string, string][]): Promise<void> {
    await page.addInitScript((kept) => {
      // Of a tab that has gone on by itself nothing is put back.
      if (sessionStorage.length === 0) for (const [name, value] of kept) sessionStorage.setItem(name, value);
    }, session);
    await page.goto(`${this.origin}/console${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    if (page.url().includes('/_local/sign-in')) await chooseUser(page, user);
  }

  /** A customer's phone, opened at a link from an SMS. */
  async phone(link: string, { language = 'zh-CN', width = 360, height = 740 }: Seat = {}): Promise<Page> {
    const page = await this.#window(link, { language, width, height, hasTouch: true });
    await page.goto(`${this.origin}${link}`);
    return page;
  }

  /** Moves time as the local bar does; whoever has a screen open sees the time move when they look again. */
  async advance(duration: string): Promise<void> {
    await this.system.must('POST', '/_local/clock', { body: { advance: duration } });
  }

  async closeWindows(): Promise<void> {
    const windows = [...this.#contexts.values()].flatMap((context) => context.pages());
    await Promise.all(windows.map((page) => page.close()));
  }

  async leave(): Promise<void> {
    for (const context of [...this.#contexts.values()]) await context.close();
    await this.#browser.close();
  }

  /** One of a person's windows. They share what a browser keeps on disk, as scripts, and not what a tab keeps, as tokens. */
  async #window(whose: string, seat: Required<Seat> & { hasTouch?: boolean }): Promise<Page> {
    const key = JSON.stringify([whose, seat]);
    const context = this.#contexts.get(key) ?? (await this.#newContext(key, seat));
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return page;
  }

  async #newContext(
    key: string,
    { language, width, height, hasTouch = false }: Required<Seat> & { hasTouch?: boolean },
  ): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      locale: language,
      timezoneId: 'Asia/Shanghai',
      viewport: { width, height },
      hasTouch,
      acceptDownloads: true,
      // Walks look at what is there, not at how it comes.
      reducedMotion: 'reduce',
    });
    this.#contexts.set(key, context);
    context.once('close', () => this.#contexts.delete(key));
    return context;
  }
}

/**
 * Presses Tab, or Shift and Tab for what stands before, until something has the focus, as somebody without a mouse
 * does. Fails when it is never reached.
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const isBefore = await target.evaluate(
    (element) =>
      document.activeElement !== document.body &&
      ((document.activeElement?.compareDocumentPosition(element) ?? 0) & Node.DOCUMENT_POSITION_PRECEDING) >
        0,
  );
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    if (
      await target.evaluate(
        (element) => element === document.activeElement || element.contains(document.activeElement),
      )
    )
      return;
    await page.keyboard.press(isBefore ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`Tab never reaches ${target}.`);
}

/** Reaches a control by Tab and presses Enter on it. */
export async function pressOn(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Reaches a field by Tab and types. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/** Nothing serious or critical by axe on what is shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousFaults(page)).toEqual([]);
}
