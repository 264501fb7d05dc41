import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Route = paths['/cases']['get'];
export type CallbackRow = Route['responses']['2XX']['content']['application/json']['items'][number];
export type CallbackQuery = NonNullable<Route['parameters']['query']>;

/** Callbacks of a branch at one stage, or of the lists of one person. */
export function useCallbacks(asked: CallbackQuery): KeysetQuery<CallbackRow> {
  const query: CallbackQuery = { ...asked, kind: 'callback' };
  return useKeysetList<CallbackRow>(['cases', query], (next) =>
    answer(api.GET('/cases', { params: { query: next === undefined ? query : { ...query, next } } })),
  );
}
