import { beforeEach, describe, expect, it } from 'vitest';
import { cardFor } from '../../domain/evaluation/cards.ts';
import { HANDLER, Survey } from '../support/evaluation-firm.ts';
import { type Firm, openFirm } from '../support/firm.ts';
import { present } from '../support/present.ts';

const ITEMS = cardFor('policy-issued', 'life').items.map(({ code }) => code);
const [FIRST = ''] = ITEMS;
const SATISFIED = Object.fromEntries(ITEMS.map((code) => [code, 'A']));

let firm: Firm;
let survey: Survey;
/** The path of the link that the reminder brought. */
let link: string;

beforeEach(async () => {
  firm = await openFirm();
  survey = await Survey.open(firm, await firm.sell());
  await firm.advance('P2D');
  link = new URL(present(firm.sms.sent.at(-1)?.parameters.link)).pathname;
});

async function says(word: object): Promise<unknown> {
  const answer = await firm.ask('customer', 'POST', link, word);
  await firm.quiet();
  return answer;
}

describe('the link of the reminder', () => {
  it('shows the card in words, and a look changes nothing', async () => {
    const before = await survey.case;
    expect(await firm.ask('customer', 'GET', link)).toMatchObject({
      asks: 'evaluation',
      state: 'open',
      evaluation: { moment: 'policy-issued', items: ITEMS.map((code) => ({ code })) },
    });
    expect(await survey.case).toEqual(before);
  });

  it('takes the grades as a reply, ends the evaluation, and the same word again is the same', async () => {
    expect(await says({ grades: SATISFIED })).toMatchObject({ state: 'used' });
    expect(await survey.case).toMatchObject({
      stage: 'replied',
      category: 'closed',
      result: { says: { grades: SATISFIED } },
    });
    const { version } = await survey.case;
    await says({ grades: SATISFIED });
    expect(await survey.case).toMatchObject({ version });
    expect(await firm.statuses('evaluation')).toEqual(['SUCCEEDED']);
  });

  it('opens a complaint for what the customer is dissatisfied with, and a comment waits for a person', async () => {
    await says({ grades: { ...SATISFIED, [FIRST]: 'C' }, comment: '没有人讲过退保会亏' });
    expect(await survey.complaints()).toHaveLength(1);
    expect(await survey.case).toMatchObject({ complained: [FIRST], inbox: { missed: 0 } });
    await survey.grades({ grades: { ...SATISFIED, [FIRST]: 'C' } }, HANDLER);
    expect(await survey.case).toMatchObject({ stage: 'replied', category: 'closed' });
    expect(await survey.complaints()).toHaveLength(1);
  });

  it('says which item was left out, and takes no item of another card', async () => {
    const before = await survey.case;
    const { [FIRST]: _left, ...rest } = SATISFIED;
    await expect(says({ grades: rest })).rejects.toMatchObject({
      status: 400,
      problem: { fields: [{ field: `grades.${FIRST}` }] },
    });
    await expect(says({ grades: { ...SATISFIED, speed: 'A' } })).rejects.toMatchObject({
      status: 400,
      problem: { fields: [{ field: 'grades.speed' }] },
    });
    expect(await survey.case).toEqual(before);
  });

  it('asks nothing any more once the customer has replied by SMS, or the last day is over', async () => {
    await survey.writes('1A2B', { code: true });
    expect(await firm.ask('customer', 'GET', link)).toEqual({ asks: 'evaluation', state: 'used' });
    await expect(says({ grades: SATISFIED })).rejects.toMatchObject({ status: 410 });

    const other = await Survey.open(firm, await firm.sell());
    await firm.advance('P2D');
    link = new URL(present(firm.sms.sent.at(-1)?.parameters.link)).pathname;
    await firm.advance('P6D');
    expect(await other.case).toMatchObject({ stage: 'expired' });
    await expect(says({ grades: SATISFIED })).rejects.toMatchObject({ status: 410 });
  });
});
