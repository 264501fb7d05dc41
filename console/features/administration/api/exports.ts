import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Answer = paths['/figures/exports']['get']['responses']['2XX']['content']['application/json'];
export type TakenExport = Answer['items'][number];

/** Which figures were taken away as files in a month. */
export function useExports(month: string) {
  return useQuery({
    queryKey: ['figures', 'exports', month],
    queryFn: () => answer(api.GET('/figures/exports', { params: { query: { month } } })),
  });
}
