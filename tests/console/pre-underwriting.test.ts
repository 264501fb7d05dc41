import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import customer from '../../console/customer/locales/zh-CN.json' with { type: 'json' };
import portal from '../../console/features/carrier-request/locales/zh-CN.json' with { type: 'json' };
import zh from '../../console/features/pre-underwriting/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { SAMPLE_CARRIERS } from '../../local/sample/policies.ts';
import { present } from '../support/present.ts';
import { actOn, carriersAsked, GOOD_UNTIL, STANDARD } from './carriers-asked.ts';
import { fieldsFor } from './fields.ts';
import { type Hand, KEYS } from './hands.ts';
import { ALL_HANDS } from './staff-hands.ts';
import { expectAccessible, people, tabTo } from './walk.ts';

const firm = people();
const system = () => firm().system;

const BROKER = 'broker-bj-1';
const LONG = 240_000; // six windows one after the other: close to two minutes on a busy machine
const { fact } = common.underwriting;

const carrier = (id: string) => present(SAMPLE_CARRIERS.find((one) => one.id === id));
/** antd puts a space between two Chinese characters, and an icon is part of a button's name. */
const button = (page: Page | Locator, name: string) =>
  page.getByRole('button', { name: new RegExp(`${[...name].join('\\s*')}$`) });
const labelled = (page: Page | Locator, name: string) => page.getByLabel(name, { exact: true });
const grid = (page: Page) => page.getByRole('grid', { name: zh.grid.title });
const stage = (page: Page, name: string) => page.locator('.ant-tag', { hasText: name }).first().waitFor();

/** The cell of a point in the column of a carrier. */
async function cell(page: Page, point: string, id: string): Promise<string> {
  const heads = await grid(page).getByRole('columnheader').allInnerTexts();
  const at = heads.findIndex((head) => head.includes(carrier(id).name));
  const row = grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: point }) });
  return row
    .getByRole('gridcell')
    .nth(at - 1)
    .innerText();
}

/** A broker prepares a request to all five carriers. @returns the number of the case */
async function prepare(page: Page, hand: Hand): Promise<string> {
  const { pick } = fieldsFor(hand);
  await hand.press(page, button(page, zh.list.new));
  await hand.write(page, labelled(page, zh.form.customerRef), 'client-0001');
  await hand.write(page, labelled(page, zh.form.phone), '13900000021');
  await hand.write(page, labelled(page, fact.age), '38');
  await hand.choose(page, page.getByRole('radiogroup', { name: fact.sex }), common.underwriting.sex.female);
  await pick(page, labelled(page, fact.occupationClass), fact.class.replace('{{number}}', '2'));
  await hand.write(page, labelled(page, fact.asked), '近五年是否有甲状腺异常？');
  await hand.press(page, button(page, zh.form.addCondition));
  const condition = labelled(page, zh.form.condition.replace('{{number}}', '1'));
  await pick(page, condition, `${common.condition['thyroid-nodule']} (thyroid-nodule)`);
  await hand.write(page, labelled(page, fact.sumInsured), '500000');
  for (const { name } of SAMPLE_CARRIERS) await hand.tick(page, page.getByRole('checkbox', { name }));
  await hand.press(page, button(page, zh.new.submit));
  await stage(page, zh.stage.preparing);
  return present(new URL(page.url()).pathname.split('/').at(-1));
}

async function consent(caseId: string, hand: Hand): Promise<void> {
  await system().quiet();
  const page = await firm().phone(system().link(caseId));
  await hand.choose(page, page.getByRole('group', { name: customer.consent.ask }), customer.consent.yes);
  await hand.press(page, button(page, customer.ask.next));
  await hand.press(page, button(page, customer.consent.sendYes));
  await page.getByRole('heading', { level: 1, name: customer.consent.given }).waitFor();
}

interface Said {
  is: keyof typeof common.underwriting.is;
  wording: string;
  premium?: string;
  terms?: (page: Page) => Promise<void>;
}

