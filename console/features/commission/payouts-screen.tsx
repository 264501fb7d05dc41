import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay, useMe } from '../../api/me.ts';
import { Page } from '../../components/page.tsx';
import { Day, Money, When } from '../../components/shown.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type PayoutMonth, usePayoutMonths } from './api/payout-months.ts';

/** Months with their runs; to a payee the months with a statement of the own. */
export function PayoutsScreen() {
  const { t } = useTranslation('commission');
  const query = usePayoutMonths();
  const isReader = useMay()('payout:read');
  const columns = useMonthColumns(isReader);
  return (
    <Page title={t('payouts')} about={isReader ? t('payoutsAll') : t('payoutsOwn')}>
      <KeysetTable<PayoutMonth>
        query={query}
        columns={columns}
        rowKey={({ month }) => month}
        label={t('payouts')}
        file={t('payouts')}
        empty={t('noStatements')}
      />
    </Page>
  );
}

function useMonthColumns(isReader: boolean): Column<PayoutMonth>[] {
  const { t } = useTranslation('commission');
  const { month: monthOf, when } = useFormat();
  const { id } = useMe();
  const stageOf = ({ run }: PayoutMonth) => (run === undefined ? t('notRun') : t(`stage.${run.stage}`));
  return [
    {
      key: 'month',
      title: t('month'),
      show: ({ month }) => (
        <Link to={isReader ? `/payouts/${month}` : `/payouts/${month}/statements/${encodeURIComponent(id)}`}>
          {monthOf(month)}
        </Link>
      ),
      text: ({ month }) => month,
    },
    {
      key: 'stage',
      title: t('stageTitle'),
      show: (row) => <Tag color={row.run?.stage === 'finished' ? 'green' : 'blue'}>{stageOf(row)}</Tag>,
      text: stageOf,
    },
    {
      key: 'opened',
      title: t('openedAt'),
      show: ({ run, opensOn }) =>
        run === undefined ? (
          <>
            {t('opensOn')} <Day on={opensOn} />
          </>
        ) : (
          <When at={run.openedAt} />
        ),
      text: ({ run, opensOn }) => (run === undefined ? opensOn : when(run.openedAt)),
    },
    isReader
      ? {
          key: 'paid',
          title: t('account.paid'),
          show: ({ run }) => <Money fen={run?.soFar.paid.fen} />,
          text: ({ run }) => (run?.soFar.paid.fen ?? 0) / 100,
        }
      : {
          key: 'net',
          title: t('net'),
          show: ({ statement }) => <Money fen={statement?.net.fen} />,
          text: ({ statement }) => (statement?.net.fen ?? 0) / 100,
        },
  ];
}
