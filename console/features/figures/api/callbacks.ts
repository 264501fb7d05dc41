import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/callbacks']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type CallbackFigures = Get['responses']['2XX']['content']['application/json'];

export function useCallbackFigures(query: Query) {
  return useQuery({
    queryKey: ['figures', 'callbacks', query],
    queryFn: () => answer(api.GET('/figures/callbacks', { params: { query } })),
  });
}
