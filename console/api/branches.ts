import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client.ts';
import { useMe } from './me.ts';

const HEAD_OFFICE = 'head-office';

/** The branches whose lists this person may open: the own one, or each of the firm. */
export function useBranches(): string[] {
  const { branch } = useMe();
  const isOfOne = branch !== undefined && branch !== HEAD_OFFICE;
  const { data } = useQuery({
    queryKey: ['lists'],
    queryFn: () => answer(api.GET('/lists')),
    staleTime: Infinity,
    enabled: !isOfOne,
  });
  if (isOfOne) return [branch];
  return data?.branches ?? [];
}
