import * as z from 'zod/mini';
import { NOTHING_HERE, NotAllowed, NotFound } from './errors.ts';
import { Role, type Staff } from './people.ts';

/** Everything that a signed-in person can ask for. Names are the same in routes, events and this table. */
export const ACTIONS = [
  'policy:record',
  'policy:read',
  'policy:record-receipt',
  'policy:cancel',
  'policy:correct-contact',
  'policy:reveal',
  'policy:import',
  'catalogue:read',
  'catalogue:write',
  'staff-phone:write',
  'scope:replay',
  'coverage:read',
  'case:list',
  'case:read',
  'case:record-attempt',
  'case:record-answers',
  'case:record-carrier-callback',
  'case:record-remedy',
  'case:enter-confirmation',
  'case:approve-confirmation',
  'case:propose-closing',
  'case:decide-closing',
  'commission:read',
  'hold:place',
  'hold:release',
  'payout:read',
  'payout:run',
  'statement:read',
  'metrics:read',
  'figures:carrier-times',
  'figures:scorecard',
  'pre-underwriting:open',
  'pre-underwriting:read',
  'pre-underwriting:prepare',
  'pre-underwriting:choose',
  'pre-underwriting:withdraw',
  'pre-underwriting:link-policy',
  'reconsideration:open',
  'reconsideration:read',
  'reconsideration:supply',
  'reconsideration:assess',
  'reconsideration:record-payment',
  'reconsideration:withdraw',
  'reconsideration:reopen',
  'complaint:open',
  'complaint:read',
  'complaint:handle',
  'complaint:assign',
  'complaint:approve',
  'complaint:extend',
  'complaint:review',
  'complaint:exchange',
  'accountability:read',
  'accountability:read-own',
  'accountability:run',
  'accountability:find',
  'accountability:decide',
  'accountability:object',
  'accountability:state',
  'evaluation:open',
  'evaluation:read',
  'evaluation:read-by-hand',
  'reception-day:run',
  'corrective-action:run',
  'carrier-request:read',
  'carrier-request:answer',
  'vocabulary:read',
  'vocabulary:propose',
  'vocabulary:decide',
  'settings:read',
  'person:list',
  'sight:list',
  'evidence:packet',
  'evidence:health-packet',
] as const;
export type Action = (typeof ACTIONS)[number];

/** How far a role sees: everything, its branch, what it sold or is paid for, its carrier. */
export const Reach = z.enum(['all', 'branch', 'own', 'carrier']);
export type Reach = z.infer<typeof Reach>;

/** What the thing asked for belongs to. Ids only. */
export interface Subject {
  branch?: string | undefined;
  carrier?: string | undefined;
  /** Involved in what is complained of: to them there is nothing, whatever their role. */
  recused?: readonly string[] | undefined;
  /** Seller and payees: whom the commission of the policy concerns. */
  concerned?: readonly string[] | undefined;
}

const REACH: Readonly<Record<Role, Reach>> = {
  broker: 'own',
  'callback-agent': 'branch',
  expert: 'all',
  'carrier-reviewer': 'carrier',
  'complaint-handler': 'branch',
  'branch-manager': 'branch',
  'head-office-manager': 'all',
  compliance: 'all',
  'core-system': 'all',
};

/** Who can be named as a person concerned: everybody but the carriers' people, and a system is no person. */
const ANYBODY_OF_THE_FIRM: readonly Role[] = Role.options.filter(
  (role) => role !== 'carrier-reviewer' && role !== 'core-system',
);

