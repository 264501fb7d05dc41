import { Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type Alerts, useAlerts } from './api/alerts.ts';
import { BandChart } from './components/band-chart.tsx';
import { Counted } from './components/counted.tsx';
import { useNames } from './components/names.ts';
import { useRateText } from './components/rate.ts';
import { ScopeBar } from './components/scope-bar.tsx';
import { isNextMonth } from './period.ts';
import { type CasesOf, type ChosenScope, useScope } from './scope.ts';

type Alert = Alerts['alerts'][number];
type Watched = Alerts['figures'][number];

/** What left its usual band in the last twelve whole months, since when, and how far. */
export function AlertsScreen() {
  const { t } = useTranslation('figures');
  const { month } = useFormat();
  const scope = useScope();
  const { branch, carrier } = scope;
  const query = useAlerts({
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  });
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['branch', 'carrier']} />
      <Loaded query={query}>
        {({ alerts, figures, before, minimum, fewestCases }) => (
          <Flex vertical gap="middle">
            <Typography.Text type="secondary">
              {t('alerts.about', { before: month(before), minimum, fewest: fewestCases })}
            </Typography.Text>
            {alerts.length === 0 ? (
              <Nothing>{t('alerts.none')}</Nothing>
            ) : (
              <>
                {figures.map((watched) => (
                  <WatchedCard
                    key={`${watched.by} ${watched.of} ${watched.figure}`}
                    watched={watched}
                    alerts={alertsOf(watched, alerts)}
                  />
                ))}
                <AlertTable alerts={alerts} scope={scope} />
              </>
            )}
          </Flex>
        )}
      </Loaded>
    </Flex>
  );
}

/** Of one figure, the oldest first. */
function alertsOf({ by, of, figure }: Watched, alerts: readonly Alert[]): Alert[] {
  return alerts.filter((one) => one.by === by && one.of === of && one.figure === figure).toReversed();
}

/** The first of the months that followed each other without a way back into the band. */
function sinceOf(alerts: readonly Alert[]): Alert | undefined {
  const newestFirst = alerts.toReversed();
  const gap = newestFirst.findIndex((one, index) => {
    const earlier = newestFirst[index + 1];
    return earlier === undefined || earlier.side !== one.side || !isNextMonth(earlier.month, one.month);
  });
  return newestFirst[gap];
}

function WatchedCard({ watched, alerts }: { watched: Watched; alerts: readonly Alert[] }) {
  const { t } = useTranslation('figures');
  const { month } = useFormat();
  const scopeName = useScopeName();
  const last = alerts.at(-1);
  const since = sinceOf(alerts);
  const label = `${scopeName(watched)} · ${t(`watched.${watched.figure}`)}`;
  return (
    <Card size="small">
      {last !== undefined && since !== undefined && (
        <Tag color={last.side === 'above' ? 'red' : 'blue'}>
          {since.month === last.month
            ? t(`alerts.in.${last.side}`, { month: month(last.month) })
            : t(`alerts.since.${last.side}`, { from: month(since.month), to: month(last.month) })}
        </Tag>
      )}
      <BandChart watched={watched} alerts={alerts} label={label} />
    </Card>
  );
}

function useScopeName(): (of: Pick<Watched, 'by' | 'of'>) => string {
  const { t } = useTranslation('figures');
  const names = useNames();
  return ({ by, of }) => {
    if (by === 'carrier') return names.carrier(of);
    if (by === 'product') return names.code('product', of);
    return by === 'branch' ? t('alerts.branch', { of }) : t('alerts.broker', { of });
  };
}

/** The counter behind a figure that is watched; a broker's own row has no cases to itself. */
function casesOf({ by, of, figure, month }: Alert): CasesOf | undefined {
  if (by === 'broker') return undefined;
  const counters = {
    'complaints-per-policy': by === 'product' ? `complaint-by-product:${of}` : 'complaint-opened',
    'callbacks-with-a-problem': 'answered-problem',
    'callbacks-unreached': 'unreached',
  }[figure];
  return {
    counters,
    period: month,
    ...(by === 'branch' ? { branch: of } : {}),
    ...(by === 'carrier' ? { carrier: of } : {}),
  };
}

function AlertTable({ alerts, scope }: { alerts: readonly Alert[]; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const { month, number } = useFormat();
  const scopeName = useScopeName();
  const rate = useRateText();
  const band = ({ figure, band: { low, high } }: Alert) => `${rate(figure, low)} – ${rate(figure, high)}`;
  const columns: Column<Alert>[] = [
    { key: 'month', title: t('kind.month'), show: (row) => month(row.month), text: (row) => row.month },
    { key: 'of', title: t('alerts.of'), show: scopeName, text: scopeName },
    {
      key: 'figure',
      title: t('figure'),
      show: ({ figure }) => t(`watched.${figure}`),
      text: ({ figure }) => t(`watched.${figure}`),
    },
    {
      key: 'side',
      title: t('alerts.side'),
      show: ({ side }) => <Tag color={side === 'above' ? 'red' : 'blue'}>{t(`alerts.${side}`)}</Tag>,
      text: ({ side }) => t(`alerts.${side}`),
    },
    {
      key: 'rate',
      title: t('alerts.rate'),
      show: (row) => rate(row.figure, row.rate),
      text: (row) => rate(row.figure, row.rate),
    },
    { key: 'band', title: t('alerts.band'), show: band, text: band },
    {
      key: 'numerator',
      title: t('share.numerator'),
      show: (row) => (
        <Counted count={row.numerator} cases={casesOf(row)} scope={scope} what={scopeName(row)} />
      ),
      text: (row) => row.numerator,
    },
    {
      key: 'denominator',
      title: t('share.denominator'),
      show: (row) => number(row.denominator),
      text: (row) => row.denominator,
    },
  ];
  return (
    <PlainTable<Alert>
      rows={alerts}
      columns={columns}
      rowKey={({ by, of, figure, month: on }) => `${by} ${of} ${figure} ${on}`}
      label={t('alerts.title')}
      file={t('alerts.title')}
    />
  );
}
