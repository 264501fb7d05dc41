import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Coverage = paths['/coverage']['get']['responses']['2XX']['content']['application/json'];

/** Every policy of the month is looked up anew: it is the proof, not a figure. */
export function useCoverage(month: string) {
  return useQuery({
    queryKey: ['coverage', month],
    queryFn: () => answer(api.GET('/coverage', { params: { query: { month } } })),
  });
}
