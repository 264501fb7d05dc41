import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import en from '../../console/customer/locales/en.json' with { type: 'json' };
import zh from '../../console/customer/locales/zh-CN.json' with { type: 'json' };
import { SAMPLE_HOTLINE } from '../../local/sample/people.ts';
import { present } from '../support/present.ts';
import {
  confirmation,
  consent,
  decision,
  explanation,
  invitation,
  outcome,
  reminder,
} from './customer-links.ts';
import { expectAccessible, people, tabTo } from './walk.ts';

const MOST_SCRIPT = 100_000; // bytes, compressed by gzip
const LEAST_TARGET = 44; // CSS pixels

const someone = people();
const system = () => someone().system;

const PURPOSES = { invitation, confirmation, consent, explanation, outcome, decision, reminder };
const LANGUAGES = { 'zh-CN': zh, en };

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const choice = (page: Page, name: string): Locator => page.getByRole('radio', { name, exact: true });
const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 });
const sees = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();

/** Up to the last step before the word is sent. */
async function reviews(page: Page, picked: string, words: typeof zh = zh): Promise<void> {
  await choice(page, picked).tap();
  await button(page, words.ask.next).tap();
}

/** Addresses that the page has asked for by itself. */
function askedFor(page: Page): Promise<string[]> {
  return page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
}

function storedBy(page: Page): Promise<[string, string][]> {
  return page.evaluate(() => Object.entries({ ...sessionStorage }));
}

async function stageOf(caseId: string): Promise<string> {
  await system().quiet();
  return (await system().must('GET', `/cases/${caseId}`, { as: 'head-office' })).body.case.stage;
}

