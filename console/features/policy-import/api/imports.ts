import { useEffect } from 'react';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/imports']['get']['responses']['2XX']['content']['application/json'];
export type ImportSummary = Answer['items'][number];

const AGAIN_MS = 3_000;

/** Every import, the newest first; read again while one of those shown is under way. */
export function useImports(): KeysetQuery<ImportSummary> {
  const list = useKeysetList(['imports', 'list'], (next) =>
    answer(api.GET('/imports', { params: { query: next === undefined ? {} : { next } } })),
  );
  const { data, refetch } = list;
  const isMoving = data?.pages.some(({ items }) => items.some(({ stage }) => stage === 'importing')) ?? false;
  useEffect(() => {
    if (!isMoving) return;
    const look = setInterval(() => void refetch(), AGAIN_MS);
    return () => clearInterval(look);
  }, [isMoving, refetch]);
  return list;
}
