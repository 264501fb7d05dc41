import * as z from 'zod/mini';
import { type FieldFault, Invalid } from '../errors.ts';
import type { DecisionKind } from './legal-clocks.ts';

/** Why a carrier does not pay (拒赔理由), in our vocabulary. */
export const ClaimReason = z.enum([
  'non-disclosure', // 未如实告知
  'waiting-period', // 等待期
  'exclusion', // 免责
  'pre-existing', // 既往症
  'not-covered', // 非保险责任
  'definition-not-met',
  'lapse',
  'fraud',
  'papers-missing', // 材料不全
  'other',
]);
export type ClaimReason = z.infer<typeof ClaimReason>;

/** What a carrier's underwriter decided that is not the standard; `other` holds a rescission without a claim. */
export const UnderwritingReason = z.enum(['extra-premium', 'exclusion', 'postponed', 'declined', 'other']);
export type UnderwritingReason = z.infer<typeof UnderwritingReason>;

export const REASON_CODES = {
  underwriting: UnderwritingReason,
  claim: ClaimReason,
} as const satisfies Record<DecisionKind, unknown>;

/** A reason of either kind; `groundsFor` refuses one of the wrong kind. */
export const ReasonCode = z.enum({ ...ClaimReason.def.entries, ...UnderwritingReason.def.entries });
export type ReasonCode = z.infer<typeof ReasonCode>;

/**
 * A ground on which a decision can be contested (复议理由), asked so that *yes* speaks for the customer. `source` names
 * the articles, or says that it is practice; never show the latter as law.
 */
export interface Ground {
  code: string;
  appliesTo: readonly DecisionKind[];
  source: string;
  zh: string;
  en: string;
  /** Who must prove it when it is disputed. */
  proof: 'insurer' | 'customer';
  /** What usually ends the dispute about it. */
  settles?: string;
}

export const PRACTICE = 'practice, not law';

const CLAIM = ['claim'] as const;
const UNDERWRITING = ['underwriting'] as const;
const BOTH = ['underwriting', 'claim'] as const;

