import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import phone from '../../console/customer/locales/zh-CN.json' with { type: 'json' };
import zh from '../../console/features/complaint/locales/zh-CN.json' with { type: 'json' };
import { minuteOf } from '../../console/i18n/format.ts';
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { present } from '../support/present.ts';
import { fieldsFor } from './fields.ts';
import { FINGER, type Hand, KEYS } from './hands.ts';
import { MOUSE, STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

/** antd puts a space between two Chinese characters of a button, and its icons have names. */
const named = (name: string) => new RegExp(`(^| )${[...name].join('\\s*')}$`);
const button = (page: Page, name: string) => page.getByRole('button', { name: named(name) });
const action = (page: Page, name: string) =>
  page.getByRole('group', { name: common.case.otherActions }).getByRole('button', {
    name: named(name),
  });
const submit = (page: Page, name: string) => page.locator('form').getByRole('button', { name: named(name) });
const radios = (page: Page, name: string) => page.getByRole('radiogroup', { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const at = (page: Page, stage: string) =>
  page.locator('.page-head').getByText(stage, { exact: true }).waitFor();
const happened = (page: Page, event: string) =>
  page.locator('.timeline').getByText(event, { exact: true }).first().waitFor();

const AN_ANSWER = '您可于本周五前到柜面办理，差额由公司补足。';

interface Asked {
  phone: string;
  carrier: string;
  number: string;
}

/** A claim is closed, the customer is asked by SMS and is not satisfied with one item. */
async function dissatisfied(): Promise<Asked & { caseId: string }> {
  const { policyId, input } = await system().sell();
  const { carrier, number, customer } = input;
  const { body } = await system().must('POST', '/evaluations', {
    as: 'core',
    body: { moment: 'claim-closed', policyId, claim: `claim-${number}` },
  });
  const sent = present(
    system()
      .system.outbox.all()
      .find(({ id }) => id.startsWith(body.id)),
  );
  await system().must('POST', '/_local/sms/reply', {
    body: { phone: customer.phone, text: '1A2不满意', extension: sent.extension },
  });
  const list = await system().must('GET', '/cases?stage=awaiting-contact&branch=bj&kind=complaint', {
    as: 'handler-bj-1',
  });
  const caseId = list.body.items.find((one: { policyId: string }) => one.policyId === policyId).id;
  return { phone: customer.phone, carrier, number, caseId };
}

async function opensFromList(caseId: string, hand: Hand): Promise<Page> {
  const page = await firm().open('handler-bj-1', '/complaints');
  await hand.press(page, page.getByRole('link', { name: caseId.slice(0, 11) }));
  await at(page, zh.stage['awaiting-contact']);
  return page;
}

async function callsAndClassifies(page: Page, hand: Hand): Promise<void> {
  await hand.write(page, field(page, zh.field.heard), '客户说理赔拖了六周。');
  await hand.press(page, submit(page, zh.act['first-contact']));
  await at(page, zh.stage.handling);
  await hand.choose(page, radios(page, zh.field.complexity), zh.complexity.complex);
  await fieldsFor(hand).day(page, field(page, zh.field.promisedOn), '2026-03-20');
  await hand.write(page, field(page, zh.field.reason), '须向保险公司调取赔案');
  await hand.press(page, submit(page, zh.act.classification));
  await happened(page, zh.event.classified);
  await page.getByRole('region', { name: zh.clocks.firm }).getByText(zh.clock.promised).waitFor();
}

/** Where nothing else is said it was received now: by the system's time, not the browser's. */
async function receivedNow(page: Page): Promise<void> {
  const { body } = await system().must('GET', '/_local/clock');
  const now = minuteOf(body.now);
  await expect.poll(() => field(page, zh.intake.receivedAt).inputValue(), { timeout: 15_000 }).toBe(now);
}

/** The regulator passes the same matter on: the intake tells so before it is sent, and what it does to the clocks. */
async function passesOn({ carrier, number, caseId }: Asked & { caseId: string }, hand: Hand): Promise<void> {
  const page = await firm().open('handler-bj-1', '/complaints');
  await hand.press(page, button(page, zh.list.new));
  await receivedNow(page);
  await fieldsFor(hand).pick(page, field(page, zh.intake.channel), zh.channel.regulator);
  await hand.write(page, field(page, zh.intake.reference), '12378-2026-0001');
  await hand.press(page, button(page, zh.intake.next));
  await page.getByRole('heading', { name: zh.intake.steps.entitlement }).waitFor();
  await hand.press(page, button(page, zh.intake.next));
  await hand.write(page, field(page, common.whose.carrier), carrier);
  await hand.write(page, field(page, common.whose.number), number);
  await fieldsFor(hand).pick(page, field(page, zh.intake.category), zh.value.claims);
  await hand.press(page, button(page, zh.intake.next));
  await page.getByText(zh.intake.merged).waitFor();
  await hand.write(page, field(page, zh.intake.content), '公司处理太慢，已向监管反映。');
  await hand.tick(page, page.getByRole('checkbox', { name: zh.intake.newFacts }));
  await hand.press(page, button(page, zh.intake.next));
  await page.getByRole('heading', { name: zh.intake.steps.group, exact: true }).waitFor();
  await hand.press(page, button(page, zh.intake.next));
  await page.getByText(zh.intake.clocksRun).waitFor();
  await page.getByText(zh.checklist.secondPerson).waitFor();
  await expectAccessible(page);
  await hand.press(page, button(page, zh.intake.submit));
  await page.getByText(zh.mark.escalated, { exact: true }).first().waitFor();
  expect(new URL(page.url()).pathname).toBe(`/console/complaints/${caseId}`);
}

/** Everything that a decision must hold, ticked as it is filled in. */
async function decides(page: Page, hand: Hand): Promise<void> {
  const fields = fieldsFor(hand);
  const list = page.getByRole('region', { name: zh.checklist.title });
  await list.getByText('要件 0 / 7 已填写').waitFor();
  await hand.write(page, field(page, zh.decision.findings), '材料齐全后仍拖了六周。');
  await hand.write(page, field(page, zh.decision.basis), '《银行业保险业消费投诉处理管理办法》');
  await hand.write(page, field(page, zh.decision.reasons), '超过合同约定的理赔期限。');
  await hand.write(page, field(page, zh.decision.remedy), AN_ANSWER);
  await fields.pick(page, field(page, zh.decision.outcome), zh.outcome.upheld);
  await fields.pick(page, field(page, zh.field.causeSecond), zh.value.slow);
  await hand.write(page, field(page, zh.decision.redress), '50');
  await list.getByText('要件 6 / 7 已填写').waitFor();
  for (const forum of Object.values(zh.forum))
    await hand.tick(page, page.getByRole('checkbox', { name: forum }));
  await list.getByText('要件 7 / 7 已填写').waitFor();
  await hand.press(page, submit(page, zh.act.decision));
  await at(page, zh.stage['awaiting-notice']);
  await page.getByText(zh.decision.unread, { exact: true }).waitFor();
  expect(await action(page, zh.act['decision/message']).count()).toBe(0);
}

async function approves(caseId: string, hand: Hand): Promise<void> {
  const page = await firm().open('manager-bj', `/complaints/${caseId}`);
  await page.getByText(AN_ANSWER).first().waitFor();
  await hand.choose(page, radios(page, zh.field.verdict), zh.verdict.approve);
  await hand.write(page, field(page, zh.field.reason), '事实清楚，要件齐全');
  await hand.press(page, submit(page, zh.act['decision/verdict']));
  await page.getByText('manager-bj 已复核').waitFor();
}

async function accepts(caseId: string, hand: Hand): Promise<void> {
  const page = await firm().phone(system().link(caseId));
  await page.getByRole('heading', { level: 1, name: phone.complaint.title }).waitFor();
  await page.getByText(AN_ANSWER).waitFor();
  await hand.choose(page, page.getByRole('group', { name: phone.complaint.ask }), phone.complaint.yes);
  await hand.press(page, button(page, phone.ask.next));
  await page.getByRole('heading', { level: 1, name: phone.complaint.review }).waitFor();
  await hand.press(page, button(page, phone.complaint.send));
  await page.getByRole('heading', { level: 1, name: phone.complaint.accepted }).waitFor();
  await system().quiet();
}

describe.each(STAFF_HANDS)('a complaint, %s', (_how, staff) => {
  it('goes from a dissatisfied SMS to a decision that its complainant accepts', async () => {
    const asked = await dissatisfied();
    const page = await opensFromList(asked.caseId, staff);
    await page.getByText(zh.clock.enter, { exact: true }).waitFor();
    await page.getByText(zh.clocks.statutory, { exact: true }).waitFor();
    await page.getByText(zh.clocks.firm, { exact: true }).waitFor();
    await callsAndClassifies(page, staff);
    await passesOn(asked, staff);

    await page.reload();
    await at(page, zh.stage.handling);
    await decides(page, staff);
    await approves(asked.caseId, staff);

    await page.reload();
    await submit(page, zh.act['decision/message']).waitFor();
    await expectAccessible(page);
    await staff.press(page, submit(page, zh.act['decision/message']));
    await happened(page, zh.event['decision-sending']);
    await system().quiet();
    await firm().advance('PT2M');
    await page.reload();
    await at(page, zh.stage['awaiting-acceptance']);

    await accepts(asked.caseId, staff === KEYS ? KEYS : FINGER);
    await page.reload();
    await at(page, zh.stage.settled);
    await page.getByText(zh.accepts.yes, { exact: true }).first().waitFor();
  });
});

describe('taking a complaint down', () => {
  it('shows every clock that will start, and asks nobody for papers but a proxy', async () => {
    const page = await firm().open('agent-bj-1', '/complaints/new');
    await receivedNow(page);
    await button(page, zh.intake.next).click();
    await page.getByText(zh.intake.consumer).waitFor();
    await radios(page, zh.intake.filer).getByText(zh.filer.proxy, { exact: true }).click();
    await page.getByText(zh.intake.proxyPapers).waitFor();
    await button(page, zh.intake.next).click();
    await page.getByText(common.form.required).waitFor();
    await radios(page, zh.intake.filer).getByText(zh.filer.consumer, { exact: true }).click();
    await button(page, zh.intake.next).click();
    await radios(page, common.whose.title).getByText(common.whose.customer, { exact: true }).click();
    await field(page, common.whose.customerRef).fill('complainant-7');
    await fieldsFor(MOUSE).pick(page, field(page, zh.intake.category), zh.value.service);
    await button(page, zh.intake.next).click();
    await field(page, zh.intake.content).fill('一周打不通电话。');
    await button(page, zh.intake.next).click();
    await page.getByRole('heading', { name: zh.intake.steps.group, exact: true }).waitFor();
    await button(page, zh.intake.next).click();
    const clocks = page.locator('.ant-card', { hasText: zh.intake.clocksStart }).last();
    for (const name of ['first-contact', 'statutory', 'work'] as const)
      await clocks.getByText(zh.clock[name], { exact: true }).waitFor();
    await button(page, zh.intake.submit).click();
    // Who may not read complaints is told that it is there.
    await page.getByText(/^cp-[0-9a-f]{20}$/).waitFor();
  });

  it("keeps the complainant's number masked, and who saw it in the history", async () => {
    const { caseId, phone: number } = await dissatisfied();
    const page = await firm().open('handler-bj-1', `/complaints/${caseId}`);
    await at(page, zh.stage['awaiting-contact']);
    expect(await page.locator('body').innerText()).not.toContain(number);
    await page.getByRole('button', { name: '查看完整电话' }).click();
    await page.getByLabel(common.reveal.reason).fill('首次联系');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /查\s*看/ })
      .click();
    await page.getByText(number, { exact: true }).waitFor();
    await happened(page, zh.event['number-revealed']);
  });
});

describe("the regulator's hotline file", () => {
  it('comes in with its bad rows told, and goes out again with the answers', async () => {
    const { carrier, number } = (await system().sell()).input;
    const rows = [
      'reference,received_on,carrier,policy_number,customer_ref,line,branch,category,statement,group_size,result,outcome,told_on,remedy',
      `HL-20260001,2026-03-01,${carrier},${number},,,,理赔,理赔太慢,,,,,`,
      'HL-20260002,2026-13-01,,,caller-2,人身险,bj,服务,电话打不通,,,,,',
    ];
    const page = await firm().open('head-office', '/complaints/hotline');
    await page.locator('input[type="file"]').setInputFiles({
      name: 'hotline.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${rows.join('\n')}\n`),
    });
    await page.getByRole('table', { name: zh.hotline.faults }).getByText('received_on').waitFor();
    await page.getByRole('link', { name: /^cp-/ }).waitFor();
    await expectAccessible(page);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      button(page, zh.hotline.answers).click(),
    ]);
    expect(file.suggestedFilename()).toBe('hotline-answers.csv');
  });
});
