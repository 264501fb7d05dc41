import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type CarrierTimes =
  paths['/figures/carrier-times']['get']['responses']['2XX']['content']['application/json'];

export function useCarrierTimes() {
  return useQuery({
    queryKey: ['figures', 'carrier-times'],
    queryFn: () => answer(api.GET('/figures/carrier-times')),
  });
}
