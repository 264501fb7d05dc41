import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Beginning = paths['/corrective-actions']['post']['requestBody']['content']['application/json'];

/**
 * One form begins one action, however often a lost answer makes somebody press again; the same words in another form
 * are meant anew, as after an action was dropped.
 */
export function useBegin() {
  const queries = useQueryClient();
  const intention = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: Beginning) =>
      answer(
        api.POST('/corrective-actions', {
          params: { header: { 'Idempotency-Key': intention.current } },
          body,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['corrective-actions'] }),
  });
}
