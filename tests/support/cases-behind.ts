import { expect } from 'vitest';
import type { CaseKind } from '../../domain/case.ts';
import { kindCounted } from '../../domain/metrics/drill-down.ts';
import type { Metrics } from '../../domain/ports.ts';
import { CasesBehindView } from '../../functions/figures/manager-views.ts';
import { everyItem } from '../../functions/pages.ts';

type Get = (query: Record<string, string>) => Promise<unknown>;
export type Behind = ReturnType<typeof CasesBehindView.parse>;

/** Every page of the cases behind counters. */
export async function casesBehind(get: Get, query: Record<string, string>): Promise<Behind> {
  const first = CasesBehindView.parse(await get(query));
  const items = [...first.items];
  for (let { next } = first; next !== undefined; ) {
    const page = CasesBehindView.parse(await get({ ...query, next }));
    expect(page.count).toBe(first.count);
    items.push(...page.items);
    next = page.next;
  }
  return { ...first, items };
}

export const summed = (items: readonly { count: number }[]): number =>
  items.reduce((sum, { count }) => sum + count, 0);

/**
 * Whatever is counted of cases must be found in them: of every name that was counted, in its month and branch.
 * @returns the kinds of cases that were looked at
 */
export async function expectAllTraced(
  get: Get,
  metrics: Pick<Metrics, 'all'>,
  limit: number,
): Promise<Set<CaseKind>> {
  const figures = new Map<string, { month: string; branch: string; name: string; count: number }>();
  for await (const { month, branch, broker, name, count } of everyItem((next) => metrics.all(next))) {
    if (broker !== undefined || name.startsWith('exposure-')) continue;
    const key = `${month} ${branch} ${name}`;
    figures.set(key, { month, branch, name, count: (figures.get(key)?.count ?? 0) + count });
  }
  const kinds = new Set<CaseKind>();
  for (const { month, branch, name, count } of figures.values()) {
    const query = { counters: name, from: month, to: month, branch, limit: String(limit) };
    const { items, kind } = await casesBehind(get, query);
    expect(summed(items), `${name} of ${branch} in ${month}`).toBe(count);
    expect(kind, name).toBe(kindCounted(name));
    kinds.add(kind);
  }
  return kinds;
}
