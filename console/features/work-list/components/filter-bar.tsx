import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBranches } from '../../../api/branches.ts';
import { useMe } from '../../../api/me.ts';
import type { KindWords } from '../../../components/case/stage-name.ts';
import { ChoiceMenu } from '../../../components/choice-menu.tsx';
import { Segments } from '../../../components/segments.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { DUES, type Filters, KINDS } from '../filters.ts';

interface FilterBarProps {
  filters: Filters;
  change: (change: Partial<Filters>) => void;
  words: KindWords;
}

/** Every choice goes into the address at once: the link to what is seen is the address itself. */
export function FilterBar({ filters, change, words }: FilterBarProps) {
  const { t } = useTranslation('work-list');
  const term = useTerm('common');
  const { t: common } = useTranslation();
  const me = useMe();
  const branches = useBranches();
  const { kind, stage, due, state, branch } = filters;
  const isClosed = state === 'closed';
  const stages = kind === undefined ? [] : words.stages(kind);
  return (
    <Flex gap="small" wrap role="group" aria-label={t('filter.label')} className="no-print">
      <ChoiceMenu
        label={t('filter.kind')}
        value={kind}
        onChange={(value) => change({ kind: value, stage: undefined })}
        options={KINDS.map((value) => ({ value, label: term('kind', value) }))}
      />
      <ChoiceMenu
        label={kind === undefined ? t('filter.stageAfterKind') : t('filter.stage')}
        disabled={kind === undefined}
        value={stage}
        onChange={(value) => change({ stage: value })}
        options={stages.map((value) => ({ value, label: words.stage(kind ?? '', value) }))}
      />
      <ChoiceMenu
        label={t('filter.due')}
        disabled={isClosed}
        value={due}
        onChange={(value) => change({ due: value })}
        options={DUES.map((value) => ({ value, label: t(`due.${value}`) }))}
      />
      {isClosed && me.branch === undefined && (
        <ChoiceMenu
          label={common('case.branch')}
          value={branch}
          onChange={(value) => change({ branch: value })}
          options={branches.map((value) => ({ value, label: value }))}
        />
      )}
      <Segments<Filters['state']>
        label={t('filter.state')}
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