const ALLOWED: Readonly<Record<Action, readonly Role[]>> = {
  'policy:record': ['core-system', 'head-office-manager'],
  'policy:read': [
    'broker',
    'callback-agent',
    'branch-manager',
    'head-office-manager',
    'compliance',
    'core-system',
  ],
  'policy:record-receipt': ['core-system', 'branch-manager', 'head-office-manager'],
  'policy:cancel': ['core-system', 'branch-manager', 'head-office-manager'],
  'policy:correct-contact': ['core-system', 'branch-manager', 'compliance'],
  'policy:reveal': ['callback-agent', 'branch-manager', 'compliance'],
  'policy:import': ['core-system', 'head-office-manager'],
  'catalogue:read': ANYBODY_OF_THE_FIRM,
  'catalogue:write': ['core-system', 'head-office-manager'],
  'staff-phone:write': ['core-system', 'compliance'],
  'scope:replay': ['head-office-manager', 'compliance'],
  'coverage:read': ['head-office-manager', 'compliance'],
  'case:list': [
    'broker',
    'callback-agent',
    'expert',
    'complaint-handler',
    'branch-manager',
    'head-office-manager',
    'compliance',
  ],
  'case:read': [
    'broker',
    'callback-agent',
    'complaint-handler',
    'branch-manager',
    'head-office-manager',
    'compliance',
  ],
  'case:record-attempt': ['callback-agent'],
  'case:record-answers': ['callback-agent'],
  'case:record-carrier-callback': ['callback-agent', 'core-system'],
  'case:record-remedy': ['broker', 'branch-manager'],
  'case:enter-confirmation': ['callback-agent'],
  'case:approve-confirmation': ['callback-agent', 'branch-manager', 'compliance'],
  'case:propose-closing': ['branch-manager', 'compliance'],
  'case:decide-closing': ['compliance'],
  'commission:read': ['broker', 'branch-manager', 'head-office-manager', 'compliance'],
  'hold:place': ['compliance'],
  'hold:release': ['compliance'],
  'payout:read': ['head-office-manager', 'compliance'],
  'payout:run': ['head-office-manager'],
  'statement:read': ['broker', 'head-office-manager', 'compliance'],
  'metrics:read': ['branch-manager', 'head-office-manager', 'compliance'],
  'figures:carrier-times': ['broker', 'branch-manager', 'expert', 'head-office-manager', 'compliance'],
  'figures:scorecard': ['head-office-manager', 'compliance'],
  'pre-underwriting:open': ['broker', 'branch-manager'],
  'pre-underwriting:read': ['broker', 'expert', 'branch-manager', 'head-office-manager', 'compliance'],
  'pre-underwriting:prepare': ['broker', 'branch-manager'],
  'pre-underwriting:choose': ['broker', 'branch-manager'],
  'pre-underwriting:withdraw': ['broker', 'branch-manager', 'compliance'],
  'pre-underwriting:link-policy': ['broker', 'branch-manager', 'head-office-manager', 'core-system'],
  'reconsideration:open': ['broker', 'expert', 'branch-manager'],
  'reconsideration:read': ['broker', 'expert', 'branch-manager', 'head-office-manager', 'compliance'],
  'reconsideration:supply': ['broker', 'expert', 'branch-manager'],
  'reconsideration:assess': ['expert'],
  'reconsideration:record-payment': ['broker', 'expert', 'branch-manager'],
  'reconsideration:withdraw': ['broker', 'expert', 'branch-manager', 'compliance'],
  'reconsideration:reopen': ['expert', 'branch-manager', 'head-office-manager'],
  'complaint:open': [
    'callback-agent',
    'complaint-handler',
    'branch-manager',
    'head-office-manager',
    'compliance',
  ],
  'complaint:read': ['complaint-handler', 'branch-manager', 'head-office-manager', 'compliance'],
  'complaint:handle': ['complaint-handler', 'branch-manager'],
  'complaint:assign': ['branch-manager', 'head-office-manager', 'compliance'],
  'complaint:approve': ['branch-manager', 'head-office-manager', 'compliance'],
  'complaint:extend': ['head-office-manager'],
  'complaint:review': ['head-office-manager', 'compliance'],
  'complaint:exchange': ['head-office-manager', 'compliance'],
  'accountability:read': ['complaint-handler', 'branch-manager', 'head-office-manager', 'compliance'],
  'accountability:read-own': ANYBODY_OF_THE_FIRM,
  'accountability:run': ['head-office-manager'],
  'accountability:find': ['complaint-handler', 'branch-manager'],
  'accountability:decide': ['head-office-manager', 'compliance'],
  'accountability:object': ANYBODY_OF_THE_FIRM,
  'accountability:state': ['head-office-manager', 'compliance'],
  'evaluation:open': ['core-system', 'head-office-manager'],
  'evaluation:read': ['complaint-handler', 'branch-manager', 'head-office-manager', 'compliance'],
  'evaluation:read-by-hand': ['complaint-handler'],
  'reception-day:run': ['complaint-handler', 'branch-manager', 'head-office-manager'],
  'corrective-action:run': ['branch-manager', 'head-office-manager', 'compliance'],
  'carrier-request:read': ['carrier-reviewer'],
  'carrier-request:answer': ['carrier-reviewer'],
  'vocabulary:read': ['expert', 'head-office-manager', 'compliance'],
  'vocabulary:propose': ['expert', 'head-office-manager', 'compliance'],
  'vocabulary:decide': ['head-office-manager', 'compliance'],
  'settings:read': ANYBODY_OF_THE_FIRM,
  'person:list': ['head-office-manager', 'compliance'],
  'sight:list': ['head-office-manager', 'compliance'],
  'evidence:packet': ['head-office-manager', 'compliance'],
  'evidence:health-packet': ['expert', 'head-office-manager', 'compliance'],
};

