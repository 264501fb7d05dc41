import { hashOf } from '../../domain/history.ts';
import { callbackCaseIdOf } from '../../domain/policy/policy.ts';
import type { Cases, Policies } from '../../domain/ports.ts';

export interface Coverage {
  month: string;
  inScope: number;
  cases: number;
  /** Policies in scope without a callback case: the firm's promise says that there are none. */
  gaps: string[];
  /** SHA-256 over the policies counted, in order: the same books give the same proof. */
  proof: string;
}

const AT_ONCE = 32; // one after the other, 10,000 policies take longer than a request may

/** Policies in scope recorded in a month, minus callback cases. Every one is looked up: nothing is taken from counts. */
export async function reconcile(
  month: string,
  { policies, cases }: { policies: Pick<Policies, 'inScope'>; cases: Pick<Cases, 'byId'> },
): Promise<Coverage> {
  const ids: string[] = [];
  const gaps: string[] = [];
  let next: string | undefined;
  do {
    const page = await policies.inScope(month, next);
    const found = page.items.map(({ policyId }) => policyId);
    ids.push(...found);
    for (let from = 0; from < found.length; from += AT_ONCE) {
      gaps.push(...(await withoutCase(found.slice(from, from + AT_ONCE), cases)));
    }
    next = page.next;
  } while (next !== undefined);
  ids.sort();
  return {
    month,
    inScope: ids.length,
    cases: ids.length - gaps.length,
    gaps,
    proof: hashOf({ month, ids, gaps }, 'coverage'),
  };
}

async function withoutCase(ids: readonly string[], cases: Pick<Cases, 'byId'>): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => cases.byId(callbackCaseIdOf(id))));
  return ids.filter((_id, at) => found[at] === undefined);
}
