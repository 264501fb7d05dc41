import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '../../components/page.tsx';
import { Day, Money } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { ProblemAlert } from '../../components/state/problem-alert.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type StatementRow, useStatement, useStatementFile } from './api/statement.ts';
import { Totals } from './components/totals.tsx';
import './commission.css';

/** A payee's statement, made for print: the sums, the rows of the file, and what proves them. */
export function StatementScreen() {
  const { t } = useTranslation('commission');
  const { t: common } = useTranslation();
  const { month: monthOf } = useFormat();
  const { month = '', payee = '' } = useParams();
  const query = useStatement(month, payee);
  const file = useStatementFile(month);
  const columns = useRowColumns();
  return (
    <Page
      title={t('statementTitle', { month: monthOf(month) })}
      about={`${t('payee')} ${payee}`}
      extra={
        <>
          <Button icon={<DownloadOutlined />} loading={file.isPending} onClick={() => file.mutate(payee)}>
            {t('csv')}
          </Button>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {common('form.print')}
          </Button>
        </>
      }
    >
      <ProblemAlert error={file.error} />
      <Loaded query={query}>
        {({ statement, rows }) => (
          <Flex vertical gap="middle">
            <Totals totals={statement} />
            <PlainTable<StatementRow & { at: number }>
              rows={rows.map((row, at) => ({ ...row, at }))}
              columns={columns}
              rowKey={({ at }) => String(at)}
              label={t('statementRows')}
              file={`${month}-${payee}`}
              whole
            />
            <Typography.Text type="secondary">
              {t('proof')} <Typography.Text code>{statement.sha256}</Typography.Text>
            </Typography.Text>
          </Flex>
        )}
      </Loaded>
    </Page>
  );
}

function useRowColumns(): Column<StatementRow & { at: number }>[] {
  const { t } = useTranslation('commission');
  const { t: common } = useTranslation();
  return [
    {
      key: 'policy',
      title: common('case.policy'),
      show: ({ policy }) => policy,
      text: ({ policy }) => policy,
    },
    {
      key: 'on',
      title: t('paidOn'),
      show: ({ paidOn }) => <Day on={paidOn} />,
      text: ({ paidOn }) => paidOn,
    },
    {
      key: 'kind',
      title: t('what'),
      show: ({ kind }) => <Tag color={kind === 'paid' ? 'green' : 'red'}>{t(`kind.${kind}`)}</Tag>,
      text: ({ kind }) => t(`kind.${kind}`),
    },
    {
      key: 'amount',
      title: t('amount'),
      show: ({ amount }) => <Money fen={amount.fen} />,
      text: ({ amount }) => amount.fen / 100,
    },
  ];
}
