import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import zh from '../../console/features/administration/locales/zh-CN.json' with { type: 'json' };
import { SECTIONS } from '../../console/features/administration/sections.ts';
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { present } from '../support/present.ts';
import { fieldsFor } from './fields.ts';
import type { Hand } from './hands.ts';
import { MOUSE, STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const section = (page: Page, name: keyof typeof zh.section) =>
  page.getByRole('navigation', { name: zh.title }).getByRole('link', { name: zh.section[name], exact: true });
const rowOf = (page: Page, table: string, text: string) =>
  page.getByLabel(table, { exact: true }).locator('tbody tr').filter({ hasText: text });
const filled = (text: string, values: Record<string, string | number>) =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_found, name: string) => String(values[name]));
const field = (page: Page, what: string, line: number) =>
  page.getByLabel(filled(zh.entry.of, { what, number: line }), { exact: true });

interface Written {
  code: string;
  wording: string;
  means: keyof typeof common.conclusion;
}

async function writesLine(page: Page, hand: Hand, line: number, { code, wording, means }: Written) {
  await hand.write(page, field(page, zh.entry.code, line), code);
  await hand.write(page, field(page, zh.entry.wording, line), wording);
  await fieldsFor(hand).pick(page, field(page, zh.entry.means, line), common.conclusion[means]);
}

async function decides(page: Page, hand: Hand, approve: boolean, reason: string): Promise<void> {
  const verdict = page.getByRole('radiogroup', { name: zh.verdict.title });
  await hand.choose(page, verdict, approve ? zh.verdict.approve : zh.verdict.refuse);
  await hand.write(page, page.getByLabel(zh.verdict.reason, { exact: true }), reason);
  await hand.press(page, button(page, zh.verdict.submit));
}

/** From the first screen to a carrier's vocabulary. */
async function toVocabulary(page: Page, hand: Hand, carrier: string): Promise<void> {
  await hand.press(page, link(page, common.screen.administration));
  await hand.press(page, section(page, 'vocabularies'));
  await hand.press(page, link(page, carrier));
  await page.getByRole('heading', { level: 1, name: filled(zh.vocabulary.of, { carrier }) }).waitFor();
}

describe.each(STAFF_HANDS)("a carrier's vocabulary, %s", (how, hand) => {
  const carrier = how === 'by mouse' ? '港湾人寿 (invented)' : '山峰保险 (invented)';
  const first: Written = { code: 'S0', wording: '按标准费率承保', means: 'standard' };
  const second: Written = { code: 'D9', wording: '不予承保', means: 'declined' };

  it('is proposed by one person and put in use by a second one', async () => {
    const expert = await firm().open('expert-1', '/');
    await toVocabulary(expert, hand, carrier);
    await hand.press(expert, button(expert, zh.vocabulary.proposeNext));
    await field(expert, zh.entry.code, 1).waitFor();
    await expectAccessible(expert);
    await writesLine(expert, hand, 1, first);
    await hand.press(expert, button(expert, zh.entry.add));
    await writesLine(expert, hand, 2, second);
    await hand.press(expert, button(expert, zh.vocabulary.propose));
    await expert.getByText(zh.vocabulary.waits).waitFor();
    expect(await button(expert, zh.verdict.submit).count()).toBe(0);

    const compliance = await firm().open('compliance-1', '/');
    await hand.press(compliance, link(compliance, common.screen.administration));
    await hand.press(compliance, section(compliance, 'vocabularies'));
    await rowOf(compliance, zh.section.vocabularies, carrier)
      .getByText(zh.vocabularyState.proposed)
      .waitFor();
    await hand.press(compliance, link(compliance, carrier));
    const added = rowOf(compliance, zh.vocabulary.first, second.code);
    await added.getByText(zh.change.added).waitFor();
    expect(await added.innerText()).toContain(common.conclusion[second.means]);
    await decides(compliance, hand, true, '已与保险公司核对');
    const inUse = rowOf(compliance, filled(zh.vocabulary.number, { version: 1 }), first.code);
    await inUse.getByText(first.wording).waitFor();
    expect(await inUse.innerText()).toContain(common.conclusion[first.means]);
    await expectAccessible(compliance);
  });

  it('is not decided on by who proposed it, and stays as it was when the second one refuses', async () => {
    const compliance = await firm().open('compliance-1', '/');
    await toVocabulary(compliance, hand, carrier);
    await hand.press(compliance, button(compliance, zh.vocabulary.proposeNext));
    await hand.press(compliance, button(compliance, filled(zh.entry.drop, { number: 2 })));
    await hand.press(compliance, button(compliance, zh.entry.add));
    await writesLine(compliance, hand, 2, { code: 'P6', wording: '延期六个月', means: 'postponed' });
    await hand.press(compliance, button(compliance, zh.vocabulary.propose));
    await compliance.getByText(zh.vocabulary.yourOwn).waitFor();
    expect(await button(compliance, zh.verdict.submit).count()).toBe(0);

    const head = await firm().open('head-office', '/');
    await toVocabulary(head, hand, carrier);
    const against = filled(zh.vocabulary.against, { version: 1 });
    await rowOf(head, against, 'P6').getByText(zh.change.added).waitFor();
    await rowOf(head, against, second.code).getByText(zh.change.removed).waitFor();
    const reason = '代码 D9 仍在使用';
    await decides(head, hand, false, reason);
    const refused = rowOf(head, zh.vocabulary.history, reason);
    await refused.getByText(zh.vocabularyState.refused).waitFor();
    expect(await refused.innerText()).toContain('head-office');
    await rowOf(head, filled(zh.vocabulary.number, { version: 1 }), second.code).waitFor();
    const between = filled(zh.vocabulary.between, { before: 1, after: 2 });
    await rowOf(head, between, 'P6').getByText(zh.change.added).waitFor();
  });
});

