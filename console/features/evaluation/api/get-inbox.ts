import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type InboxPage = paths['/evaluations/inbox']['get']['responses']['2XX']['content']['application/json'];
export type InboxItem = InboxPage['items'][number];
export type Stray = InboxPage['strays'][number];

const ENOUGH = 20; // of a list on which complaints stand as well, a page may hold no reply at all

/** What a person must read in a branch, page after page until there is enough to work on. */
export function useInbox(branch: string | undefined) {
  const query = useInfiniteQuery({
    queryKey: ['evaluation-inbox', branch],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/evaluations/inbox', {
          params: {
            query: {
              ...(branch === undefined ? {} : { branch }),
              ...(pageParam === undefined ? {} : { next: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    enabled: branch !== undefined,
  });
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const strays = data?.pages.flatMap((page) => page.strays) ?? [];
  const wantsMore = hasNextPage && !isFetching && items.length < ENOUGH;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return { query, items, strays };
}
