import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import zh from '../../console/features/commission/locales/zh-CN.json' with { type: 'json' };
import { moneyText, monthText } from '../../console/i18n/format.ts';
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { present } from '../support/present.ts';
import { type Hand, KEYS } from './hands.ts';
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people, tabTo } from './walk.ts';

/** The day after a month's end: it can be run, and the schedule has not run it. */
const firm = people({ today: '2026-04-01' });
const system = () => firm().system;

const PAYEE = 'broker-bj-1';
const money = (fen: number) => moneyText(fen, 'zh-CN');
const filled = (text: string, values: Record<string, string | number>) =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_found, name: string) => String(values[name]));

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const rowOf = (page: Page, text: string) => page.locator('tbody tr').filter({ hasText: text });
const radios = (page: Page, name: string) => page.getByRole('radiogroup', { name });

/** Tabs are one stop for Tab; the arrows go from one to the next. */
async function showTab(page: Page, hand: Hand, name: string): Promise<void> {
  const wanted = page.getByRole('tab', { name });
  if (hand !== KEYS) return hand.press(page, wanted);
  const all = page.getByRole('tab');
  await tabTo(page, page.getByRole('tab', { selected: true }));
  for (let tries = await all.count(); tries > 0 && !(await isFocused(wanted)); tries -= 1)
    await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
}

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

interface Sold {
  policyId: string;
  caseId: string;
  number: string;
  fen: number;
}

/** Long enough before the end of a month for its cooling-off period to be over. */
async function sells(month: string): Promise<Sold> {
  const soldOn = `${month}-02`;
  const { policyId, caseId, input } = await system().sell({ issuedOn: soldOn, receiptOn: soldOn });
  const fen = present(input.commission.find(({ payee }) => payee === PAYEE)).amountFen;
  return { policyId, caseId, number: input.number, fen };
}

async function answersYes({ caseId }: Sold): Promise<void> {
  const answers = await system().allYes(caseId);
  await system().must('POST', system().link(caseId), { body: { answers } });
}

async function placesHold(by: string, { policyId }: Sold, reason: string, hand: Hand): Promise<void> {
  const page = await firm().open(by, `/commissions/${policyId}`);
  await hand.choose(page, radios(page, zh.holdType), zh.hold.compliance);
  await hand.write(page, page.getByLabel(zh.reason, { exact: true }), reason);
  await hand.press(page, button(page, zh.placeHold));
  await page.getByText(filled(zh.secondPerson, { hold: zh.hold.compliance })).waitFor();
}

/** Each hand runs a month of its own: what one run has paid, no other pays. */
const MONTHS = ['2026-02', '2026-03'];
const RUNS = STAFF_HANDS.map(([how, hand], index) => [how, hand, present(MONTHS[index])] as const);