describe.each(STAFF_HANDS)('a value that was revealed, %s', (_how, hand) => {
  it('stands in the access log of the month: who, which, why and when', async () => {
    const { caseId, policyId, input } = await system().sell();
    const reason = `核对联系电话 ${policyId.slice(-4)}`;
    const agent = await firm().open('agent-bj-1', `/callbacks/${caseId}`);
    const label = common.reveal.phone;
    await hand.press(agent, button(agent, filled(common.reveal.ask, { label })));
    await hand.write(agent, agent.getByLabel(common.reveal.reason, { exact: true }), reason);
    await hand.press(agent, button(agent, /^查\s*看$/));
    await agent.getByText(input.customer.phone).waitFor();

    const compliance = await firm().open('compliance-1', '/');
    await hand.press(compliance, link(compliance, common.screen.administration));
    await hand.press(compliance, section(compliance, 'sights'));
    const line = rowOf(compliance, zh.section.sights, reason);
    await line.waitFor();
    const told = await line.innerText();
    for (const part of ['agent-bj-1', zh.field.phone, common.role['callback-agent'], policyId.slice(0, 11)])
      expect(told).toContain(part);
    expect(told).not.toContain(input.customer.phone);
    await hand.press(compliance, button(compliance, zh.month.before));
    await compliance.getByText(zh.sight.none).waitFor();
  });
});

describe('the catalogue', () => {
  it('takes a new product, and a policy of it is taken in from then on', async () => {
    const page = await firm().open('head-office', '/administration/catalogue');
    const carrier = '草原健康险 (invented)';
    const policy = system().policy({
      carrier: 'meadow-health',
      product: { code: 'annuity-9', class: 'annuity', termMonths: 240, liabilityVersion: '2026.1' },
    });
    const handIn = async () => (await system().ask('POST', '/policies', { as: 'core', body: policy })).text;
    expect(await handIn()).toContain('is not a product of meadow-health');
    await MOUSE.press(page, button(page, filled(zh.catalogue.edit, { carrier })));
    await MOUSE.press(page, button(page, zh.catalogue.addProduct));
    await MOUSE.write(page, field(page, zh.catalogue.code, 2), policy.product.code);
    await MOUSE.write(page, field(page, zh.catalogue.productName, 2), '样例年金险');
    await fieldsFor(MOUSE).pick(page, field(page, zh.catalogue.class, 2), zh.productClass.annuity);
    await MOUSE.press(page, button(page, /^保\s*存$/));
    await rowOf(page, zh.section.catalogue, carrier).getByText('样例年金险').waitFor();
    await firm().advance('PT5M'); // the catalogue is read anew so often
    expect(await handIn()).toContain('"outcome":"recorded"');
  });
});

describe('the scope rule', () => {
  it('is replayed over every policy, and says which would be called back by another one', async () => {
    const { policyId } = await system().sell({
      carrier: 'summit-insurance',
      product: { code: 'accident-1', class: 'accident', termMonths: 12, liabilityVersion: '2026.1' },
    });
    const page = await firm().open('compliance-1', '/administration/scope');
    await MOUSE.press(page, button(page, zh.scope.start));
    const line = rowOf(page, zh.scope.differences, policyId);
    await line.waitFor();
    const told = await line.innerText();
    expect(told).toContain(zh.scopeReason['short-term-not-medical']);
    expect(told).toContain(zh.scopeReason['every-policy']);
  });
});

describe('what was taken away as a file', () => {
  it('is listed with who took it and the proof of the file', async () => {
    const path = '/figures/complaints.csv?from=2026-02&to=2026-02';
    const { headers } = await system().must('GET', path, { as: 'head-office' });
    const page = await firm().open('compliance-1', '/administration/exports');
    const line = rowOf(page, zh.section.exports, 'head-office');
    await line.getByText(zh.exported.complaints.csv).waitFor();
    expect(await line.innerText()).toContain(present(headers.get('x-sha256')).slice(0, 12));
  });
});

describe('the sections', () => {
  it('are each readable, with nothing that axe finds serious', async () => {
    const page = await firm().open('compliance-1', '/administration');
    for (const { name } of SECTIONS) {
      await section(page, name).click();
      await page.getByRole('heading', { level: 1, name: zh.section[name] }).waitFor();
      await page.waitForFunction(() => document.querySelector('.ant-skeleton') === null);
      await expectAccessible(page);
    }
  });

  it('are those that a person may read, and no others', async () => {
    const page = await firm().open('broker-bj-1', '/administration');
    await section(page, 'holds').waitFor();
    expect(await section(page, 'sights').count()).toBe(0);
    await page.goto(`${firm().origin}/console/administration/sights`);
    await page.getByText(common.state.noPermission).waitFor();
  });
});
