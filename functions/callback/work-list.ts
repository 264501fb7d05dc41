import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { CaseKind, type CaseSummary } from '../../domain/case.ts';
import { DueIn, spanOf } from '../../domain/due-in.ts';
import { Invalid, NotAllowed } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { CaseQuery, Cases, Page } from '../../domain/ports.ts';
import { EXPERTS } from '../../domain/reconsideration/case.ts';
import { paging } from '../http/paging.ts';

/** Which list is meant, and what of it. Everything that does not choose the list narrows it. */
export const AskedList = z.strictObject({
  owner: z.optional(z.string().check(z.maxLength(100))),
  stage: z.optional(z.string().check(z.maxLength(60))),
  branch: z.optional(Id),
  customer: z.optional(Id),
  kind: z.optional(CaseKind),
  due: z.optional(DueIn),
  state: z.optional(z.enum(['open', 'closed'])),
  ...paging,
});
export type AskedList = z.output<typeof AskedList>;

/** What narrows a list without being its key is read and left out: not without end for one request. */
const MOST_READS = 5;

/**
 * A list as this person may see it. Of a complaint that somebody is involved in there is nothing in it for them. A page
 * may hold fewer than were asked for, or none: while there is a `next`, there is more to read.
 */
export async function listFor(
  asked: AskedList,
  staff: Staff,
  cases: Cases,
  now: Date,
): Promise<Page<CaseSummary>> {
  const query = listQuery(asked, staff, now);
  const items: CaseSummary[] = [];
  let next = asked.next;
  for (let reads = 1; ; reads += 1) {
    const page = await cases.list({ ...query, limit: asked.limit - items.length, next });
    const asIs = page.items.filter((item) => isAsked(item, asked));
    const shown = await Promise.all(asIs.map((item) => isShown(item, staff, cases)));
    items.push(...asIs.filter((_, index) => shown[index]));
    next = page.next;
    if (next === undefined) return { items };
    if (items.length === asked.limit || reads === MOST_READS) return { items, next };
  }
}

function isAsked(item: CaseSummary, { owner, stage, branch, kind, due, state }: AskedList): boolean {
  return (
    (owner === undefined || item.owner === owner) &&
    (stage === undefined || item.stage === stage) &&
    (branch === undefined || item.branch === branch) &&
    (kind === undefined || item.kind === kind) &&
    (state === undefined || item.category === state) &&
    // Among what comes up stand open cases to which nothing happens by itself, by when they were opened.
    (due === undefined || item.nextDueAt !== undefined)
  );
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
export function listQuery(asked: AskedList, staff: Staff, now: Date): CaseQuery {
  const { customer, stage, branch, owner, state, due, limit, next } = asked;
  const page = { limit, next };
  if (due !== undefined && (customer !== undefined || state === 'closed')) {
    throw new Invalid('Only lists of open cases have an order of what is due.', [
      { field: 'due', reason: `goes with no ${customer === undefined ? 'closed cases' : 'customer'}` },
    ]);
  }
  if (customer !== undefined) {
    mayListCustomer(staff);
    return { by: 'customer', value: customer, ...page };
  }
  if (state === 'closed') return { ...closedList(asked, staff), ...page };
  const range = due === undefined ? {} : spanOf(due, now);
  // Where the last page ended is not before the span, and may be before what it is by now.
  const span = next === undefined ? range : { until: range.until };
  if (stage !== undefined && (branch !== undefined || owner === undefined)) {
    return { by: 'stage', value: stageOf(stage, branch, staff), ...span, ...page };
  }
  const whose = owner ?? ownList(staff);
  mayListOwner(whose, staff);
  return { by: 'owner', value: whose, ...span, ...page };
}

/** Closed cases are on nobody's work list: they are found by branch and by the stage they ended in, the latest first. */
function closedList({ owner, stage, branch }: AskedList, staff: Staff) {
  const where = branch ?? staff.branch;
  if (stage === undefined || where === undefined) {
    throw new Invalid('Closed cases are listed per branch and by the stage in which they ended.', [
      { field: stage === undefined ? 'stage' : 'branch', reason: 'is needed with closed cases' },
    ]);
  }
  if (owner !== undefined) mayListOwner(owner, staff);
  const value = owner === undefined ? stageOf(stage, where, staff) : `${where}#${stage}`;
  return { by: 'stage', value, latestFirst: true } as const;
}

function stageOf(stage: string, branch: string | undefined, staff: Staff): string {
  if (staff.role === 'expert') throw new NotAllowed('An expert lists cases by owner.');
  if (branch === undefined)
    throw new Invalid('A stage is listed per branch.', [
      { field: 'branch', reason: 'is needed with stage, unless the owner is told' },
    ]);
  authorize(staff, 'case:list', { branch });
  return `${branch}#${stage}`;
}

function mayListCustomer(staff: Staff): void {
  if (staff.role === 'broker') throw new NotAllowed('A broker lists cases by owner.');
  authorize(staff, 'case:list');
  if (!seesAllBranches(staff))
    throw new NotAllowed('A list by customer crosses branches: head office and compliance see it.');
}

function mayListOwner(owner: string, staff: Staff): void {
  if (staff.role === 'expert' && owner !== staff.id && owner !== EXPERTS) {
    throw new NotAllowed('An expert lists disputed decisions.');
  }
  authorize(staff, 'case:list', subjectOf(owner, staff));
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
