import { readFile } from 'node:fs/promises';
import { streamXlsxRows } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import actions from '../../console/features/corrective-action/locales/zh-CN.json' with { type: 'json' };
import zh from '../../console/features/figures/locales/zh-CN.json' with { type: 'json' };
import { TABS } from '../../console/features/figures/tabs.ts';
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import type { Measure } from '../../domain/metrics/industry.ts';
import { ComplaintsView } from '../../functions/figures/manager-views.ts';
import { present } from '../support/present.ts';
import { fieldsFor, untilClosed } from './fields.ts';
import { type Hand, KEYS } from './hands.ts';
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

const HALF_YEAR = { from: '2026-01', to: '2026-06' };
const filed: string[] = [];

const said = (text: string, values: Record<string, string | number>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name });
const tab = (page: Page, name: keyof typeof zh.tab) =>
  page.getByRole('navigation', { name: zh.tabs }).getByRole('link', { name: zh.tab[name], exact: true });
const cardOf = (page: Page, measure: Measure) =>
  page.locator('.ant-card', { has: page.getByRole('heading', { name: zh.measure[measure], exact: true }) });

/** Policies that are sold, of some of which somebody complains. */
async function complaints(count: number): Promise<void> {
  for (let sold = 0; sold < count + 2; sold += 1) {
    const { policyId } = await system().sell({ branch: 'bj', brokerId: 'broker-bj-1' });
    if (sold >= count) continue;
    const body = {
      matter: { policyId },
      channel: 'hotline',
      receivedAt: (await system().must('GET', '/_local/clock')).body.now,
      category: 'sales',
      statement: '收益与承诺不符。',
    };
    const { id } = (await system().must('POST', '/complaints', { as: 'handler-bj-1', body })).body;
    filed.push(id);
  }
}

async function figures() {
  const query = new URLSearchParams(HALF_YEAR);
  const { body } = await system().must('GET', `/figures/complaints?${query}`, { as: 'head-office' });
  return ComplaintsView.parse(body);
}

async function chooseHalfYear(page: Page, hand: Hand): Promise<void> {
  const { pick } = fieldsFor(hand);
  await pick(page, page.getByRole('combobox', { name: zh.periodKind }), zh.kind['half-year']);
  await pick(page, page.getByRole('combobox', { name: zh.periodChoice }), said(zh.period.H1, { year: 2026 }));
  await page.waitForURL(/period=2026-H1/);
}

/** The rows of the file that the server made. */
async function takeFile(page: Page, hand: Hand): Promise<unknown[][]> {
  const saved = page.waitForEvent('download');
  await hand.press(page, button(page, said(zh.files.download, { kind: 'XLSX' })));
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const rows: unknown[][] = [];
  for await (const { values } of streamXlsxRows(await readFile(await download.path()))) rows.push(values);
  return rows;
}

