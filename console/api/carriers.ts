import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client.ts';
import type { paths } from './schema.ts';

export type Carrier =
  paths['/carriers']['get']['responses']['2XX']['content']['application/json']['items'][number];

const carriersQuery = {
  queryKey: ['carriers'],
  queryFn: () => answer(api.GET('/carriers')),
  staleTime: 5 * 60_000, // the catalogue changes a few times a year
} as const;

export function useCarriers() {
  return useQuery(carriersQuery);
}

/** Carriers and products by name; by their ids as long as the names are not there. */
export function useCarrierNames(): {
  carrier: (id: string) => string;
  product: (carrier: string, code: string) => string;
} {
  const { data } = useCarriers();
  const known = new Map(data?.items.map((one) => [one.id, one]));
  return {
    carrier: (id) => known.get(id)?.name ?? id,
    product: (carrier, code) => known.get(carrier)?.products[code]?.name ?? code,
  };
}
