import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client.ts';
import { useMe } from './me.ts';

/** The branches whose lists this person may open: the own one, or each of the firm. */
export function useBranches(): string[] {
  const { branch } = useMe();
  const { data } = useQuery({
    queryKey: ['lists'],
    queryFn: () => answer(api.GET('/lists')),
    staleTime: Infinity,
    enabled: branch === undefined,
  });
  if (branch !== undefined) return [branch];
  const named = (data?.items ?? []).flatMap((list) => (list.branch === undefined ? [] : [list.branch]));
  return [...new Set(named)].filter((one) => one !== 'head-office');
}
