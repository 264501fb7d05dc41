import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/complaints']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type ComplaintFigures = Get['responses']['2XX']['content']['application/json'];

export function useComplaintFigures(query: Query) {
  return useQuery({
    queryKey: ['figures', 'complaints', query],
    queryFn: () => answer(api.GET('/figures/complaints', { params: { query } })),
  });
}
