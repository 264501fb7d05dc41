import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/exports']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type Exports = Get['responses']['2XX']['content']['application/json'];

export function useExports(query: Query) {
  return useQuery({
    queryKey: ['figures', 'exports', query],
    queryFn: () => answer(api.GET('/figures/exports', { params: { query } })),
  });
}