/** Insurance Law of 2015; JI-2 and JI-3 are the Supreme Court's second and third interpretation of it, text of 2020. */
export const GROUNDS = [
  {
    code: 'exclusion-not-explained',
    appliesTo: CLAIM,
    source: 'Insurance Law art. 17; JI-2 arts. 9, 11, 13',
    zh: '免除责任的条款(包括免赔额、免赔率、比例赔付)是否没有醒目提示,或者没有向投保人讲清楚?',
    en: 'Was the exclusion clause (deductible, ratio and pay-share terms count) not highlighted, or not clearly explained?',
    proof: 'insurer',
    settles: 'a confirmation signed by the policyholder that it was explained, unless disproved',
  },
  {
    code: 'premium-kept-after-knowing',
    appliesTo: BOTH,
    source: 'JI-2 art. 7',
    zh: '保险公司知道未如实告知之后,是否仍然收取保险费?',
    en: 'Did the insurer go on taking premium after it knew of the non-disclosure?',
    proof: 'customer',
    settles: 'the date on which the insurer knew, beside the receipts of later premiums',
  },
  {
    code: 'refused-without-rescission',
    appliesTo: CLAIM,
    source: 'JI-2 art. 8',
    zh: '保险公司是否没有解除合同,就以未如实告知为由拒赔,且双方没有另行约定?',
    en: 'Did the insurer refuse on non-disclosure without rescinding the contract, and without another agreement?',
    proof: 'insurer',
    settles: 'the notice of rescission and the day on which it arrived',
  },
  {
    code: 'rescission-too-late',
    appliesTo: BOTH,
    source: 'Insurance Law art. 16(3)',
    zh: '解除合同时,距保险公司知道事由是否已超过三十日,或者距合同成立是否已超过二年?',
    en: 'Was the contract rescinded more than 30 days after the insurer knew the ground, or more than 2 years after its conclusion?',
    proof: 'customer',
    settles: 'after two years the date of conclusion alone; before, the day on which the insurer knew',
  },
  {
    code: 'insurer-knew-at-conclusion',
    appliesTo: BOTH,
    source: 'Insurance Law art. 16(6); JI-3 art. 5',
    zh: '订立合同时,保险公司是否已经知道有关情况(例如在其指定机构做过体检)?',
    en: 'Did the insurer already know the fact when the contract was concluded, as from a check-up at its own clinic?',
    proof: 'customer',
    settles: 'the check-up result or file that the insurer had on that day',
  },
  {
    code: 'question-not-asked',
    appliesTo: BOTH,
    source: 'Insurance Law art. 16(1); JI-2 arts. 5, 6',
    zh: '保险公司是否没有问到这件事,或者只用了概括性的问题?',
    en: 'Was the matter never asked about, or only by a catch-all question that names nothing?',
    proof: 'insurer',
    settles: 'the questionnaire as it was put to the customer',
  },
  {
    code: 'agent-filled-form',
    appliesTo: BOTH,
    source: 'JI-2 art. 3',
    zh: '投保单是否由保险公司或其代理人代填,并且有证据证明其行为不当?',
    en: 'Did the insurer or its agent fill in the form, and can misconduct in doing so be shown?',
    proof: 'customer',
    settles: "without proof of misconduct the signed form counts as the customer's own words",
  },
  {
    code: 'non-disclosure-without-weight',
    appliesTo: CLAIM,
    source: 'Insurance Law art. 16(2), (4), (5)',
    zh: '未告知的事项是否既非故意也非重大过失,或者不足以影响承保,或者对事故的发生没有严重影响?',
    en: 'Was the omission neither deliberate nor grossly negligent, or of no weight for underwriting, or without serious effect on the event?',
    proof: 'insurer',
    settles: 'the underwriting rules of that date; a medical opinion on the cause of the event',
  },
  {
    code: 'premium-taken-before-decision',
    appliesTo: CLAIM,
    source: 'JI-2 art. 4',
    zh: '事故发生时,保险公司是否已收保险费而尚未决定是否承保,且当时符合承保条件?',
    en: 'Had the insurer taken the premium without deciding yet when the event happened, on a risk that met its rules?',
    proof: 'insurer',
    settles: 'the underwriting rules of that date: who says that the risk did not meet them proves it',
  },
  {
    code: 'ambiguous-wording',
    appliesTo: CLAIM,
    source: 'Insurance Law art. 30',
    zh: '保险公司所依据的格式条款,按通常理解是否还有另一种合理的解释?',
    en: 'Does the standard wording that the insurer relies on have a second reasonable reading?',
    proof: 'customer',
    settles: 'the wording itself: of two readings the one in favour of insured and beneficiary holds',
  },
  {
    code: 'off-list-cost',
    appliesTo: CLAIM,
    source: 'JI-3 art. 19',
    zh: '保险公司是否仅因费用不在基本医疗保险范围内就拒赔?',
    en: 'Was the cost refused only because it is outside the basic medical list?',
    proof: 'insurer',
    settles: 'the standard cost of like treatment: only what lies above it may be refused',
  },
  {
    code: 'emergency-at-unlisted-hospital',
    appliesTo: CLAIM,
    source: 'JI-3 art. 20',
    zh: '在非指定医院就医,是否因为情况紧急必须立即治疗?',
    en: 'Was the treatment at a hospital off the list an emergency that could not wait?',
    proof: 'customer',
    settles: 'the emergency or admission record',
  },
  {
    code: 'suicide-not-proven',
    appliesTo: CLAIM,
    source: 'JI-3 art. 21',
    zh: '保险公司以自杀为由拒赔,是否没有拿出证据?',
    en: 'Does the insurer refuse on suicide without proving it?',
    proof: 'insurer',
    settles: 'the finding of the police or of the doctor who certified the death',
  },
  {
    code: 'fraud-not-shown',
    appliesTo: CLAIM,
    source: 'Insurance Law art. 27',
    zh: '保险公司称有欺诈,是否没有证据,或者对真实部分也一并拒赔?',
    en: 'Is fraud alleged without proof, or is the true part of the claim refused together with the overstated one?',
    proof: 'insurer',
    settles: 'a finding by the police or court; for overstated loss only the false part is not paid',
  },
  {
    code: 'event-in-grace-period',
    appliesTo: CLAIM,
    source: 'Insurance Law art. 36',
    zh: '事故是否发生在合同效力中止之前(催告后三十日内,或约定交费期限后六十日内)?',
    en: 'Did the event fall before the cover was suspended: within 30 days of the reminder, or 60 days of the agreed due date?',
    proof: 'customer',
    settles: 'the date of the reminder, the due date of the premium and the date of the event',
  },
  {
    code: 'papers-asked-piecemeal',
    appliesTo: CLAIM,
    source: 'Insurance Law art. 22',
    zh: '保险公司是否没有及时一次性说明要补哪些材料,或者要求无法取得的材料?',
    en: 'Were missing papers not asked for promptly and all at once, or papers wanted that the claimant cannot get?',
    proof: 'insurer',
    settles: 'the notices that asked for papers, with their dates',
  },
  {
    code: 'no-reasons-given',
    appliesTo: CLAIM,
    source: 'Insurance Law art. 24',
    zh: '拒赔通知书是否没有说明理由,或者理由与条款对不上?',
    en: 'Does the refusal notice give no reasons, or reasons that no clause bears out?',
    proof: 'insurer',
    settles: 'the refusal notice beside the clause that it names',
  },
  {
    code: 'facts-mistaken',
    appliesTo: BOTH,
    source: PRACTICE,
    zh: '决定所依据的事实(日期、诊断、病史、身份)是否有误?',
    en: 'Does the decision rest on a fact that is wrong: a date, a diagnosis, an earlier illness, the person?',
    proof: 'customer',
    settles: 'the original record',
  },
  {
    code: 'new-evidence',
    appliesTo: BOTH,
    source: PRACTICE,
    zh: '是否有保险公司作决定时没有见过的新材料?',
    en: 'Is there evidence that the carrier had not seen when it decided?',
    proof: 'customer',
    settles: 'the new paper itself, dated',
  },
  {
    code: 'other-carrier-accepts',
    appliesTo: UNDERWRITING,
    source: PRACTICE,
    zh: '对同样的情况,是否有其他保险公司给出更好的承保结论?',
    en: 'Has another carrier given a better conclusion on the same facts?',
    proof: 'customer',
    settles: "nothing binds a carrier to another's opinion: an argument, not a right",
  },
] as const satisfies readonly Ground[];

