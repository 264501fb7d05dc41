import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Line =
  paths['/commissions/{policyId}']['get']['responses']['2XX']['content']['application/json']['items'][number];

/** The commission of a policy, each payee's part: somebody who is paid sees the own part only. */
export function useLines(policyId: string, version: number) {
  return useQuery({
    queryKey: ['policy-lines', policyId, version],
    queryFn: () => answer(api.GET('/commissions/{policyId}', { params: { path: { policyId } } })),
  });
}
