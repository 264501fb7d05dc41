import { authorize } from '../../domain/access.ts';
import type { CaseSummary } from '../../domain/case.ts';
import { Invalid, NotAllowed } from '../../domain/errors.ts';
import type { Staff } from '../../domain/people.ts';
import type { CaseQuery, Cases, Page } from '../../domain/ports.ts';

/** The firm's experts are one team for all branches. */
const EXPERTS = 'expert@head-office';

interface Asked {
  owner?: string | undefined;
  stage?: string | undefined;
  branch?: string | undefined;
  customer?: string | undefined;
  limit: number;
  next?: string | undefined;
}

/** A list as this person may see it. Of a complaint that somebody is involved in there is nothing in it for them. */
export async function listFor(asked: Asked, staff: Staff, cases: Cases): Promise<Page<CaseSummary>> {
  const page = await cases.list(listQuery(asked, staff));
  const shown = await Promise.all(page.items.map((item) => isShown(item, staff, cases)));
  return { ...page, items: page.items.filter((_, index) => shown[index]) };
}

async function isShown({ id, kind }: CaseSummary, staff: Staff, cases: Cases): Promise<boolean> {
  if (kind !== 'complaint') return true;
  const complaint = await cases.load('complaint', id);
  return !complaint.involved.includes(staff.id);
}

/**
 * Which list is meant, and whether this person may see it: by owner (a person, or a queue as `callback-agent@bj`), by
 * stage and branch, or by customer. Without any, one's own list.
 */
export function listQuery({ owner, stage, branch, customer, limit, next }: Asked, staff: Staff): CaseQuery {
  const page = { limit, ...(next === undefined ? {} : { next }) };
  if (customer !== undefined) {
    if (staff.role === 'broker') throw new NotAllowed('A broker lists cases by owner.');
    authorize(staff, 'case:list');
    if (!seesAllBranches(staff))
      throw new NotAllowed('A list by customer crosses branches: head office and compliance see it.');
    return { by: 'customer', value: customer, ...page };
  }
  if (stage !== undefined) {
    if (staff.role === 'expert') throw new NotAllowed('An expert lists cases by owner.');
    if (branch === undefined)
      throw new Invalid('A stage is listed per branch.', [
        { field: 'branch', reason: 'is needed with stage' },
      ]);
    authorize(staff, 'case:list', { branch });
    return { by: 'stage', value: `${branch}#${stage}`, ...page };
  }
  const whose = owner ?? ownList(staff);
  if (staff.role === 'expert' && whose !== staff.id && whose !== EXPERTS) {
    throw new NotAllowed('An expert lists disputed decisions.');
  }
  authorize(staff, 'case:list', subjectOf(whose, staff));
  return { by: 'owner', value: whose, ...page };
}

function ownList(staff: Staff): string {
  if (staff.role === 'expert') return EXPERTS;
  return staff.role === 'broker' || staff.branch === undefined ? staff.id : `${staff.role}@${staff.branch}`;
}

function seesAllBranches({ role }: Staff): boolean {
  return role === 'head-office-manager' || role === 'compliance';
}

/** A queue belongs to its branch; a person's list to that person, and to those who see everything. */
function subjectOf(owner: string, staff: Staff): { branch?: string | undefined; concerned?: string[] } {
  const [name, branch] = owner.split('@');
  if (branch !== undefined) return { branch };
  return owner === staff.id ? { branch: staff.branch, concerned: [name ?? owner] } : { concerned: [owner] };
}
