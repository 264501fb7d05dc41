import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';

/** The branches whose cases the signed-in person may list. */
export function useBranches(): string[] {
  const { data } = useQuery({
    queryKey: ['lists'],
    queryFn: () => answer(api.GET('/lists')),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const branches = (data?.items ?? []).flatMap(({ branch }) => (branch === undefined ? [] : [branch]));
  return [...new Set(branches)].filter((branch) => branch !== 'head-office');
}
