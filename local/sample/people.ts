import type { LocalUser } from '../services/identity.ts';
import { SAMPLE_CARRIER_IDS } from './policies.ts';

/** Who can sign in on one machine. Every name is plainly invented. */
export const SAMPLE_USERS: readonly LocalUser[] = [
  { sub: 'broker-bj-1', name: '经纪人甲 (Broker A)', role: 'broker', branch: 'bj', broker: 'broker-bj-1' },
  { sub: 'broker-bj-2', name: '经纪人乙 (Broker B)', role: 'broker', branch: 'bj', broker: 'broker-bj-2' },
  { sub: 'broker-sh-1', name: '经纪人丙 (Broker C)', role: 'broker', branch: 'sh', broker: 'broker-sh-1' },
  { sub: 'leader-bj', name: '团队长甲 (Team leader A)', role: 'broker', branch: 'bj', broker: 'leader-bj' },
  { sub: 'leader-sh', name: '团队长乙 (Team leader B)', role: 'broker', branch: 'sh', broker: 'leader-sh' },
  { sub: 'agent-bj-1', name: '回访员甲 (Callback agent A)', role: 'callback-agent', branch: 'bj' },
  { sub: 'agent-bj-2', name: '回访员乙 (Callback agent B)', role: 'callback-agent', branch: 'bj' },
  { sub: 'agent-sh-1', name: '回访员丙 (Callback agent C)', role: 'callback-agent', branch: 'sh' },
  { sub: 'manager-bj', name: '分公司经理甲 (Branch manager)', role: 'branch-manager', branch: 'bj' },
  { sub: 'handler-bj-1', name: '投诉专员甲 (Complaint handler A)', role: 'complaint-handler', branch: 'bj' },
  { sub: 'handler-bj-2', name: '投诉专员乙 (Complaint handler B)', role: 'complaint-handler', branch: 'bj' },
  { sub: 'handler-sh-1', name: '投诉专员丙 (Complaint handler C)', role: 'complaint-handler', branch: 'sh' },
  { sub: 'head-office', name: '总公司经理 (Head office)', role: 'head-office-manager' },
  { sub: 'compliance-1', name: '合规甲 (Compliance A)', role: 'compliance' },
  { sub: 'compliance-2', name: '合规乙 (Compliance B)', role: 'compliance' },
  { sub: 'expert-1', name: '两核专家甲 (Expert A)', role: 'expert' },
  { sub: 'expert-2', name: '两核专家乙 (Expert B)', role: 'expert' },
  ...SAMPLE_CARRIER_IDS.flatMap((carrier): LocalUser[] => [
    {
      sub: `reviewer-${carrier}`,
      name: `${carrier} 核保核赔员 (Reviewer)`,
      role: 'carrier-reviewer',
      branch: 'bj',
      carrier,
    },
    {
      sub: `reviewer-${carrier}-hq`,
      name: `${carrier} 总公司 (Head office)`,
      role: 'carrier-reviewer',
      branch: 'head-office',
      carrier,
    },
  ]),
  { sub: 'core', name: '核心系统 (Core system)', role: 'core-system' },
];

export const SAMPLE_BRANCHES = ['bj', 'sh'];

/** Nobody's number. */
export const SAMPLE_HOTLINE = '400-000-0000';
