import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import type { Matter } from '../../../components/case/matter.tsx';

type Route = paths['/pre-underwriting/{id}']['get'];
export type PreUnderwriting = Route['responses']['2XX']['content']['application/json'];
export type Stage = PreUnderwriting['case']['stage'];
export type Request = PreUnderwriting['requests'][number];
export type Grid = NonNullable<PreUnderwriting['grid']>;
export type Recommendation = NonNullable<PreUnderwriting['recommendation']>;
export type DisclosedFacts = NonNullable<PreUnderwriting['facts']>;

const AGAIN_MS = 30_000; // while the applicant or carriers are answering

function isAwaited({ case: { stage, consent, consentAsked } }: PreUnderwriting): boolean {
  return stage === 'asking' || (stage === 'preparing' && consentAsked > 0 && consent === undefined);
}

const queryOf = (id: string) => ({
  queryKey: ['pre-underwriting', id],
  queryFn: () => answer(api.GET('/pre-underwriting/{id}', { params: { path: { id } } })),
});

export function usePreUnderwriting(id: string): UseQueryResult<PreUnderwriting, Error> {
  return useQuery({
    ...queryOf(id),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isAwaited(data) ? AGAIN_MS : false),
  });
}

/** The case as commands on it see it. */
export function useMatterOf(id: string): (seen: PreUnderwriting) => Matter {
  const client = useQueryClient();
  return ({ case: { version }, timeline }) => ({
    id,
    version,
    timeline,
    words: 'pre-underwriting',
    refresh: async () => {
      const fresh = await client.fetchQuery({ ...queryOf(id), staleTime: 0 });
      return { version: fresh.case.version, timeline: fresh.timeline };
    },
  });
}