/**
 * What takes down a customer's word, ends a case without it or frees commission: nobody whom the commission concerns
 * may do it.
 */
const NOT_BY_THE_CONCERNED: ReadonlySet<Action> = new Set([
  'reconsideration:assess',
  'case:record-attempt',
  'case:record-answers',
  'case:enter-confirmation',
  'case:approve-confirmation',
  'case:propose-closing',
  'case:decide-closing',
  'policy:correct-contact',
  'policy:record-receipt',
  'hold:release',
  'evaluation:read-by-hand',
]);

/** One role's right to an action, and how far it goes. */
export interface Grant {
  role: Role;
  action: Action;
  reach: Reach;
  /** Not in a matter of one's own sale or commission. */
  notByTheConcerned: boolean;
}

export function grantsOf(role: Role): Grant[] {
  return ACTIONS.filter((action) => ALLOWED[action].includes(role)).map((action) => ({
    role,
    action,
    reach: REACH[role],
    notByTheConcerned: NOT_BY_THE_CONCERNED.has(action),
  }));
}

/** Health data (敏感个人信息) is for who works on it: managers and compliance see that it is there, not what it says. */
export function seesHealthData(staff: Staff): boolean {
  return staff.role === 'broker' || staff.role === 'expert';
}

export type Verdict =
  | 'allowed'
  | 'wrong-role'
  | 'concerned' // the seller, or a payee of the policy
  | 'hidden'; // outside the reach: not even its existence is told

/** The one place that says who may do what to which thing. `subject` is left out where the action has none yet. */
export function verdict(staff: Staff, action: Action, subject?: Subject): Verdict {
  if (subject !== undefined && (subject.recused?.includes(staff.id) || !reaches(staff, subject)))
    return 'hidden';
  if (!ALLOWED[action].includes(staff.role)) return 'wrong-role';
  if (NOT_BY_THE_CONCERNED.has(action) && subject?.concerned?.includes(staff.id)) return 'concerned';
  return 'allowed';
}

function reaches(staff: Staff, subject: Subject): boolean {
  switch (REACH[staff.role]) {
    case 'all':
      return true;
    case 'branch':
      return staff.branch !== undefined && staff.branch === subject.branch;
    case 'own':
      return subject.concerned?.includes(staff.id) ?? false;
    case 'carrier':
      return (
        staff.carrier !== undefined && staff.carrier === subject.carrier && subject.concerned === undefined
      );
  }
}

/**
 * @throws NotAllowed for a role or person that may not
 * @throws NotFound when the thing is out of the person's reach
 */
export function authorize(staff: Staff, action: Action, subject?: Subject): void {
  switch (verdict(staff, action, subject)) {
    case 'allowed':
      return;
    case 'hidden':
      throw new NotFound(NOTHING_HERE);
    case 'concerned':
      throw new NotAllowed('Whoever sold the policy or is paid for it may not do this.');
    case 'wrong-role':
      throw new NotAllowed(`The role ${staff.role} may not do this (${action}).`);
  }
}
