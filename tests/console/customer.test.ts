import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import zh from '../../console/customer/locales/zh-CN.json' with { type: 'json' };
import { SAMPLE_CARRIERS } from '../../local/sample/policies.ts';
import {
  confirmation,
  consent,
  decision,
  explanation,
  invitation,
  outcome,
  remedy,
  reminder,
} from './customer-links.ts';
import { FINGER, type Hand, KEYS } from './hands.ts';
import { people } from './walk.ts';

const HANDS: [string, Hand][] = [
  ['by touch', FINGER],
  ['by keyboard alone', KEYS],
];

const someone = people();
const system = () => someone().system;

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const question = (page: Page, name: string): Locator => page.getByRole('group', { name });
const sees = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();

/** What stands on the record of a case. */
async function recordOf(
  caseId: string,
  kind: 'cases' | 'pre-underwriting' | 'reconsiderations' | 'complaints' | 'evaluations',
) {
  await system().quiet();
  return (await system().must('GET', `/${kind}/${caseId}`, { as: 'head-office' })).body.case;
}

/** When the last letter of a reconsideration was read. */
async function readAt(caseId: string): Promise<string | undefined> {
  await system().quiet();
  const { body } = await system().must('GET', `/reconsiderations/${caseId}`, { as: 'expert-1' });
  return body.letters.at(-1).readAt;
}

async function answers(page: Page, hand: Hand, others: Record<number, string> = {}): Promise<void> {
  await sees(page, zh.answers.title);
  const asked = page.getByRole('group').filter({ has: page.getByRole('radio') });
  for (const [index, one] of (await asked.all()).entries())
    await hand.choose(page, one, others[index] ?? zh.answer.yes);
}

async function sendsAfterReview(page: Page, hand: Hand, review: string, send: string): Promise<void> {
  await hand.press(page, button(page, zh.ask.next));
  await sees(page, review);
  await hand.press(page, button(page, send));
}

