import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { useKindWords } from '../../components/case/stage-name.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { SavedViews } from '../../components/table/saved-views.tsx';
import { useLists, type WorkList } from './api/lists.ts';
import { FilterBar } from './components/filter-bar.tsx';
import { ListChoice } from './components/list-choice.tsx';
import { WorkTable } from './components/work-table.tsx';
import { caseQuery, chosenList, type Filters, useFilters } from './filters.ts';

/** Everybody's first page: what waits, by the time that is left. */
export function WorkListScreen() {
  const { t } = useTranslation();
  const query = useLists();
  return (
    <Page title={t('screen.workList')} extra={<SavedViews screen="work-list" />}>
      <Loaded query={query}>{({ items }) => <Lists lists={items} />}</Loaded>
    </Page>
  );
}

function Lists({ lists }: { lists: readonly WorkList[] }) {
  const { t } = useTranslation('work-list');
  const me = useMe();
  const [filters, change] = useFilters();
  const words = useKindWords(filters.kind === undefined ? [] : [filters.kind]);
  const list = chosenList(lists, filters.list, me.role);
  if (list === undefined) return <Nothing>{t('empty.noList')}</Nothing>;
  const asked = caseQuery(filters, list, me);
  return (
    <Flex vertical gap="middle">
      <ListChoice lists={lists} chosen={list} choose={(id) => change({ list: id })} />
      <FilterBar filters={filters} change={change} words={words} />
      {asked === undefined ? (
        <Nothing>{t('empty.closedNeeds')}</Nothing>
      ) : (
        <WorkTable
          key={JSON.stringify(asked)}
          asked={asked}
          empty={<Empty filters={filters} change={change} />}
        />
      )}
    </Flex>
  );
}

function Empty({ filters, change }: { filters: Filters; change: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation('work-list');
  const { kind, stage, due, state } = filters;
  const isNarrowed = state === 'closed' || [kind, stage, due].some((one) => one !== undefined);
  if (!isNarrowed)
    return (
      <Flex vertical align="center">
        <strong>{t('empty.title')}</strong>
        <span>{t('empty.about')}</span>
      </Flex>
    );
  return (
    <Flex vertical align="center">
      <span>{t('empty.narrowed')}</span>
      <Button
        type="link"
        onClick={() => change({ kind: undefined, stage: undefined, due: undefined, state: 'open' })}
      >
        {t('empty.clear')}
      </Button>
    </Flex>
  );
}
