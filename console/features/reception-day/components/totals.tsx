import { Col, Row, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Totals } from '../api/get-days.ts';

const SHOWN = [
  'visits',
  'consultations',
  'suggestions',
  'complaints',
  'settledOnTheSpot',
  'promised',
  'open',
] as const;

/** Who came, and what became of the complaints. Read out as it grows. */
export function TotalsRow({ totals }: { totals: Totals }) {
  const { t } = useTranslation('reception-day');
  return (
    <Row gutter={[8, 8]} role="status" aria-label={t('totals.title')}>
      {SHOWN.map((key) => (
        <Col key={key} xs={key === 'visits' ? 24 : 8} sm={6} lg={3} data-total={key}>
          <Statistic title={t(`totals.${key}`)} value={totals[key]} />
        </Col>
      ))}
    </Row>
  );
}
