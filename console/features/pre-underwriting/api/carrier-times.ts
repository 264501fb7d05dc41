import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import type { paths } from '../../../api/schema.ts';

type View = paths['/figures/carrier-times']['get']['responses']['2XX']['content']['application/json'];
export type Times = View['carriers'][number]['purposes'][number];

/** How long each carrier usually takes for an opinion: known before it is asked. */
export function useCarrierTimes(): (carrier: string) => Times | undefined {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['carrier-times'],
    queryFn: () => answer(api.GET('/figures/carrier-times')),
    enabled: may('figures:carrier-times'),
  });
  return (carrier) =>
    data?.carriers
      .find((one) => one.carrier === carrier)
      ?.purposes.find(({ purpose }) => purpose === 'pre-underwriting');
}