describe("the customer's page", () => {
  it.each(Object.entries(PURPOSES))('changes nothing by being opened: %s', async (_name, made) => {
    const { link } = await made(system());
    await system().quiet();
    const before = await system().dump();
    const page = await someone().phone(link);
    await heading(page).waitFor();
    await system().quiet();
    expect(await system().dump()).toEqual(before);
  });

  it('is small: its script is within its budget, and asks nobody but us', async () => {
    const { link } = await invitation(system());
    const page = await someone().phone(link);
    await heading(page).waitFor();
    const addresses = await askedFor(page);
    const scripts = addresses.filter((address) => address.endsWith('.js'));
    const bodies = await Promise.all(scripts.map(async (address) => (await fetch(address)).arrayBuffer()));
    const sizes = bodies.map((body) => gzipSync(new Uint8Array(body), { level: 9 }).byteLength);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_SCRIPT);
    expect(addresses.filter((address) => !address.startsWith(someone().origin))).toEqual([]);
    // What only a link that does not work needs.
    expect(addresses.filter((address) => address.endsWith('config.json'))).toEqual([]);
  });

  it('has the token in its address and nothing else, and tells it to nobody', async () => {
    const { link } = await confirmation(system());
    const page = await someone().phone(link);
    const asked: (string | undefined)[] = [];
    page.on('request', async (request) => asked.push((await request.allHeaders()).referer));
    await reviews(page, zh.confirmation.yes);
    await sees(page, zh.confirmation.review);
    await button(page, zh.confirmation.send).tap();
    await sees(page, zh.confirmation.settled);
    expect(page.url()).toBe(`${someone().origin}${link}`);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((referer) => referer !== undefined)).toEqual([]);
  });

  it.each(['zh-CN', 'en'] as const)('has nothing that axe finds serious, in %s', async (language) => {
    const words = LANGUAGES[language];
    for (const made of Object.values(PURPOSES)) {
      const page = await someone().phone((await made(system())).link, { language });
      await heading(page).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
    }
    const page = await someone().phone((await confirmation(system())).link, { language });
    await button(page, words.ask.next).tap();
    await page.getByText(words.ask.choose).waitFor();
    await expectAccessible(page);
    await reviews(page, words.confirmation.yes, words);
    await sees(page, words.confirmation.review);
    await expectAccessible(page);
    await button(page, words.confirmation.send).tap();
    await sees(page, words.confirmation.settled);
    await expectAccessible(page);
  });

  it('has targets for a thumb, and letters that can be twice as large', async () => {
    for (const made of Object.values(PURPOSES)) {
      const page = await someone().phone((await made(system())).link);
      await heading(page).waitFor();
      const targets = await page.locator('button, .choice, textarea, a').all();
      for (const target of targets) {
        const { width, height } = present(await target.boundingBox());
        expect(Math.min(width, height), await target.innerText()).toBeGreaterThanOrEqual(LEAST_TARGET);
      }
      const size = await page
        .locator('main p, main dd')
        .first()
        .evaluate((text) => getComputedStyle(text).fontSize);
      expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(18);
      for (const percent of ['112.5%', '225%']) {
        const beyond = await page.evaluate((fontSize) => {
          document.documentElement.style.fontSize = fontSize;
          return document.documentElement.scrollWidth - innerWidth;
        }, percent);
        expect(beyond).toBeLessThanOrEqual(0);
      }
    }
  });

  it('speaks the other language at a tap, keeps what was chosen, and speaks it the next time', async () => {
    const { link } = await confirmation(system());
    const page = await someone().phone(link);
    await choice(page, zh.confirmation.no).tap();
    await button(page, zh.frame.other).tap();
    await sees(page, en.confirmation.title);
    expect(await page.title()).toBe(en.confirmation.title);
    expect(await choice(page, en.confirmation.no).isChecked()).toBe(true);
    await page.reload();
    await sees(page, en.confirmation.title);
  });

  it('says where one is: title and focus follow each step, and the back key leads back', async () => {
    const { link } = await confirmation(system());
    const page = await someone().phone(link);
    await reviews(page, zh.confirmation.yes);
    await sees(page, zh.confirmation.review);
    expect(await page.title()).toBe(zh.confirmation.review);
    expect(await heading(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.goBack();
    await sees(page, zh.confirmation.title);
    expect(await choice(page, zh.confirmation.yes).isChecked()).toBe(true);
  });

  it('says beside a question that it was left out, and moves the focus there', async () => {
    const { link } = await invitation(system());
    const page = await someone().phone(link);
    await choice(page, zh.answer.yes).first().tap();
    await button(page, zh.ask.next).tap();
    const second = page.getByRole('group').nth(1);
    await second.getByText(zh.ask.choose).waitFor();
    const first = second.getByRole('radio').first();
    expect(await first.evaluate((element) => element === document.activeElement)).toBe(true);
    const note = await first.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${note}"]`).innerText()).toBe(zh.ask.choose);
    expect(await page.getByRole('group').first().getByText(zh.ask.choose).count()).toBe(0);
  });

  it('tells without a script that it needs one', async () => {
    const { link } = await invitation(system());
    const browser = present((await someone().phone(link)).context().browser());
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${someone().origin}${link}`);
    expect(await page.locator('noscript').innerText()).toMatch(/JavaScript.*客服热线/);
    expect(await page.locator('.opening').isVisible()).toBe(false);
    await context.close();
  });
});

describe('a word that is sent', () => {
  it('is sent once when the button is tapped twice', async () => {
    const { link, caseId } = await confirmation(system());
    const page = await someone().phone(link);
    const posts: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    await reviews(page, zh.confirmation.yes);
    await sees(page, zh.confirmation.review);
    await button(page, zh.confirmation.send).evaluate((element: HTMLElement) => {
      element.click();
      element.click();
    });
    await sees(page, zh.confirmation.settled);
    expect(posts).toHaveLength(1);
    expect(await stageOf(caseId)).toBe('settled');
  });

  it('is not lost with the connection: it is kept under a hash, sent again, and then forgotten', async () => {
    const { link, caseId } = await confirmation(system());
    const token = link.slice('/c/'.length);
    const page = await someone().phone(link);
    await page.getByLabel(zh.ask.comment).fill('still unclear');
    await reviews(page, zh.confirmation.no);
    await sees(page, zh.confirmation.review);
    await page.context().setOffline(true);
    await page.getByText(zh.frame.offline).waitFor();
    await button(page, zh.confirmation.send).tap();
    await page.getByRole('alert').getByText(zh.trouble.lost).waitFor();
    const [[key, kept] = ['', ''], ...others] = await storedBy(page);
    expect(others).toEqual([]);
    expect(key).toBe(`recourse.${createHash('sha256').update(token).digest('hex')}`);
    expect(kept).toContain('still unclear');
    expect(kept).not.toContain(token);

    await page.context().setOffline(false);
    await page.reload();
    expect(await choice(page, zh.confirmation.no).isChecked()).toBe(true);
    expect(await page.getByLabel(zh.ask.comment).inputValue()).toBe('still unclear');
    await button(page, zh.ask.next).tap();
    await button(page, zh.confirmation.send).tap();
    await sees(page, zh.confirmation.notSettled);
    expect(await storedBy(page)).toEqual([]);
    expect(await stageOf(caseId)).toBe('awaiting-remedy');
  });

  it('counts once when only the answer to it was lost', async () => {
    const { link, caseId } = await confirmation(system());
    const page = await someone().phone(link);
    await reviews(page, zh.confirmation.yes);
    await sees(page, zh.confirmation.review);
    await page.route('**/c/*', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await button(page, zh.confirmation.send).tap();
    await page.getByText(zh.trouble.lost).waitFor();
    await page.unroute('**/c/*');
    await button(page, zh.trouble.again).tap();
    await sees(page, zh.confirmation.settled);
    expect(await stageOf(caseId)).toBe('settled');
  });

  it('is not taken when the matter went on meanwhile, and the page says so', async () => {
    const { link, caseId } = await confirmation(system());
    const page = await someone().phone(link);
    await reviews(page, zh.confirmation.yes);
    await sees(page, zh.confirmation.review);
    await system().must('POST', link, { body: { settled: false } });
    await button(page, zh.confirmation.send).tap();
    await sees(page, zh.end.gone);
    await page.getByRole('link', { name: SAMPLE_HOTLINE }).waitFor();
    expect(await stageOf(caseId)).toBe('awaiting-remedy');
    expect(await storedBy(page)).toEqual([]);
  });
});

describe('a link that asks nothing', () => {
  const hotline = (page: Page): Locator => page.getByRole('link', { name: SAMPLE_HOTLINE });

  it('was used: says that it was answered, and gives the hotline', async () => {
    const { link, caseId } = await invitation(system());
    await system().must('POST', link, { body: { answers: await system().allYes(caseId) } });
    const page = await someone().phone(link);
    await sees(page, zh.end.answered);
    await tabTo(page, hotline(page));
    expect(await hotline(page).getAttribute('href')).toBe(`tel:${SAMPLE_HOTLINE.replaceAll('-', '')}`);
    await expectAccessible(page);
  });

  it('has expired with its matter: says so, and gives the hotline', async () => {
    const { policyId, caseId, input } = await system().sell();
    const link = system().link(caseId);
    await system().must('POST', `/policies/${policyId}/cancellation`, {
      as: 'core',
      body: { cancelledOn: input.issuedOn },
    });
    const page = await someone().phone(link);
    await sees(page, zh.end.over);
    await hotline(page).waitFor();
  });

  it('was replaced by a later one: says so, and gives the hotline', async () => {
    const { link } = await confirmation(system());
    await system().must('POST', link, { body: { settled: false } });
    const page = await someone().phone(link);
    await sees(page, zh.end.used);
    await hotline(page).waitFor();
  });

  it.each([
    ['another last character', (link: string) => link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['the end cut off', (link: string) => link.slice(0, -5)],
    ['another purpose', (link: string) => link.replace('.a0.', '.c0.')],
  ])('was altered (%s): is not one of ours, and gives the hotline', async (_how, alter) => {
    const { link } = await invitation(system());
    const page = await someone().phone(alter(link));
    await sees(page, zh.end.unknown);
    await hotline(page).waitFor();
    await expectAccessible(page);
  });

  it('cannot be asked without a network, and is by itself when there is one again', async () => {
    const { link } = await confirmation(system());
    const page = await someone().phone(link);
    await sees(page, zh.confirmation.title);
    await page.route('**/c/*', (route) =>
      route.request().isNavigationRequest() ? route.continue() : route.abort(),
    );
    await page.reload();
    await sees(page, zh.end.lost);
    await page.context().setOffline(true);
    await page.getByText(zh.frame.offline).waitFor();
    await page.unroute('**/c/*');
    await page.context().setOffline(false);
    await sees(page, zh.confirmation.title);
  });
});
