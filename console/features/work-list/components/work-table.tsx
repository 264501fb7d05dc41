import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CaseTable } from '../../../components/case/case-table.tsx';
import { type CaseQuery, type CaseRow, useCases } from '../../../components/case/cases.ts';
import { useKindWords } from '../../../components/case/stage-name.ts';
import type { KeysetQuery } from '../../../components/table/keyset-table.tsx';
import { type BulkAction, useBulkActions } from '../bulk/actions.tsx';
import { useColumns } from './columns.tsx';

const BulkDialog = lazy(() =>
  import('../bulk/bulk-dialog.tsx').then(({ BulkDialog: component }) => ({ default: component })),
);

/** Fewer than fill a screen: what narrows a list leaves rows out page by page, so the next page is looked at as well. */
const A_SCREEN_FULL = 15;
const MOST_UNASKED_PAGES = 6;

export function WorkTable({ asked, empty }: { asked: CaseQuery; empty: ReactNode }) {
  const { t } = useTranslation('work-list');
  const query = useCases(asked);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const words = useKindWords(rows.map(({ kind }) => kind));
  const columns = useColumns(words);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [doing, setDoing] = useState<{ action: BulkAction; rows: readonly CaseRow[] }>();
  const chosenRows = rows.filter(({ id }) => chosen.includes(id));
  const actions = useBulkActions();
  useFullScreen(query, rows.length);
  return (
    <>
      <CaseTable
        query={query}
        columns={columns}
        label={t('table.label')}
        file="work-list"
        empty={query.hasNextPage ? t('empty.soFar') : empty}
        selection={{ chosen, choose: setChosen }}
        extra={
          chosenRows.length > 0 &&
          actions.map((action) => (
            <Button
              key={action.key}
              icon={action.icon}
              onClick={() => setDoing({ action, rows: chosenRows })}
            >
              {t('bulk.button', { action: t(`bulk.${action.key}`), count: chosenRows.length })}
            </Button>
          ))
        }
      />
      {doing !== undefined && (
        <Suspense fallback={null}>
          <BulkDialog
            {...doing}
            all={rows}
            words={words}
            close={(isDone) => {
              setDoing(undefined);
              if (isDone) setChosen([]);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function useFullScreen(
  { data, hasNextPage, isFetching, fetchNextPage }: KeysetQuery<CaseRow>,
  shown: number,
) {
  const pages = data?.pages.length ?? 0;
  const isShort = hasNextPage && shown < A_SCREEN_FULL && pages < MOST_UNASKED_PAGES;
  useEffect(() => {
    if (isShort && !isFetching) void fetchNextPage();
  }, [isShort, isFetching, fetchNextPage]);
}
