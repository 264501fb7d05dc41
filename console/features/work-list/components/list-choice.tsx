import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOwnerName } from '../../../components/case/owner.ts';
import type { WorkList } from '../api/lists.ts';

const MOST_SIDE_BY_SIDE = 4;

interface ListChoiceProps {
  lists: readonly WorkList[];
  chosen: WorkList;
  choose: (id: string) => void;
}

/** The own list, the team's, and those of others: a few stand side by side, many are found by typing. */
export function ListChoice({ lists, chosen, choose }: ListChoiceProps) {
  const { t } = useTranslation('work-list');
  const owner = useOwnerName();
  const options = lists.map((list) => ({
    value: list.id,
    label: list.label === 'own' ? t('list.own') : t(`list.${list.label}`, { owner: owner(list.owner) }),
  }));
  if (lists.length > MOST_SIDE_BY_SIDE)
    return (
      <Select
        aria-label={t('list.label')}
        className="wide-select"
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        value={chosen.id}
        onChange={choose}
      />
    );
  return (
    <div className="scrolled">
      <Segmented aria-label={t('list.label')} options={options} value={chosen.id} onChange={choose} />
    </div>
  );
}
