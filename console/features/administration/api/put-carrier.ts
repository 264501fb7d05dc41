import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Carrier } from '../../../api/carriers.ts';
import { answer, api } from '../../../api/client.ts';

export function usePutCarrier() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Carrier) =>
      answer(api.PUT('/carriers/{id}', { params: { path: { id } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['carriers'] }),
  });
}
