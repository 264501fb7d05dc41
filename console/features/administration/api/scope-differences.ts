import { useInfiniteQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Answer = paths['/scope/differences']['get']['responses']['2XX']['content']['application/json'];
export type ScopeDifference = Answer['differences'][number];

/** A rule replayed over every policy of the firm, page by page; nothing is asked before somebody wants it. */
export function useScopeReplay(rule: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['scope', 'differences', rule],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/scope/differences', {
          params: { query: { rule: rule ?? '', ...(pageParam === undefined ? {} : { next: pageParam }) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    enabled: rule !== undefined,
    staleTime: Infinity,
  });
}
