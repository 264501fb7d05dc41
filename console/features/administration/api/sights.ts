import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/sights']['get']['responses']['2XX']['content']['application/json'];
export type Sight = Answer['items'][number];

/** Who saw which value or document in a month, the newest first. */
export function useSights(month: string): KeysetQuery<Sight> {
  return useKeysetList(['sights', month], (next) =>
    answer(api.GET('/sights', { params: { query: { month, ...(next === undefined ? {} : { next }) } } })),
  );
}
