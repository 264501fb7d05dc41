import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import zh from '../../console/features/evaluation/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { present } from '../support/present.ts';
import { type Hand, KEYS } from './hands.ts';
import { MOUSE, STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

/** antd puts a space between two Chinese characters of a button, and its icons have names. */
const button = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`(^| )${[...name].join('\\s*')}$`) });
const happened = (page: Page, event: string) =>
  page.locator('.timeline').getByText(event, { exact: true }).first().waitFor();

/** A claim is closed, the customer is asked and answers in words that no machine should judge. */
async function unread(text: string): Promise<string> {
  const { policyId, input } = await system().sell();
  const { body } = await system().must('POST', '/evaluations', {
    as: 'core',
    body: { moment: 'claim-closed', policyId, claim: `claim-${input.number}` },
  });
  const { extension } = present(
    system()
      .system.outbox.all()
      .find(({ id }) => id.startsWith(body.id)),
  );
  await system().must('POST', '/_local/sms/reply', {
    body: { phone: input.customer.phone, text, extension },
  });
  return body.id;
}

/** Item by item: a digit and a letter, or the buttons of the item. */
async function grades(page: Page, hand: Hand): Promise<void> {
  if (hand === KEYS) {
    for (const key of ['2', 'c', '5', 'a', 's']) await page.keyboard.press(key);
    return;
  }
  const row = (item: string) => page.getByRole('group', { name: item, exact: true });
  await button(page, zh.reading.saveNone).waitFor();
  await row('理赔快捷').getByRole('button', { name: zh.grade.C }).click();
  await row('没有吃拿卡要')
    .getByRole('button', { name: /^满\s*意$/ })
    .click();
  await button(page, zh.reading.save).click();
}

describe.each(STAFF_HANDS)('the reply inbox, %s', (_how, hand) => {
  it('is read one by one, what the machine could not and what is of no evaluation', async () => {
    const text = '你们挺好的吧？再说';
    const id = await unread(text);
    const stray = '你们是哪家公司';
    const phone = hand === KEYS ? '13700000001' : '13700000002';
    await system().must('POST', '/_local/sms/reply', { body: { phone, text: stray } });

    const page = await firm().open('handler-bj-1', '/evaluations');
    await page.getByText(text, { exact: true }).first().waitFor();
    await page.getByText('第 1 条，共 2 条').waitFor();
    await expectAccessible(page);
    await grades(page, hand);
    await page.getByText('第 1 条，共 1 条').waitFor();

    await page.getByText(stray, { exact: true }).waitFor();
    await hand.write(page, page.getByLabel(zh.stray.reason, { exact: true }), '与评价无关');
    await hand.press(page, button(page, zh.stray.save));
    await page.getByText(zh.inbox.none).waitFor();

    const shown = await firm().open('handler-bj-1', `/evaluations/${id}`);
    await shown.getByText('handler-bj-1 人工判读').first().waitFor();
    await happened(shown, zh.event.dissatisfied);
    const { body } = await system().must('GET', `/evaluations/${id}`, { as: 'head-office' });
    expect(body.case.result.says).toEqual({ grades: { speed: 'C', integrity: 'A' } });
    await expectAccessible(shown);
  });
});

describe('an evaluation', () => {
  it('is opened by hand for a policy, and shows how far its message came', async () => {
    const { carrier, number } = (await system().sell()).input;
    const page = await firm().open('head-office', '/evaluations/new');
    await MOUSE.write(page, page.getByLabel(common.whose.carrier, { exact: true }), carrier);
    await MOUSE.write(page, page.getByLabel(common.whose.number, { exact: true }), number);
    await button(page, zh.opening.submit).click();
    await page.getByText(zh.card['life-underwriting']).waitFor();
    await system().quiet();
    await page.reload();
    await page
      .getByRole('table', { name: zh.message.title })
      .getByText(zh.template['evaluation-request'])
      .waitFor();
    await happened(page, zh.event['evaluation-asked']);
    await page.getByText(zh.next['evaluate the service']).waitFor();
  });
});
