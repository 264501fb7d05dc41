import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { ClaimKind, DisputedDecision } from './open-case.ts';

/** Which papers a decision of this kind needs; of a claim the kind must be known. */
export function useRequiredPapers(of: DisputedDecision['of'], claimKind: ClaimKind | undefined) {
  const query = of === 'claim' && claimKind !== undefined ? { of, claimKind } : { of };
  return useQuery({
    queryKey: ['reconsideration-papers', query],
    queryFn: () => answer(api.GET('/reconsiderations/papers', { params: { query } })),
    staleTime: Infinity,
    enabled: of === 'underwriting' || claimKind !== undefined,
  });
}