/** A reviewer finds the one open request and answers it. */
async function answer(id: string, { is, wording, premium, terms }: Said, hand: Hand): Promise<void> {
  const page = await firm().open(`reviewer-${id}`);
  await hand.press(page, page.locator('tr[data-row-key]').getByRole('link'));
  const conclusion = page.getByRole('radiogroup', { name: common.underwriting.conclusion });
  await hand.choose(page, conclusion, common.underwriting.is[is]);
  await terms?.(page);
  if (premium !== undefined) {
    await hand.write(page, labelled(page, portal.opinion.premium), premium);
    await fieldsFor(hand).day(page, labelled(page, portal.opinion.validUntil), GOOD_UNTIL);
  }
  await hand.write(page, labelled(page, portal.opinion.wording), wording);
  await hand.press(page, button(page, portal.opinion.submit));
  await page.getByText(portal.answers.title).waitFor();
  await page.context().close();
}

const extraOfNothing = (hand: Hand) => async (page: Page) => {
  const extra = page.getByRole('radiogroup', { name: common.underwriting.extra });
  await hand.choose(page, extra, common.underwriting.extraBy.percent);
  await hand.write(page, labelled(page, common.underwriting.percent), '0');
};

const anExclusion = (hand: Hand) => async (page: Page) => {
  await hand.press(page, button(page, common.underwriting.addExclusion));
  const code = labelled(page, common.underwriting.exclusion.replace('{{number}}', '1'));
  await fieldsFor(hand).pick(page, code, `${common.condition['thyroid-cancer']} (thyroid-cancer)`);
  await hand.write(page, labelled(page, common.underwriting.exclusionWording), '除外甲状腺恶性肿瘤');
};

/** By pointer the button in the column; by keyboard the grid is one stop, and Enter chooses where the arrows lead. */
async function choose(page: Page, id: string, hand: Hand): Promise<void> {
  const name = zh.choose.carrier.replace('{{carrier}}', carrier(id).name);
  if (hand === KEYS) {
    await tabTo(page, grid(page));
    const head = grid(page)
      .getByRole('columnheader')
      .filter({ hasText: carrier(id).name });
    await page.keyboard.press('Control+Home');
    while (!(await head.evaluate((element) => element === document.activeElement)))
      await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
  } else await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog', { name });
  await hand.press(page, button(dialog, zh.choose.confirm));
  await stage(page, zh.stage.chosen);
}

describe.each(ALL_HANDS)('a comparison of five carriers, %s', (_how, { staff, customer: client }) => {
  it('goes from the disclosure over the consent and the answers to the choice', {
    timeout: LONG,
  }, async () => {
    const broker = await firm().open(BROKER, '/pre-underwriting');
    const caseId = await prepare(broker, staff);
    await broker.getByText(zh.ask.needsConsent).waitFor();
    await staff.press(broker, button(broker, zh.consent.send));
    await broker.getByText(zh.consent.asked.replace('{{count}}', '1')).waitFor();
    await consent(caseId, client);

    await broker.reload();
    await staff.press(broker, button(broker, zh.ask.all.replace('{{count}}', '5')));
    await stage(broker, zh.stage.asking);
    await answer('harbour-life', { is: 'standard', wording: '标准体承保', premium: '7120' }, staff);
    await answer(
      'summit-insurance',
      { is: 'on-terms', wording: '除外承保', premium: '6400', terms: anExclusion(staff) },
      staff,
    );
    await answer(
      'meadow-health',
      { is: 'on-terms', wording: '加费承保', premium: '6800', terms: extraOfNothing(staff) },
      staff,
    );
    await answer('lantern-life', { is: 'declined', wording: '拒保' }, staff);
    await firm().advance('P8D');

    await broker.reload();
    await stage(broker, zh.stage.choosing);
    // Unknown, none and zero are three marks.
    expect(await cell(broker, zh.point.extraPercent, 'orchard-insurance')).toBe(`? ${zh.mark.unknown}`);
    expect(await cell(broker, zh.point.extraPercent, 'harbour-life')).toBe(`— ${zh.mark.none}`);
    expect(await cell(broker, zh.point.extraPercent, 'meadow-health')).toMatch(`0%\n${zh.mark.zero}`);
    expect(await cell(broker, zh.point.premiumFen, 'lantern-life')).toBe(`— ${zh.mark.none}`);
    expect(await cell(broker, zh.point.choice, 'orchard-insurance')).toBe(zh.obstacle.silent);
    expect(await cell(broker, zh.point.exclusions, 'summit-insurance')).toContain('除外甲状腺恶性肿瘤');
    // Cover comes before price: Meadow leaves nothing out and is cheaper than Harbour, which leaves nothing out either.
    await grid(broker)
      .getByRole('columnheader')
      .filter({ hasText: carrier('meadow-health').name })
      .getByText(zh.grid.best)
      .waitFor();

    const rows = grid(broker).getByRole('rowheader');
    const all = await rows.count();
    await staff.press(broker, broker.getByRole('switch', { name: zh.grid.onlyDifferences }));
    await expect.poll(() => rows.count()).toBeLessThan(all);
    await choose(broker, 'meadow-health', staff);
  });
});

