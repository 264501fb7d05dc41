import { Col, Flex, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { type ReconsiderationFigures, useReconsiderationFigures } from './api/reconsideration.ts';
import { DaysCard } from './components/days.tsx';
import { EndedAs } from './components/ended-as.tsx';
import { Explained } from './components/explained.tsx';
import { FactCard } from './components/fact-card.tsx';
import { useNames } from './components/names.ts';
import { ScopeBar } from './components/scope-bar.tsx';
import { ShareChart, type ShareRow } from './components/share-chart.tsx';
import { askedOf, type ChosenScope, useScope } from './scope.ts';

/** How often carriers changed a disputed decision, and what was recovered by it. */
export function ReconsiderationsScreen() {
  const scope = useScope();
  const query = useReconsiderationFigures(askedOf(scope));
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['period', 'branch', 'carrier']} />
      <Loaded query={query}>{(figures) => <Told figures={figures} scope={scope} />}</Loaded>
    </Flex>
  );
}

function Told({ figures, scope }: { figures: ReconsiderationFigures; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const { disputes, levels, byCarrier, minimum, denominators } = figures;
  const chart = (label: string, rows: readonly ShareRow[], ofTitle: string) =>
    rows.length > 0 && (
      <ShareChart
        label={label}
        rows={rows}
        scope={scope}
        file={`${label}-${scope.period}`}
        ofTitle={ofTitle}
      />
    );
  return (
    <Flex vertical gap="middle">
      <Facts figures={figures} />
      {chart(t('changed.title'), useKindRows(disputes), t('figure'))}
      {chart(t('changed.byCarrier'), useCarrierRows(byCarrier), t('carrier'))}
      {chart(t('changed.byReason'), useReasonRows(disputes), t('changed.reason'))}
      {chart(t('changed.byClause'), useClauseRows(byCarrier), t('changed.clause'))}
      {chart(
        t('changed.byLevel'),
        levels.map(({ level, changed }) => ({
          of: t(`level.${level}`),
          figure: '',
          share: changed,
          numerator: { counters: `level-changed:${level}` },
          denominator: { counters: `level-answered:${level}` },
        })),
        t('changed.level'),
      )}
      <EndedAs of={disputes} scope={scope} />
      <Explained denominators={denominators} minimum={minimum} />
    </Flex>
  );
}

function Facts({ figures: { recovered, levels } }: { figures: ReconsiderationFigures }) {
  const { t } = useTranslation('figures');
  return (
    <Row gutter={[12, 12]}>
      <Col xs={24} md={8}>
        <FactCard title={t('recovered')} value={<Money fen={recovered.fen} />}>
          {t('payments', { count: recovered.payments })}
          {recovered.averageFen !== undefined && (
            <>
              {' · '}
              {t('average')} <Money fen={recovered.averageFen} />
            </>
          )}
        </FactCard>
      </Col>
      {levels.map(({ level, workingDays, changedInPart }) => (
        <Col key={level} xs={24} md={8}>
          <DaysCard title={t('workingDays', { level: t(`level.${level}`) })} of={workingDays}>
            {t('changedInPart', { count: changedInPart })}
          </DaysCard>
        </Col>
      ))}
    </Row>
  );
}

type Disputes = ReconsiderationFigures['disputes'];
type ByCarrier = ReconsiderationFigures['byCarrier'];

function changedRow(
  of: string,
  figure: string,
  changed: ShareRow['share'],
  counters: { changed: string; all: string },
  carrier?: string,
): ShareRow {
  const narrower = carrier === undefined ? {} : { carrier };
  return {
    of,
    figure,
    share: changed,
    numerator: { counters: counters.changed, ...narrower },
    denominator: { counters: counters.all, ...narrower },
  };
}

function useKindRows(disputes: Disputes): ShareRow[] {
  const { t } = useTranslation('figures');
  return disputes.map(({ of, changed }) =>
    changedRow(t(`changed.${of}`), '', changed, {
      changed: `disputed-changed:${of}`,
      all: `disputed:${of}`,
    }),
  );
}

function useCarrierRows(byCarrier: ByCarrier): ShareRow[] {
  const { t } = useTranslation('figures');
  const names = useNames();
  return byCarrier.flatMap(({ carrier, disputes }) =>
    disputes.map(({ of, changed }) =>
      changedRow(
        names.carrier(carrier),
        t(`changed.${of}`),
        changed,
        { changed: `disputed-changed:${of}`, all: `disputed:${of}` },
        carrier,
      ),
    ),
  );
}

function useReasonRows(disputes: Disputes): ShareRow[] {
  const { t } = useTranslation('figures');
  const names = useNames();
  return disputes.flatMap(({ of, byReason }) =>
    byReason.map(({ reason, changed }) =>
      changedRow(names.code('reason', reason), t(`changed.${of}`), changed, {
        changed: `changed-by-reason:${of}:${reason}`,
        all: `disputed-by-reason:${of}:${reason}`,
      }),
    ),
  );
}

/** A clause is one of the carrier's own, so it is told with the carrier. */
function useClauseRows(byCarrier: ByCarrier): ShareRow[] {
  const { t } = useTranslation('figures');
  const names = useNames();
  return byCarrier.flatMap(({ carrier, byClause }) =>
    byClause.map(({ of, clause, changed }) =>
      changedRow(
        `${names.carrier(carrier)} · ${clause}`,
        t(`changed.${of}`),
        changed,
        { changed: `changed-by-clause:${of}:${clause}`, all: `disputed-by-clause:${of}:${clause}` },
        carrier,
      ),
    ),
  );
}
