import { DownloadOutlined } from '@ant-design/icons';
import { Button, Collapse, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveAs } from '../../../api/client.ts';
import { Loaded } from '../../../components/state/loaded.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useSentence } from '../../../i18n/sentences.ts';
import { useFormat } from '../../../i18n/use-words.ts';
import { type FileColumn, useFileColumns } from '../api/columns.ts';
import { type ExampleRow, exampleRows } from '../example.ts';
import { useColumnName } from './column-name.ts';

/** What a policy file must look like, column by column, with a file to begin from. */
export function ColumnsCard() {
  const { t } = useTranslation('policy-import');
  const [open, setOpen] = useState(false);
  const query = useFileColumns(open);
  return (
    <Collapse
      onChange={(keys) => setOpen(keys.length > 0)}
      items={[
        {
          key: 'columns',
          label: t('columns.title'),
          children: <Loaded query={query}>{({ items }) => <Explained items={items} />}</Loaded>,
        },
      ]}
    />
  );
}

function Explained({ items }: { items: readonly FileColumn[] }) {
  const { t } = useTranslation('policy-import');
  const { language } = useFormat();
  const rows = exampleRows({
    first: t('example.first'),
    second: t('example.second'),
    address: t('example.address'),
  });
  const columns = useExplanation(rows);
  const headerOf = ({ name, aliases }: FileColumn) => (language === 'en' ? name : (aliases[0] ?? name));

  async function saveExample(): Promise<void> {
    const { csvOf } = await import('../../../components/table/files.ts');
    const table = [items.map(headerOf), ...rows.map((row) => items.map(({ name }) => row[name] ?? ''))];
    saveAs(csvOf(table), t('columns.exampleFile'));
  }

  return (
    <Flex vertical gap="small">
      <Typography.Paragraph>{t('columns.about')}</Typography.Paragraph>
      <PlainTable<FileColumn>
        rows={items}
        columns={columns}
        rowKey={({ name }) => name}
        label={t('columns.title')}
        file={t('columns.file')}
        extra={
          <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void saveExample()}>
            {t('columns.example')}
          </Button>
        }
      />
    </Flex>
  );
}

function useExplanation(rows: readonly ExampleRow[]): Column<FileColumn>[] {
  const { t } = useTranslation('policy-import');
  const sentence = useSentence();
  const columnName = useColumnName();
  const headers = ({ name, aliases }: FileColumn) => [...aliases, name].join(t('columns.or'));
  const needed = ({ required }: FileColumn) => t(required ? 'columns.needed' : 'columns.optional');
  const exampleOf = ({ name }: FileColumn) => rows.map((row) => row[name] ?? '').find((cell) => cell !== '');
  return [
    {
      key: 'name',
      title: t('columns.name'),
      show: ({ name }) => columnName(name),
      text: ({ name }) => columnName(name),
    },
    { key: 'needed', title: t('columns.isNeeded'), show: needed, text: needed },
    {
      key: 'must',
      title: t('columns.must'),
      show: ({ must }) => <div className="told">{sentence(must)}</div>,
      text: ({ must }) => sentence(must),
    },
    {
      key: 'example',
      title: t('columns.anExample'),
      show: (column) => exampleOf(column) ?? '–',
      text: (column) => exampleOf(column) ?? '',
    },
    {
      key: 'headers',
      title: t('columns.headers'),
      show: (column) => <div className="told">{headers(column)}</div>,
      text: headers,
    },
  ];
}
