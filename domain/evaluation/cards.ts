import * as z from 'zod/mini';
import { InvariantBroken } from '../errors.ts';

/** When a customer is asked: the three messages (三条短信) of the model in Ningbo. */
export const Moment = z.enum(['policy-issued', 'claim-reported', 'claim-closed']);
export type Moment = z.infer<typeof Moment>;

export const Line = z.enum(['life', 'property']);
export type Line = z.infer<typeof Line>;

/** 满意, 一般, 不满意. */
export const Grade = z.enum(['A', 'B', 'C']);
export type Grade = z.infer<typeof Grade>;

export const OPTIONS: Readonly<Record<Grade, { zh: string; en: string }>> = {
  A: { zh: '满意', en: 'satisfied' },
  B: { zh: '一般', en: 'fair' },
  C: { zh: '不满意', en: 'dissatisfied' },
};

export interface CardItem {
  /** What events and figures know it by. */
  code: string;
  /** As the message says it: six items and their numbers must fit into two variables of 35 characters. */
  short: string;
  zh: string;
  en: string;
}

/** A card (监督卡): the customer answers an item by its number, which is its place in `items`. */
export interface Card {
  id: 'life-underwriting' | 'property-underwriting' | 'claims';
  version: string;
  /** What is evaluated, as the message says it. */
  about: string;
  items: readonly CardItem[];
}

/**
 * A version never changes once used. Of the life card the source names three items (disclosure, signature, uncertain
 * returns); the other three are ours. The property and the claims card follow the source item by item.
 */
export const CARDS: Readonly<Record<string, Readonly<Record<Card['id'], Card>>>> = {
  '2026-1': {
    'life-underwriting': {
      id: 'life-underwriting',
      version: '2026-1',
      about: '承保服务',
      items: [
        {
          code: 'terms-told',
          short: '条款说明',
          zh: '业务人员如实说明了保险责任和责任免除',
          en: 'Cover and exclusions were told truthfully',
        },
        {
          code: 'own-signature',
          short: '亲笔签名',
          zh: '投保文件由本人亲笔签名',
          en: 'The application was signed in person',
        },
        {
          code: 'returns-uncertain',
          short: '收益提示',
          zh: '告知了收益的不确定性',
          en: 'It was told that returns are uncertain',
        },
        {
          code: 'surrender-loss',
          short: '退保损失',
          zh: '告知了犹豫期和退保损失',
          en: 'Cooling-off and the loss on surrender were told',
        },
        {
          code: 'health-questions',
          short: '健康询问',
          zh: '健康情况逐项询问并如实填写',
          en: 'Health was asked item by item and written down as told',
        },
        { code: 'attitude', short: '服务态度', zh: '服务态度', en: 'Attitude' },
      ],
    },
    'property-underwriting': {
      id: 'property-underwriting',
      version: '2026-1',
      about: '承保服务',
      items: [
        { code: 'cover', short: '保险责任', zh: '说明了保险责任', en: 'Cover was explained' },
        { code: 'exclusions', short: '责任免除', zh: '说明了责任免除', en: 'Exclusions were explained' },
        {
          code: 'payout-method',
          short: '赔偿方式',
          zh: '说明了赔偿处理方式',
          en: 'How a loss is paid was explained',
        },
        {
          code: 'main-and-riders',
          short: '主险附加',
          zh: '说明了主险和附加险',
          en: 'Main cover and riders were explained',
        },
        {
          code: 'own-signature',
          short: '亲笔签名',
          zh: '投保文件由本人亲笔签名',
          en: 'The application was signed in person',
        },
        { code: 'standards', short: '服务规范', zh: '服务符合规范', en: 'Service kept to its standards' },
      ],
    },
    claims: {
      id: 'claims',
      version: '2026-1',
      about: '理赔服务',
      items: [
        {
          code: 'as-contracted',
          short: '按约赔付',
          zh: '按合同约定赔付',
          en: 'Paid as the contract says',
        },
        { code: 'speed', short: '理赔时效', zh: '理赔快捷', en: 'Quick' },
        { code: 'attitude', short: '服务态度', zh: '服务态度', en: 'Attitude' },
        { code: 'promises', short: '兑现承诺', zh: '服务承诺兑现', en: 'Promises were kept' },
        {
          code: 'integrity',
          short: '廉洁自律',
          zh: '没有吃拿卡要',
          en: 'Nobody asked for favours or made difficulties',
        },
      ],
    },
  },
};
export const CURRENT_CARDS = '2026-1';

/** The card of a moment: underwriting has one for each line, a claim the same for both. */
export function cardFor(moment: Moment, line: Line, version: string = CURRENT_CARDS): Card {
  const cards = CARDS[version];
  if (cards === undefined) throw new InvariantBroken(`There are no cards ${version}.`);
  if (moment !== 'policy-issued') return cards.claims;
  return cards[line === 'life' ? 'life-underwriting' : 'property-underwriting'];
}
