import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import evaluation from '../../console/features/evaluation/locales/zh-CN.json' with { type: 'json' };
import zh from '../../console/features/local/locales/zh-CN.json' with { type: 'json' };
import { whenText } from '../../console/i18n/format.ts';
import { type Hand, KEYS } from './hands.ts';
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

const bar = (page: Page) => page.getByRole('complementary', { name: zh.title });
const DAY_MS = 86_400_000;
const MOST_STEPS = 10;

const time = (page: Page, at: Date) =>
  bar(page).getByRole('button', { name: whenText(at.toISOString(), 'zh-CN'), exact: true });

/** Chooses a step of the clock, and sees the clock there. */
async function moves(page: Page, hand: Hand, step: string, days: number): Promise<void> {
  const { body } = await system().must('GET', '/_local/clock');
  await hand.press(page, time(page, new Date(body.now)));
  const item = page.getByRole('menuitem', { name: step, exact: true });
  await item.waitFor();
  if (hand === KEYS) await arrowsTo(page, item);
  await (hand === KEYS ? page.keyboard.press('Enter') : item.click());
  // All that was due on the way happens first.
  await time(page, new Date(Date.parse(body.now) + days * DAY_MS)).waitFor({ timeout: 60_000 });
}

async function arrowsTo(page: Page, item: Locator): Promise<void> {
  for (let pressed = 0; pressed < MOST_STEPS; pressed += 1) {
    if (await item.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The arrows never reach ${item}.`);
}

/** The messages to a number, in the drawer that the bar opens. */
async function opensMessages(page: Page, hand: Hand, phone: string) {
  await hand.press(page, bar(page).getByRole('button', { name: zh.outbox, exact: true }));
  const drawer = page.getByRole('dialog', { name: zh.outbox });
  await hand.write(page, drawer.getByLabel(zh.search, { exact: true }), phone);
  return drawer;
}

describe.each(STAFF_HANDS)('the bar of one machine, %s', (_how, hand) => {
  it('moves the time, and what was due on the way has been sent', async () => {
    const { caseId, input } = await system().sell();
    const page = await firm().open('agent-bj-1', `/callbacks/${caseId}`);
    await moves(page, hand, zh.step.P3D, 3);
    const drawer = await opensMessages(page, hand, input.customer.phone);
    await drawer.getByText('2 / 2').waitFor();
    await expectAccessible(page);
  });

  it('answers an SMS as the customer would, and the screen behind it follows', async () => {
    const { policyId, input } = await system().sell();
    const { body } = await system().must('POST', '/evaluations', {
      as: 'core',
      body: { moment: 'claim-closed', policyId, claim: `claim-${input.number}` },
    });
    const page = await firm().open('handler-bj-1', `/evaluations/${body.id}`);
    const drawer = await opensMessages(page, hand, input.customer.phone);
    const asked = drawer.locator('.ant-card').filter({ has: page.getByLabel(zh.reply, { exact: true }) });
    await hand.write(page, asked.getByLabel(zh.reply, { exact: true }), '1A2A3A4A5A');
    await hand.press(page, asked.getByRole('button', { name: zh.send, exact: true }));
    await page.getByText(zh.sent, { exact: true }).waitFor();
    await page.getByText(evaluation.stage.replied, { exact: true }).first().waitFor();
    expect((await system().must('GET', `/evaluations/${body.id}`, { as: 'handler-bj-1' })).text).toContain(
      '1A2A3A4A5A',
    );
  });
});
