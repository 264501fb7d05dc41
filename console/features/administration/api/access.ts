import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Access = paths['/access']['get']['responses']['2XX']['content']['application/json'];
export type Grant = Access['grants'][number];

export function useAccess() {
  return useQuery({
    queryKey: ['access'],
    queryFn: () => answer(api.GET('/access')),
    staleTime: Infinity,
  });
}
