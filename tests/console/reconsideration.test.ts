import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import portal from '../../console/features/carrier-request/locales/zh-CN.json' with { type: 'json' };
import zh from '../../console/features/reconsideration/locales/zh-CN.json' with { type: 'json' };
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { groundsFor } from '../../domain/reconsideration/grounds.ts';
import { present } from '../support/present.ts';
import { fieldsFor } from './fields.ts';
import { type Hand, KEYS } from './hands.ts';
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people, tabTo } from './walk.ts';

const firm = people();
const system = () => firm().system;

const CARRIER = 'harbour-life';
const BROKER = 'broker-bj-1';
const EXPERT = 'expert-1';
const REVIEWER = `reviewer-${CARRIER}`;

const ASKED_YUAN = 20_000;
const OFFERED_YUAN = 12_000;
const STATEMENT = '住院前没有人告诉我要去哪家医院。';
const WORDING = '经复核，仍按原决定办理。';

/** antd puts a space between two Chinese characters, and an icon is part of a button's name. */
const button = (page: Page | Locator, name: string) =>
  page.getByRole('button', { name: new RegExp(`${[...name].join('\\s*')}$`) });
const labelled = (page: Page | Locator, name: string) => page.getByLabel(name, { exact: true });
const radios = (page: Page, name: string) => page.getByRole('radiogroup', { name, exact: true });
const stage = (page: Page, name: string) =>
  page.locator('.page-head').getByText(name, { exact: true }).waitFor();
const yuan = (amount: number) =>
  new Intl.NumberFormat('zh-CN', {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
  }).format(amount);
const filled = (text: string, facts: Record<string, string | number>) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name]));

let files = 0;

/** Answers the dialog that asks for a file, which belongs to the browser and not to the page. */
async function choosesFile(page: Page, hand: Hand, control: Locator): Promise<void> {
  files += 1;
  const chooser = page.waitForEvent('filechooser');
  await hand.press(page, control);
  const buffer = Buffer.from(`%PDF-1.4\n% paper ${files}\n%%EOF\n`);
  await (await chooser).setFiles({ name: `paper-${files}.pdf`, mimeType: 'application/pdf', buffer });
}

/** A document opens in a window of its own, which is closed again. */
async function looksAt(page: Page, hand: Hand, document: Locator): Promise<void> {
  const opened = page.context().waitForEvent('page');
  await hand.press(page, document);
  await (await opened).close();
}

