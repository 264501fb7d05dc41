import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Entry } from '../api/vocabularies.ts';
import { differencesBetween, type EntryDifference } from './vocabulary-differences.ts';

export function EntryTable({ entries, label }: { entries: readonly Entry[]; label: string }) {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  const means = (entry: Entry) => term('conclusion', entry.means);
  return (
    <PlainTable<Entry>
      rows={entries}
      rowKey={({ code }) => code}
      label={label}
      file={label}
      columns={[
        {
          key: 'code',
          title: t('entry.code'),
          show: ({ code }) => <code>{code}</code>,
          text: ({ code }) => code,
        },
        {
          key: 'wording',
          title: t('entry.wording'),
          show: ({ wording }) => <div className="wrap">{wording}</div>,
          text: ({ wording }) => wording,
        },
        { key: 'means', title: t('entry.means'), show: means, text: means },
      ]}
    />
  );
}

const COLOR = { added: 'green', removed: 'red', changed: 'blue' } as const;

interface DifferenceTableProps {
  before: readonly Entry[];
  after: readonly Entry[];
  label: string;
}

/** Only what differs between two versions, each side as it stands there. */
export function DifferenceTable({ before, after, label }: DifferenceTableProps) {
  const { t } = useTranslation('administration');
  const term = useTerm('common');
  const said = (entry: Entry | undefined) =>
    entry === undefined
      ? '–'
      : t('entry.said', { wording: entry.wording, means: term('conclusion', entry.means) });
  return (
    <PlainTable<EntryDifference>
      rows={differencesBetween(before, after)}
      rowKey={({ code }) => code}
      label={label}
      file={label}
      empty={t('vocabulary.noDifference')}
      columns={[
        {
          key: 'code',
          title: t('entry.code'),
          show: ({ code }) => <code>{code}</code>,
          text: ({ code }) => code,
        },
        {
          key: 'is',
          title: t('entry.change'),
          show: ({ is }) => <Tag color={COLOR[is]}>{t(`change.${is}`)}</Tag>,
          text: ({ is }) => t(`change.${is}`),
        },
        {
          key: 'before',
          title: t('entry.before'),
          show: ({ before: was }) => <div className="wrap">{said(was)}</div>,
          text: ({ before: was }) => said(was),
        },
        {
          key: 'after',
          title: t('entry.after'),
          show: ({ after: is }) => <div className="wrap">{said(is)}</div>,
          text: ({ after: is }) => said(is),
        },
      ]}
    />
  );
}
