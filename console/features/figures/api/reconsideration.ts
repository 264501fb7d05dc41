import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/reconsideration']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type ReconsiderationFigures = Get['responses']['2XX']['content']['application/json'];

export function useReconsiderationFigures(query: Query) {
  return useQuery({
    queryKey: ['figures', 'reconsideration', query],
    queryFn: () => answer(api.GET('/figures/reconsideration', { params: { query } })),
  });
}
