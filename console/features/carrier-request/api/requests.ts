import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Route = paths['/carrier-requests']['get'];
export type RequestRow = Route['responses']['2XX']['content']['application/json']['items'][number];
export type Stage = RequestRow['stage'];

/** The own carrier's requests: open ones by what is due next, or those at one stage. */
export function useRequests(stage: Stage | undefined): KeysetQuery<RequestRow> {
  return useKeysetList<RequestRow>(['carrier-requests', stage], (next) =>
    answer(
      api.GET('/carrier-requests', {
        params: {
          query: { ...(stage === undefined ? {} : { stage }), ...(next === undefined ? {} : { next }) },
        },
      }),
    ),
  );
}
