import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Hand, KEYS } from './hands.ts';
import { tabTo } from './walk.ts';

/** Fields that are more than text: a list to choose from, and a day. */
export interface Fields {
  pick(page: Page, field: Locator, choice: string): Promise<void>;
  /** @param day `2026-06-30` */
  day(page: Page, field: Locator, day: string): Promise<void>;
}

const OPEN_LIST = '.ant-select-dropdown:not(.ant-select-dropdown-hidden)';
const MOST_CHOICES = 60;

/** The list of the field before may still be folding away. */
export async function untilClosed(page: Page): Promise<void> {
  await expect.poll(() => page.locator(OPEN_LIST).count()).toBe(0);
}

const POINTED: Fields = {
  pick: async (page, field, choice) => {
    await untilClosed(page);
    await field.click();
    await page.locator(OPEN_LIST).getByTitle(choice, { exact: true }).click();
  },
  day: (_page, field, day) => field.fill(day),
};

/** In which order a browser has the parts of a day is the browser's own affair. */
const ORDERS = [
  (year: string, month: string, day: string) => `${month}${day}${year}`,
  (year: string, month: string, day: string) => `${year}${month}${day}`,
  (year: string, month: string, day: string) => `${day}${month}${year}`,
];

const TYPED: Fields = {
  pick: async (page, field, choice) => {
    await untilClosed(page);
    await tabTo(page, field);
    await page.keyboard.press('ArrowDown');
    // A list that is closing is still there for a moment; the one that was opened last stands last.
    const active = page.locator(`${OPEN_LIST} .ant-select-item-option-active`).last();
    for (let pressed = 0; pressed < MOST_CHOICES; pressed += 1) {
      if ((await active.getAttribute('title')) === choice) return page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`The arrows never reach ${choice}.`);
  },
  day: async (page, field, day) => {
    const [year = '', month = '', date = ''] = day.split('-');
    await tabTo(page, field);
    for (const inOrder of ORDERS) {
      await page.keyboard.type(inOrder(year, month, date));
      if ((await field.inputValue()) === day) return;
      for (let part = 0; part < 3; part += 1) await page.keyboard.press('ArrowLeft');
    }
    throw new Error(`${day} cannot be typed into ${field}.`);
  },
};

export function fieldsFor(hand: Hand): Fields {
  return hand === KEYS ? TYPED : POINTED;
}
