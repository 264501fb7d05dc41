import * as z from 'zod/mini';
import { Invalid } from '../errors.ts';
import type { PolicyInput, ProductClass } from '../policy/policy.ts';

/** What a problem callback (回访问题件) is about. */
export const ProblemCategory = z.enum([
  'not-the-policyholder',
  'not-own-signature', // 代签名
  'denies-buying',
  'documents-not-read',
  'cover-or-exclusions-unclear',
  'benefit-overstated',
  'surrender-loss-unknown',
  'cooling-off-unknown',
  'paying-term-unclear',
  'fees-or-risk-unknown',
  'waiting-period-unknown',
  'wrong-phone',
  'wants-to-surrender',
]);
export type ProblemCategory = z.infer<typeof ProblemCategory>;

/** Mis-selling and surrender wishes are answered faster than the rest. */
export const URGENT_CATEGORIES: ReadonlySet<ProblemCategory> = new Set([
  'not-own-signature',
  'denies-buying',
  'benefit-overstated',
  'wants-to-surrender',
]);

interface Question {
  id: string;
  zh: string;
  en: string;
  /** What a no or an unclear answer means. */
  category: ProblemCategory;
  askedOf: (policy: Pick<PolicyInput, 'product' | 'instalments'>) => boolean;
}

const NEW_TYPE: ReadonlySet<ProductClass> = new Set(['participating', 'universal', 'unit-linked']);
const MEDICAL: ReadonlySet<ProductClass> = new Set(['medical-mid-high', 'medical-basic', 'critical-illness']);

const always = () => true;
const ofNewType: Question['askedOf'] = (policy) => NEW_TYPE.has(policy.product.class);
const ofMedical: Question['askedOf'] = (policy) => MEDICAL.has(policy.product.class);

/**
 * The questionnaire (回访问卷). Items 1 to 7 are those of the basic service rule of 2010, article 15, which every
 * policy needs; then the extra ones of new-type products and of medical ones. A version never changes once used.
 */
export const QUESTIONNAIRES: Readonly<Record<string, readonly Question[]>> = {
  '2026-1': [
    {
      id: 'policyholder',
      zh: '您是本保单的投保人本人吗?',
      en: 'Are you yourself the policyholder of this policy?',
      category: 'not-the-policyholder',
      askedOf: always,
    },
    {
      id: 'own-signature',
      zh: '您购买了本产品,投保人和被保险人都是亲笔签名吗?',
      en: 'Did you buy this product, and did policyholder and insured sign in person?',
      category: 'not-own-signature',
      askedOf: always,
    },
    {
      id: 'documents-read',
      zh: '您已阅读并理解产品说明书和投保提示吗?',
      en: 'Have you read and understood the product manual and the application notice?',
      category: 'documents-not-read',
      askedOf: always,
    },
    {
      id: 'cover-known',
      zh: '您了解保险责任、责任免除和保险期间吗?',
      en: 'Do you know the cover, the exclusions and the term?',
      category: 'cover-or-exclusions-unclear',
      askedOf: always,
    },
    {
      id: 'surrender-loss-known',
      zh: '您了解退保可能造成的损失吗?',
      en: 'Do you know that surrender may mean a loss?',
      category: 'surrender-loss-unknown',
      askedOf: always,
    },
    {
      id: 'cooling-off-known',
      zh: '您了解犹豫期的起算时间、期限和您享有的权利吗?',
      en: 'Do you know when cooling-off starts, how long it is and what rights it gives?',
      category: 'cooling-off-unknown',
      askedOf: always,
    },
    {
      id: 'instalments-known',
      zh: '您了解缴费期限和缴费频率吗?',
      en: 'Do you know for how long and how often you pay?',
      category: 'paying-term-unclear',
      askedOf: (policy) => policy.instalments,
    },
    {
      id: 'benefit-uncertain',
      zh: '您了解本产品的利益是不确定的吗?',
      en: 'Do you know that the benefit of this product is uncertain?',
      category: 'benefit-overstated',
      askedOf: ofNewType,
    },
    {
      id: 'fees-known',
      zh: '您了解本产品的费用扣除和投资风险吗?',
      en: 'Do you know the fees that are deducted and the investment risk?',
      category: 'fees-or-risk-unknown',
      askedOf: ofNewType,
    },
    {
      id: 'waiting-period-known',
      zh: '您了解等待期、免赔额和既往症的约定吗?',
      en: 'Do you know the waiting period, the deductible and what is said of earlier illness?',
      category: 'waiting-period-unknown',
      askedOf: ofMedical,
    },
  ],
};
export const CURRENT_QUESTIONNAIRE = '2026-1';

export const Answer = z.enum(['yes', 'no', 'unclear']);
export const Answers = z.record(z.string(), Answer);
export type Answers = z.infer<typeof Answers>;

export type AskedQuestion = Pick<Question, 'id' | 'zh' | 'en'>;

/** The questions that a customer of this policy is asked, in order. */
export function questionsFor(
  policy: Pick<PolicyInput, 'product' | 'instalments'>,
  version: string,
): AskedQuestion[] {
  return scriptFor(policy, version).map(({ id, zh, en }) => ({ id, zh, en }));
}

/** The same questions as whoever calls reads them out (回访话术), with what a no means. */
export function scriptFor(
  policy: Pick<PolicyInput, 'product' | 'instalments'>,
  version: string,
): (AskedQuestion & Pick<Question, 'category'>)[] {
  return questionnaire(version)
    .filter((question) => question.askedOf(policy))
    .map(({ id, zh, en, category }) => ({ id, zh, en, category }));
}

function questionnaire(version: string): readonly Question[] {
  const questions = QUESTIONNAIRES[version];
  if (questions === undefined) throw new Invalid(`There is no questionnaire ${version}.`);
  return questions;
}

/**
 * What the answers mean: empty when every question has a clear yes (a success by the measure of 2012), else what is
 * wrong, in the order of the questions.
 * @throws Invalid when a question is not answered or was not asked
 */
export function problemsIn(answers: Answers, asked: readonly string[], version: string): ProblemCategory[] {
  const fields = [
    ...asked
      .filter((id) => !(id in answers))
      .map((id) => ({ field: `answers.${id}`, reason: 'is not answered' })),
    ...Object.keys(answers)
      .filter((id) => !asked.includes(id))
      .map((id) => ({ field: `answers.${id}`, reason: 'was not asked' })),
  ];
  if (fields.length > 0) throw new Invalid('The answers do not fit the questionnaire.', fields);
  const categories = questionnaire(version)
    .filter((question) => asked.includes(question.id) && answers[question.id] !== 'yes')
    .map((question) => question.category);
  return [...new Set(categories)];
}
