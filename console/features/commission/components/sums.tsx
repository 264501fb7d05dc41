import { Card, Col, Row, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/shown.tsx';
import { Loaded } from '../../../components/state/loaded.tsx';
import type { Whose } from '../api/lines.ts';
import { useSums } from '../api/sums.ts';

/** What the lines come to, a card for each account. A negative sum has its sign and its word, not only its colour. */
export function SumCards({ whose }: { whose: Whose }) {
  const { t } = useTranslation('commission');
  const query = useSums(whose);
  return (
    <Loaded query={query}>
      {({ held, payable, paid, owedBack }) => (
        <Row gutter={[12, 12]} role="group" aria-label={t('sums')}>
          {(
            [
              ['held', held],
              ['payable', payable],
              ['paid', paid],
              ['owed-back', owedBack],
            ] as const
          ).map(
            ([state, sum]) =>
              sum !== undefined && (
                <Col key={state} xs={12} md={6}>
                  <Card size="small" title={t(`state.${state}`)}>
                    <div className="sum">
                      <Money fen={sum.amount.fen} />
                    </div>
                    <Typography.Text type="secondary">{t('lineCount', { count: sum.lines })}</Typography.Text>
                  </Card>
                </Col>
              ),
          )}
        </Row>
      )}
    </Loaded>
  );
}
