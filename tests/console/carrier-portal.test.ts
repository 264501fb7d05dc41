import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import zh from '../../console/features/carrier-request/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { carriersAsked, contested, GOOD_UNTIL } from './carriers-asked.ts';
import { fieldsFor } from './fields.ts';
import { MOUSE, STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

const firm = people();
const system = () => firm().system;

const CARRIER = 'harbour-life';
const REVIEWER = `reviewer-${CARRIER}`;
const { underwriting } = common;

/** antd puts a space between two Chinese characters, and an icon is part of a button's name. */
const button = (page: Page | Locator, name: string) =>
  page.getByRole('button', { name: new RegExp(`${[...name].join('\\s*')}$`) });
const labelled = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const stage = (page: Page, name: string) => page.locator('.ant-tag', { hasText: name }).first().waitFor();
const numbered = (text: string, number: number) => text.replace('{{number}}', String(number));

describe("the portal of a carrier's reviewers", () => {
  it('is the first page and the only one, and lists what the own carrier is asked', async () => {
    const { requestTo } = await carriersAsked(system());
    const page = await firm().open(REVIEWER);
    await page.locator(`tr[data-row-key="${requestTo(CARRIER)}"]`).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').count()).toBe(1);
    expect(await page.locator(`tr[data-row-key="${requestTo('meadow-health')}"]`).count()).toBe(0);
    await expectAccessible(page);
  });

  it('has no such thing at the address of another carrier’s request, or of a case of the firm', async () => {
    const { id, requestTo } = await carriersAsked(system());
    for (const path of [`/carrier-requests/${requestTo('meadow-health')}`, `/pre-underwriting/${id}`]) {
      const page = await firm().open(REVIEWER, path);
      await page.getByRole('heading', { level: 1, name: common.state.notHere }).waitFor();
      expect(await page.locator('main, #main').innerText()).not.toContain(underwriting.disclosure);
      await page.context().close();
    }
  });

  it('shows the packet and its documents, and neither notes of the firm nor who the applicant is', async () => {
    const { id, requestTo } = await carriersAsked(system());
    const { body } = await system().must('GET', `/pre-underwriting/${id}`, { as: 'broker-bj-1' });
    await system().must('POST', `/notes/${id}`, {
      as: 'broker-bj-1',
      body: { version: body.case.version, text: '内部看法甲' },
    });
    const page = await firm().open(REVIEWER, `/carrier-requests/${requestTo(CARRIER)}`);
    await page.getByText(underwriting.disclosure).waitFor();
    const shown = await page.locator('body').innerText();
    expect(shown).toContain('康护重疾险');
    expect(shown).toContain(common.condition['thyroid-nodule']);
    for (const hidden of [common.case.notes, '内部看法甲', body.case.customerRef, id, 'meadow-health'])
      expect(shown).not.toContain(hidden);
    await expectAccessible(page);
  });

  it('reads the carrier’s own code as the vocabulary in use has it', async () => {
    const { body: proposed } = await system().must('POST', `/vocabularies/${CARRIER}`, {
      as: 'compliance-1',
      body: { entries: [{ code: 'D9', wording: '不予承保', means: 'declined' }] },
    });
    await system().must('POST', `/vocabularies/${CARRIER}/${proposed.version}/verdict`, {
      as: 'compliance-2',
      body: { approve: true, reason: '与合作协议一致' },
    });
    const { requestTo } = await carriersAsked(system());
    const path = `/carrier-requests/${requestTo(CARRIER)}`;
    const page = await firm().open(REVIEWER, path);
    const entry = zh.opinion.entry
      .replace('{{code}}', 'D9')
      .replace('{{wording}}', '不予承保')
      .replace('{{means}}', common.conclusion.declined);
    await fieldsFor(MOUSE).pick(page, labelled(page, zh.opinion.code), entry);
    await button(page, zh.opinion.submit).click();
    await stage(page, zh.stage.answered);
    const { body } = await system().must('GET', path, { as: REVIEWER });
    expect(body.answers[0].answer).toMatchObject({
      conclusion: { is: 'declined' },
      code: 'D9',
      wording: '不予承保',
    });
  });
});

describe.each(STAFF_HANDS)("a reviewer's work, %s", (_how, hand) => {
  const { pick, day } = fieldsFor(hand);

  it('asks for all that is missing at once, and the clock stands still until it comes', async () => {
    const { requestTo } = await carriersAsked(system());
    const page = await firm().open(REVIEWER, `/carrier-requests/${requestTo(CARRIER)}`);
    await pick(page, labelled(page, numbered(zh.want.type, 1)), common.document.imaging);
    await hand.write(page, labelled(page, zh.want.text), '最近一次超声影像');
    await hand.press(page, button(page, zh.want.add));
    await pick(page, labelled(page, numbered(zh.want.type, 2)), common.document.pathology);
    await hand.write(page, labelled(page, zh.want.text).nth(1), '穿刺病理');
    await hand.press(page, button(page, zh.want.submit));
    await stage(page, zh.stage['material-wanted']);
    await page.getByText(zh.turn.material).waitFor();
    await page.getByText(zh.due['remind of the wanted material'], { exact: true }).waitFor();
    expect(await button(page, zh.want.submit).count()).toBe(0);

    // An answer without it is an answer all the same.
    const conclusion = page.getByRole('radiogroup', { name: underwriting.conclusion });
    await hand.choose(page, conclusion, underwriting.is.standard);
    await day(page, labelled(page, zh.opinion.validUntil), GOOD_UNTIL);
    await hand.write(page, labelled(page, zh.opinion.wording), '标准体承保');
    await hand.press(page, button(page, zh.opinion.submit));
    await stage(page, zh.stage.answered);
  });

  it('confirms the deletion after the applicant took the consent back', async () => {
    const { link, requestTo } = await carriersAsked(system());
    await system().must('POST', link, { body: { withdraws: true } });
    const page = await firm().open(REVIEWER, `/carrier-requests/${requestTo(CARRIER)}`);
    await page.getByText(zh.gone.withdrawn).waitFor();
    expect(await page.getByText(underwriting.disclosure).count()).toBe(0);
    await hand.tick(page, page.getByRole('checkbox', { name: zh.deletion.deleted }));
    await hand.press(page, button(page, zh.deletion.submit));
    await page.getByText(zh.deletion.confirmed, { exact: false }).first().waitFor();
    const { body } = await system().must('GET', `/carrier-requests/${requestTo(CARRIER)}`, { as: REVIEWER });
    expect(body.deletionConfirmed).toMatchObject({ by: REVIEWER });
  });

  it('decides a dispute at the first level, and at the second only at the head office', async () => {
    const { request, toHeadOffice } = await contested(system());
    const first = await firm().open(REVIEWER, `/carrier-requests/${await request()}`);
    const outcome = (page: Page) => page.getByRole('radiogroup', { name: zh.decision.outcome });
    await first.getByText(zh.ground['exclusion-not-explained']).waitFor();
    await hand.choose(first, outcome(first), zh.outcome.upheld);
    await pick(first, labelled(first, zh.decision.reason), zh.reason.exclusion);
    await hand.write(first, labelled(first, zh.opinion.wording), '维持原决定');
    await hand.press(first, button(first, zh.decision.submit));
    await stage(first, zh.stage.answered);
    await first.context().close();

    await toHeadOffice();
    const path = `/carrier-requests/${await request()}`;
    const again = await firm().open(REVIEWER, path);
    await again.getByText(zh.mayNotAnswer['decided-before']).waitFor();
    expect(await button(again, zh.decision.submit).count()).toBe(0);
    await again.context().close();

    const head = await firm().open(`${REVIEWER}-hq`, path);
    await hand.choose(head, outcome(head), zh.outcome['changed-in-part']);
    await hand.write(head, labelled(head, zh.decision.amount), '12000');
    await hand.write(head, labelled(head, zh.opinion.wording), '部分给付');
    await hand.press(head, button(head, zh.decision.submit));
    await stage(head, zh.stage.answered);
    const { body } = await system().must('GET', path, { as: `${REVIEWER}-hq` });
    expect(body.answers[0].answer).toEqual({
      outcome: 'changed-in-part',
      amountFen: 1_200_000,
      wording: '部分给付',
    });
  });
});
