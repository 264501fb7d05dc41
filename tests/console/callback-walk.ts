import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import phone from '../../console/customer/locales/zh-CN.json' with { type: 'json' };
import zh from '../../console/features/callback/locales/zh-CN.json' with { type: 'json' };
import commission from '../../console/features/commission/locales/zh-CN.json' with { type: 'json' };
import { moneyText } from '../../console/i18n/format.ts';
import type { Hand } from './hands.ts';
import { expectAccessible, type People } from './walk.ts';

/** Two days before a month is over: its payout can be run soon. */
export const NEAR_MONTHS_END = '2026-03-30';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const group = (page: Page, name: string) => page.getByRole('group', { name });
const tagged = (page: Page, stage: string) => page.locator('.page-head').getByText(stage, { exact: true });
const line = (page: Page, payee: string) => page.getByRole('region', { name: payee });

/** The customer's phone: every question a yes but these, and sent after a second look. */
async function answersByPhone(
  firm: People,
  caseId: string,
  hand: Hand,
  others: Record<number, string>,
): Promise<void> {
  const page = await firm.phone(firm.system.link(caseId));
  await page.getByRole('heading', { level: 1, name: phone.answers.title }).waitFor();
  const asked = page.getByRole('group').filter({ has: page.getByRole('radio') });
  for (const [index, one] of (await asked.all()).entries())
    await hand.choose(page, one, others[index] ?? phone.answer.yes);
  await hand.press(page, button(page, phone.ask.next));
  await page.getByRole('heading', { level: 1, name: phone.answers.review }).waitFor();
  await hand.press(page, button(page, phone.answers.send));
  await page.getByRole('heading', { level: 1, name: phone.answers.problem }).waitFor();
  await firm.system.quiet();
}

async function confirmsByPhone(firm: People, caseId: string, hand: Hand): Promise<void> {
  const page = await firm.phone(firm.system.link(caseId));
  await page.getByRole('heading', { level: 1, name: phone.confirmation.title }).waitFor();
  await hand.choose(page, group(page, phone.confirmation.ask), phone.confirmation.yes);
  await hand.press(page, button(page, phone.ask.next));
  await page.getByRole('heading', { level: 1, name: phone.confirmation.review }).waitFor();
  await hand.press(page, button(page, phone.confirmation.send));
  await page.getByRole('heading', { level: 1, name: phone.confirmation.settled }).waitFor();
  await firm.system.quiet();
}

/** Head office runs a month on the screen of payouts, after the dry run. */
async function runsPayout(firm: People, month: string, hand: Hand): Promise<void> {
  const page = await firm.open('head-office', `/payouts/${month}`);
  await hand.press(page, button(page, commission.start));
  await hand.press(page, button(page, commission.startNow));
  await page.getByText(commission.stage.finished, { exact: true }).first().waitFor();
}

/**
 * A problem callback from the invitation to the payout, on the screens of everybody who takes part: the customer's
 * phone, the agent's list, the broker's case, head office's payout.
 */
export async function fromInvitationToPayout(
  firm: People,
  { staff, customer }: { staff: Hand; customer: Hand },
): Promise<void> {
  const { caseId, input } = await firm.system.sell();
  const fen = input.commission.find(({ payee }) => payee === 'broker-bj-1')?.amountFen ?? 0;
  const amount = moneyText(fen, 'zh-CN');
  await answersByPhone(firm, caseId, customer, { 4: phone.answer.no });

  const agent = await firm.open('agent-bj-1', '/callbacks?stage=awaiting-remedy');
  await agent.locator(`tr[data-row-key="${caseId}"]`).waitFor();

  const broker = await firm.open('broker-bj-1');
  await staff.press(broker, broker.getByRole('link', { name: caseId.slice(0, 11) }));
  await tagged(broker, zh.stage['awaiting-remedy']).waitFor();
  await broker.getByText(zh.next['settle the problem and record the remedy']).first().waitFor();
  const held = await line(broker, 'broker-bj-1').innerText();
  expect(held).toContain(amount);
  expect(held).toContain(commission.hold['callback-problem']);
  expect(held).toContain(zh.category['surrender-loss-unknown']);
  await expectAccessible(broker);
  await staff.write(broker, broker.getByLabel(zh.remedy.done), '逐行讲解了退保金额表，并留下一份。');
  await staff.press(broker, button(broker, zh.remedy.submit));
  await tagged(broker, zh.stage['awaiting-confirmation']).waitFor();
  await firm.system.quiet();

  await confirmsByPhone(firm, caseId, customer);
  await broker.reload();
  await tagged(broker, zh.stage.settled).waitFor();
  await line(broker, 'broker-bj-1').getByText(zh.holds.payable, { exact: true }).waitFor();

  const month = (await now(firm)).slice(0, 7);
  await firm.advance('P2D');
  await runsPayout(firm, month, staff);
  await broker.reload();
  const paid = await line(broker, 'broker-bj-1').innerText();
  expect(paid).toContain(zh.holds.paid);
  expect(paid).toContain(amount);
  await broker.locator('.timeline').getByText(zh.event['confirmed-settled']).waitFor();
}

async function now(firm: People): Promise<string> {
  return (await firm.system.must('GET', '/_local/clock')).body.now;
}
