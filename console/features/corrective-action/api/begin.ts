import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Beginning = paths['/corrective-actions']['post']['requestBody']['content']['application/json'];

/** The same words sent again by the same person begin one action: the API knows them. */
export function useBegin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Beginning) => answer(api.POST('/corrective-actions', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['corrective-actions'] }),
  });
}
