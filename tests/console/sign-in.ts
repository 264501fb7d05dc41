import type { Page } from 'playwright-core';

/** Through the page that everybody signs in by, to a screen of the console. */
export async function signIn(page: Page, origin: string, user: string, path: string): Promise<void> {
  await page.goto(`${origin}/console${path}`);
  await chooseUser(page, user);
}

/** On the page where one chooses a sample user instead of giving a password. */
export async function chooseUser(page: Page, user: string): Promise<void> {
  await page
    .locator('li', { has: page.getByText(new RegExp(`^${user}( ·|$)`)) })
    .getByRole('link')
    .click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}
