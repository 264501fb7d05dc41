import { AutoComplete, Flex, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import type { KindWords } from '../../../components/case/stage-name.ts';
import { useTerm } from '../../../i18n/use-words.ts';
import type { WorkList } from '../api/lists.ts';
import { DUES, type Filters, KINDS } from '../filters.ts';

interface FilterBarProps {
  filters: Filters;
  change: (change: Partial<Filters>) => void;
  lists: readonly WorkList[];
  words: KindWords;
}

/** Every choice goes into the address at once: the link to what is seen is the address itself. */
export function FilterBar({ filters, change, lists, words }: FilterBarProps) {
  const { t } = useTranslation('work-list');
  const term = useTerm('common');
  const me = useMe();
  const { kind, stage, due, state, branch } = filters;
  const isClosed = state === 'closed';
  const stages = kind === undefined ? [] : words.stages(kind);
  const branches = [...new Set(lists.flatMap((list) => list.branch ?? []))];
  return (
    <Flex gap="small" wrap role="group" aria-label={t('filter.label')} className="no-print">
      <Select
        allowClear
        className="filter"
        aria-label={t('filter.kind')}
        placeholder={t('filter.kind')}
        value={kind ?? null}
        onChange={(value) => change({ kind: value ?? undefined, stage: undefined })}
        options={KINDS.map((value) => ({ value, label: term('kind', value) }))}
      />
      <Select
        allowClear
        className="filter"
        aria-label={t('filter.stage')}
        placeholder={kind === undefined ? t('filter.stageAfterKind') : t('filter.stage')}
        disabled={kind === undefined}
        value={stage ?? null}
        onChange={(value) => change({ stage: value ?? undefined })}
        options={stages.map((value) => ({ value, label: words.stage(kind ?? '', value) }))}
      />
      <Select
        allowClear
        className="filter"
        aria-label={t('filter.due')}
        placeholder={t('filter.due')}
        disabled={isClosed}
        value={due ?? null}
        onChange={(value) => change({ due: value ?? undefined })}
        options={DUES.map((value) => ({ value, label: t(`due.${value}`) }))}
      />
      {isClosed && me.branch === undefined && (
        <AutoComplete
          allowClear
          className="filter"
          aria-label={t('filter.branch')}
          placeholder={t('filter.branch')}
          value={branch ?? null}
          onChange={(value) => change({ branch: value || undefined })}
          options={branches.map((value) => ({ value }))}
        />
      )}
      <Segmented
        aria-label={t('filter.state')}
        value={state}
        onChange={(value) => change({ state: value, due: value === 'closed' ? undefined : due })}
        options={[
          { value: 'open', label: t('filter.open') },
          { value: 'closed', label: t('filter.closed') },
        ]}
      />
    </Flex>
  );
}
