import type { Actor, Role, Staff } from '../../domain/people.ts';

/** Someone of a branch. */
export function staff(role: Role, id: string, branch: string | undefined = 'bj'): Staff {
  return { kind: 'staff', id, role, ...(branch === undefined ? {} : { branch }) };
}

export const SELLER = staff('broker', 'broker-jia');
export const LEADER = staff('broker', 'leader-yi');
export const OTHER_BROKER = staff('broker', 'broker-bing');
export const AGENT = staff('callback-agent', 'agent-ding');
export const SECOND_AGENT = staff('callback-agent', 'agent-wu');
export const BRANCH_MANAGER = staff('branch-manager', 'manager-ji');
export const COMPLIANCE: Staff = { kind: 'staff', id: 'compliance-geng', role: 'compliance' };
export const SECOND_COMPLIANCE: Staff = { kind: 'staff', id: 'compliance-xin', role: 'compliance' };
export const HEAD_OFFICE: Staff = { kind: 'staff', id: 'head-ren', role: 'head-office-manager' };
export const CORE_SYSTEM: Staff = { kind: 'staff', id: 'core', role: 'core-system' };
export const EXPERT: Staff = { kind: 'staff', id: 'expert-mao', role: 'expert' };

/** A reviewer of a carrier, at one of its units. */
export function reviewer(carrier: string, id = `reviewer-${carrier}`, unit = 'bj'): Staff {
  return { kind: 'staff', id, role: 'carrier-reviewer', branch: unit, carrier };
}
export const PAYOUT: Actor = { kind: 'system', id: 'payout-workflow' };
