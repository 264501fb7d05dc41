import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/figures/evaluations']['get'];
type Query = NonNullable<Get['parameters']['query']>;
export type EvaluationFigures = Get['responses']['2XX']['content']['application/json'];

export function useEvaluationFigures(query: Query) {
  return useQuery({
    queryKey: ['figures', 'evaluations', query],
    queryFn: () => answer(api.GET('/figures/evaluations', { params: { query } })),
  });
}
