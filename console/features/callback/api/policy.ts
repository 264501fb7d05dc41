import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import type { paths } from '../../../api/schema.ts';
import { useMatter } from '../../../components/case/matter.tsx';

export type Policy = paths['/policies/{id}']['get']['responses']['2XX']['content']['application/json'];
type Body<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer B } } };
}
  ? B
  : never;
export type Contact = Body<'/policies/{id}/contact'>;

const keyOf = (id: string) => ['policy', id] as const;

/** The policy that was called back about, for whoever may read policies. */
export function usePolicy(id: string) {
  const may = useMay();
  return useQuery({
    queryKey: keyOf(id),
    queryFn: () => answer(api.GET('/policies/{id}', { params: { path: { id } } })),
    enabled: may('policy:read'),
  });
}

/** By a number that belongs in no address. */
export function useFindPolicy() {
  return useMutation({
    mutationFn: (body: Body<'/policies/find'>) => answer(api.POST('/policies/find', { body })),
  });
}

/** What is done to a policy shows in its callback as well. */
function useOfPolicy<B>(id: string, send: (body: B) => Promise<Policy>) {
  const queries = useQueryClient();
  const { refresh } = useMatter();
  return useMutation({
    mutationFn: send,
    onSuccess: async (policy) => {
      queries.setQueryData(keyOf(id), policy);
      await refresh();
    },
  });
}

export function useCorrectContact(id: string) {
  return useOfPolicy(id, (body: Contact) =>
    answer(api.POST('/policies/{id}/contact', { params: { path: { id } }, body })),
  );
}

export function useRecordReceipt(id: string) {
  return useOfPolicy(id, (body: Body<'/policies/{id}/receipt'>) =>
    answer(api.POST('/policies/{id}/receipt', { params: { path: { id } }, body })),
  );
}

export function useCancelPolicy(id: string) {
  return useOfPolicy(id, (body: Body<'/policies/{id}/cancellation'>) =>
    answer(api.POST('/policies/{id}/cancellation', { params: { path: { id } }, body })),
  );
}
