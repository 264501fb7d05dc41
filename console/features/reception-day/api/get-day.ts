import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type ReceptionDay =
  paths['/reception-days/{id}']['get']['responses']['2XX']['content']['application/json'];

const AGAIN_MS = 5_000; // several people enter at one desk

export function useReceptionDay(id: string) {
  return useQuery({
    queryKey: ['reception-day', id],
    queryFn: () => answer(api.GET('/reception-days/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.stage === 'closed' ? false : AGAIN_MS),
  });
}
