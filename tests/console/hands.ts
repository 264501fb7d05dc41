import type { Locator, Page } from 'playwright-core';
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
    await tabTo(page, question);
    if (!(await wanted.isChecked())) await page.keyboard.press('Space');
    // A group is one stop for Tab; the arrows choose within it.
    for (let tries = await radios.count(); tries > 0 && !(await wanted.isChecked()); tries -= 1)
      await page.keyboard.press('ArrowDown');
  },
  tick: (page, box) => pressOn(page, box, 'Space'),
  write: typeInto,
  press: pressOn,
};
