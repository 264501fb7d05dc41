import { KeysetTable, type KeysetTableProps } from '../table/keyset-table.tsx';
import type { CaseRow } from './cases.ts';
import { useKeptList } from './neighbours.ts';

/** The list of cases that a screen is about: keys move through it, and from an opened case on to the next of it. */
export function CaseTable(table: Omit<KeysetTableProps<CaseRow>, 'rowKey' | 'byKeys'>) {
  useKeptList((table.query.data?.pages ?? []).flatMap(({ items }) => items.map(({ id }) => id)));
  return <KeysetTable {...table} rowKey={({ id }) => id} byKeys />;
}