describe.each(RUNS)('a month of commission, %s', (_how, hand, month) => {
  let paid: Sold;
  let held: Sold;

  beforeAll(async () => {
    paid = await sells(month);
    held = await sells(month);
    await answersYes(paid);
  });

  it('shows a broker what is held and why, who is next, and what is payable', async () => {
    const page = await firm().open(PAYEE, '/');
    await hand.press(page, page.getByRole('link', { name: common.screen.commissions, exact: true }));
    const line = rowOf(page, held.number);
    await line.waitFor();
    expect(await line.innerText()).toContain(zh.hold['callback-not-completed']);
    expect(await line.innerText()).toContain(money(held.fen));
    expect(await line.innerText()).toContain(common.role.customer);
    expect(await rowOf(page, paid.number).count()).toBe(0);
    await hand.choose(page, page.getByRole('radiogroup', { name: zh.stateTitle }), zh.listed.payable);
    await rowOf(page, paid.number).waitFor();
    expect(await rowOf(page, held.number).count()).toBe(0);
    await expectAccessible(page);

    await hand.press(page, page.getByRole('link', { name: paid.number }));
    await page.getByRole('heading', { level: 1, name: paid.number }).waitFor();
    const ledger = page.getByRole('table', {
      name: `${zh.ledger} ${common.case.policy} ${paid.number} ${PAYEE}`,
    });
    await ledger.getByText(zh.entry['hold-released']).waitFor();
    await ledger.getByText(zh.why['every answer was yes']).waitFor();
    await expectAccessible(page);
  });

  it('is put on hold by one of compliance, who does not release it', async () => {
    await placesHold('compliance-1', paid, '客户来信有疑问', hand);
    const hold = { type: 'compliance', reason: '待核实' };
    await system().must('POST', `/holds/${held.policyId}/place`, { as: 'compliance-2', body: hold });
  });

  it('is released by another together with others, each with what will come and what came of it', async () => {
    const page = await firm().open('compliance-2', '/commissions?state=held');
    for (const { policyId } of [paid, held]) {
      const box = page.getByRole('checkbox', { name: `选择 ${policyId} ${PAYEE}` });
      await hand.tick(page, box);
    }
    await hand.press(page, button(page, filled(zh.bulk.open, { count: 2 })));
    const dialog = page.getByRole('dialog');
    await rowOf(page, paid.number).getByText(zh.bulk.will.release).waitFor();
    await rowOf(page, held.number).getByText(zh.bulk.will.own).waitFor();
    await hand.write(page, dialog.getByLabel(zh.releaseReason), '已核实');
    await hand.press(page, button(page, filled(zh.bulk.release, { count: 1 })));
    await dialog.getByText(zh.bulk.released, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await hand.choose(page, page.getByRole('radiogroup', { name: zh.stateTitle }), zh.listed.payable);
    await rowOf(page, paid.number).first().waitFor();
  });

  it('is paid after a dry run, without what is held, and stated to each payee', async () => {
    const page = await firm().open('head-office', '/payouts');
    const link = page.getByRole('link', { name: monthText(month, 'zh-CN') });
    await page.getByRole('table', { name: zh.payouts }).waitFor();
    // The list offers the month before this one; an older one is asked for by its address.
    if ((await link.count()) > 0) await hand.press(page, link);
    else await page.goto(`${firm().origin}/console/payouts/${month}`);
    await page.getByText(zh.dryRun).waitFor();
    expect(await rowOf(page, PAYEE).innerText()).toContain(money(paid.fen));
    await showTab(page, hand, zh.notPaid);
    await rowOf(page, held.number).first().waitFor();
    expect(await rowOf(page, paid.number).count()).toBe(0);
    await expectAccessible(page);

    await hand.press(page, button(page, zh.start));
    await hand.press(page, button(page, zh.startNow));
    await page
      .getByRole('status')
      .filter({ hasText: filled(zh.paidSoFar, { count: 2 }) })
      .waitFor();
    await rowOf(page, PAYEE).waitFor();
    await page.locator('.ant-card', { hasText: zh.progress }).getByText('head-office').waitFor();
    await showTab(page, hand, zh.notPaid);
    await rowOf(page, held.number).first().getByText(zh.state.held, { exact: true }).waitFor();
    await showTab(page, hand, zh.statements);
    await expectAccessible(page);

    const file = page.waitForEvent('download');
    await hand.press(page, button(page, filled(zh.csvOf, { payee: PAYEE })));
    const csv = readFileSync(await (await file).path(), 'utf8');
    expect(csv).toContain(paid.number);
    expect(csv).not.toContain(held.number);
  });

  it('is read by the payee as a statement made for print', async () => {
    const page = await firm().open(PAYEE, '/payouts');
    await hand.press(page, page.getByRole('link', { name: monthText(month, 'zh-CN') }));
    await rowOf(page, paid.number).waitFor();
    expect(await rowOf(page, paid.number).innerText()).toContain(money(paid.fen));
    expect(await rowOf(page, held.number).count()).toBe(0);
    await expectAccessible(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await button(page, new RegExp(common.form.print)).isVisible()).toBe(false);
    expect(await rowOf(page, paid.number).isVisible()).toBe(true);
  });
});
