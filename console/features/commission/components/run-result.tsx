import { Button, Flex, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Loaded } from '../../../components/state/loaded.tsx';
import { ProblemAlert } from '../../../components/state/problem-alert.tsx';
import { type Column, KeysetTable } from '../../../components/table/keyset-table.tsx';
import { type Payout, type Statement, useStatements } from '../api/payout.ts';
import { usePreview } from '../api/preview.ts';
import { useStatementFile } from '../api/statement.ts';
import { HeldLines } from './held-lines.tsx';
import { useStatementColumns } from './statement-columns.tsx';
import { Totals } from './totals.tsx';

/** What a run did: its sums, a statement for each payee, and what it left because it is held. */
export function RunResult({ month, payout }: { month: string; payout: Payout }) {
  const { t } = useTranslation('commission');
  const left = usePreview(month, 'after');
  return (
    <Flex vertical gap="middle">
      <Totals totals={payout.totals} />
      <Tabs
        items={[
          { key: 'statements', label: t('statements'), children: <Statements month={month} /> },
          {
            key: 'held',
            label: t('notPaid'),
            children: (
              <Loaded query={left}>
                {(preview) => <HeldLines month={month} preview={preview} seenAt={left.dataUpdatedAt} />}
              </Loaded>
            ),
          },
        ]}
      />
    </Flex>
  );
}

function Statements({ month }: { month: string }) {
  const { t } = useTranslation('commission');
  const query = useStatements(month);
  const file = useStatementFile(month);
  const sums = useStatementColumns();
  const toStatement = ({ payee }: Statement) => (
    <Link to={`/payouts/${month}/statements/${encodeURIComponent(payee)}`}>{payee}</Link>
  );
  const columns: Column<Statement>[] = [
    ...sums.map((column) => (column.key === 'payee' ? { ...column, show: toStatement } : column)),
    {
      key: 'file',
      title: t('file'),
      show: ({ payee }) => (
        <Button
          size="small"
          aria-label={t('csvOf', { payee })}
          loading={file.isPending && file.variables === payee}
          onClick={() => file.mutate(payee)}
        >
          {t('csv')}
        </Button>
      ),
    },
  ];
  return (
    <Flex vertical gap="small">
      <ProblemAlert error={file.error} />
      <KeysetTable<Statement>
        query={query}
        columns={columns}
        rowKey={({ payee }) => payee}
        label={t('statements')}
        file={`${t('statements')} ${month}`}
        empty={t('nothingDue')}
      />
    </Flex>
  );
}
