import { HEAD_OFFICE } from '../../domain/accountability/case.ts';
import type { AccountableComplaint } from '../../domain/accountability/facts.ts';
import type { Window } from '../../domain/accountability/window.ts';
import { accountableOf } from '../../domain/complaint/accountable.ts';
import type { ComplaintStage } from '../../domain/complaint/case.ts';
import { FAULT_DAYS_AFTER_END } from '../../domain/complaint/responsibility.ts';
import type { Cases, Firm } from '../../domain/ports.ts';
import { addDays, startOf } from '../../domain/time/calendar.ts';
import { atOnce } from '../commission/at-once.ts';
import { everyItem } from '../pages.ts';

export interface FactsDeps {
  cases: Pick<Cases, 'list' | 'byId' | 'history'>;
  firm: Firm;
}

const COMPLAINTS_AT_ONCE = 16;
const SUMMARIES_PER_PAGE = 200;

const OPEN: readonly ComplaintStage[] = [
  'awaiting-contact',
  'handling',
  'awaiting-notice',
  'awaiting-acceptance',
  'under-review',
];
/** What was refused, or is part of another one, is answered for by nobody. */
const ENDED: readonly ComplaintStage[] = ['settled', 'decided', 'withdrawn'];

/**
 * In the order in which a complaint goes through them, so that one which moves while they are read is met again; once
 * more where it can be sent back to.
 */
const STAGES: readonly ComplaintStage[] = [...OPEN, ...ENDED, 'handling'];

/**
 * Every complaint that a window could charge: the open ones of each branch, and those that ended not longer ago than
 * something can still be found about them. Ended before that, a complaint is never read again.
 *
 * Costs nine list queries per branch, one read for each complaint on them, and the history of those that were
 * transferred: with 36 branches of 100 complaints in four months, and the head office, 333 queries and 3,600 reads of
 * about 2 kB, a fifth of them with a history; under 10,000 read units, about one US cent.
 */
export async function accountableComplaints(
  { opensAt, closesAt, from }: Window,
  deps: FactsDeps,
): Promise<AccountableComplaint[]> {
  const since = startOf(addDays(from, -FAULT_DAYS_AFTER_END)).toISOString();
  const found = await atOnce(COMPLAINTS_AT_ONCE, candidates(since, deps), (id) =>
    factsOf(id, closesAt, deps),
  );
  return found.flatMap((one) => (one !== undefined && concerns(one, opensAt) ? [one] : []));
}

async function* candidates(since: string, { cases, firm }: FactsDeps): AsyncGenerator<string> {
  const seen = new Set<string>();
  for (const branch of new Set([...firm.branches, HEAD_OFFICE])) {
    for (const stage of STAGES) {
      const bound = ENDED.includes(stage) ? { since } : {};
      const value = `${branch}#${stage}`;
      for await (const { id, kind } of everyItem((next) =>
        cases.list({ by: 'stage', value, limit: SUMMARIES_PER_PAGE, next, ...bound }),
      )) {
        if (kind !== 'complaint' || seen.has(id)) continue; // other kinds have stages of the same name
        seen.add(id);
        yield id;
      }
    }
  }
}

async function factsOf(
  id: string,
  closesAt: string,
  { cases }: FactsDeps,
): Promise<AccountableComplaint | undefined> {
  const complaint = await cases.byId(id);
  if (complaint?.kind !== 'complaint' || complaint.transferredAt === undefined) return undefined;
  return accountableOf(complaint, await cases.history(id), closesAt);
}

/** Something about it happened in the window, or counts in it for the first time. */
function concerns({ transferredAt, contacts, deskFaults }: AccountableComplaint, opensAt: string): boolean {
  return [transferredAt, ...contacts.map(({ at }) => at), ...deskFaults.map(({ foundAt }) => foundAt)].some(
    (at) => at >= opensAt,
  );
}
