import { Col, Flex, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/shown.tsx';
import type { ComplaintFigures } from '../api/complaints.ts';
import type { CasesOf, Scope } from '../scope.ts';
import { Counted } from './counted.tsx';
import { DaysCard } from './days.tsx';
import { endedWithin } from './ended-within.ts';
import { FactCard } from './fact-card.tsx';
import { ShareChart, type ShareRow } from './share-chart.tsx';

const ENDED = { counters: 'complaint-ended' };
const OPENED = { counters: 'complaint-opened' };
const ASKED = { counters: 'complaint-satisfied,complaint-dissatisfied' };

const within = (days: number): CasesOf => ({ counters: endedWithin(days) });

/** What became of complaints: how soon they were called and ended, for whom, and how content the complainants were. */
export function ComplaintEndings({ figures, scope }: { figures: ComplaintFigures; scope: Scope }) {
  const { t } = useTranslation('figures');
  const { ended, days, redressFen } = figures.endings;
  return (
    <Flex vertical gap="middle">
      <Row gutter={[12, 12]}>
        <Col xs={12} md={8}>
          <FactCard
            title={t('endings.ended')}
            value={<Counted count={ended} cases={ENDED} scope={scope} what={t('endings.ended')} />}
          />
        </Col>
        <Col xs={12} md={8}>
          <DaysCard title={t('endings.days')} of={days} />
        </Col>
        <Col xs={24} md={8}>
          <FactCard title={t('endings.redress')} value={<Money fen={redressFen} />} />
        </Col>
      </Row>
      <ShareChart
        label={t('endings.title')}
        rows={useRows(figures)}
        scope={scope}
        file={`${t('endings.title')}-${figures.period}`}
        ofTitle={t('figure')}
      />
    </Flex>
  );
}

function useRows({ forwardedShare, repeated, contactedInTime, endings }: ComplaintFigures): ShareRow[] {
  const { t } = useTranslation('figures');
  const row = (
    of: 'forwarded' | 'repeated' | 'contactedInTime' | keyof typeof endings,
    share: ShareRow['share'],
    numerator: CasesOf,
    denominator: CasesOf,
  ): ShareRow => ({
    of: t(`endings.${of}` as 'endings.repeated'),
    figure: '',
    share,
    numerator,
    denominator,
  });
  return [
    row('forwarded', forwardedShare, { counters: 'complaint-forwarded' }, OPENED),
    row('repeated', repeated, { counters: 'complaint-repeated' }, OPENED),
    row(
      'contactedInTime',
      contactedInTime,
      { counters: 'complaint-contacted-in-time' },
      { counters: 'complaint-contacted' },
    ),
    row('withinHour', endings.withinHour, { counters: 'complaint-ended-within-hour' }, ENDED),
    row('within10Days', endings.within10Days, within(10), ENDED),
    row('within15Days', endings.within15Days, within(15), ENDED),
    row('within30Days', endings.within30Days, within(30), ENDED),
    row('onTheSpot', endings.onTheSpot, { counters: 'complaint-ended-on-the-spot' }, ENDED),
    row(
      'upheld',
      endings.upheld,
      { counters: 'complaint-by-outcome:upheld,complaint-by-outcome:upheld-in-part' },
      { counters: 'complaint-by-outcome' },
    ),
    row('satisfied', endings.satisfied, { counters: 'complaint-satisfied' }, ASKED),
    row('dissatisfied', endings.dissatisfied, { counters: 'complaint-dissatisfied' }, ASKED),
  ];
}
