import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { Whose } from './lines.ts';

export function useSums(whose: Whose) {
  return useQuery({
    queryKey: ['commissions', 'sums', whose],
    queryFn: () => answer(api.GET('/commissions/sums', { params: { query: whose } })),
  });
}
