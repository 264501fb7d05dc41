import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { DueSeen } from '../../../components/case/timeline.tsx';
import type { CaseRow } from './cases.ts';

type Read = (id: string) => Promise<{ dues: readonly DueSeen[] }>;

/** Kinds whose own route says every deadline; of the others the list has said all there is. */
const READS: Partial<Record<CaseRow['kind'], Read>> = {
  callback: (id) => answer(api.GET('/cases/{id}', { params: { path: { id } } })),
  'pre-underwriting': (id) => answer(api.GET('/pre-underwriting/{id}', { params: { path: { id } } })),
  reconsideration: (id) => answer(api.GET('/reconsiderations/{id}', { params: { path: { id } } })),
  complaint: (id) => answer(api.GET('/complaints/{id}', { params: { path: { id } } })),
  evaluation: (id) => answer(api.GET('/evaluations/{id}', { params: { path: { id } } })),
};

export function tellsDues({ kind, category }: CaseRow): boolean {
  return category === 'open' && READS[kind] !== undefined;
}

/** Every coming deadline of a case, asked for when somebody wants to see them. */
export function useDues({ id, kind, version }: CaseRow) {
  return useQuery({
    queryKey: ['dues', id, version],
    queryFn: async () => (await READS[kind]?.(id))?.dues ?? [],
    retry: false,
  });
}
