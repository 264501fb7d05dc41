import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { CaseLink } from '../../../components/case/case-link.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import type { Exemption } from '../api/run.ts';
import { useExemptionText } from './words.ts';

/** What speaks for a complaint, and where its condition is broken. */
export function Exemptions({ month, exemptions }: { month: string; exemptions: readonly Exemption[] }) {
  const { t } = useTranslation('accountability');
  const { t: common } = useTranslation();
  const broken = useExemptionText();
  const holdsText = ({ holds }: Exemption) => t(holds ? 'holds' : 'holdsNot');
  const columns: Column<Exemption>[] = [
    {
      key: 'case',
      title: common('kind.complaint'),
      show: ({ caseId }) => <CaseLink id={caseId} />,
      text: ({ caseId }) => caseId,
    },
    {
      key: 'exemption',
      title: t('exemptionTitle'),
      show: ({ exemption }) => t(`exemption.${exemption}`),
      text: ({ exemption }) => t(`exemption.${exemption}`),
    },
    {
      key: 'holds',
      title: t('holdsTitle'),
      show: (row) => <Tag color={row.holds ? 'green' : 'red'}>{holdsText(row)}</Tag>,
      text: holdsText,
    },
    { key: 'broken', title: t('brokenTitle'), show: (row) => broken(row) || '–', text: broken },
  ];
  return (
    <PlainTable<Exemption>
      rows={exemptions}
      columns={columns}
      rowKey={({ caseId, exemption }) => `${caseId} ${exemption}`}
      label={t('exemptions')}
      file={`${t('exemptions')} ${month}`}
      empty={t('noExemptions')}
    />
  );
}
