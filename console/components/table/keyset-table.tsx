import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loading, Nothing } from '../state/states.tsx';
import { ExportMenu } from './export-menu.tsx';
import { useRowKeys } from './row-keys.ts';
import { Rows, type Selection } from './rows.tsx';

interface ListPage<T> {
  items: T[];
  next?: string | undefined;
}

/** A column as it is shown and as it is exported. Without `text` it is not in the file. */
export interface Column<T> {
  key: string;
  title: string;
  show: (row: T) => ReactNode;
  text?: (row: T) => string | number;
  /** Where a file says something else than the screen. */
  titleInFile?: string;
  width?: number;
  /** Left out on a narrow screen. */
  wide?: boolean;
}

export type KeysetQuery<T> = UseInfiniteQueryResult<InfiniteData<ListPage<T>>, Error> & { page: PageOf<T> };
type PageOf<T> = (next: string | undefined) => Promise<ListPage<T>>;

/** A list of the API, page by page, in its own order. */
export function useKeysetList<T>(key: readonly unknown[], page: PageOf<T>): KeysetQuery<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => page(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });
  return { ...query, page };
}

export interface KeysetTableProps<T> {
  query: KeysetQuery<T>;
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  /** What the list is, for a reader of the screen. */
  label: string;
  /** Name of the exported file, without its ending. */
  file: string;
  empty?: ReactNode;
  selection?: Selection<T>;
  extra?: ReactNode;
  /** `j`, `k` and `x` move through the rows and choose them: for the one table that a screen is about. */
  byKeys?: boolean;
}

/** Rows page by page. How many are shown, and whether there are more, is always said: nothing is cut in silence. */
export function KeysetTable<T extends object>(props: KeysetTableProps<T>) {
  const { query, columns, rowKey, label, file, empty, selection, extra, byKeys = false } = props;
  const { t } = useTranslation();
  const list = useRowKeys(byKeys, query.hasNextPage ? () => void query.fetchNextPage() : undefined);
  if (query.isPending) return <Loading />;
  if (query.error !== null && query.data === undefined)
    return <Failed error={query.error} again={() => void query.refetch()} />;
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Flex vertical gap="small" ref={list}>
      <Flex justify="space-between" align="center" wrap gap="small" className="no-print">
        <Typography.Text type="secondary" role="status">
          {query.hasNextPage
            ? t('table.shownMore', { count: rows.length })
            : t('table.shownAll', { count: rows.length })}
        </Typography.Text>
        <Flex gap="small" wrap>
          {extra}
          <ExportMenu file={file} columns={columns} shown={rows} more={query.hasNextPage} page={query.page} />
        </Flex>
      </Flex>
      <Rows
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        label={label}
        empty={<Nothing>{empty ?? t('table.empty')}</Nothing>}
        selection={selection}
      />
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('table.more')}
        </Button>
      )}
    </Flex>
  );
}
