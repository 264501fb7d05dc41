import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/pre-underwriting']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type PreUnderwritingFigures = Get['responses']['2XX']['content']['application/json'];

export function usePreUnderwritingFigures(query: Query) {
  return useQuery({
    queryKey: ['figures', 'pre-underwriting', query],
    queryFn: () => answer(api.GET('/figures/pre-underwriting', { params: { query } })),
  });
}
