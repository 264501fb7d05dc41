import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/alerts']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type Alerts = Get['responses']['2XX']['content']['application/json'];

export function useAlerts(query: Query) {
  return useQuery({
    queryKey: ['figures', 'alerts', query],
    queryFn: () => answer(api.GET('/figures/alerts', { params: { query } })),
  });
}
