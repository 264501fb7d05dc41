import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { Sight } from '../api/get-reconsideration.ts';
import { useCurrent } from './current.tsx';
import { useDocumentName } from './linked.tsx';

/** The ledger of sight: who has seen which paper when, of the firm and of the carrier at each level. */
export function Sights() {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const role = useTerm('common');
  const nameOf = useDocumentName();
  const { when } = useFormat();
  const { sights, case: matter } = useCurrent();
  const where = ({ level, carrier }: Sight): string => {
    if (level !== undefined) return term('level', String(level));
    return carrier ?? t('sights.firm');
  };
  const columns: Column<Sight>[] = [
    {
      key: 'document',
      title: t('sights.document'),
      show: ({ document }) => nameOf(document),
      text: ({ document }) => nameOf(document),
    },
    {
      key: 'by',
      title: t('sights.by'),
      show: ({ by, role: as }) => `${by} · ${role('role', as)}`,
      text: ({ by, role: as }) => `${by} · ${role('role', as)}`,
    },
    { key: 'where', title: t('sights.level'), show: where, text: where },
    { key: 'at', title: t('sights.at'), show: ({ at }) => <When at={at} />, text: ({ at }) => when(at) },
  ];
  return (
    <PlainTable
      rows={sights}
      columns={columns}
      rowKey={({ document, by, at }) => `${document} ${by} ${at}`}
      label={t('sights.title')}
      file={`sights-${matter.id}`}
      empty={t('sights.none')}
    />
  );
}
