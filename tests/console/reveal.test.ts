import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import zh from '../../console/features/callback/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

const REASON = '客户来电核对号码';
const ask = (page: Page) => page.getByRole('button', { name: `查看完整${common.reveal.phone}`, exact: true });

describe.each(STAFF_HANDS)('one masked value, %s', (_how, hand) => {
  it('is shown for a minute to who says why, and the history keeps that', async () => {
    const { caseId, input } = await system().sell();
    const page = await firm().open('agent-bj-1', `/callbacks/${caseId}`);
    await ask(page).waitFor();
    expect(await page.content()).not.toContain(input.customer.phone);
    await hand.press(page, ask(page));
    const dialog = page.getByRole('dialog');
    await expectAccessible(page);
    await hand.write(page, dialog.getByLabel(common.reveal.reason), REASON);
    // From here on the test moves the browser's time, as it does not wait for a minute.
    await page.clock.install();
    await hand.press(page, dialog.getByRole('button', { name: /^查\s*看$/ }));
    await page.getByText(input.customer.phone).waitFor();
    await page.clock.fastForward('01:01');
    await page.getByText(input.customer.phone).waitFor({ state: 'detached' });
    const seen = page.locator('.timeline-item', { hasText: zh.event.revealed });
    await seen.waitFor();
    expect(await seen.innerText()).toContain('agent-bj-1');
    expect(await seen.innerText()).toContain(zh.value.phone);
    expect(await seen.innerText()).toContain(REASON);
  });
});

describe('whoever has no need of it', () => {
  it('is not offered to see it', async () => {
    const { caseId } = await system().sell();
    const page = await firm().open('broker-bj-1', `/callbacks/${caseId}`);
    await page.getByText(zh.facts.title).waitFor();
    expect(await ask(page).count()).toBe(0);
  });
});
