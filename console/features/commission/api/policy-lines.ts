import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Answer = paths['/commissions/{policyId}']['get']['responses']['2XX']['content']['application/json'];

export type PolicyLine = Answer['items'][number];
export type LedgerEntry = PolicyLine['entries'][number];

/** The lines of a policy, each with its whole ledger. */
export function usePolicyLines(policyId: string) {
  return useQuery({
    queryKey: ['commissions', 'policy', policyId],
    queryFn: () => answer(api.GET('/commissions/{policyId}', { params: { path: { policyId } } })),
  });
}
