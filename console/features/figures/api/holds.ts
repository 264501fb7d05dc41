import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/holds']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type HoldFigures = Get['responses']['2XX']['content']['application/json'];

export function useHoldFigures(query: Query) {
  return useQuery({
    queryKey: ['figures', 'holds', query],
    queryFn: () => answer(api.GET('/figures/holds', { params: { query } })),
  });
}
