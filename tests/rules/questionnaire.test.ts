import { describe, expect, it } from 'vitest';
import {
  type Answers,
  CURRENT_QUESTIONNAIRE,
  problemsIn,
  QUESTIONNAIRES,
  questionsFor,
} from '../../domain/callback/questionnaire.ts';
import { Invalid } from '../../domain/errors.ts';
import { ProductClass } from '../../domain/policy/policy.ts';
import { policyInput } from '../support/policies.ts';

const ITEMS_OF_ARTICLE_15 = [
  'policyholder',
  'own-signature',
  'documents-read',
  'cover-known',
  'surrender-loss-known',
  'cooling-off-known',
  'instalments-known',
];
const OF_NEW_TYPE = ['benefit-uncertain', 'fees-known'];
const OF_MEDICAL = ['waiting-period-known'];

const EXTRAS: Readonly<Record<ProductClass, readonly string[]>> = {
  'ordinary-life': [],
  annuity: [],
  accident: [],
  'critical-illness': OF_MEDICAL,
  'medical-mid-high': OF_MEDICAL,
  'medical-basic': OF_MEDICAL,
  participating: OF_NEW_TYPE,
  universal: OF_NEW_TYPE,
  'unit-linked': OF_NEW_TYPE,
};

function asked(productClass: ProductClass, instalments: boolean): string[] {
  const input = policyInput({ instalments });
  const policy = { ...input, product: { ...input.product, class: productClass } };
  return questionsFor(policy, CURRENT_QUESTIONNAIRE).map(({ id }) => id);
}

describe('the questionnaire', () => {
  it.each(ProductClass.options)('asks a customer of %s the seven items, and what the class adds', (of) => {
    expect(asked(of, true)).toEqual([...ITEMS_OF_ARTICLE_15, ...EXTRAS[of]]);
  });

  it.each(ProductClass.options)('leaves out the instalments of %s that was paid at once', (of) => {
    expect(asked(of, false)).toEqual(asked(of, true).filter((id) => id !== 'instalments-known'));
  });

  it('says every question in both languages, under an id of its own', () => {
    for (const questions of Object.values(QUESTIONNAIRES)) {
      expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
      expect(questions.every(({ zh, en }) => zh.endsWith('?') && en.endsWith('?'))).toBe(true);
    }
  });

  it('refuses a version that never was', () => {
    expect(() => questionsFor(policyInput(), '1999-1')).toThrow(Invalid);
  });
});

describe('the answers', () => {
  const ids = asked('participating', true);
  const yes: Answers = Object.fromEntries(ids.map((id) => [id, 'yes'] as const));
  const problems = (over: Answers) => problemsIn({ ...yes, ...over }, ids, CURRENT_QUESTIONNAIRE);

  it('are clean when every one is a clear yes', () => {
    expect(problems({})).toEqual([]);
  });

  it.each(ids)('are a problem when %s is a no, and when it is unclear', (id) => {
    const question = QUESTIONNAIRES[CURRENT_QUESTIONNAIRE]?.find((each) => each.id === id);

    expect(problems({ [id]: 'no' })).toEqual([question?.category]);
    expect(problems({ [id]: 'unclear' })).toEqual([question?.category]);
  });

  it('name a category once, in the order of the questions', () => {
    const all = Object.fromEntries(ids.map((id) => [id, 'no'] as const));

    const categories = problems(all);

    expect(categories[0]).toBe('not-the-policyholder');
    expect(new Set(categories).size).toBe(categories.length);
  });

  it('must be complete', () => {
    const { policyholder: _missing, ...rest } = yes;

    expect(() => problemsIn(rest, ids, CURRENT_QUESTIONNAIRE)).toThrow(
      expect.objectContaining({
        name: 'Invalid',
        fields: [{ field: 'answers.policyholder', reason: 'is not answered' }],
      }),
    );
  });

  it('must be of questions that were asked', () => {
    expect(() => problems({ 'waiting-period-known': 'yes' })).toThrow(
      expect.objectContaining({
        name: 'Invalid',
        fields: [{ field: 'answers.waiting-period-known', reason: 'was not asked' }],
      }),
    );
  });
});
