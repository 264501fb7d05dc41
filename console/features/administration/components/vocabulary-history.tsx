import { Flex, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Vocabulary } from '../api/vocabularies.ts';
import { DifferenceTable } from './entry-tables.tsx';
import { Part } from './topic.tsx';
import { VocabularyState } from './vocabulary-state.tsx';

/** Every version: who proposed it, who decided, and why. */
export function VocabularyHistory({ versions }: { versions: readonly Vocabulary[] }) {
  const { t } = useTranslation('administration');
  const columns = useVersionColumns();
  return (
    <Part title={t('vocabulary.history')}>
      <PlainTable<Vocabulary>
        rows={versions.toSorted((a, b) => b.version - a.version)}
        columns={columns}
        rowKey={({ version }) => String(version)}
        label={t('vocabulary.history')}
        file={t('vocabulary.history')}
        empty={t('vocabulary.none')}
      />
    </Part>
  );
}

function useVersionColumns(): Column<Vocabulary>[] {
  const { t } = useTranslation('administration');
  const { when } = useFormat();
  const byAt = (by: string | undefined, at: string | undefined) =>
    by === undefined || at === undefined ? '–' : t('vocabulary.byAt', { by, at: when(at) });
  const proposed = ({ proposedBy, proposedAt }: Vocabulary) => byAt(proposedBy, proposedAt);
  const decided = ({ decidedBy, decidedAt }: Vocabulary) => byAt(decidedBy, decidedAt);
  return [
    { key: 'version', title: t('version'), show: ({ version }) => version, text: ({ version }) => version },
    {
      key: 'state',
      title: t('vocabulary.state'),
      show: ({ state }) => <VocabularyState state={state} />,
      text: ({ state }) => t(`vocabularyState.${state}`),
    },
    {
      key: 'codes',
      title: t('vocabulary.codes'),
      show: ({ entries }) => entries.length,
      text: ({ entries }) => entries.length,
    },
    { key: 'proposed', title: t('vocabulary.proposed'), show: proposed, text: proposed },
    { key: 'decided', title: t('vocabulary.decided'), show: decided, text: decided },
    {
      key: 'reason',
      title: t('vocabulary.reason'),
      show: ({ reason }) => <div className="wrap">{reason ?? '–'}</div>,
      text: ({ reason }) => reason ?? '',
    },
  ];
}

/** Any two versions beside each other. */
export function VersionComparison({ versions }: { versions: readonly Vocabulary[] }) {
  const { t } = useTranslation('administration');
  const numbers = versions.map(({ version }) => version).toSorted((a, b) => b - a);
  const [after, setAfter] = useState(numbers[0] ?? 0);
  const [before, setBefore] = useState(numbers[1] ?? 0);
  const entriesOf = (number: number) => versions.find(({ version }) => version === number)?.entries ?? [];
  const options = numbers.map((value) => ({ value, label: t('vocabulary.number', { version: value }) }));
  return (
    <Part title={t('vocabulary.compare')}>
      <Flex vertical gap="small">
        <Flex gap="small" wrap align="center">
          <Select
            aria-label={t('vocabulary.earlier')}
            value={before}
            onChange={setBefore}
            options={options}
          />
          <span aria-hidden>→</span>
          <Select aria-label={t('vocabulary.later')} value={after} onChange={setAfter} options={options} />
        </Flex>
        <DifferenceTable
          before={entriesOf(before)}
          after={entriesOf(after)}
          label={t('vocabulary.between', { before, after })}
        />
      </Flex>
    </Part>
  );
}
