import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import callback from '../../console/features/callback/locales/zh-CN.json' with { type: 'json' };
import zh from '../../console/features/work-list/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

const rows = (page: Page) => page.locator('tr[data-row-key]');
const rowOf = (page: Page, caseId: string) => page.locator(`tr[data-row-key="${caseId}"]`);
const linkOf = (page: Page, caseId: string) => rowOf(page, caseId).getByRole('link');
const segment = (page: Page, name: string) => page.locator('.ant-segmented-item', { hasText: name });
const idsOn = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-row-key') ?? ''));

async function narrow(page: Page, filter: string, choice: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${filter}`) }).click();
  await page.getByRole('menuitem', { name: choice, exact: true }).click();
}

async function sell(many: number): Promise<string[]> {
  const ids: string[] = [];
  for (let sold = 0; sold < many; sold += 1) ids.push((await system().sell()).caseId);
  return ids;
}

/** What the API has as the history of a case. */
async function historyOf(caseId: string): Promise<string[]> {
  const { body } = await system().must('GET', `/cases/${caseId}`, { as: 'head-office' });
  return (body.timeline as { type: string }[]).map(({ type }) => type);
}

describe('the work list', () => {
  it('begins with what waits for the team, and says in words how much time is left', async () => {
    const [caseId = ''] = await sell(1);
    const page = await firm().open('agent-bj-1');
    await rowOf(page, caseId).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/work-list');
    await rowOf(page, caseId).getByText(callback.stage['awaiting-answers'], { exact: true }).waitFor();
    await rowOf(page, caseId).getByText('还剩').waitFor();
    await expectAccessible(page);
  });

  it('shows every coming deadline and why, to a pointer and to the keyboard', async () => {
    const [caseId = ''] = await sell(1);
    const page = await firm().open('agent-bj-1', '/work-list');
    const left = rowOf(page, caseId).getByText('还剩');
    const shown = page.locator('.ant-popover:not(.ant-popover-hidden)');
    await left.hover();
    await shown.getByText(callback.due['sms-reminder'], { exact: true }).waitFor();
    await shown.getByText(callback.due['cooling-off period ends']).click();
    await shown.getByText(common.time.why).waitFor();
    await page.mouse.move(0, 0);
    await shown.waitFor({ state: 'detached' });
    await linkOf(page, caseId).focus();
    await page.keyboard.press('Tab');
    await shown.getByText(callback.due['sms-reminder'], { exact: true }).waitFor();
  });

  it('is narrowed by its address alone, which a colleague can be sent', async () => {
    const [caseId = ''] = await sell(1);
    const page = await firm().open('agent-bj-1', '/work-list');
    await narrow(page, zh.filter.kind, common.kind.callback);
    await narrow(page, zh.filter.stage, callback.stage['awaiting-remedy']);
    await page.getByText(zh.empty.narrowed).waitFor();
    const { search } = new URL(page.url());
    expect(search).toBe('?kind=callback&stage=awaiting-remedy');
    const colleague = await firm().open('agent-bj-2', `/work-list${search}`);
    await colleague.getByText(zh.empty.narrowed).waitFor();
    await colleague.getByRole('button', { name: zh.empty.clear }).click();
    await rowOf(colleague, caseId).waitFor();
  });

  it('keeps a view by name for the next day', async () => {
    const search = '?kind=callback&due=overdue';
    const page = await firm().open('agent-bj-1', `/work-list${search}`);
    await page.getByRole('button', { name: common.views.title }).click();
    await page.getByLabel(common.views.name).fill('逾期回访');
    await page.getByRole('button', { name: common.views.save }).click();
    await page.getByRole('link', { name: '逾期回访' }).waitFor();
    const tomorrow = await firm().open('agent-bj-1', '/work-list');
    await tomorrow.getByRole('button', { name: common.views.title }).click();
    await tomorrow.getByRole('link', { name: '逾期回访' }).click();
    await tomorrow.getByText(zh.empty.narrowed).waitFor();
    expect(new URL(tomorrow.url()).search).toBe(search);
  });

  it('is walked by keys alone, from the list into a case and on to the next one', async () => {
    await sell(2);
    const page = await firm().open('agent-bj-1', '/work-list');
    await rows(page).first().waitFor();
    const [first = '', second = ''] = await idsOn(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: first.slice(0, 11) }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { level: 1, name: second.slice(0, 11) }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/callbacks/${second}`);
  });

  it('says so when nothing waits', async () => {
    const page = await firm().open('agent-sh-1', '/work-list?list=own');
    await page.getByText(zh.empty.title).waitFor();
    await expectAccessible(page);
  });

  it('finds closed cases by how they ended', async () => {
    const { caseId } = await system().sell();
    await system().must('POST', system().link(caseId), { body: { answers: await system().allYes(caseId) } });
    const page = await firm().open('agent-bj-1', '/work-list');
    await segment(page, zh.filter.closed).click();
    await page.getByText(zh.empty.closedNeeds).waitFor();
    await narrow(page, zh.filter.kind, common.kind.callback);
    await narrow(page, zh.filter.stage, callback.stage.clean);
    await rowOf(page, caseId).getByText(/完成$/).waitFor();
  });
});

