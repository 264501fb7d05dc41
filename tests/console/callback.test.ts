import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import zh from '../../console/features/callback/locales/zh-CN.json' with { type: 'json' };
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const radios = (page: Page, name: string) => page.getByRole('radiogroup', { name, exact: true });
const tagged = (page: Page, stage: string) => page.locator('.page-head').getByText(stage, { exact: true });
const happened = (page: Page, event: string) => page.locator('.timeline').getByText(event, { exact: true });
const line = (page: Page, payee: string) => page.getByRole('region', { name: payee });

describe("an agent's call", () => {
  it('reads the script one by one and takes the answers by their digits', async () => {
    const { caseId } = await system().sell();
    const page = await firm().open('agent-bj-1', `/callbacks/${caseId}`);
    const { body } = await system().must('GET', `/cases/${caseId}`, { as: 'agent-bj-1' });
    await expectAccessible(page);
    for (const { zh: asked } of body.questions as { zh: string }[]) {
      await page.getByText(asked, { exact: true }).waitFor();
      await page.keyboard.press('1');
    }
    await page.getByText(zh.call.clean).waitFor();
    // The last answer leads to the number of the recording.
    await page.keyboard.type('REC-2026-0001');
    await page.keyboard.press('Enter');
    await tagged(page, zh.stage.clean).waitFor();
    await page.getByText('REC-2026-0001').waitFor();
  });
});

describe.each(STAFF_HANDS)('the call screen, %s', (_how, hand) => {
  it('records why there was no answer, and says what the ladder proposes next', async () => {
    const { caseId } = await system().sell();
    await intoTask(caseId);
    const page = await firm().open('agent-bj-1', `/callbacks/${caseId}`);
    await page.getByText(`当前任务：${zh.due['call-1']}`).waitFor();
    await hand.choose(page, radios(page, zh.call.which), zh.call.unreached);
    await hand.choose(page, radios(page, zh.attempt.result), zh.result['no-answer']);
    await hand.press(page, page.getByRole('button', { name: /^登\s*记$/ }));
    await happened(page, zh.event['attempt-recorded']).waitFor();
    await page.getByText(`系统安排的下一步：${zh.due['call-2']}`).waitFor();
  });

  it("lets nobody release commission alone: another agent hears the customer's word", async () => {
    const { caseId } = await settling();
    const first = await firm().open('agent-bj-1', `/callbacks/${caseId}`);
    await hand.choose(first, radios(first, zh.confirmation.which), zh.confirmation.settled);
    await hand.write(first, first.getByLabel(zh.evidence.call), 'REC-2026-0002');
    await hand.press(first, first.getByRole('button', { name: /^登\s*记$/ }));
    await first.getByText(zh.verdict.own).waitFor();
    const second = await firm().open('agent-bj-2', `/callbacks/${caseId}`);
    await second.getByText('REC-2026-0002').first().waitFor();
    await hand.choose(second, radios(second, zh.verdict.which), zh.verdict.approve);
    await hand.write(second, second.getByLabel(zh.verdict.reason), '录音清楚');
    await hand.press(second, button(second, zh.verdict.submit));
    await tagged(second, zh.stage.settled).waitFor();
  });

  it('is closed without the customer by two people of compliance', async () => {
    const { caseId } = await system().sell();
    const one = await firm().open('compliance-1', `/callbacks/${caseId}`);
    await hand.choose(one, radios(one, zh.closing.cause), zh.cause['customer-died']);
    await hand.write(one, one.getByLabel(zh.closing.reason), '家属提交了死亡证明');
    await hand.write(one, one.getByLabel(zh.closing.document), 'DOC-77');
    await hand.press(one, button(one, zh.closing.submit));
    await happened(one, zh.event['closing-proposed']).waitFor();
    const other = await firm().open('compliance-2', `/callbacks/${caseId}`);
    await hand.choose(other, radios(other, zh.closing.which), zh.closing.approve);
    await hand.write(other, other.getByLabel(zh.verdict.reason), '材料齐全');
    await hand.press(other, button(other, zh.closing.decide));
    await tagged(other, zh.stage['closed-without-word']).waitFor();
    await line(other, 'broker-bj-1').getByText(zh.holds.voided, { exact: true }).waitFor();
  });
});

/** Moves time until the ladder has opened the first call. */
async function intoTask(caseId: string): Promise<void> {
  for (let days = 0; days < 5; days += 1) {
    const { body } = await system().must('GET', `/cases/${caseId}`, { as: 'agent-bj-1' });
    if (body.case.ladder.task !== undefined) return;
    await firm().advance('P1D');
  }
  throw new Error('The ladder never asks for a call.');
}

/** A problem that the broker has remedied: the customer's word is what it waits for. */
async function settling(): Promise<{ caseId: string }> {
  const { caseId } = await system().sell();
  const answers = await system().allYes(caseId, { 'surrender-loss-known': 'no' });
  await system().must('POST', system().link(caseId), { body: { answers } });
  await system().must('POST', `/cases/${caseId}/remedies`, {
    as: 'broker-bj-1',
    body: { version: await system().version(caseId), done: '已讲解退保损失' },
  });
  return { caseId };
}
