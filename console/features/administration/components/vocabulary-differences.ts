import type { Entry } from '../api/vocabularies.ts';

export interface EntryDifference {
  code: string;
  is: 'added' | 'removed' | 'changed';
  before?: Entry;
  after?: Entry;
}

/** What another version says otherwise, by code, in the order of the later one; what is gone stands last. */
export function differencesBetween(before: readonly Entry[], after: readonly Entry[]): EntryDifference[] {
  const old = new Map(before.map((entry) => [entry.code, entry]));
  const kept = new Set(after.map(({ code }) => code));
  const found = after.flatMap((entry): EntryDifference[] => {
    const was = old.get(entry.code);
    if (was === undefined) return [{ code: entry.code, is: 'added', after: entry }];
    if (was.wording === entry.wording && was.means === entry.means) return [];
    return [{ code: entry.code, is: 'changed', before: was, after: entry }];
  });
  const removed = before.filter(({ code }) => !kept.has(code));
  return [...found, ...removed.map((entry) => ({ code: entry.code, is: 'removed' as const, before: entry }))];
}