describe.each(STAFF_HANDS)('a manager at the figures, %s', (_how, hand) => {
  it('reads the complaint ratio of a half-year, sees its cases and takes it away as a file', async () => {
    await complaints(3);
    const { all } = await figures();
    const { now, interval } = all.per10kPolicies;
    const page = await firm().open('head-office', '/work-list');
    const drawing: string[] = [];
    page.on('request', (request) => {
      if (/\/assets\/draw-/.test(request.url())) drawing.push(request.url());
    });
    await hand.press(page, link(page, common.screen.figures));
    await hand.press(page, tab(page, 'complaints'));
    await chooseHalfYear(page, hand);
    const card = cardOf(page, 'per10kPolicies');
    await card.getByText(present(now.value), { exact: true }).waitFor();
    await card.getByText(`${interval?.low} – ${interval?.high}`).waitFor();
    await card.getByText(now.denominator.toLocaleString('zh-CN'), { exact: true }).waitFor();
    await page.locator('.chart svg').first().waitFor();
    expect(drawing).toHaveLength(1);

    const toCases = said(zh.seeCases, { what: zh.ratio.complaints, count: now.numerator });
    await hand.press(page, card.getByRole('link', { name: toCases }));
    await page.getByText(said(zh.behind.adds, { found: now.numerator })).waitFor();
    const rows = page.getByRole('table', { name: zh.casesTitle }).locator('tbody tr');
    const keys = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-row-key')));
    expect(keys.toSorted()).toEqual(filed.toSorted());

    if (hand === KEYS) {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
    } else await rows.first().getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: present(keys[0]).slice(0, 11) }).waitFor();
    await page.goBack();
    await hand.press(page, button(page, zh.behind.back));
    await page.waitForURL(/figures\/complaints\?.*period=2026-H1/);

    const file = await takeFile(page, hand);
    const ofBranch = present(file.find(([of]) => of === 'bj'));
    expect(Number(ofBranch[1])).toBe(now.numerator);
    await hand.press(page, tab(page, 'exports'));
    await page.getByRole('row').filter({ hasText: zh.taken.what['complaints-xlsx'] }).first().waitFor();
  });

  it('corrects a figure that was told, and the old value stays beside the new', async () => {
    const measure: Measure = hand === KEYS ? 'per10kPersonTimes' : 'per10kPolicies';
    await complaints(1);
    const { numerator, denominator } = (await figures()).all[measure].now;
    const page = await firm().open('head-office', '/figures/complaints?period=2026-H1');
    await hand.press(page, cardOf(page, measure).getByRole('link', { name: zh.restate.link }));
    await fieldsFor(hand).day(page, page.getByLabel(zh.restate.toldOn), '2026-03-01');
    const after = page.getByRole('group', { name: zh.restate.after });
    await hand.write(page, after.getByLabel(zh.share.numerator), String(numerator - 1));
    await hand.write(page, after.getByLabel(zh.share.denominator), String(denominator));
    await hand.write(page, page.getByLabel(zh.restate.reason), '一件投诉属于重复登记');
    await hand.press(page, button(page, zh.restate.submit));
    const row = page.getByRole('row').filter({ hasText: zh.figureName[measure] });
    await row.locator('del', { hasText: `${numerator} / ${denominator}` }).waitFor();
    await row.locator('strong', { hasText: `${numerator - 1} / ${denominator}` }).waitFor();
  });

  it('begins an action against a cause, which somebody else drops', async () => {
    const { pick } = fieldsFor(hand);
    const page = await firm().open('manager-bj', '/corrective-actions');
    await hand.press(page, button(page, actions.begin));
    await pick(page, page.getByLabel(actions.causeFirst), actions.value.sales);
    await pick(page, page.getByLabel(actions.causeSecond), actions.value['benefit-overstated']);
    await hand.write(page, page.getByLabel(actions.what), '逐条抽检销售录音');
    // A list that is still closing has no name of its own.
    await untilClosed(page);
    await expectAccessible(page);
    await hand.press(page, button(page, actions.begin));
    await page.getByText(actions.notByOneself).waitFor();

    const other = await firm().open('compliance-1', new URL(page.url()).pathname.replace('/console', ''));
    await expectAccessible(other);
    await hand.write(other, other.getByLabel(actions.dropReason), '与另一项整改重复');
    await hand.press(other, button(other, actions.drop));
    await other.getByText(actions.stage.dropped, { exact: true }).waitFor();
    await other.locator('.note', { hasText: '与另一项整改重复' }).waitFor();
  });
});

describe('the tabs of the figures', () => {
  it('are each readable by everybody, as a picture and as a table', async () => {
    await complaints(1);
    const page = await firm().open('head-office', '/figures');
    for (const { name } of TABS) {
      await tab(page, name).click();
      await page.getByRole('heading', { level: 1, name: zh.tab[name] }).waitFor();
      await page.locator('.ant-skeleton').first().waitFor({ state: 'detached' });
      await expectAccessible(page);
      const asTable = page.getByRole('radiogroup', { name: common.chart.as }).getByText(common.chart.table);
      for (const one of await asTable.all()) await one.click();
      await expectAccessible(page);
    }
  });

  it('hide from a branch what is not its own', async () => {
    const page = await firm().open('manager-bj', '/figures/complaints?branch=sh');
    await cardOf(page, 'per10kPolicies').waitFor();
    expect(await page.getByRole('combobox', { name: zh.branch, exact: true }).count()).toBe(0);
    expect(await button(page, said(zh.files.download, { kind: 'XLSX' })).count()).toBe(0);
    for (const name of ['review', 'restatements', 'exports'] as const)
      expect(await tab(page, name).count()).toBe(0);
    const broker = await firm().open('broker-bj-1', '/figures');
    await tab(broker, 'carriers').waitFor();
    expect(await broker.getByRole('navigation', { name: zh.tabs }).getByRole('link').count()).toBe(1);
  });
});
