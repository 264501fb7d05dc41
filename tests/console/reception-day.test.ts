import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import zh from '../../console/features/reception-day/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { fieldsFor } from './fields.ts';
import { type Hand, KEYS } from './hands.ts';
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

/** antd puts a space between two Chinese characters of a button, and its icons have names. */
const button = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`(^| )${[...name].join('\\s*')}( [A-Z])?$`) });
const radios = (page: Page, name: string) => page.getByRole('radiogroup', { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const total = (page: Page, key: string) => page.locator(`[data-total="${key}"] .ant-statistic-content-value`);

async function shows(page: Page, totals: Record<string, number>): Promise<void> {
  for (const [key, value] of Object.entries(totals))
    await expect.poll(() => total(page, key).innerText(), { timeout: 15_000 }).toBe(String(value));
}

async function opensDesk(page: Page, site: string, hand: Hand): Promise<string> {
  await hand.write(page, field(page, zh.days.site), site);
  await hand.press(page, button(page, zh.open.save));
  await page.getByRole('heading', { level: 1, name: `${site} 1 号台` }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Three consultations and a suggestion; one press too many is taken back. */
async function tallies(page: Page, hand: Hand): Promise<void> {
  if (hand === KEYS) for (const key of 'cccssu') await page.keyboard.press(key);
  else {
    for (let visitor = 0; visitor < 3; visitor += 1) await button(page, zh.tally.consultation).click();
    await button(page, zh.tally.suggestion).click({ clickCount: 2 });
    await button(page, zh.tally.undo).click();
  }
}

async function settlesOne(page: Page, hand: Hand): Promise<void> {
  const fields = fieldsFor(hand);
  await hand.choose(page, radios(page, common.whose.title), common.whose.customer);
  await hand.write(page, field(page, common.whose.customerRef), 'visitor-1');
  await fields.pick(page, field(page, zh.entry.category), zh.cause.service);
  await hand.write(page, field(page, zh.entry.statement), '柜面排队两小时。');
  await hand.choose(page, radios(page, zh.entry.outcome), zh.outcome['settled-on-the-spot']);
  await hand.write(page, field(page, zh.entry.remedy), '当场致歉并办结。');
  await fields.pick(page, field(page, zh.entry.cause), zh.cause.slow);
  await hand.write(page, field(page, zh.entry.proof), 'SIGN-1');
  await hand.press(page, button(page, zh.entry.save));
  await page.getByRole('region', { name: zh.entry.entered }).getByRole('link', { name: /^cp-/ }).waitFor();
}

async function endsAndAsks(page: Page, hand: Hand): Promise<void> {
  await hand.press(page, button(page, zh.end.title));
  await page.getByText(zh.end.sure).waitFor();
  await hand.press(page, page.getByRole('tooltip').getByRole('button', { name: /确\s*定/ }));
  await page.getByText(zh.end.over).waitFor();
  await hand.press(page, button(page, zh.sample.draw));
  const sample = page.getByRole('table', { name: zh.sample.title });
  await sample.getByRole('link', { name: /^cp-/ }).waitFor();
  await hand.press(page, button(page, zh.sample.ask));
  const call = page.getByRole('dialog');
  await hand.choose(page, call.getByRole('radiogroup', { name: zh.sample.satisfied }), zh.sample.yes);
  await hand.write(page, call.getByLabel(zh.sample.recording), 'REC-7');
  await hand.press(page, call.getByRole('button', { name: /^保\s*存$/ }));
  await sample.getByText(zh.sample.yes, { exact: true }).waitFor();
}

describe.each(STAFF_HANDS)('a reception day on a phone, %s', (how, hand) => {
  it('is counted, a complaint settled, the day ended and its people called', async () => {
    const site = hand === KEYS ? '朝阳厅' : '海淀厅';
    const page = await firm().open('handler-bj-1', '/reception-days', { width: 360, height: 740 });
    const id = await opensDesk(page, site, hand);
    await expectAccessible(page);
    await tallies(page, hand);
    await shows(page, { visits: 4, consultations: 3, suggestions: 1 });
    await page.getByText(zh.tally.state.saved).waitFor();
    await settlesOne(page, hand);
    await shows(page, { visits: 5, complaints: 1, settledOnTheSpot: 1, open: 0 });
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(await overflow(), how).toBeLessThanOrEqual(0);
    await endsAndAsks(page, hand);

    const { body } = await system().must('GET', `/reception-days/${id}`, { as: 'manager-bj' });
    expect(body.totals).toMatchObject({ visits: 5, consultations: 3, suggestions: 1, complaints: 1 });
    const manager = await firm().open('manager-bj', '/reception-days');
    const row = manager
      .getByRole('table', { name: zh.days.bySite })
      .getByRole('row', { name: new RegExp(site) });
    await row.getByRole('cell', { name: '5', exact: true }).waitFor();
    await expectAccessible(manager);
  });
});

describe('a desk', () => {
  it('keeps what was pressed while the network is away, and counts it once', async () => {
    const page = await firm().open('handler-bj-2', '/reception-days', { width: 360, height: 740 });
    const id = await opensDesk(page, '西城厅', KEYS);
    await page.context().setOffline(true);
    for (const key of 'cc') await page.keyboard.press(key);
    await page.getByText('2 人未能保存，数字保留在此').waitFor();
    await shows(page, { visits: 2 });
    await page.context().setOffline(false);
    await button(page, zh.tally.again).click();
    await page.getByText(zh.tally.state.saved).waitFor();
    const { body } = await system().must('GET', `/reception-days/${id}`, { as: 'handler-bj-2' });
    expect(body.totals.consultations).toBe(2);
  });
});