/** Tabs are one stop for Tab; the arrows go from one to the next. */
async function openTab(page: Page, hand: Hand, name: string): Promise<void> {
  // The tab that has the focus says its place among the others as well.
  const tab = page.getByRole('tab').filter({ hasText: name });
  if (hand !== KEYS) return tab.click();
  await tabTo(page, page.getByRole('tablist'));
  for (let tries = 0; tries < 10; tries += 1) {
    if (await tab.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Enter');
}

/** Another of the things that can be done with the case. */
const turnTo = (page: Page, hand: Hand, act: string) =>
  hand.press(
    page,
    page.getByRole('group', { name: common.case.otherActions }).getByRole('button', { name: act }),
  );

/** The case as the API tells it. */
async function seen(id: string) {
  const { body } = await system().must('GET', `/reconsiderations/${id}`, { as: EXPERT });
  return body;
}

describe.each(STAFF_HANDS)('a reconsideration of two levels, %s', (_how, hand) => {
  const { pick, day } = fieldsFor(hand);
  const customer = hand === KEYS ? 'claimant-keys' : 'claimant-mouse';

  /** A broker takes up a refused claim, and is told beforehand which papers it needs. */
  async function takesUp(page: Page): Promise<string> {
    await hand.press(page, button(page, zh.list.new));
    await hand.choose(page, radios(page, zh.field.of), zh.of.claim);
    await pick(page, labelled(page, common.case.carrier), '港湾人寿 (invented)');
    await hand.write(page, labelled(page, zh.field.number.claim), 'CLAIM-2026-7');
    await hand.choose(page, radios(page, zh.field.line), zh.line.other);
    await pick(page, labelled(page, zh.field.claimKind), zh.claimKind.other);
    await page.getByRole('listitem').getByText(common.document.clauses).waitFor();
    await day(page, labelled(page, zh.field.decidedOn), '2026-02-25');
    await pick(page, labelled(page, zh.field.result), zh.result.refused);
    await pick(page, labelled(page, zh.field.reasonCode), zh.reasonCode.exclusion);
    await hand.write(page, labelled(page, zh.amount.asked), String(ASKED_YUAN));
    await hand.write(page, labelled(page, zh.amount.given), '0');
    await hand.write(page, labelled(page, zh.field.clause), '2.5');
    await hand.choose(page, radios(page, common.whose.title), zh.whose.other);
    await hand.write(page, labelled(page, common.whose.customerRef), customer);
    await hand.write(page, labelled(page, common.whose.phone), '13900000077');
    await day(page, labelled(page, zh.legalFact.eventKnownOn), '2026-01-10');
    await hand.write(page, labelled(page, zh.fact.statement), STATEMENT);
    await hand.press(page, button(page, zh.intake.submit));
    await stage(page, zh.stage.gathering);
    await page.getByText(STATEMENT).first().waitFor();
    return present(page.url().match(/rc-[0-9a-f]{20}/)?.[0]);
  }

  /** Papers from the desk, the customer's mandate, and the contract as it stood. */
  async function gathers(page: Page): Promise<void> {
    for (const type of ['decision-letter', 'policy', 'clauses', 'mandate', 'id-card'] as const) {
      const bring = button(page, filled(zh.papers.bring, { paper: common.document[type] }));
      await choosesFile(page, hand, bring);
      await bring.waitFor({ state: 'detached' });
    }
    await turnTo(page, hand, zh.act.mandate);
    await hand.press(page, button(page, zh.mandate.submit));
    await turnTo(page, hand, zh.act.snapshot);
    await hand.write(page, labelled(page, zh.policy.number), 'HOSP-2025-1');
    await hand.write(page, labelled(page, zh.snapshot.clauseTitle), '责任免除');
    await hand.write(page, labelled(page, zh.snapshot.clauseText), '在非约定医院的治疗不在保障之内。');
    await hand.press(page, page.getByRole('button', { name: /^定\s*格$/ }));
    await stage(page, zh.stage.assessing);
  }

  /** An expert looks at a paper, goes through the grounds and argues, with what each paragraph rests on. */
  async function contests(page: Page, id: string): Promise<void> {
    await hand.press(page, page.locator(`tr[data-row-key="${id}"]`).getByRole('link'));
    await stage(page, zh.stage.assessing);
    await openTab(page, hand, common.documents.title);
    await looksAt(page, hand, button(page, common.documents.view).first());
    await openTab(page, hand, zh.sights.title);
    await page.getByRole('cell', { name: new RegExp(EXPERT) }).waitFor();
    await expectAccessible(page);

    const [ground] = groundsFor('claim', 'exclusion');
    await hand.choose(page, radios(page, present(ground).zh), zh.answer.yes);
    await hand.press(page, button(page, zh.grounds.denyTheRest));
    await hand.choose(page, radios(page, zh.assessment.verdict), zh.verdict.contest);
    await pick(page, labelled(page, zh.points.ground), zh.ground['exclusion-not-explained']);
    await hand.write(page, labelled(page, zh.points.text), '免责条款没有提示，也没有说明。');
    await hand.press(page, button(page, zh.assessment.submitContest));
    // An argument that rests on nothing is not sent.
    await page.getByText(zh.points.needsLink).waitFor();
    await pick(page, labelled(page, zh.points.documents), `${common.document['decision-letter']} (d1)`);
    await page.keyboard.press('Escape');
    await hand.press(page, button(page, zh.assessment.submitContest));
    await stage(page, zh.stage['level-1']);
  }

  /** The carrier's reviewer reads a paper and stays with the decision. */
  async function upholds(page: Page): Promise<void> {
    await looksAt(page, hand, button(page, common.documents.view).first());
    await hand.choose(page, radios(page, portal.decision.outcome), portal.outcome.upheld);
    await pick(page, labelled(page, portal.decision.reason), portal.reason.exclusion);
    await hand.write(page, labelled(page, portal.opinion.wording), WORDING);
    await hand.press(page, button(page, portal.decision.submit));
    await page.locator('.page-head').getByText(portal.stage.answered, { exact: true }).waitFor();
  }

  /** With evidence that nobody at the carrier has seen, its head office is asked. */
  async function goesOn(page: Page): Promise<void> {
    await stage(page, zh.stage.deciding);
    await page.getByText(WORDING).waitFor();
    await openTab(page, hand, zh.sights.title);
    const row = page.getByRole('row', { name: new RegExp(REVIEWER) });
    expect(await row.innerText()).toContain(zh.level[1]);
    await hand.press(page, button(page, zh.level2.bring));
    const more = page.locator('.bring-more');
    await pick(page, labelled(more, common.documents.type), common.document['discharge-summary']);
    await choosesFile(page, hand, button(more, common.documents.choose));
    await hand.press(page, button(more, common.documents.add));
    await pick(page, labelled(page, zh.level2.documents), `${common.document['discharge-summary']} (d6)`);
    await page.keyboard.press('Escape');
    await hand.press(page, button(page, zh.level2.submit));
    await stage(page, zh.stage['level-2']);
  }

  async function givesPart(page: Page): Promise<void> {
    await hand.choose(page, radios(page, portal.decision.outcome), portal.outcome['changed-in-part']);
    await hand.write(page, labelled(page, portal.decision.amount), String(OFFERED_YUAN));
    await hand.write(page, labelled(page, portal.opinion.wording), '部分给付');
    await hand.press(page, button(page, portal.decision.submit));
    await page.locator('.page-head').getByText(portal.stage.answered, { exact: true }).waitFor();
  }

  async function settles(page: Page): Promise<void> {
    await stage(page, zh.stage.deciding);
    await hand.write(page, labelled(page, zh.points.text), '保险公司总公司同意部分给付。');
    await hand.press(page, button(page, zh.settle.submitOffer));
    await stage(page, zh.stage['awaiting-payment']);
  }

  /** The broker finds the case again by where it stands, and writes down that the money has come. */
  async function isPaid(page: Page, id: string): Promise<void> {
    await hand.choose(page, radios(page, zh.list.which), zh.list.byStage);
    await pick(page, labelled(page, common.case.stage), zh.stage['awaiting-payment']);
    await hand.press(page, page.locator(`tr[data-row-key="${id}"]`).getByRole('link'));
    await stage(page, zh.stage['awaiting-payment']);
    await page.getByText(yuan(OFFERED_YUAN)).first().waitFor();
    await hand.press(page, button(page, zh.payment.submit));
    await stage(page, zh.stage.changed);
  }

  async function prints(page: Page): Promise<void> {
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await hand.press(page, page.getByRole('link', { name: zh.letterKind.outcome }));
    await page.getByRole('heading', { level: 1, name: zh.letterKind.outcome }).waitFor();
    await page.getByRole('heading', { name: zh.forum.court }).waitFor();
    await expectAccessible(page);
    await hand.press(page, button(page, common.form.print));
    await page.locator('body[data-printed]').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('article').isVisible()).toBe(true);
    for (const other of [
      page.getByRole('navigation'),
      page.getByRole('heading', { level: 1 }),
      button(page, common.form.print),
      page.getByRole('complementary'),
    ])
      expect(await other.isVisible()).toBe(false);
  }

  it('goes from the intake to the payment and the letter', async () => {
    const broker = await firm().open(BROKER, '/reconsiderations');
    const id = await takesUp(broker);
    await gathers(broker);
    await broker.context().close();

    const expert = await firm().open(EXPERT, '/reconsiderations');
    await contests(expert, id);
    const requestPath = async () => `/carrier-requests/${(await seen(id)).levels.at(-1).requestId}`;
    const first = await firm().open(REVIEWER, await requestPath());
    await upholds(first);
    await first.context().close();

    await expert.reload();
    await goesOn(expert);
    const second = await firm().open(`${REVIEWER}-hq`, await requestPath());
    await givesPart(second);
    await second.context().close();

    await expert.reload();
    await settles(expert);
    await expert.context().close();

    const again = await firm().open(BROKER, '/reconsiderations');
    await isPaid(again, id);
    await prints(again);
    await again.context().close();
    const { case: matter } = await seen(id);
    expect(matter).toMatchObject({
      stage: 'changed',
      customerRef: customer,
      recovered: { fen: OFFERED_YUAN * 100, paidFen: OFFERED_YUAN * 100 },
    });
  });
});
