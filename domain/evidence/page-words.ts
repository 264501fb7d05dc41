import type { CaseKind } from '../case.ts';
import ofCases from './case-words.json' with { type: 'json' };

type Words = readonly [chinese: string, english: string];

export function say([chinese, english]: Words): string {
  return `${chinese} / ${english}`;
}

export const WORDS = {
  about: [
    '本页由系统记录生成，核对方法见 README.txt。',
    'Made from the records; README.txt says how to check it.',
  ],
  nothing: ['无', 'None'],
  case: ['案件', 'Case'],
  policy: ['保单', 'Policy'],
  deadlines: ['时限及依据', 'Deadlines and why'],
  timeline: ['经过', 'What happened'],
  proofs: ['凭证', 'Proofs'],
  messages: ['发给客户的信息', 'Messages to the customer'],
  commission: ['佣金账', 'Commission ledger'],
  documents: ['材料', 'Documents'],
  contents: ['所存内容', 'Contents'],
  id: ['编号', 'Id'],
  kind: ['类别', 'Kind'],
  branch: ['分公司', 'Branch'],
  carrier: ['保险公司', 'Carrier'],
  stage: ['阶段', 'Stage'],
  category: ['状态', 'State'],
  openedAt: ['立案时间', 'Opened'],
  closedAt: ['结案时间', 'Closed'],
  version: ['版本', 'Version'],
  'chain.events': ['事件数', 'Events'],
  'chain.head': ['末事件哈希', 'Hash of the last event'],
  values: ['客户信息', 'Values'],
  withheld: ['未提供', 'Withheld'],
  format: ['格式', 'Format'],
  number: ['保单号', 'Number'],
  'customer.name': ['投保人', 'Policyholder'],
  'customer.ref': ['客户编号', 'Customer'],
  premiumFen: ['保费（分）', 'Premium (fen)'],
  issuedOn: ['签发日', 'Issued'],
  'product.code': ['产品代码', 'Product'],
  'product.class': ['产品类别', 'Product class'],
  'product.termMonths': ['保险期间（月）', 'Term (months)'],
  'product.liabilityVersion': ['责任版本', 'Version of the liability'],
  channel: ['销售渠道', 'Channel'],
  brokerId: ['经纪人', 'Broker'],
  coolingOffDays: ['犹豫期（日）', 'Cooling-off days'],
  'scope.inScope': ['须回访', 'To be called back'],
  'scope.reason': ['范围依据', 'Why in scope or not'],
  'scope.ruleVersion': ['规则版本', 'Version of the rule'],
  recordedAt: ['录入时间', 'Recorded'],
  recordedBy: ['录入人', 'Recorded by'],
  inputHash: ['录入内容哈希', 'Hash of the input'],
  what: ['事项', 'What'],
  at: ['时间', 'At'],
  why: ['依据', 'Why'],
  seq: ['序号', 'No.'],
  type: ['类型', 'Type'],
  by: ['由', 'By'],
  data: ['内容', 'Data'],
  hash: ['哈希', 'Hash'],
  proof: ['凭证', 'Proof'],
  template: ['模板', 'Template'],
  status: ['结果', 'Status'],
  intendedAt: ['拟发', 'Intended'],
  sentAt: ['发出', 'Sent'],
  receipt: ['回执', 'Receipt'],
  legs: ['分录（元）', 'Legs (CNY)'],
  media: ['格式', 'Media'],
  bytes: ['字节', 'Bytes'],
  storedAt: ['收存', 'Stored'],
  sha256: ['SHA-256', 'SHA-256'],
  name: ['名称', 'Name'],
  erasedAt: ['删除', 'Erased'],
} as const satisfies Record<string, Words>;

const KINDS: Readonly<Record<CaseKind, Words>> = {
  callback: ['回访', 'Callback'],
  payout: ['佣金发放', 'Payout'],
  'policy-import': ['保单导入', 'Policy import'],
  'pre-underwriting': ['核保前置', 'Pre-underwriting'],
  reconsideration: ['两核复议', 'Reconsideration'],
  'carrier-request': ['保司征询', 'Carrier request'],
  accountability: ['责任认定', 'Accountability'],
  complaint: ['投诉', 'Complaint'],
  'reception-day': ['接待日', 'Reception day'],
  'corrective-action': ['溯源整改', 'Corrective action'],
  evaluation: ['服务评价', 'Evaluation'],
};

/**
 * A stage or an event as the screens call it, and its code, by which it stands in the data. `npm run words` takes the
 * words over from the screens.
 */
export function named(kind: CaseKind, group: 'stage' | 'event', code: string): string[] {
  const words: Readonly<Record<string, readonly string[]>> = ofCases[kind][group];
  const [chinese, english] = words[code] ?? [];
  return chinese === undefined || english === undefined ? [code] : [say([chinese, english]), code];
}

export function kindName(kind: CaseKind): string {
  return say(KINDS[kind]);
}