export type GroundCode = (typeof GROUNDS)[number]['code'];

const OF_RESCISSION = [
  'rescission-too-late',
  'premium-kept-after-knowing',
  'insurer-knew-at-conclusion',
  'question-not-asked',
  'agent-filled-form',
] as const;

const OF_TERMS = ['new-evidence', 'facts-mistaken', 'other-carrier-accepts', 'question-not-asked'] as const;

/** Which grounds typically answer a reason, the strongest first. Practice, not law. */
const ANSWERS: {
  readonly underwriting: Readonly<Record<UnderwritingReason, readonly GroundCode[]>>;
  readonly claim: Readonly<Record<ClaimReason, readonly GroundCode[]>>;
} = {
  underwriting: {
    'extra-premium': OF_TERMS,
    exclusion: OF_TERMS,
    postponed: OF_TERMS,
    declined: OF_TERMS,
    other: OF_RESCISSION,
  },
  claim: {
    'non-disclosure': ['refused-without-rescission', ...OF_RESCISSION, 'non-disclosure-without-weight'],
    'waiting-period': ['facts-mistaken', 'exclusion-not-explained', 'ambiguous-wording'],
    exclusion: [
      'exclusion-not-explained',
      'ambiguous-wording',
      'suicide-not-proven',
      'off-list-cost',
      'emergency-at-unlisted-hospital',
    ],
    'pre-existing': [
      'exclusion-not-explained',
      'facts-mistaken',
      'ambiguous-wording',
      'refused-without-rescission',
      ...OF_RESCISSION,
    ],
    'not-covered': [
      'ambiguous-wording',
      'off-list-cost',
      'emergency-at-unlisted-hospital',
      'premium-taken-before-decision',
      'facts-mistaken',
    ],
    'definition-not-met': ['ambiguous-wording', 'new-evidence', 'facts-mistaken', 'exclusion-not-explained'],
    lapse: ['event-in-grace-period', 'facts-mistaken', 'no-reasons-given'],
    fraud: ['fraud-not-shown', 'suicide-not-proven', 'facts-mistaken'],
    'papers-missing': ['papers-asked-piecemeal', 'new-evidence', 'no-reasons-given'],
    other: ['no-reasons-given', 'facts-mistaken', 'new-evidence'],
  },
};

/**
 * Every ground that applies to this kind of decision, those that typically answer the reason first.
 * @throws Invalid when the reason is none of this kind
 */
export function groundsFor(kind: DecisionKind, reason: ReasonCode): Ground[] {
  const answers: Readonly<Record<string, readonly GroundCode[]>> = ANSWERS[kind];
  const first = answers[reason];
  if (first === undefined) {
    throw new Invalid('The reason does not fit the decision.', [
      { field: 'reason', reason: `is not a reason of a decision on ${kind}` },
    ]);
  }
  const rank = ({ code }: (typeof GROUNDS)[number]) => {
    const index = first.indexOf(code);
    return index === -1 ? first.length : index;
  };
  return applying(kind).sort((a, b) => rank(a) - rank(b));
}

/** Does this ground typically answer the reason? The checklist shows those first. */
export function isTypicalAnswer(code: string, kind: DecisionKind, reason: ReasonCode): boolean {
  const answers: Readonly<Record<string, readonly string[]>> = ANSWERS[kind];
  return answers[reason]?.includes(code) ?? false;
}

function applying(kind: DecisionKind): (typeof GROUNDS)[number][] {
  return GROUNDS.filter(({ appliesTo }) => (appliesTo as readonly DecisionKind[]).includes(kind));
}

/** What an expert of the broker found on one ground. */
const Finding = z.strictObject({
  answer: z.enum(['yes', 'no', 'unclear']),
  note: z.optional(z.string().check(z.trim(), z.maxLength(2000))),
});

/** The whole checklist, by ground code. Whether it is complete depends on the kind: see `assessmentFaults`. */
export const Assessment = z.record(z.string().check(z.maxLength(60)), Finding);
export type Assessment = z.infer<typeof Assessment>;

/** What keeps an assessment from being complete: grounds that apply and are not answered, codes that do not apply. */
export function assessmentFaults(assessment: Assessment, kind: DecisionKind): FieldFault[] {
  const codes: string[] = applying(kind).map(({ code }) => code);
  return [
    ...codes
      .filter((code) => !(code in assessment))
      .map((code) => ({ field: `assessment.${code}`, reason: 'is not answered' })),
    ...Object.keys(assessment)
      .filter((code) => !codes.includes(code))
      .map((code) => ({ field: `assessment.${code}`, reason: `is no ground against a decision on ${kind}` })),
  ];
}
