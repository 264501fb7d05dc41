import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Answer = paths['/vocabularies/{carrier}']['get']['responses']['2XX']['content']['application/json'];
export type Vocabulary = Answer['items'][number];
export type Entry = Vocabulary['entries'][number];

const query = (carrier: string) => ({
  queryKey: ['vocabularies', carrier],
  queryFn: () => answer(api.GET('/vocabularies/{carrier}', { params: { path: { carrier } } })),
});

/** Every version that a carrier ever had. */
export function useVocabularies(carrier: string) {
  return useQuery(query(carrier));
}

/** The same of each carrier, in their order; nothing where the answer has not come yet. */
export function useVocabulariesOf(carriers: readonly string[]): (Vocabulary[] | undefined)[] {
  return useQueries({ queries: carriers.map(query) }).map(({ data }) => data?.items);
}

export function useProposal(carrier: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (entries: Entry[]) =>
      answer(
        api.POST('/vocabularies/{carrier}', {
          params: { path: { carrier }, header: { 'Idempotency-Key': crypto.randomUUID() } },
          body: { entries },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['vocabularies', carrier] }),
  });
}

export function useVerdict({ carrier, version }: Pick<Vocabulary, 'carrier' | 'version'>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { approve: boolean; reason: string }) =>
      answer(
        api.POST('/vocabularies/{carrier}/{version}/verdict', {
          params: {
            path: { carrier, version },
            header: { 'Idempotency-Key': crypto.randomUUID() },
          },
          body,
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['vocabularies', carrier] }),
  });
}
