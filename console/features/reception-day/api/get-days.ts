import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type ReceptionDays =
  paths['/reception-days']['get']['responses']['2XX']['content']['application/json'];
export type Totals = ReceptionDays['desks'][number]['totals'];

const AGAIN_MS = 15_000;

/** All desks of a day, as they count. */
export function useReceptionDays(on: string) {
  return useQuery({
    queryKey: ['reception-days', on],
    queryFn: () => answer(api.GET('/reception-days', { params: { query: { on } } })),
    refetchInterval: AGAIN_MS,
  });
}
