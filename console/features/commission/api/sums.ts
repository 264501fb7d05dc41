import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import type { Whose } from './lines.ts';

export type Sums = paths['/commissions/sums']['get']['responses']['2XX']['content']['application/json'];

export function useSums(whose: Whose) {
  return useQuery({
    queryKey: ['commissions', 'sums', whose],
    queryFn: () => answer(api.GET('/commissions/sums', { params: { query: whose } })),
  });
}
