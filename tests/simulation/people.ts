import type { Role, Staff } from '../../domain/people.ts';

function person(role: Role, id: string, of: Partial<Pick<Staff, 'branch' | 'carrier'>> = {}): Staff {
  return { kind: 'staff', id, role, ...of };
}

export const BRANCHES = ['bj', 'sh'] as const;
export const CARRIERS = ['life-a', 'life-b', 'life-c'] as const;
export const PRODUCTS = {
  'whole-life': 'ordinary-life',
  'ci-1': 'critical-illness',
  'unit-1': 'unit-linked',
  'travel-1': 'accident',
} as const;

const OF_BRANCHES: readonly Staff[] = BRANCHES.flatMap((branch) => [
  ...['yi', 'er', 'san'].map((name) => person('broker', `broker-${branch}-${name}`, { branch })),
  person('broker', `leader-${branch}`, { branch }),
  ...['yi', 'er'].map((name) => person('callback-agent', `agent-${branch}-${name}`, { branch })),
  ...['yi', 'er'].map((name) => person('complaint-handler', `handler-${branch}-${name}`, { branch })),
  person('branch-manager', `manager-${branch}`, { branch }),
]);

const OF_CARRIERS: readonly Staff[] = CARRIERS.flatMap((carrier) =>
  ['yi', 'er', 'san'].map((name, index) =>
    person('carrier-reviewer', `reviewer-${carrier}-${name}`, {
      carrier,
      branch: index === 0 ? 'carrier-branch' : 'head-office',
    }),
  ),
);

export const CORE = person('core-system', 'core');

/** Everybody who can sign in. */
export const EVERYBODY: readonly Staff[] = [
  ...OF_BRANCHES,
  ...OF_CARRIERS,
  ...['yi', 'er', 'san'].map((name) => person('expert', `expert-${name}`)),
  ...['yi', 'er', 'san'].map((name) => person('head-office-manager', `head-${name}`)),
  ...['yi', 'er', 'san'].map((name) => person('compliance', `compliance-${name}`)),
  CORE,
];

export function ofRole(role: Role, branch?: string, carrier?: string): Staff[] {
  return EVERYBODY.filter(
    (one) =>
      one.role === role &&
      (branch === undefined || one.branch === undefined || one.branch === branch) &&
      (carrier === undefined || one.carrier === carrier),
  );
}
