import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/imports/{id}/faults']['get']['responses']['2XX']['content']['application/json'];
export type Fault = Answer['items'][number];

const PAGE = 100;

/** Why which rows were not taken, in the order of the file. */
export function useFaults(id: string): KeysetQuery<Fault> {
  return useKeysetList(['imports', 'faults', id], (next) =>
    answer(
      api.GET('/imports/{id}/faults', {
        params: { path: { id }, query: { limit: PAGE, ...(next === undefined ? {} : { next }) } },
      }),
    ),
  );
}