describe.each(STAFF_HANDS)('many at once, %s', (_how, hand) => {
  it('shows what will be done, does it, and says of each what came of it', async () => {
    const [first = '', second = ''] = await sell(2);
    const page = await firm().open('agent-bj-1', '/work-list?kind=callback');
    for (const caseId of [first, second]) await hand.tick(page, rowOf(page, caseId).getByRole('checkbox'));
    await hand.press(page, page.getByRole('button', { name: `${zh.bulk.note}（2）` }));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('将处理 2 件').waitFor();
    await hand.write(page, dialog.getByLabel(common.notes.text), '客户要求下周联系');
    // Somebody else is quicker with one of them: a note moves nothing, so it is written all the same.
    await system().must('POST', `/cases/${first}/attempts`, {
      as: 'agent-bj-2',
      body: { version: await system().version(first), way: 'call', result: 'busy' },
    });
    await hand.press(page, dialog.getByRole('button', { name: '处理 2 件' }));
    await dialog.getByText('共 2 件：完成 2 件，被拒 0 件').waitFor();
    for (const caseId of [first, second]) expect(await historyOf(caseId)).toContain('noted');
    await hand.press(page, dialog.getByRole('button', { name: /关\s*闭/ }).last());
    await dialog.waitFor({ state: 'hidden' });
  });

  it('gives complaints to a handler, and says which was refused', async () => {
    const [given = '', refused = ''] = await complaints(2);
    const page = await firm().open('manager-bj', '/work-list?list=complaint-handler@bj');
    for (const id of [given, refused]) await hand.tick(page, rowOf(page, id).getByRole('checkbox'));
    await hand.press(page, page.getByRole('button', { name: `${zh.bulk.handler}（2）` }));
    const dialog = page.getByRole('dialog');
    await hand.write(page, dialog.getByLabel(zh.bulk.handlerId), 'handler-bj-2');
    await note(refused);
    await hand.press(page, dialog.getByRole('button', { name: '处理 2 件' }));
    await dialog.getByText('共 2 件：完成 1 件，被拒 1 件').waitFor();
    const { body } = await system().must('GET', `/complaints/${given}`, { as: 'head-office' });
    expect(body.case.handler).toBe('handler-bj-2');
  });
});

describe('what cannot be done to a case', () => {
  it('is told before anything is done', async () => {
    const [caseId = ''] = await sell(1);
    const page = await firm().open('manager-bj', '/work-list?list=callback-agent@bj');
    await rowOf(page, caseId).getByRole('checkbox').check();
    await page.getByRole('button', { name: `${zh.bulk.handler}（1）` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(zh.cannot.kind).waitFor();
    expect(await dialog.getByRole('button', { name: '处理 0 件' }).isDisabled()).toBe(true);
    await expectAccessible(page);
  });
});

async function complaints(many: number): Promise<string[]> {
  const ids: string[] = [];
  for (let filed = 0; filed < many; filed += 1) {
    const { policyId } = await system().sell();
    const { body } = await system().must('POST', '/complaints', {
      as: 'handler-bj-1',
      body: {
        matter: { policyId },
        channel: 'hotline',
        receivedAt: '2026-03-02T01:30:00.000Z',
        category: 'sales',
        statement: '销售时没有说明等待期。',
      },
    });
    ids.push(body.id);
  }
  return ids;
}

/** The case moves on under the hands of the one who has it on the screen. */
async function note(complaint: string): Promise<void> {
  const { body } = await system().must('GET', `/complaints/${complaint}`, { as: 'head-office' });
  await system().must('POST', `/notes/${complaint}`, {
    as: 'handler-bj-1',
    body: { version: body.case.version, text: '已联系客户' },
  });
}
