import type { AccountabilityLine } from './case.ts';
import type { DeskFault, LiableRole, Responsibility } from './facts.ts';
import type { Reason } from './proposal.ts';

/** Both languages of the printed result: Chinese first. */
export interface Words {
  zh: string;
  en: string;
}

export const ROLES: Readonly<Record<LiableRole, Words>> = {
  'direct-person': { zh: '直接责任人', en: 'direct person' },
  'branch-complaint-handler': { zh: '分公司投诉处理岗', en: 'branch complaint handler' },
  'sub-branch-complaint-head': { zh: '支公司投诉部门负责人', en: 'head of the sub-branch complaint unit' },
  'sub-branch-leader': { zh: '支公司分管领导', en: 'sub-branch leader in charge' },
  'department-head': { zh: '部门负责人', en: 'department head' },
};

export const RESPONSIBILITIES: Readonly<Record<Responsibility, Words>> = {
  direct: { zh: '直接责任', en: 'direct' },
  management: { zh: '管理责任', en: 'management' },
};

export const RULES: Readonly<Record<Reason['rule'], Words>> = {
  channel: { zh: '投诉渠道', en: 'channel' },
  repeat: { zh: '重复投诉', en: 'repeat' },
  escalated: { zh: '升级投诉', en: 'escalated' },
  'multi-channel': { zh: '多渠道投诉', en: 'multi-channel' },
  'desk-fault': { zh: '投诉处理过错', en: 'fault of the desk' },
};

const FAULTS: Readonly<Record<DeskFault, Words>> = {
  'late-feedback': { zh: '反馈不及时', en: 'late feedback' },
  attitude: { zh: '服务态度', en: 'attitude' },
  'not-escalated': { zh: '超时或超权限未上报', en: 'late or beyond authority without escalation' },
  'poor-records': { zh: '系统或台账记录不全', en: 'poor records' },
};

const CHANNELS: Readonly<Record<string, Words>> = {
  counter: { zh: '柜面', en: 'counter' },
  hotline: { zh: '客服热线', en: 'hotline' },
  'e-mail': { zh: '电子邮件', en: 'e-mail' },
  web: { zh: '官网', en: 'web' },
  wechat: { zh: '微信', en: 'WeChat' },
  app: { zh: 'App', en: 'app' },
  letter: { zh: '信函', en: 'letter' },
  'sms-evaluation': { zh: '短信评价', en: 'SMS evaluation' },
  callback: { zh: '回访', en: 'callback' },
  'reception-day': { zh: '接待日', en: 'reception day' },
  'head-office': { zh: '总公司', en: 'head office' },
  association: { zh: '行业协会', en: 'association' },
  'mediation-centre': { zh: '调解中心', en: 'mediation centre' },
  'other-body': { zh: '其他机构', en: 'another body' },
  regulator: { zh: '监管机构', en: 'regulator' },
  media: { zh: '媒体', en: 'media' },
};

/** Of a channel or a fault; a code that has no words yet stands for itself. */
export function wordsOfCode(code: string): Words {
  return { ...CHANNELS, ...FAULTS }[code] ?? { zh: code, en: code };
}

/** How a line came to its amount. */
export function wordsOfEnd({ decision, objection, redecision }: AccountabilityLine): Words {
  const { outcome } = redecision ?? decision ?? {};
  const said =
    outcome === 'waived'
      ? { zh: '免予追究', en: 'waived' }
      : outcome === 'lowered'
        ? { zh: '减轻', en: 'lowered' }
        : { zh: '维持', en: 'confirmed' };
  return objection === undefined ? said : { zh: `申诉后${said.zh}`, en: `${said.en} after an objection` };
}
