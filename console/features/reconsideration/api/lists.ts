import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Lists = paths['/lists']['get']['responses']['2XX']['content']['application/json'];
export type WorkList = Lists['items'][number];

/** The lists that a reconsideration can be on: a person's own, and the experts'. */
export function useDisputeLists(): UseQueryResult<WorkList[], Error> {
  return useQuery({
    queryKey: ['lists'],
    queryFn: () => answer(api.GET('/lists')),
    staleTime: Infinity,
    select: ({ items }: Lists) => items.filter(({ id, role }) => id === 'own' || role === 'expert'),
  });
}
