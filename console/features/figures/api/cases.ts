import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useKeysetList } from '../../../components/table/keyset-table.tsx';

type Get = paths['/figures/cases']['get'];
type Query = Get['parameters']['query'];
type Answer = Get['responses']['2XX']['content']['application/json'];
export type CaseBehind = Answer['items'][number];

/** The cases behind a figure, page by page; what the figure itself is stands on every page. */
export function useCasesBehind(query: Query) {
  return useKeysetList<CaseBehind>(
    ['figures', 'cases', query],
    (next): Promise<Answer> =>
      answer(
        api.GET('/figures/cases', {
          params: { query: { ...query, ...(next === undefined ? {} : { next }) } },
        }),
      ),
  );
}

/** As the counters have it. */
export function countOf(pages: readonly object[] | undefined): number | undefined {
  return (pages?.[0] as Answer | undefined)?.count;
}
