import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import type { Matter } from '../../../components/case/matter.tsx';

type Route = paths['/carrier-requests/{id}']['get'];
export type Request = Route['responses']['2XX']['content']['application/json'];
type Packet = NonNullable<Request['packet']>;
export type RiskPacket = Extract<Packet, { product: string }>;
export type DisputePacket = Extract<Packet, { decision: unknown }>;

const queryOf = (id: string) => ({
  queryKey: ['carrier-request', id],
  queryFn: () => answer(api.GET('/carrier-requests/{id}', { params: { path: { id } } })),
});

export function useRequest(id: string) {
  return useQuery(queryOf(id));
}

/** The request as commands on it see it. */
export function useMatterOf(id: string): (seen: Request) => Matter {
  const client = useQueryClient();
  return ({ version, timeline }) => ({
    id,
    version,
    timeline,
    words: 'carrier-request',
    refresh: () => client.fetchQuery({ ...queryOf(id), staleTime: 0 }),
  });
}

export function isRisk(packet: Packet): packet is RiskPacket {
  return 'product' in packet;
}
