import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import type { ByHand } from './hold-by-hand.ts';

type Answer = paths['/holds/release']['post']['responses']['2XX']['content']['application/json'];
export type ReleaseResult = Answer['results'][number];

export const MOST_AT_ONCE = 100; // what the API takes in one request

/** Releases one kind of hold on many policies; one that is refused hinders no other. */
export function useReleaseMany() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ByHand & { policyIds: string[] }) =>
      answer(
        api.POST('/holds/release', {
          params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
          body,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['commissions'] }),
  });
}
