import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import zh from '../../console/features/accountability/locales/zh-CN.json' with { type: 'json' };
import { moneyText, monthText } from '../../console/i18n/format.ts';
import common from '../../console/i18n/locales/zh-CN/common.json' with { type: 'json' };
import { present } from '../support/present.ts';
import type { Hand } from './hands.ts';
import { STAFF_HANDS } from './staff-hands.ts';
import { expectAccessible, people } from './walk.ts';

/** The last day of a window; the day after, the run of the month can be opened. */
const firm = people({ today: '2026-03-20' });
const system = () => firm().system;

const MONTH = '2026-03';
const RUN = `/accountability/${MONTH}`;
const [[, MOUSE], [, KEYS]] = [present(STAFF_HANDS[0]), present(STAFF_HANDS[1])];
/** One person for each hand, in a branch each, and one who keeps silent. */
const BJ = 'broker-bj-1';
const SH = 'broker-sh-1';
const SILENT = 'broker-bj-2';
const money = (fen: number) => moneyText(fen, 'zh-CN');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const rowOf = (page: Page, person: string) =>
  page.getByRole('table', { name: zh.lines }).locator('tbody tr').filter({ hasText: person });
const drawer = (page: Page) => page.getByRole('dialog');
const radios = (page: Page, name: string) => page.getByRole('radiogroup', { name });
const opensLine = (page: Page, turn: keyof typeof zh.turn, person: string) =>
  button(page, `${zh.turn[turn]} ${person}`);

/** Taken down, heard and transferred. @returns its id */
async function transferred(handler: string, branch: string): Promise<string> {
  const receivedAt = (await system().must('GET', '/_local/clock')).body.now;
  const body = {
    matter: { customerRef: `complainant-${branch}-${crypto.randomUUID().slice(0, 8)}`, line: 'life', branch },
    channel: 'regulator',
    receivedAt,
    category: 'sales',
    statement: '未说明等待期。',
  };
  const { id } = (await system().must('POST', '/complaints', { as: handler, body })).body;
  await says(handler, id, 'first-contact', { note: '已联系' });
  await says(handler, id, 'transfer', { to: `unit-${branch}`, reason: '涉及销售' });
  return id;
}

async function says(as: string, id: string, what: string, body: object): Promise<void> {
  const { version } = (await system().must('GET', `/complaints/${id}`, { as: 'head-office' })).body.case;
  await system().must('POST', `/complaints/${id}/${what}`, { as, body: { version, ...body } });
}

const names = (id: string, person: string) =>
  says('compliance-2', id, 'responsible', { people: [{ role: 'direct-person', person }] });

/** The line of a person, opened by what it waits for. */
async function opens(page: Page, hand: Hand, turn: keyof typeof zh.turn, person: string): Promise<void> {
  await hand.press(page, opensLine(page, turn, person));
  await drawer(page).getByText(person).first().waitFor();
}

async function finds(user: string, person: string, hand: Hand, finding: keyof typeof zh.says): Promise<void> {
  const page = await firm().open(user, RUN);
  await opens(page, hand, 'find', person);
  await hand.choose(page, radios(page, zh.finding), zh.says[finding]);
  if (finding !== 'liable') await hand.write(page, page.getByLabel(zh.reasonGiven), '需业务条线核实');
  await hand.press(page, button(page, zh.turn.find));
  await rowOf(page, person).getByText(zh.says[finding]).waitFor();
}

async function objects(person: string, hand: Hand): Promise<void> {
  const page = await firm().open(person, '/accountability');
  await hand.press(page, page.getByRole('link', { name: monthText(MONTH, 'zh-CN'), exact: true }));
  await page.getByText(zh.ownOnly).waitFor();
  await rowOf(page, person).waitFor();
  expect(await rowOf(page, person === BJ ? SH : BJ).count()).toBe(0);
  await opens(page, hand, 'object', person);
  await bringsProof(page, hand);
  await hand.write(page, page.getByLabel(zh.objectionText), '当日休假，未参与销售。');
  await expectAccessible(page);
  await hand.press(page, button(page, zh.turn.object));
  await rowOf(page, person).getByText(zh.state.objected, { exact: true }).waitFor();
}

async function bringsProof(page: Page, hand: Hand): Promise<void> {
  await hand.write(page, page.getByRole('combobox', { name: common.documents.type }), common.document.other);
  await page.keyboard.press('Enter');
  const chooser = page.waitForEvent('filechooser');
  await hand.press(page, page.getByRole('button', { name: common.documents.choose }));
  const buffer = Buffer.from('%PDF-1.7 leave of absence');
  await (await chooser).setFiles({ name: 'leave.pdf', mimeType: 'application/pdf', buffer });
  await hand.press(page, button(page, common.documents.add));
  await page.getByRole('group', { name: zh.proofs }).getByRole('checkbox', { checked: true }).waitFor();
}

async function redecides(person: string, hand: Hand, outcome: 'confirmed' | 'waived'): Promise<void> {
  const page = await firm().open('compliance-1', RUN);
  await opens(page, hand, 'redecide', person);
  await drawer(page).getByText('当日休假，未参与销售。').waitFor();
  await drawer(page)
    .getByRole('button', { name: /^查\s*看$/ })
    .waitFor();
  await hand.choose(page, radios(page, zh.verdict), zh.outcome[outcome]);
  if (outcome === 'waived') await hand.write(page, page.getByLabel(zh.reasonGiven), '有休假记录');
  await hand.press(page, button(page, zh.turn.redecide));
  await rowOf(page, person).getByText(`${zh.redecision}: ${zh.outcome[outcome]}`).waitFor();
}