describe('the comparison grid', () => {
  it('is one stop for Tab, is moved about in by arrows, and keeps its first column on a phone', async () => {
    const { id } = await carriersAsked(system(), { 'harbour-life': STANDARD });
    const page = await firm().open(BROKER, `/pre-underwriting/${id}`, { width: 360, height: 740 });
    await grid(page).waitFor();
    expect(await grid(page).getAttribute('aria-colcount')).toBe(String(SAMPLE_CARRIERS.length + 1));
    await expect(grid(page).locator('[tabindex="0"]').count()).resolves.toBe(1);
    await tabTo(page, grid(page));
    await page.keyboard.press('Control+End');
    const last = grid(page).getByRole('gridcell').last();
    expect(await last.evaluate((element) => element === document.activeElement)).toBe(true);
    const first = await grid(page).getByRole('rowheader').last().boundingBox();
    const shown = await last.boundingBox();
    expect(present(first).x).toBeGreaterThanOrEqual(0);
    expect(present(shown).x).toBeGreaterThanOrEqual(present(first).x + present(first).width - 1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.keyboard.press('Tab');
    expect(await grid(page).evaluate((element) => element.contains(document.activeElement))).toBe(false);
    await expectAccessible(page);
  });

  it('is taken away as a file with the same three marks', async () => {
    const zero = { ...STANDARD, conclusion: { is: 'on-terms', extra: { by: 'percent', percent: 0 } } };
    const { id } = await carriersAsked(system(), { 'harbour-life': STANDARD, 'meadow-health': zero });
    const page = await firm().open(BROKER, `/pre-underwriting/${id}`);
    await button(page, common.export.title).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /^CSV/ }).click();
    const text = await readFile(await (await saving).path(), 'utf8');
    const line = present(text.split('\r\n').find((one) => one.startsWith(zh.point.extraPercent)));
    expect(line).toContain(`? ${zh.mark.unknown}`);
    expect(line).toContain(`— ${zh.mark.none}`);
    expect(line).toContain(`0% (${zh.mark.zero})`);
    await page.getByRole('link', { name: zh.print.open }).click();
    await page.getByRole('heading', { level: 1, name: zh.print.title }).waitFor();
    await page.getByText(zh.print.notBinding).waitFor();
  });
});

describe('material that carriers want', () => {
  it('is supplied to all who want it at once, and each clock goes on', async () => {
    const { id, requestTo } = await carriersAsked(system());
    for (const id of ['meadow-health', 'harbour-life']) {
      await actOn(system(), `/carrier-requests/${requestTo(id)}`, `reviewer-${id}`, 'material', {
        items: [{ type: 'imaging', text: '最近一次超声影像' }],
      });
    }
    const page = await firm().open(BROKER, `/pre-underwriting/${id}`);
    const waiting = page.getByText(zh.requestStage['material-wanted'], { exact: true });
    await page.getByText(zh.material.title, { exact: true }).waitFor();
    await labelled(page, zh.material.note).fill('影像在体检报告第三页');
    await button(page, zh.material.submit).click();
    await waiting.first().waitFor({ state: 'detached' });
    const { body } = await system().must('GET', `/carrier-requests/${requestTo('harbour-life')}`, {
      as: 'reviewer-harbour-life',
    });
    expect(body).toMatchObject({ stage: 'asked', notes: ['影像在体检报告第三页'] });
  });
});

describe('a pre-underwriting', () => {
  it('shows a manager of the branch where it stands, and nothing of the health of the applicant', async () => {
    const { id } = await carriersAsked(system(), {
      'lantern-life': { conclusion: { is: 'declined' }, wording: '拒保原因甲' },
    });
    const page = await firm().open('manager-bj', `/pre-underwriting/${id}`);
    await page.getByText(zh.facts.healthHidden).waitFor();
    const body = await page.locator('body').innerText();
    expect(body).toContain(zh.requests.title);
    expect(body).not.toContain(common.condition['thyroid-nodule']);
    expect(body).not.toContain('拒保原因甲');
  });
});