describe.each(HANDS)('a link of an SMS, %s', (_how, hand) => {
  it('takes the answers of a callback: all clear, and it is done', async () => {
    const { link, caseId } = await invitation(system());
    const page = await someone().phone(link);
    await answers(page, hand);
    await sendsAfterReview(page, hand, zh.answers.review, zh.answers.send);
    await sees(page, zh.answers.clean);
    expect(await recordOf(caseId, 'cases')).toMatchObject({ stage: 'clean' });
  });

  it('takes the answers of a callback: what is not clear becomes a problem', async () => {
    const { link, caseId } = await invitation(system());
    const page = await someone().phone(link);
    await answers(page, hand, { 4: zh.answer.no });
    await hand.tick(page, page.getByLabel(zh.problem['wants-to-surrender']));
    await sendsAfterReview(page, hand, zh.answers.review, zh.answers.send);
    await sees(page, zh.answers.problem);
    const { problem } = await recordOf(caseId, 'cases');
    expect(problem.categories).toEqual(['surrender-loss-unknown', 'wants-to-surrender']);
  });

  it('asks whether the problems are settled: first not, then they are', async () => {
    const { link, caseId } = await confirmation(system());
    const page = await someone().phone(link);
    await sees(page, zh.confirmation.title);
    await page.getByText(zh.problem['cooling-off-unknown']).waitFor();
    await hand.choose(page, question(page, zh.confirmation.ask), zh.confirmation.no);
    await hand.write(page, page.getByLabel(zh.ask.comment), 'still unclear');
    await sendsAfterReview(page, hand, zh.confirmation.review, zh.confirmation.send);
    await sees(page, zh.confirmation.notSettled);
    expect(await recordOf(caseId, 'cases')).toMatchObject({ stage: 'awaiting-remedy', round: 2 });

    await remedy(system(), caseId);
    const again = await someone().phone(system().link(caseId));
    await hand.choose(again, question(again, zh.confirmation.ask), zh.confirmation.yes);
    await sendsAfterReview(again, hand, zh.confirmation.review, zh.confirmation.send);
    await sees(again, zh.confirmation.settled);
    expect(await recordOf(caseId, 'cases')).toMatchObject({ stage: 'settled' });
  });

  it('names each carrier that gets the data; the consent is given, and taken back as easily', async () => {
    const { link, caseId } = await consent(system());
    const page = await someone().phone(link);
    await sees(page, zh.consent.title);
    for (const { name } of SAMPLE_CARRIERS)
      await page.getByRole('listitem').filter({ hasText: name }).waitFor();
    await hand.choose(page, question(page, zh.consent.ask), zh.consent.yes);
    await sendsAfterReview(page, hand, zh.consent.review, zh.consent.sendYes);
    await sees(page, zh.consent.given);
    const { consent: given } = await recordOf(caseId, 'pre-underwriting');
    expect(given).toMatchObject({ evidence: { way: 'link' }, carriers: SAMPLE_CARRIERS.map(({ id }) => id) });

    await hand.press(page, button(page, zh.consent.withdraw));
    await sees(page, zh.consent.withdrawTitle);
    await hand.press(page, button(page, zh.consent.withdrawSend));
    await sees(page, zh.consent.withdrawn);
    expect(await recordOf(caseId, 'pre-underwriting')).toMatchObject({ stage: 'withdrawn' });
  });

  it('asks for a consent, and takes a no', async () => {
    const { link, caseId } = await consent(system());
    const page = await someone().phone(link);
    await hand.choose(page, question(page, zh.consent.ask), zh.consent.no);
    await sendsAfterReview(page, hand, zh.consent.review, zh.consent.sendNo);
    await sees(page, zh.consent.refused);
    expect(await recordOf(caseId, 'pre-underwriting')).toMatchObject({ stage: 'withdrawn' });
  });

  it('shows an explanation, records that it was read when that is said, and takes the answer later', async () => {
    const { link, caseId } = await explanation(system());
    const page = await someone().phone(link);
    await sees(page, zh.letter.explanation);
    expect(await readAt(caseId)).toBeUndefined();
    await hand.press(page, button(page, zh.letter.readLater));
    await page.getByRole('main').getByText(zh.done.read).waitFor();
    expect(await readAt(caseId)).toBeDefined();

    const later = await someone().phone(link);
    await later.getByText(zh.letter.readShort).waitFor();
    await hand.choose(later, question(later, zh.letter.ask), zh.letter.no);
    await sendsAfterReview(later, hand, zh.letter.review, zh.letter.send);
    await sees(later, zh.letter.notAccepted);
    expect(await recordOf(caseId, 'reconsiderations')).toMatchObject({ stage: 'second-opinion' });
  });

  it('shows the letter at the end with the ways that are left, and records that it was read', async () => {
    const { link, caseId } = await outcome(system());
    const page = await someone().phone(link);
    await sees(page, zh.letter.outcome);
    for (const way of ['mediation', 'court', 'regulator-complaint'] as const)
      await page.getByRole('heading', { name: zh.forum[way] }).waitFor();
    await hand.press(page, button(page, zh.letter.read));
    await page.getByRole('main').getByText(zh.done.read).waitFor();
    expect(await readAt(caseId)).toBeDefined();
  });

  it('shows the decision on a complaint: not accepted, then accepted all the same', async () => {
    const { link, caseId } = await decision(system());
    const page = await someone().phone(link);
    await sees(page, zh.complaint.title);
    await hand.choose(page, question(page, zh.complaint.ask), zh.complaint.no);
    await sendsAfterReview(page, hand, zh.complaint.review, zh.complaint.send);
    await sees(page, zh.complaint.notAccepted);
    expect(await recordOf(caseId, 'complaints')).toMatchObject({
      stage: 'awaiting-acceptance',
      accepted: false,
    });

    await hand.press(page, button(page, zh.complaint.look));
    await page.getByText(zh.complaint.saidNo).waitFor();
    await hand.choose(page, question(page, zh.complaint.ask), zh.complaint.yes);
    await sendsAfterReview(page, hand, zh.complaint.review, zh.complaint.send);
    await sees(page, zh.complaint.accepted);
    expect(await recordOf(caseId, 'complaints')).toMatchObject({ stage: 'settled' });

    const afterwards = await someone().phone(link);
    await afterwards.getByText(zh.stage.settled).waitFor();
    expect(await afterwards.getByRole('radio').count()).toBe(0);
  });

  it('takes a complaint back, after asking once more', async () => {
    const { link, caseId } = await decision(system());
    const page = await someone().phone(link);
    await hand.press(page, button(page, zh.complaint.withdraw));
    await sees(page, zh.complaint.withdrawTitle);
    expect(await recordOf(caseId, 'complaints')).not.toMatchObject({ stage: 'withdrawn' });
    await hand.press(page, button(page, zh.complaint.withdrawSend));
    await sees(page, zh.complaint.withdrawn);
    expect(await recordOf(caseId, 'complaints')).toMatchObject({ stage: 'withdrawn' });
  });

  it('takes the grades of an evaluation item by item, and a comment', async () => {
    const { link, caseId } = await reminder(system());
    const page = await someone().phone(link);
    await sees(page, zh.evaluation.title);
    const items = page.getByRole('group').filter({ has: page.getByRole('radio') });
    for (const [index, item] of (await items.all()).entries())
      await hand.choose(page, item, index === 1 ? zh.grade.C : zh.grade.A);
    await hand.write(page, page.getByLabel(zh.ask.comment), 'two months are long');
    await sendsAfterReview(page, hand, zh.evaluation.review, zh.evaluation.send);
    await sees(page, zh.evaluation.thanks);
    await page.getByText(zh.evaluation.dissatisfiedText).waitFor();
    expect(await recordOf(caseId, 'evaluations')).toMatchObject({ stage: 'replied', complained: ['speed'] });

    const again = await someone().phone(link);
    await again.getByText(zh.end.evaluationText).waitFor();
  });
});
