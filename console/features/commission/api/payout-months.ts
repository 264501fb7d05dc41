import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/payouts']['get']['responses']['2XX']['content']['application/json'];
export type PayoutMonth = Answer['items'][number];

/** Months with their runs, the newest first; of a payee those with a statement of the own. */
export function usePayoutMonths(): KeysetQuery<PayoutMonth> {
  return useKeysetList(['payouts', 'months'], (next) =>
    answer(api.GET('/payouts', { params: { query: next === undefined ? {} : { next } } })),
  );
}
