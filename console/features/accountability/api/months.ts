import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/accountability']['get']['responses']['2XX']['content']['application/json'];
export type MonthOfRun = Answer['items'][number];

/** Months with their runs, as far as this person has something to see in them. */
export function useMonths(): KeysetQuery<MonthOfRun> {
  return useKeysetList(['accountability', 'months'], (next) =>
    answer(api.GET('/accountability', { params: { query: next === undefined ? {} : { next } } })),
  );
}

/** Opens the run of a month whose window is over. */
export function useOpenRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (month: string) =>
      answer(api.POST('/accountability/{month}', { params: { path: { month } }, body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accountability'] }),
  });
}
