import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Import = paths['/imports/{id}']['get']['responses']['2XX']['content']['application/json'];
export type Totals = NonNullable<Import['totals']>;
export type HeaderFaults = NonNullable<Import['headerFaults']>;

const AGAIN_MS: Readonly<Record<Import['stage'], number | false>> = {
  'awaiting-file': 5_000, // somebody is still uploading it, or never will
  importing: 1_000,
  finished: false,
  refused: false,
};

/** One import, read again and again until it is over. */
export function useImport(id: string) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: () => answer(api.GET('/imports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data === undefined ? false : AGAIN_MS[data.stage]),
  });
  const stage = query.data?.stage;
  useEffect(() => {
    if (stage !== undefined) void queries.invalidateQueries({ queryKey: ['imports', 'list'] });
  }, [stage, queries]);
  return query;
}
