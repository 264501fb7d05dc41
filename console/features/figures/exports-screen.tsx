import { Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { When } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { type Exports, useExports } from './api/exports.ts';
import { monthsBefore } from './period.ts';
import { usePresentMonth } from './scope.ts';

type Taken = Exports['items'][number];

const MONTHS = 24;

/** Which figures were taken out of the system as files, by whom, and the proof by which each file is known again. */
export function ExportsScreen() {
  const { t } = useTranslation('figures');
  const { month: monthName } = useFormat();
  const [search, setSearch] = useSearchParams();
  const present = usePresentMonth();
  const month = search.get('month') ?? present;
  const query = useExports({ month });
  const columns = useColumns();
  return (
    <Flex vertical gap="middle">
      <div>
        <Select
          className="period-choice no-print"
          aria-label={t('kind.month')}
          value={month}
          onChange={(next: string) => setSearch({ ...Object.fromEntries(search), month: next })}
          options={monthsBefore(present, MONTHS).map((value) => ({ value, label: monthName(value) }))}
        />
      </div>
      <Loaded query={query}>
        {({ items }) => (
          <PlainTable<Taken>
            rows={items}
            columns={columns}
            rowKey={({ id }) => id}
            label={t('tab.exports')}
            file={`${t('tab.exports')}-${month}`}
            empty={t('taken.none')}
          />
        )}
      </Loaded>
    </Flex>
  );
}

function useColumns(): Column<Taken>[] {
  const { t } = useTranslation('figures');
  const { when, number } = useFormat();
  const common = useTerm('common');
  const term = useTerm('figures');
  const what = ({ what: file }: Taken) => term('taken.what', file.replace('.', '-'));
  const by = ({ by: id, role }: Taken) => `${id} · ${common('role', role)}`;
  const asked = ({ query }: Taken) =>
    Object.entries(query)
      .map(([name, value]) => `${term('taken.asked', name)}: ${term('by', value)}`)
      .join('; ');
  return [
    { key: 'at', title: t('taken.at'), show: ({ at }) => <When at={at} />, text: ({ at }) => when(at) },
    { key: 'by', title: t('taken.by'), show: by, text: by },
    { key: 'what', title: t('taken.file'), show: what, text: what },
    { key: 'query', title: t('taken.query'), show: asked, text: asked },
    { key: 'rows', title: t('taken.rows'), show: ({ rows }) => number(rows), text: ({ rows }) => rows },
    {
      key: 'proof',
      title: t('taken.proof'),
      show: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 12)}</code>,
      text: ({ sha256 }) => sha256,
    },
  ];
}
