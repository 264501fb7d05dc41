import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type WorkList =
  paths['/lists']['get']['responses']['2XX']['content']['application/json']['items'][number];

/** The lists that the signed-in person may open. */
export function useLists() {
  return useQuery({
    queryKey: ['lists'],
    queryFn: () => answer(api.GET('/lists')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
