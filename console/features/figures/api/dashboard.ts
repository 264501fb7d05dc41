import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/dashboard']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type Dashboard = Get['responses']['2XX']['content']['application/json'];

export function useDashboard(query: Query) {
  return useQuery({
    queryKey: ['figures', 'dashboard', query],
    queryFn: () => answer(api.GET('/figures/dashboard', { params: { query } })),
  });
}
