import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/branch-scores']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type BranchScores = Get['responses']['2XX']['content']['application/json'];

export function useBranchScores(query: Query) {
  return useQuery({
    queryKey: ['figures', 'branch-scores', query],
    queryFn: () => answer(api.GET('/figures/branch-scores', { params: { query } })),
  });
}
