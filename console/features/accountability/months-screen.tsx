import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../../api/me.ts';
import { Page } from '../../components/page.tsx';
import { Day } from '../../components/shown.tsx';
import { ProblemAlert } from '../../components/state/problem-alert.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { dayOf } from '../../i18n/format.ts';
import { useNow } from '../../i18n/now.ts';
import { useFormat } from '../../i18n/use-words.ts';
import { type MonthOfRun, useMonths, useOpenRun } from './api/months.ts';

/** Months with their runs; to a person concerned the months that name the person. */
export function MonthsScreen() {
  const { t } = useTranslation('accountability');
  const may = useMay();
  const navigate = useNavigate();
  const query = useMonths();
  const open = useOpenRun();
  const start = (month: string) =>
    open.mutate(month, { onSuccess: () => void navigate(`/accountability/${month}`) });
  const columns = useMonthColumns(start, open.isPending);
  return (
    <Page title={t('title')} about={may('accountability:read') ? t('aboutAll') : t('aboutOwn')}>
      <ProblemAlert error={open.error} />
      <KeysetTable<MonthOfRun>
        query={query}
        columns={columns}
        rowKey={({ month }) => month}
        label={t('title')}
        file={t('title')}
        empty={t('noMonths')}
      />
    </Page>
  );
}

function useMonthColumns(start: (month: string) => void, isOpening: boolean): Column<MonthOfRun>[] {
  const { t } = useTranslation('accountability');
  const { month: monthOf, day } = useFormat();
  const isWhole = useMay()('accountability:decide');
  const today = dayOf(useNow());
  const stageOf = ({ run }: MonthOfRun) => (run === undefined ? t('notOpened') : t(`stage.${run.stage}`));
  const windowOf = ({ from, to }: MonthOfRun) => `${day(from)} – ${day(to)}`;
  return [
    {
      key: 'month',
      title: t('month'),
      show: ({ month, run, isConcerned }) => (
        <>
          {run === undefined ? monthOf(month) : <Link to={`/accountability/${month}`}>{monthOf(month)}</Link>}{' '}
          {isConcerned && <Tag color="orange">{t('concerned')}</Tag>}
        </>
      ),
      text: ({ month }) => month,
    },
    {
      key: 'stage',
      title: t('stageTitle'),
      show: (row) => <Tag color={row.run?.stage === 'final' ? 'green' : 'blue'}>{stageOf(row)}</Tag>,
      text: stageOf,
    },
    { key: 'window', title: t('window'), show: windowOf, text: windowOf },
    {
      key: 'compiled',
      title: t('compiledOn'),
      show: ({ compiledOn }) => <Day on={compiledOn} />,
      text: ({ compiledOn }) => compiledOn,
    },
    {
      key: 'until',
      title: t('objectUntil'),
      show: ({ run }) => <Day on={run?.objectUntil} />,
      text: ({ run }) => run?.objectUntil ?? '',
    },
    ...(isWhole
      ? (['lines', 'undecided', 'objected'] as const).map(
          (count): Column<MonthOfRun> => ({
            key: count,
            title: t(`count.${count}`),
            show: ({ counts }) => counts?.[count] ?? '–',
            text: ({ counts }) => counts?.[count] ?? '',
          }),
        )
      : []),
    {
      key: 'start',
      title: t('open'),
      show: ({ month, run, compiledOn }) =>
        run === undefined ? (
          <Button
            size="small"
            type="primary"
            disabled={today < compiledOn}
            loading={isOpening}
            onClick={() => start(month)}
          >
            {t('start')}
          </Button>
        ) : (
          <Link to={`/accountability/${month}`} aria-label={t('showMonth', { month: monthOf(month) })}>
            {t('show')}
          </Link>
        ),
    },
  ];
}
