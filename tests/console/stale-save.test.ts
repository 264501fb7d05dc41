import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import zh from '../../console/features/callback/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import type { Hand } from './hands.ts';
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

const NOTE = '客户说晚上七点后方便';
const radios = (page: Page, name: string) => page.getByRole('radiogroup', { name, exact: true });
const happened = (page: Page, event: string) =>
  page.getByRole('tabpanel').locator('.timeline-item', { hasText: event });

/** An agent has filled in what came of a call and not sent it, while another one is quicker. */
async function twoAtOneCase(hand: Hand): Promise<{ page: Page; caseId: string }> {
  const { caseId } = await system().sell();
  const page = await firm().open('agent-bj-1', `/callbacks/${caseId}`);
  await hand.choose(page, radios(page, zh.call.which), zh.call.unreached);
  await hand.choose(page, radios(page, zh.attempt.result), zh.result['call-later']);
  await hand.write(page, page.getByLabel(zh.attempt.note), NOTE);
  const other = await firm().open('agent-bj-2', `/callbacks/${caseId}`);
  await hand.choose(other, radios(other, zh.call.which), zh.call.unreached);
  await hand.choose(other, radios(other, zh.attempt.result), zh.result.busy);
  await record(other, hand);
  await happened(other, zh.event['attempt-recorded']).waitFor();
  await record(page, hand);
  await page.getByRole('dialog', { name: common.stale.title }).waitFor();
  return { page, caseId };
}

const record = (page: Page, hand: Hand) => hand.press(page, page.getByRole('button', { name: /^登\s*记$/ }));

async function resultsOf(caseId: string): Promise<string[]> {
  const { body } = await system().must('GET', `/cases/${caseId}`, { as: 'head-office' });
  const events = body.timeline as { type: string; data: { result: string } }[];
  return events.filter(({ type }) => type === 'attempt-recorded').map(({ data }) => data.result);
}

describe.each(STAFF_HANDS)('a case that somebody else changed meanwhile, %s', (_how, hand) => {
  it('tells what changed, and keeps the own entry for who wants to', async () => {
    const { page, caseId } = await twoAtOneCase(hand);
    const dialog = page.getByRole('dialog', { name: common.stale.title });
    await dialog.getByText(zh.result.busy).waitFor();
    await dialog.getByText('agent-bj-2').waitFor();
    await expectAccessible(page);
    await hand.press(page, dialog.getByRole('button', { name: common.stale.keep }));
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('tabpanel').getByText(NOTE).waitFor();
    expect(await resultsOf(caseId)).toEqual(['busy', 'call-later']);
  });

  it("takes the other one's for who would rather, and sends nothing", async () => {
    const { page, caseId } = await twoAtOneCase(hand);
    const dialog = page.getByRole('dialog', { name: common.stale.title });
    await hand.press(page, dialog.getByRole('button', { name: common.stale.take }));
    await dialog.waitFor({ state: 'hidden' });
    await happened(page, zh.result.busy).waitFor();
    expect(await page.getByLabel(zh.attempt.note).inputValue()).toBe('');
    expect(await resultsOf(caseId)).toEqual(['busy']);
  });
});

describe('two people at one case', () => {
  it('see that the other is there, and is writing', async () => {
    const { caseId } = await system().sell();
    const one = await firm().open('agent-bj-1', `/callbacks/${caseId}`);
    const other = await firm().open('manager-bj', `/callbacks/${caseId}`);
    const here = (page: Page) => page.getByRole('status', { name: common.presence.label });
    await here(other).getByText('agent-bj-1').waitFor();
    await one.getByRole('tab', { name: common.case.notes }).click();
    await one.getByLabel(common.notes.text).fill(NOTE);
    await here(one).getByText('manager-bj').waitFor();
    await other.getByRole('tab', { name: common.case.notes }).click();
    await other.getByLabel(common.notes.text).fill('我来处理');
    await here(other).locator('.ant-tag', { hasText: 'agent-bj-1' }).locator('.anticon-edit').waitFor();
  });
});
