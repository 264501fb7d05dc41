import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Route = paths['/cases']['get'];
export type CaseRow = Route['responses']['2XX']['content']['application/json']['items'][number];
export type Asked = Omit<NonNullable<Route['parameters']['query']>, 'kind' | 'next'>;

/** Cases of this kind by what comes up first; closed ones by when they closed, the latest first. */
export function usePreUnderwritings(asked: Asked): KeysetQuery<CaseRow> {
  return useKeysetList<CaseRow>(['pre-underwritings', asked], (next) =>
    answer(
      api.GET('/cases', {
        params: { query: { ...asked, kind: 'pre-underwriting', ...(next === undefined ? {} : { next }) } },
      }),
    ),
  );
}
