import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { HoldType } from './lines.ts';

export interface ByHand {
  type: HoldType;
  reason: string;
}

/** A person places or releases a hold on every line of a policy. */
export function useHoldByHand(hand: 'place' | 'release', policyId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ByHand) =>
      answer(
        api.POST(`/holds/{policyId}/${hand}`, {
          // The same words on the same day can be meant anew: placed, released, placed again.
          params: { path: { policyId }, header: { 'Idempotency-Key': crypto.randomUUID() } },
          body,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['commissions'] }),
  });
}
