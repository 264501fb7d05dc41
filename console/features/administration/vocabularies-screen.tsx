import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Carrier, useCarriers } from '../../api/carriers.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useVocabulariesOf, type Vocabulary } from './api/vocabularies.ts';
import { VocabularyState } from './components/vocabulary-state.tsx';

interface VocabularyRow {
  carrier: Carrier;
  versions: Vocabulary[] | undefined;
}

/** Each carrier with the vocabulary in use, and what waits for a second person. */
export function VocabulariesScreen() {
  const { t } = useTranslation('administration');
  const query = useCarriers();
  return (
    <Page title={t('section.vocabularies')} about={t('aboutSection.vocabularies')}>
      <Loaded query={query}>{({ items }) => <Vocabularies carriers={items} />}</Loaded>
    </Page>
  );
}

function Vocabularies({ carriers }: { carriers: readonly Carrier[] }) {
  const { t } = useTranslation('administration');
  const versions = useVocabulariesOf(carriers.map(({ id }) => id));
  const columns = useVocabularyColumns();
  const rows = carriers.map((carrier, index) => ({ carrier, versions: versions[index] }));
  return (
    <PlainTable<VocabularyRow>
      rows={rows}
      columns={columns}
      rowKey={({ carrier }) => carrier.id}
      label={t('section.vocabularies')}
      file={t('section.vocabularies')}
    />
  );
}

function useVocabularyColumns(): Column<VocabularyRow>[] {
  const { t } = useTranslation('administration');
  const inUse = ({ versions }: VocabularyRow) => versions?.find(({ state }) => state === 'in-use');
  const proposed = ({ versions }: VocabularyRow) => versions?.find(({ state }) => state === 'proposed');
  const number = (one: Vocabulary | undefined) =>
    one === undefined ? '–' : t('vocabulary.number', { version: one.version });
  return [
    {
      key: 'carrier',
      title: t('vocabulary.carrier'),
      show: ({ carrier: { id, name } }) => <Link to={`/administration/vocabularies/${id}`}>{name}</Link>,
      text: ({ carrier }) => carrier.name,
    },
    {
      key: 'inUse',
      title: t('vocabulary.inUse'),
      show: (row) => number(inUse(row)),
      text: (row) => number(inUse(row)),
    },
    {
      key: 'codes',
      title: t('vocabulary.codes'),
      show: (row) => inUse(row)?.entries.length ?? '–',
      text: (row) => inUse(row)?.entries.length ?? '',
    },
    {
      key: 'waiting',
      title: t('vocabulary.waiting'),
      show: (row) => {
        const open = proposed(row);
        return open === undefined ? (
          '–'
        ) : (
          <>
            {number(open)} <VocabularyState state="proposed" />
          </>
        );
      },
      text: (row) => number(proposed(row)),
    },
  ];
}
