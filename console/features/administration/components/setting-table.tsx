import { useTranslation } from 'react-i18next';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import type { Source } from '../api/settings.ts';
import { RestsOn, sourceOf, useSourceText } from './rests-on.tsx';

export interface SettingRow {
  /** The part of the topic, as its sources name it. */
  of: string;
  what: string;
  value: string;
}

interface SettingTableProps {
  rows: readonly SettingRow[];
  sources: readonly Source[];
  label: string;
}

/** What is set, to what, and what that rests on. */
export function SettingTable({ rows, sources, label }: SettingTableProps) {
  const { t } = useTranslation('administration');
  const sourceText = useSourceText();
  return (
    <PlainTable<SettingRow>
      rows={rows}
      rowKey={({ of, what }) => `${of} ${what}`}
      label={label}
      file={label}
      columns={[
        {
          key: 'what',
          title: t('table.what'),
          show: ({ what }) => <div className="wrap">{what}</div>,
          text: ({ what }) => what,
        },
        { key: 'value', title: t('table.value'), show: ({ value }) => value, text: ({ value }) => value },
        {
          key: 'source',
          title: t('table.source'),
          show: ({ of }) => (
            <div className="wrap">
              <RestsOn sources={sources} of={of} />
            </div>
          ),
          text: ({ of }) => sourceText(sourceOf(sources, of)),
        },
      ]}
    />
  );
}
