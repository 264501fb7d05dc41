import { describe, expect, it } from 'vitest';
import { hotlineAnswer, hotlineEntry, remedyContentOf } from '../../domain/complaint/hotline.ts';
import { ComplaintStory, decided, HANDLER, handling, toldOf } from '../support/complaint-story.ts';
import { faultsOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const NOW = at('2026-03-10', '10:00');
const CELLS = {
  reference: 'ZB2026-000001',
  received_on: '2026/3/9',
  customer_ref: 'customer-a',
  line: '人身险',
  branch: 'bj',
  category: '服务',
  statement: '客户反映三周未收到保单副本',
};
const rowOf = (over: Record<string, string> = {}) => hotlineEntry({ ...CELLS, ...over }, NOW);

function after(story: ComplaintStory, ...acts: ((story: ComplaintStory) => unknown)[]): ComplaintStory {
  for (const act of acts) act(story);
  return story;
}

describe('a row of the regulator’s file', () => {
  it.each([
    ['销售', 'sales'],
    ['理赔', 'claims'],
    ['退保', 'surrender'],
    ['服务', 'service'],
    ['保全', 'policy-administration'],
    ['其他', 'other'],
    ['claims', 'claims'],
  ])('about %s is one of %s', (category, cause) => {
    expect(rowOf({ category }).intake.category).toBe(cause);
  });

  it('brings no new facts to a complaint that is open: its clock runs on', () => {
    expect(rowOf().intake).toMatchObject({ newFacts: false, filer: { as: 'consumer' }, involved: [] });
  });

  it('is of life or of property, in words or as a code', () => {
    const lines = ['人身险', '财产险', 'property'].map((line) => rowOf({ line }).whose);
    expect(lines).toMatchObject([{ line: 'life' }, { line: 'property' }, { line: 'property' }]);
    expect(faultsOf(() => rowOf({ line: 'constructor' }))).toHaveLength(1);
  });

  it('is of a group from two people on, of whom nobody is known to speak for the others', () => {
    const group = (group_size: string) => rowOf({ group_size }).intake.group;
    expect([group(''), group('1')]).toEqual([undefined, undefined]);
    expect([group('2'), group('120')]).toEqual([
      { size: 2, representatives: 0 },
      { size: 120, representatives: 0 },
    ]);
    for (const no of ['0', '2.5', '-3', '1000000']) {
      expect(
        faultsOf(() => rowOf({ group_size: no })),
        no,
      ).toEqual([expect.stringMatching(/^group_size must /)]);
    }
  });

  it('is dated as the calendar writes it or as Excel does, up to today', () => {
    const received = (received_on: string) => rowOf({ received_on }).intake.receivedAt;
    expect(received('2026-03-09')).toBe(received('2026/3/9'));
    expect(received('2026-3-10')).toBe(at('2026-03-10', '00:00').toISOString());
    expect(faultsOf(() => rowOf({ received_on: '2026-02-30' }))).toEqual([
      expect.stringMatching(/^received_on must /),
    ]);
    expect(faultsOf(() => rowOf({ reference: '2026/3/9' }))).toEqual([
      expect.stringMatching(/^reference must /),
    ]);
    expect(faultsOf(() => rowOf({ statement: '' }))).toEqual(['statement is empty']);
  });

  it('names the customer beside a policy, and the carrier beside a customer, where they are told', () => {
    const policy = { policy_number: 'POL-0001', carrier: 'carrier-a' };
    expect(rowOf(policy).whose).toEqual({
      policy: { carrier: 'carrier-a', number: 'POL-0001' },
      customerRef: 'customer-a',
    });
    expect(rowOf({ carrier: 'carrier-a' }).whose).toEqual({
      customerRef: 'customer-a',
      line: 'life',
      branch: 'bj',
      carrier: 'carrier-a',
    });
  });
});

describe('our answer to the regulator', () => {
  const REMEDY = ' the premium\n is  paid back ';
  const answer = (story: ComplaintStory) => hotlineAnswer(story.case, REMEDY);
  const told = { outcome: '属实', told_on: '2026-03-02', remedy: 'the premium is paid back' };
  const nothing = { outcome: '', told_on: '', remedy: '' };

  it('is none before the complainant knows, or of what belongs to another', () => {
    const part = handling();
    part.mergeInto(handling());
    for (const story of [new ComplaintStory(), handling(), decided(), part]) {
      expect(answer(story)).toBeUndefined();
    }
  });

  it.each<[string, object, () => ComplaintStory]>([
    ['已告知', told, toldOf],
    ['核查中', told, () => after(toldOf(), (story) => story.asksReview())],
    ['已解决', told, () => after(toldOf(), (story) => story.accepts(true))],
    ['已解决', { ...told, outcome: '' }, () => after(handling(), (story) => story.settle())],
    ['已撤回', told, () => after(toldOf(), (story) => story.withdraw())],
    ['已撤回', nothing, () => after(handling(), (story) => story.withdraw())],
    ['已撤回', nothing, () => after(decided(), (story) => story.withdraw())],
    ['不予受理', nothing, () => after(handling(), (story) => story.refuse())],
    [
      '已办结',
      { ...told, outcome: '部分属实' },
      () =>
        after(
          toldOf(),
          (story) => story.asksReview(),
          (story) => story.reviews('changed'),
        ),
    ],
  ])('says %s with %j', (result, rest, make) => {
    expect(answer(make())).toEqual({ result, ...rest });
  });

  it.each([
    ['not-upheld', '不属实'],
    ['outside-cover', '不属于保险责任'],
  ] as const)('says of %s that it is %s', (outcome, word) => {
    const story = after(
      handling(),
      (one) => one.decide(HANDLER, { outcome }),
      (one) => one.notify(),
    );
    expect(answer(story)?.outcome).toBe(word);
    expect(hotlineAnswer(story.case)?.remedy).toBe('');
  });

  it('takes the remedy from where it was written', () => {
    expect(remedyContentOf(handling().case)).toBeUndefined();
    expect(remedyContentOf(toldOf().case)).toBe('decision-1');
    expect(remedyContentOf(after(handling(), (story) => story.settle()).case)).toBe('remedy');
  });
});
