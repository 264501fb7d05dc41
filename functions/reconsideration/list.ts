import * as z from 'zod/mini';
import { authorize, verdict } from '../../domain/access.ts';
import type { CaseSummary } from '../../domain/case.ts';
import { Invalid } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Cases, Page } from '../../domain/ports.ts';
import { ReconsiderationStage } from '../../domain/reconsideration/case.ts';
import { paging } from '../http/paging.ts';

export const StageQuery = z.strictObject({ stage: ReconsiderationStage, branch: z.optional(Id), ...paging });
type StageQuery = z.output<typeof StageQuery>;

const CLOSED: readonly ReconsiderationStage[] = ['changed', 'accepted', 'upheld', 'withdrawn'];

/** What the person may not read is read and left out: not without end for one request. */
const MOST_READS = 5;

/**
 * Work lists hold what waits for somebody. A broker's case waits for experts and carriers most of its life, and an
 * expert is asked to do without a paper while it waits for the broker: here it is found by where it stands.
 * @throws Invalid when no branch is told and the person is of none
 */
export async function listAtStage(asked: StageQuery, staff: Staff, cases: Cases): Promise<Page<CaseSummary>> {
  authorize(staff, 'reconsideration:read');
  // The experts sit at the head office, where no case is.
  const branch = asked.branch ?? (staff.role === 'expert' ? undefined : staff.branch);
  if (branch === undefined) {
    throw new Invalid('A stage is listed per branch.', [{ field: 'branch', reason: 'is needed with stage' }]);
  }
  const { stage, limit } = asked;
  const items: CaseSummary[] = [];
  let next = asked.next;
  for (let reads = 1; ; reads += 1) {
    const page = await cases.list({
      by: 'stage',
      value: `${branch}#${stage}`,
      latestFirst: CLOSED.includes(stage),
      limit: limit - items.length,
      next,
    });
    items.push(...(await readable(page.items, staff, cases)));
    next = page.next;
    if (next === undefined) return { items };
    if (items.length === limit || reads === MOST_READS) return { items, next };
  }
}

/** The index knows no seller: whom a case concerns is in its record. */
async function readable(found: readonly CaseSummary[], staff: Staff, cases: Cases): Promise<CaseSummary[]> {
  const ours = found.filter(({ kind }) => kind === 'reconsideration');
  const shown = await Promise.all(
    ours.map(async ({ id }) => {
      const matter = await cases.load('reconsideration', id);
      return verdict(staff, 'reconsideration:read', matter) === 'allowed';
    }),
  );
  return ours.filter((_, index) => shown[index]);
}
