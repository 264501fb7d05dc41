import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type OneAction =
  paths['/corrective-actions/{id}']['get']['responses']['2XX']['content']['application/json'];

export function useAction(id: string) {
  return useQuery({
    queryKey: ['corrective-actions', 'one', id],
    queryFn: () => answer(api.GET('/corrective-actions/{id}', { params: { path: { id } } })),
  });
}
