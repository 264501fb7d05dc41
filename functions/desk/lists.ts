import * as z from 'zod/mini';
import { LEADING_GROUP } from '../../domain/accountability/case.ts';
import { Role, type Staff } from '../../domain/people.ts';
import type { Firm } from '../../domain/ports.ts';
import { EXPERTS } from '../../domain/reconsideration/case.ts';

/** A work list that somebody may open: `GET /cases?owner=…` gives it. */
export const WorkList = z.object({
  /** `own`, `team`, or the owner. */
  id: z.string(),
  owner: z.string(),
  /** Key of the words that a screen shows for it, with `role` and `branch` in them. */
  label: z.enum(['own', 'team', 'queue']),
  role: z.optional(Role),
  branch: z.optional(z.string()),
});
export type WorkList = z.infer<typeof WorkList>;

/** Roles that have a queue in each branch. */
const TEAMS = ['callback-agent', 'complaint-handler', 'branch-manager'] as const;

/** The lists of a person, the own one first, then the team's. */
export function listsOf(staff: Staff, { branches }: Firm): WorkList[] {
  const own: WorkList = { id: 'own', owner: staff.id, label: 'own' };
  const inBranch = (branch: string) => TEAMS.map((role) => `${role}@${branch}`);
  const queues = (...owners: string[]) => owners.map((owner) => queueOf(owner, staff));
  switch (staff.role) {
    case 'broker':
      return [own];
    case 'expert':
      return [own, ...queues(EXPERTS)];
    case 'callback-agent':
    case 'complaint-handler':
      return staff.branch === undefined ? [] : [own, ...queues(`${staff.role}@${staff.branch}`)];
    case 'branch-manager':
      return staff.branch === undefined ? [] : [own, ...teamFirst(queues(...inBranch(staff.branch)))];
    case 'head-office-manager':
    case 'compliance':
      return [own, ...teamFirst(queues(LEADING_GROUP, EXPERTS, ...branches.flatMap(inBranch)))];
    case 'carrier-reviewer':
    case 'core-system':
      return [];
  }
}

/** The branches to choose from: the own one, or all for whoever sits at the head office. */
export function branchesOf({ branch }: Staff, { branches }: Firm): string[] {
  return branch !== undefined && branches.includes(branch) ? [branch] : [...branches];
}

function queueOf(owner: string, staff: Staff): WorkList {
  const [role, branch] = owner.split('@');
  const isTeam = role === staff.role;
  return {
    id: isTeam ? 'team' : owner,
    owner,
    label: isTeam ? 'team' : 'queue',
    role: Role.parse(role),
    branch,
  };
}

function teamFirst(lists: readonly WorkList[]): WorkList[] {
  return lists.toSorted((a, b) => Number(b.label === 'team') - Number(a.label === 'team'));
}
