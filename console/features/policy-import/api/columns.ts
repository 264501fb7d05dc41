import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Answer = paths['/imports/columns']['get']['responses']['2XX']['content']['application/json'];
export type FileColumn = Answer['items'][number];

export function useFileColumns(enabled: boolean) {
  return useQuery({
    queryKey: ['imports', 'columns'],
    queryFn: () => answer(api.GET('/imports/columns')),
    staleTime: Infinity,
    enabled,
  });
}
