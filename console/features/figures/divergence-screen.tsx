import { Col, Flex, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { type PreUnderwritingFigures, usePreUnderwritingFigures } from './api/pre-underwriting.ts';
import { Counted } from './components/counted.tsx';
import { DivergenceMap } from './components/divergence-map.tsx';
import { Explained } from './components/explained.tsx';
import { FactCard } from './components/fact-card.tsx';
import { useNames } from './components/names.ts';
import { ScopeBar } from './components/scope-bar.tsx';
import { ShareText } from './components/share.tsx';
import { ShareChart, type ShareRow } from './components/share-chart.tsx';
import { askedOf, type ChosenScope, useScope } from './scope.ts';

/** How often carriers come to different opinions of the same person, by condition and carrier. */
export function DivergenceScreen() {
  const scope = useScope();
  const query = usePreUnderwritingFigures(askedOf(scope));
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['period', 'branch', 'carrier']} />
      <Loaded query={query}>{(figures) => <Told figures={figures} scope={scope} />}</Loaded>
    </Flex>
  );
}

function Told({ figures, scope }: { figures: PreUnderwritingFigures; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  // A customer is of no one carrier: those of all stand behind the figures of customers.
  const { carrier: _carrier, ...ofCustomers } = scope;
  const carrierRows = useCarrierRows(figures);
  return (
    <Flex vertical gap="middle">
      <Facts figures={figures} scope={scope} ofCustomers={ofCustomers} />
      <DivergenceMap figures={figures} scope={scope} />
      <ShareChart
        label={t('divergence.byCondition')}
        rows={useConditionRows(figures)}
        scope={ofCustomers}
        file={`${t('divergence.byCondition')}-${scope.period}`}
        ofTitle={t('divergence.condition')}
      />
      {carrierRows.length === 0 ? (
        <Nothing>{t('divergence.noCarrier')}</Nothing>
      ) : (
        <ShareChart
          label={t('divergence.byCarrier')}
          rows={carrierRows}
          scope={scope}
          file={`${t('divergence.byCarrier')}-${scope.period}`}
          ofTitle={t('carrier')}
        />
      )}
      <Explained denominators={figures.denominators} minimum={figures.minimum} />
    </Flex>
  );
}

interface FactsProps {
  figures: PreUnderwritingFigures;
  scope: ChosenScope;
  ofCustomers: Omit<ChosenScope, 'carrier'>;
}

function Facts({ figures, scope, ofCustomers }: FactsProps) {
  const { t } = useTranslation('figures');
  const facts = [
    { name: 'customers', count: figures.customers, counters: 'compared', of: ofCustomers },
    { name: 'chosen', count: figures.chosen, counters: 'chosen', of: scope },
    { name: 'notChosen', count: figures.notChosen, counters: 'not-chosen', of: ofCustomers },
    {
      name: 'consentWithdrawn',
      count: figures.consentWithdrawn,
      counters: 'consent-withdrawn',
      of: ofCustomers,
    },
    { name: 'termsDiffer', count: figures.termsDiffer, counters: 'terms-differ', of: ofCustomers },
  ] as const;
  return (
    <Row gutter={[12, 12]}>
      <Col xs={24} md={8} xl={4}>
        <FactCard title={t('divergence.differed')} value={<ShareText share={figures.differed} />}>
          <Counted
            count={figures.differed.numerator}
            cases={{ counters: 'differed' }}
            scope={ofCustomers}
            what={t('divergence.differed')}
          />{' '}
          / {figures.differed.denominator}
        </FactCard>
      </Col>
      {facts.map(({ name, count, counters, of }) => (
        <Col key={name} xs={12} md={8} xl={4}>
          <FactCard
            title={t(`divergence.${name}`)}
            value={<Counted count={count} cases={{ counters }} scope={of} what={t(`divergence.${name}`)} />}
          />
        </Col>
      ))}
    </Row>
  );
}

function useConditionRows({ differed, byCondition }: PreUnderwritingFigures): ShareRow[] {
  const { t } = useTranslation('figures');
  const names = useNames();
  return [
    {
      of: t('divergence.allConditions'),
      figure: '',
      share: differed,
      numerator: { counters: 'differed' },
      denominator: { counters: 'comparable' },
    },
    ...byCondition.map(
      ({ condition, differed: share }): ShareRow => ({
        of: names.condition(condition),
        figure: '',
        share,
        numerator: { counters: `differed:${condition}` },
        denominator: { counters: `comparable:${condition}` },
      }),
    ),
  ];
}

function useCarrierRows({ byCarrier }: PreUnderwritingFigures): ShareRow[] {
  const names = useNames();
  return byCarrier.map(
    ({ carrier, differed }): ShareRow => ({
      of: names.carrier(carrier),
      figure: '',
      share: differed,
      numerator: { counters: 'opinion-differed', carrier },
      denominator: { counters: 'opinion-comparable', carrier },
    }),
  );
}
