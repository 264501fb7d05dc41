import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../api/me.ts';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { NoPermission } from '../../components/state/states.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import type { Totals } from './api/import.ts';
import { type ImportSummary, useImports } from './api/imports.ts';
import { ColumnsCard } from './components/columns-card.tsx';
import { FileChoice } from './components/file-choice.tsx';
import { STAGE_COLOR } from './components/stage-color.ts';
import './policy-import.css';

/** Policy files: bring one, and every one that was brought before. */
export function ImportsScreen() {
  const { t } = useTranslation('policy-import');
  const may = useMay();
  return (
    <Page title={t('title')} about={t('about')}>
      {may('policy:import') ? <Imports /> : <NoPermission />}
    </Page>
  );
}

function Imports() {
  const { t } = useTranslation('policy-import');
  const query = useImports();
  const columns = useImportColumns();
  return (
    <Flex vertical gap="middle">
      <FileChoice label={t('choose.file')} about={t('choose.drag')} />
      <ColumnsCard />
      <KeysetTable<ImportSummary>
        query={query}
        columns={columns}
        rowKey={({ id }) => id}
        label={t('title')}
        file={t('title')}
        empty={t('none')}
        byKeys
      />
    </Flex>
  );
}

function useImportColumns(): Column<ImportSummary>[] {
  const { t } = useTranslation('policy-import');
  const { when, number } = useFormat();
  const count = (name: keyof Totals): Column<ImportSummary> => ({
    key: name,
    title: t(`totals.${name}`),
    show: ({ totals }) => {
      if (totals === undefined) return '–';
      const text = number(totals[name]);
      return name === 'refused' && totals.refused > 0 ? <Tag color="red">{text}</Tag> : text;
    },
    text: ({ totals }) => totals?.[name] ?? '',
  });
  return [
    {
      key: 'openedAt',
      title: t('list.openedAt'),
      show: ({ id, openedAt }) => (
        <Link to={`/imports/${id}`}>
          <When at={openedAt} />
        </Link>
      ),
      text: ({ openedAt }) => when(openedAt),
    },
    { key: 'by', title: t('list.by'), show: ({ openedBy }) => openedBy, text: ({ openedBy }) => openedBy },
    {
      key: 'stage',
      title: t('list.stage'),
      show: ({ stage }) => <Tag color={STAGE_COLOR[stage]}>{t(`stage.${stage}`)}</Tag>,
      text: ({ stage }) => t(`stage.${stage}`),
    },
    count('rows'),
    count('recorded'),
    count('unchanged'),
    count('refused'),
    {
      key: 'closedAt',
      title: t('list.closedAt'),
      show: ({ closedAt }) => <When at={closedAt} />,
      text: ({ closedAt }) => (closedAt === undefined ? '' : when(closedAt)),
    },
  ];
}
