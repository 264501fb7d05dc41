import { answer, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../table/keyset-table.tsx';

type Route = paths['/cases']['get'];
export type CaseRow = Route['responses']['2XX']['content']['application/json']['items'][number];
export type CaseQuery = NonNullable<Route['parameters']['query']>;
export type CaseKind = CaseRow['kind'];

/** Cases by what comes up first; closed ones by when they closed, the latest first. */
export function useCases(query: CaseQuery): KeysetQuery<CaseRow> {
  return useKeysetList<CaseRow>(['cases', query], (next) =>
    answer(api.GET('/cases', { params: { query: next === undefined ? query : { ...query, next } } })),
  );
}
