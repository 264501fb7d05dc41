import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressOn, tabTo, typeInto } from './walk.ts';

/** How somebody uses a page: with a finger, or with keys alone. */
export interface Hand {
  /** One of the choices of a question. */
  choose(page: Page, question: Locator, choice: string): Promise<void>;
  tick(page: Page, box: Locator): Promise<void>;
  write(page: Page, field: Locator, text: string): Promise<void>;
  press(page: Page, button: Locator): Promise<void>;
}

export const FINGER: Hand = {
  choose: (_page, question, choice) => question.getByText(choice, { exact: true }).tap(),
  tick: (_page, box) => box.tap(),
  write: async (page, field, text) => {
    await field.tap();
    await page.keyboard.type(text);
  },
  press: (_page, button) => button.tap(),
};

export const KEYS: Hand = {
  choose: async (page, question, choice) => {
    const radios = question.getByRole('radio');
    const wanted = question.getByRole('radio', { name: choice, exact: true });
    // What a key has chosen is shown a moment later; a key that is pressed before that leads past it.
    const isShown = () => question.locator('input:focus:checked').count();
    await tabTo(page, question);
    if (!(await wanted.isChecked())) await page.keyboard.press('Space');
    // A group is one stop for Tab; the arrows choose within it.
    for (let tries = await radios.count(); tries > 0; tries -= 1) {
      await expect.poll(isShown).toBe(1);
      if (await wanted.isChecked()) return;
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`The arrows never reach ${choice}.`);
  },
  tick: (page, box) => pressOn(page, box, 'Space'),
  write: typeInto,
  press: pressOn,
};
