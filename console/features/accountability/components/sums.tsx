import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import type { RunSeen } from '../api/run.ts';

interface Sum {
  id: string;
  lines: number;
  amountFen: number;
}

/** What lines come to by person and by branch: decided where it is, proposed where it is not. */
export function Sums({ month, totals }: { month: string; totals: NonNullable<RunSeen['totals']> }) {
  const { t } = useTranslation('accountability');
  const { t: common } = useTranslation();
  const byPerson = totals.byPerson.map(({ person, ...sum }) => ({ id: person, ...sum }));
  const byBranch = totals.byBranch.map(({ branch, ...sum }) => ({ id: branch, ...sum }));
  return (
    <Flex vertical gap="middle">
      <Typography.Text>
        {t('sumOfLines', { count: totals.lines })} <Money fen={totals.amountFen} />
      </Typography.Text>
      <SumTable title={t('person')} file={`${t('byPerson')} ${month}`} rows={byPerson} />
      <SumTable title={common('case.branch')} file={`${t('byBranch')} ${month}`} rows={byBranch} />
    </Flex>
  );
}

function SumTable({ title, file, rows }: { title: string; file: string; rows: readonly Sum[] }) {
  const { t } = useTranslation('accountability');
  const columns: Column<Sum>[] = [
    { key: 'id', title, show: ({ id }) => id, text: ({ id }) => id },
    { key: 'lines', title: t('lines'), show: ({ lines }) => lines, text: ({ lines }) => lines },
    {
      key: 'amount',
      title: t('amount'),
      show: ({ amountFen }) => <Money fen={amountFen} />,
      text: ({ amountFen }) => amountFen / 100,
    },
  ];
  return <PlainTable<Sum> rows={rows} columns={columns} rowKey={({ id }) => id} label={file} file={file} />;
}