describe("a month's accountability", () => {
  let unnamed: string;

  beforeAll(async () => {
    await names(await transferred('handler-bj-1', 'bj'), BJ);
    await names(await transferred('handler-sh-1', 'sh'), SH);
    unnamed = await transferred('handler-bj-1', 'bj');
  });

  it('cannot be opened before its window is over, and is opened by head office after it', async () => {
    const page = await firm().open('head-office', '/accountability');
    await button(page, zh.start).waitFor();
    expect(await button(page, zh.start).isDisabled()).toBe(true);
    await firm().advance('PT14H1M');
    await page.reload();
    await MOUSE.press(page, button(page, zh.start));
    await rowOf(page, BJ).waitFor();
    await rowOf(page, SH).waitFor();
    expect(await rowOf(page, SILENT).count()).toBe(0);
    await expectAccessible(page);
  });

  it('is compiled anew when somebody was named too late, by keyboard alone', async () => {
    const page = await firm().open('head-office', RUN);
    const warning = page.getByText(zh.nobodyNamed.replace('{{count}}', '1'));
    await warning.waitFor();
    await page.getByRole('link', { name: unnamed.slice(0, 11) }).waitFor();
    await names(unnamed, SILENT);
    await KEYS.press(page, button(page, zh.compileAgain));
    await rowOf(page, SILENT).waitFor();
    await warning.waitFor({ state: 'hidden' });
  });

  it('is found on by customer service, and by the business line where it cannot say, by mouse', async () => {
    await finds('handler-bj-1', BJ, MOUSE, 'cannot-say');
    await finds('handler-bj-1', SILENT, MOUSE, 'liable');
    await finds('manager-bj', BJ, MOUSE, 'liable');
  });

  it('is found on by customer service, by keyboard alone', async () => {
    await finds('handler-sh-1', SH, KEYS, 'liable');
  });

  it('is decided by the leading group: one line lowered by mouse, the rest at once by keyboard', async () => {
    const page = await firm().open('head-office', RUN);
    await opens(page, MOUSE, 'decide', BJ);
    await MOUSE.choose(page, radios(page, zh.verdict), zh.outcome.lowered);
    await MOUSE.write(page, page.getByLabel(zh.loweredTo), '120');
    await MOUSE.write(page, page.getByLabel(zh.reasonGiven), '主动补救');
    await MOUSE.press(page, button(page, zh.turn.decide));
    await rowOf(page, BJ).getByText(money(12_000)).waitFor();

    await KEYS.press(page, button(page, zh.many.decide));
    await KEYS.choose(page, radios(page, zh.which), zh.allMine);
    await KEYS.choose(page, radios(page, zh.verdict), zh.outcome.confirmed);
    await KEYS.press(page, button(page, zh.turn.decide));
    await page.locator('.page-head').getByText(zh.stage['awaiting-objections']).waitFor();
    await rowOf(page, SILENT).getByText(zh.state.decided, { exact: true }).waitFor();
  });

  it.each([
    ['by mouse', BJ, MOUSE],
    ['by keyboard alone', SH, KEYS],
  ])(
    'is objected to with a proof by the person concerned, who sees no line of others, %s',
    async (_how, person, hand) => {
      await objects(person, hand);
    },
  );

  it.each([
    ['by mouse', BJ, MOUSE, 'waived'],
    ['by keyboard alone', SH, KEYS, 'confirmed'],
  ] as const)('is judged again by another of the group, %s', async (_how, person, hand, outcome) => {
    const first = await firm().open('head-office', RUN);
    await rowOf(first, person).waitFor();
    expect(await opensLine(first, 'redecide', person).count()).toBe(0);
    await redecides(person, hand, outcome);
  });

  it('is final after the 26th: silence has accepted, and nobody can object any more', async () => {
    await firm().advance('P6D');
    const page = await firm().open(SILENT, RUN);
    await rowOf(page, SILENT).getByText(zh.state.final, { exact: true }).waitFor();
    expect(await opensLine(page, 'object', SILENT).count()).toBe(0);
    expect(await page.getByRole('heading', { name: zh.statements }).count()).toBe(0);
  });

  it('is stated to HR and finance: a page for print by mouse, a table by keyboard', async () => {
    const page = await firm().open('compliance-1', RUN);
    await page.locator('.page-head').getByText(zh.stage.final, { exact: true }).waitFor();
    await expectAccessible(page);
    const opened = page.context().waitForEvent('page');
    await MOUSE.press(page, page.getByRole('button', { name: `${zh.printed} ${zh.recipient.hr}` }));
    const printed = await opened;
    await printed.getByRole('heading', { level: 1 }).waitFor();
    expect(await printed.locator('body').innerText()).toContain(SILENT);

    const file = page.waitForEvent('download');
    await KEYS.press(page, page.getByRole('button', { name: `${zh.csv} ${zh.recipient.finance}` }));
    const csv = readFileSync(await (await file).path(), 'utf8');
    expect(csv).toContain(SH);
    expect(csv).toContain(SILENT);
    expect(csv).not.toContain(BJ);
  });
});
