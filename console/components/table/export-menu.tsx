import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveAs } from '../../api/client.ts';
import type { Column } from './keyset-table.tsx';

interface ExportMenuProps<T> {
  file: string;
  columns: readonly Column<T>[];
  shown: readonly T[];
  /** There are rows that are not on the screen yet. */
  more?: boolean;
  page?: (next: string | undefined) => Promise<{ items: T[]; next?: string | undefined }>;
}

/** What is shown, or the whole list behind it, as CSV or XLSX: the same columns, the same words, the same masking. */
export function ExportMenu<T>({ file, columns, shown, more = false, page }: ExportMenuProps<T>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const written = columns.filter(({ text }) => text !== undefined);

  async function save(kind: 'csv' | 'xlsx', all: boolean): Promise<void> {
    setBusy(true);
    try {
      const rows = all && page !== undefined ? await everyRow(page) : shown;
      const table = [
        written.map(({ title, titleInFile = title }) => titleInFile),
        ...rows.map((row) => written.map(({ text }) => text?.(row) ?? '')),
      ];
      const { csvOf, xlsxOf } = await import('./files.ts');
      saveAs(kind === 'csv' ? csvOf(table) : await xlsxOf(table, file), `${file}.${kind}`);
      void message.success(t('export.done', { count: rows.length }));
    } catch {
      void message.error(t('state.noAnswer'));
    } finally {
      setBusy(false);
    }
  }

  const choices = (['csv', 'xlsx'] as const).flatMap((kind) => [
    {
      key: `${kind}-shown`,
      label: t('export.shown', { kind: kind.toUpperCase(), count: shown.length }),
      onClick: () => void save(kind, false),
    },
    ...(more
      ? [
          {
            key: `${kind}-all`,
            label: t('export.all', { kind: kind.toUpperCase() }),
            onClick: () => void save(kind, true),
          },
        ]
      : []),
  ]);
  return (
    <Dropdown menu={{ items: choices }} trigger={['click']} autoFocus>
      <Button icon={<DownloadOutlined />} loading={busy}>
        {t('export.title')}
      </Button>
    </Dropdown>
  );
}

async function everyRow<T>(page: NonNullable<ExportMenuProps<T>['page']>): Promise<T[]> {
  const rows: T[] = [];
  let next: string | undefined;
  do {
    const { items, next: after } = await page(next);
    rows.push(...items);
    next = after;
  } while (next !== undefined);
  return rows;
}
