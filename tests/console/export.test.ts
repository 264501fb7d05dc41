import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import callback from '../../console/features/callback/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { type Hand, KEYS } from './hands.ts';
import { STAFF_HANDS } from './staff-hands.ts';
import { people } from './walk.ts';

const firm = people();
const system = () => firm().system;

const A_PAGE = 50;
const MORE_THAN_A_PAGE = A_PAGE + 3;

async function sellMany(): Promise<void> {
  const policies = Array.from({ length: MORE_THAN_A_PAGE }, () => system().policy());
  await system().must('POST', '/policies/batch', { as: 'core', body: { policies } });
}

/** Chooses an entry of the export menu, and reads what the browser saved. */
async function exported(page: Page, hand: Hand, entry: string): Promise<Buffer> {
  const item = page.getByRole('menuitem', { name: entry });
  await hand.press(page, page.getByRole('button', { name: /导\s*出/ }));
  await item.waitFor();
  const saved = page.waitForEvent('download');
  if (hand === KEYS) await pressInMenu(page, item);
  else await item.click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe(`work-list.${entry.slice(0, entry.indexOf('：')).toLowerCase()}`);
  await item.waitFor({ state: 'hidden' });
  return readFile(await download.path());
}

/** A menu is one stop for Tab, and gets the focus when it has opened; the arrows move in it. */
async function pressInMenu(page: Page, item: Locator): Promise<void> {
  const menu = page.getByRole('menu').filter({ has: item });
  const hasFocus = () => menu.evaluate((element) => element.contains(document.activeElement));
  const active = () =>
    menu.evaluate((element) => element.querySelector('.ant-dropdown-menu-item-active')?.textContent ?? '');
  const wanted = (await item.textContent()) ?? '';
  await expect.poll(hasFocus).toBe(true);
  for (let tries = await menu.getByRole('menuitem').count(); tries > 0; tries -= 1) {
    const before = await active();
    if (before === wanted) break;
    await page.keyboard.press('ArrowDown');
    await expect.poll(active).not.toBe(before);
  }
  expect(await active()).toBe(wanted);
  await page.keyboard.press('Enter');
}

describe.each(STAFF_HANDS)('the work list as a file, %s', (_how, hand) => {
  it('has the rows that are shown, or all of them, in the words of the screen', async () => {
    await sellMany();
    const page = await firm().open('agent-bj-1', '/work-list?kind=callback');
    await page.getByText(`已显示 ${A_PAGE} 条，还有更多`).waitFor();
    // The file has the words that the screen has, so those of this kind must be there.
    await page.getByRole('cell', { name: callback.stage['awaiting-answers'], exact: true }).first().waitFor();
    const shown = (await exported(page, hand, `CSV：已显示的 ${A_PAGE} 条`)).toString();
    expect(shown.startsWith('\uFEFF')).toBe(true);
    const [head = '', ...rows] = shown.slice(1).trimEnd().split('\r\n');
    expect(head).toContain(common.case.number);
    expect(rows).toHaveLength(A_PAGE);
    const all = (await exported(page, hand, 'CSV：全部记录')).toString().trimEnd().split('\r\n').slice(1);
    expect(all.length).toBeGreaterThanOrEqual(MORE_THAN_A_PAGE);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((row) => row.includes(callback.stage['awaiting-answers']))).toBe(true);
    const sheet = await exported(page, hand, 'XLSX：全部记录');
    expect(sheet.subarray(0, 2).toString()).toBe('PK');
  });
});
