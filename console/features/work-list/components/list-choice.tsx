import { Grid } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnerName } from '../../../components/case/owner.ts';
import { ChoiceMenu } from '../../../components/choice-menu.tsx';
import { Segments } from '../../../components/segments.tsx';
import type { WorkList } from '../api/lists.ts';

const MOST_SIDE_BY_SIDE = 4;
const MOST_IN_A_MENU = 12;

/** Whoever sees every branch has lists by the dozen; nobody else loads what finds one by typing. */
const ListSearch = lazy(() =>
  import('./list-search.tsx').then(({ ListSearch: component }) => ({ default: component })),
);

interface ListChoiceProps {
  lists: readonly WorkList[];
  chosen: WorkList;
  choose: (id: string) => void;
}

/** The own list, the team's, and those of others: a few stand side by side, many are found by typing. */
export function ListChoice({ lists, chosen, choose }: ListChoiceProps) {
  const { t } = useTranslation('work-list');
  const owner = useOwnerName();
  const isNarrow = !(Grid.useBreakpoint().md ?? true);
  const options = lists.map((list) => ({
    value: list.id,
    label: list.label === 'own' ? t('list.own') : t(`list.${list.label}`, { owner: owner(list.owner) }),
  }));
  if (lists.length > MOST_IN_A_MENU)
    return (
      <Suspense fallback={null}>
        <ListSearch options={options} value={chosen.id} onChange={choose} />
      </Suspense>
    );
  if (isNarrow || lists.length > MOST_SIDE_BY_SIDE)
    return (
      <div>
        <ChoiceMenu
          required
          label={t('list.label')}
          options={options}
          value={chosen.id}
          onChange={(id) => id !== undefined && choose(id)}
        />
      </div>
    );
  return <Segments label={t('list.label')} options={options} value={chosen.id} onChange={choose} />;
}
