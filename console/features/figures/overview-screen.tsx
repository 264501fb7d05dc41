import { Alert, Col, Flex, Row, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Chart } from '../../components/chart/chart.tsx';
import { Money } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type Dashboard, useDashboard } from './api/dashboard.ts';
import { callbackRows } from './components/callback-rows.ts';
import { baseOption, heightOf, useChartColours, WITHOUT_LEGEND } from './components/chart-style.ts';
import { Counted } from './components/counted.tsx';
import { FactCard } from './components/fact-card.tsx';
import { RatioCards } from './components/ratio-cards.tsx';
import { ScopeBar } from './components/scope-bar.tsx';
import { type Share, ShareText, useShareText } from './components/share.tsx';
import { ShareChart } from './components/share-chart.tsx';
import { type ChosenScope, keptOf, usePeriodName, useScope } from './scope.ts';

/** What a manager looks at first: a period beside the one before and that of the year before. */
export function OverviewScreen() {
  const scope = useScope();
  const { period, branch, carrier } = scope;
  const query = useDashboard({
    period,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  });
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['period', 'branch', 'carrier']} />
      <Loaded query={query}>{(dashboard) => <Told dashboard={dashboard} scope={scope} />}</Loaded>
    </Flex>
  );
}

function Told({ dashboard, scope }: { dashboard: Dashboard; scope: ChosenScope }) {
  const { t, i18n } = useTranslation('figures');
  const nameOf = usePeriodName();
  const { complaints, callbacks } = dashboard;
  const spans = [
    { of: dashboard.period, figures: callbacks.now },
    { of: complaints.before, figures: callbacks.before },
    { of: complaints.yearBefore, figures: callbacks.yearBefore },
  ];
  return (
    <Flex vertical gap="middle">
      <RatioCards figures={complaints} scope={scope} />
      {complaints.all.smallPremium === true && (
        <Alert type="warning" showIcon title={t('ratio.smallPremium')} />
      )}
      <Alert
        type="info"
        showIcon
        title={i18n.language === 'en' ? complaints.caution.en : complaints.caution.zh}
      />
      <ShareCards dashboard={dashboard} scope={scope} />
      <ShareChart
        label={t('callback.title')}
        rows={spans.flatMap(({ of, figures }) =>
          callbackRows(figures, nameOf(of), (share) => t(`callback.${share}`), { period: of }),
        )}
        scope={scope}
        file={`${t('callback.title')}-${scope.period}`}
        ofTitle={t('periodChoice')}
      />
      <Branches of={dashboard.branches} scope={scope} />
      <Typography.Text type="secondary">{t('madeOf', { count: dashboard.reads })}</Typography.Text>
    </Flex>
  );
}

function ShareCards({ dashboard, scope }: { dashboard: Dashboard; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const { callbacks, reconsiderations, complaints } = dashboard;
  const { claimsChanged, underwritingChanged, recovered } = reconsiderations;
  const cards = [
    { name: 'callback.opened', value: callbacks.now.opened, counters: 'callback-opened' },
    { name: 'endings.ended', value: complaints.endings.ended, counters: 'complaint-ended' },
  ] as const;
  const shares = [
    { name: 'changed.claim', share: claimsChanged, counters: 'disputed-changed:claim' },
    { name: 'changed.underwriting', share: underwritingChanged, counters: 'disputed-changed:underwriting' },
    { name: 'endings.satisfied', share: complaints.endings.satisfied, counters: 'complaint-satisfied' },
  ] as const;
  return (
    <Row gutter={[12, 12]}>
      {cards.map(({ name, value, counters }) => (
        <Col key={name} xs={12} md={8} xl={4}>
          <FactCard
            title={t(name)}
            value={<Counted count={value} cases={{ counters }} scope={scope} what={t(name)} />}
          />
        </Col>
      ))}
      {shares.map(({ name, share, counters }) => (
        <Col key={name} xs={12} md={8} xl={4}>
          <FactCard title={t(name)} value={<ShareText share={share} />}>
            <Parts share={share} counters={counters} scope={scope} what={t(name)} />
          </FactCard>
        </Col>
      ))}
      <Col xs={12} md={8} xl={4}>
        <FactCard title={t('recovered')} value={<Money fen={recovered.fen} />}>
          {t('payments', { count: recovered.payments })}
        </FactCard>
      </Col>
    </Row>
  );
}

interface PartsProps {
  share: Share;
  counters: string;
  scope: ChosenScope;
  what: string;
}

function Parts({ share, counters, scope, what }: PartsProps) {
  const { number } = useFormat();
  const { interval } = useShareText();
  return (
    <>
      <Counted count={share.numerator} cases={{ counters }} scope={scope} what={what} /> /{' '}
      {number(share.denominator)}
      {share.interval !== undefined && <span className="interval"> ({interval(share)})</span>}
    </>
  );
}

type BranchRow = Dashboard['branches'][number];

function Branches({ of, scope }: { of: readonly BranchRow[]; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const colours = useChartColours();
  const [search] = useSearchParams();
  const { number } = useFormat();
  const parts = ({ withoutData }: BranchRow) =>
    withoutData.map((part) => t(`scorePart.${part}`)).join(t('listComma'));
  if (of.length === 0) return <Nothing>{t('score.none')}</Nothing>;
  return (
    <Flex vertical gap="small">
      <Chart<BranchRow>
        label={t('score.title')}
        option={{
          ...baseOption(colours),
          ...WITHOUT_LEGEND,
          xAxis: {
            type: 'value',
            min: 0,
            max: 100,
            axisLabel: { color: colours.text },
            splitLine: { lineStyle: { color: colours.line } },
          },
          yAxis: {
            type: 'category',
            inverse: true,
            data: of.map(({ branch }) => branch),
            axisLabel: { color: colours.text },
          },
          series: [
            {
              type: 'bar',
              barMaxWidth: 22,
              label: { show: true, position: 'right', color: colours.text },
              data: of.map(({ score }) => score ?? '-'),
            },
          ],
        }}
        height={heightOf(of.length)}
        rows={of}
        rowKey={({ branch }) => branch}
        file={`${t('score.title')}-${scope.period}`}
        columns={[
          { key: 'branch', title: t('branch'), show: ({ branch }) => branch, text: ({ branch }) => branch },
          {
            key: 'score',
            title: t('score.score'),
            show: ({ score }) => (score === undefined ? t('score.noData') : number(score)),
            text: ({ score }) => score ?? '',
          },
          { key: 'without', title: t('score.without'), show: parts, text: parts },
        ]}
      />
      <Link to={`/figures/branch-scores?${keptOf(search)}`}>{t('score.madeOf')}</Link>
    </Flex>
  );
}
