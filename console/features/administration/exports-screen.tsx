import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { type TakenExport, useExports } from './api/exports.ts';
import { MonthChoice, useMonth } from './components/month-choice.tsx';

/** Which figures were taken away as files, by whom, and the proof of each file. */
export function ExportsScreen() {
  const { t } = useTranslation('administration');
  const { month, choose } = useMonth();
  const query = useExports(month);
  const columns = useExportColumns();
  return (
    <Page title={t('section.exports')} about={t('aboutSection.exports')}>
      <Flex vertical gap="small">
        <MonthChoice month={month} choose={choose} />
        <Loaded query={query}>
          {({ items }) => (
            <PlainTable<TakenExport>
              rows={items}
              columns={columns}
              rowKey={({ id }) => id}
              label={t('section.exports')}
              file={`${t('section.exports')} ${month}`}
              empty={t('export.none')}
            />
          )}
        </Loaded>
      </Flex>
    </Page>
  );
}

function useExportColumns(): Column<TakenExport>[] {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const common = useTerm('common');
  const { when, number } = useFormat();
  const asked = ({ query }: TakenExport) =>
    Object.entries(query)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
  const what = (row: TakenExport) => term('exported', row.what);
  return [
    { key: 'at', title: t('export.at'), show: ({ at }) => <When at={at} />, text: ({ at }) => when(at) },
    { key: 'by', title: t('export.by'), show: ({ by }) => by, text: ({ by }) => by },
    {
      key: 'role',
      title: t('people.scope'),
      show: ({ role }) => common('role', role),
      text: ({ role }) => common('role', role),
    },
    { key: 'what', title: t('export.what'), show: what, text: what },
    {
      key: 'asked',
      title: t('export.asked'),
      show: (row) => <div className="wrap">{asked(row)}</div>,
      text: asked,
    },
    { key: 'rows', title: t('export.rows'), show: ({ rows }) => number(rows), text: ({ rows }) => rows },
    {
      key: 'proof',
      title: t('export.proof'),
      show: ({ sha256 }) => (
        <Typography.Text code copyable={{ text: sha256 }} title={sha256}>
          {sha256.slice(0, 12)}
        </Typography.Text>
      ),
      text: ({ sha256 }) => sha256,
    },
  ];
}
