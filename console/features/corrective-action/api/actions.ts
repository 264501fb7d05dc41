import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Get = paths['/corrective-actions']['get'];
export type Action = Get['responses']['2XX']['content']['application/json']['items'][number];
export type Stage = Action['stage'];
export type Share = Action['before'];

export const STAGES = ['open', 'effective', 'dropped'] as const satisfies readonly Stage[];

/** The actions of a branch in a stage; without a branch, of the own one or the head office. */
export function useActions(query: { branch?: string; stage?: Stage }) {
  return useQuery({
    queryKey: ['corrective-actions', query],
    queryFn: () => answer(api.GET('/corrective-actions', { params: { query } })),
  });
}
