import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import zh from '../../console/features/policy-import/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { fileOf } from '../csv/example.ts';
import { present } from '../support/present.ts';
import type { Hand } from './hands.ts';
import { MOUSE, STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();

const IMPORTER = 'head-office';
const CARRIER = 'harbour-life';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const rows = (page: Page) => page.locator('tbody tr[data-row-key]');
const count = (page: Page, name: keyof typeof zh.totals) =>
  page.locator('dl.import-counts > div').filter({ hasText: zh.totals[name] }).locator('dd');
const filled = (text: string, values: Record<string, string | number>) =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_found, name: string) => String(values[name]));

interface Chosen {
  name: string;
  text: string;
}

/** A row of a policy that is sold here. */
const sold = (number: string, over: Record<string, string> = {}) => ({
  carrier: CARRIER,
  number,
  product_code: 'whole-life-1',
  issued_on: '2026-02-27',
  ...over,
});

/** Presses the button and gives the browser's own dialog the file. */
async function chooses(page: Page, hand: Hand, label: string, { name, text }: Chosen): Promise<void> {
  const [asked] = await Promise.all([
    page.waitForEvent('filechooser'),
    hand.press(page, button(page, label)),
  ]);
  await asked.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** Presses a control that saves a file, and reads it. */
async function saves(page: Page, hand: Hand, control: Locator): Promise<Chosen> {
  const [download] = await Promise.all([page.waitForEvent('download'), hand.press(page, control)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

const isKnown = async (number: string): Promise<boolean> => {
  const { status } = await firm().system.ask('POST', '/policies/find', {
    as: IMPORTER,
    body: { carrier: CARRIER, number },
  });
  return status === 200;
};

describe.each(STAFF_HANDS)('an import with bad rows, %s', (how, hand) => {
  const tag = how === 'by mouse' ? 'M' : 'K';
  const numbers = Array.from({ length: 5 }, (_, at) => `WALK-${tag}${at}`);
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = numbers;

  it('is watched, corrected and loaded again until everything is in', async () => {
    const page = await firm().open(IMPORTER, '/');
    await hand.press(page, page.getByRole('link', { name: common.screen.imports, exact: true }));
    const text = fileOf([
      sold(first),
      sold(second, { premium_yuan: '-5' }),
      sold(third),
      sold(fourth, { product_code: 'nothing', cooling_off_days: 'many' }),
      sold(fifth),
    ]);
    await chooses(page, hand, zh.choose.file, { name: `${tag}.csv`, text });

    await page.getByText(zh.progress.finished).waitFor();
    expect(await count(page, 'rows').innerText()).toBe('5');
    expect(await count(page, 'recorded').innerText()).toBe('3');
    expect(await count(page, 'refused').innerText()).toBe('2');
    await rows(page).first().waitFor();
    const told = await rows(page).allInnerTexts();
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('3');
    expect(told[0]).toContain(zh.column.premium_yuan);
    expect(told[1]).toContain('5');
    expect(told[1]).toContain(zh.column.cooling_off_days);
    expect(told.join()).toMatch(/须为以元为单位的金额.*须为 0 至 60 天/s);
    expect(await Promise.all(numbers.map(isKnown))).toEqual([true, false, true, false, true]);
    await expectAccessible(page);

    const badRows = await saves(page, hand, button(page, zh.faults.file));
    expect(badRows.text).toContain(second);
    expect(badRows.text).not.toContain(third);
    const once = badRows.text.replace('-5,', '1234.56,').replace('many', '15');
    await chooses(page, hand, zh.choose.corrected, { name: `${tag}-1-${badRows.name}`, text: once });

    // What was hidden by the first fault of a row comes out now.
    await count(page, 'refused').getByText('1', { exact: true }).waitFor();
    await rows(page).getByText(zh.column.product_code).waitFor();
    const again = await saves(page, hand, button(page, zh.faults.file));
    expect(again.text).not.toContain(second);
    const right = again.text.replace('nothing', 'whole-life-1');
    await chooses(page, hand, zh.choose.corrected, { name: `${tag}-2-${again.name}`, text: right });

    await page.getByText(filled(zh.allIn, { count: 1 })).waitFor();
    expect(await Promise.all(numbers.map(isKnown))).toEqual(numbers.map(() => true));

    await hand.press(page, page.getByRole('link', { name: zh.back }));
    for (const at of [0, 1, 2]) await rows(page).nth(at).getByText(zh.stage.finished).waitFor();
    await expectAccessible(page);
  });
});

describe('a file that is refused', () => {
  it('as a whole says which columns are missing, unknown and there twice', async () => {
    const page = await firm().open(IMPORTER, '/imports');
    const [header = '', ...rest] = fileOf([sold('HEAD-1')]).split('\n');
    const wrong = `${header.replace('premium_yuan', 'price')},branch`;
    await button(page, zh.choose.file).waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'head.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([wrong, ...rest].join('\n')),
    });
    const refusal = page.getByRole('alert');
    await refusal.getByText(zh.refused.header).waitFor();
    const line = (what: 'missing' | 'unknown' | 'doubled') =>
      refusal.locator('dl > div').filter({ hasText: zh.refused[what] }).innerText();
    expect(await line('missing')).toContain(zh.column.premium_yuan);
    expect(await line('unknown')).toContain('price');
    expect(await line('doubled')).toContain(zh.column.branch);
    expect(await isKnown('HEAD-1')).toBe(false);
    await expectAccessible(page);
  });

  it('because it is a workbook is not sent at all', async () => {
    const page = await firm().open(IMPORTER, '/imports');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await button(page, zh.choose.file).waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'policies.xlsx', mimeType: '', buffer: Buffer.from('PK') });
    await page.getByRole('alert').getByText(zh.unfit.workbook).waitFor();
    expect(sent).not.toContain('POST /imports');
  });
});

describe('the example of a policy file', () => {
  it('is right in every column but names a carrier that does not exist, so that it takes nothing in', async () => {
    const page = await firm().open(IMPORTER, '/imports');
    await page.getByText(zh.columns.title).click();
    const { text: example } = await saves(page, MOUSE, button(page, zh.columns.example));
    for (const name of Object.values(zh.column)) expect(example).toContain(name);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'example.csv', mimeType: 'text/csv', buffer: Buffer.from(example) });
    await page.getByText(zh.progress.finished).waitFor();
    const told = rows(page);
    await told.first().waitFor();
    expect(await told.count()).toBe(2);
    for (const line of await told.allInnerTexts()) expect(line).toContain(zh.column.carrier);
    expect(await count(page, 'recorded').innerText()).toBe('0');
  });
});

describe('the bad rows of another', () => {
  it('are told by line and reason, and not handed out', async () => {
    const opened = await firm().system.must('POST', '/imports', { as: 'core', body: { name: 'theirs.csv' } });
    const { id, uploadUrl } = opened.body as { id: string; uploadUrl: string };
    const body = fileOf([sold('THEIRS-1', { premium_yuan: '-5' })]);
    await fetch(uploadUrl, { method: 'PUT', headers: { 'content-type': 'text/csv' }, body });
    await firm().system.must('POST', `/imports/${id}/uploaded`, { as: 'core', body: {} });
    const page = await firm().open(IMPORTER, `/imports/${id}`);
    await page.getByText(filled(zh.faults.notYours, { who: 'core' })).waitFor();
    await rows(page).first().waitFor();
    expect(present((await rows(page).allInnerTexts())[0])).toContain(zh.column.premium_yuan);
    expect(await button(page, zh.faults.file).count()).toBe(0);
  });
});
