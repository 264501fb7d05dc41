import { Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import type { Recommendation } from '../api/case.ts';
import { useReason } from './reasons.ts';

/** Every carrier in the order in which it serves the client, with why it stands there. Commission is not weighed. */
export function RecommendationCard({ recommendation: { best, order } }: { recommendation: Recommendation }) {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  const reason = useReason();
  return (
    <Card size="small" title={t('recommendation.title')}>
      <Flex vertical gap="small">
        <Typography.Text type="secondary">{t('recommendation.about')}</Typography.Text>
        {best === undefined && <Typography.Text>{t('recommendation.none')}</Typography.Text>}
        <ol className="ranking">
          {order.map(({ carrier, product, choosable, reasons }) => (
            <li key={`${carrier}${product}`}>
              <Typography.Text strong>{names.carrier(carrier)}</Typography.Text>{' '}
              <Typography.Text type="secondary">{names.product(carrier, product)}</Typography.Text>{' '}
              {carrier === best?.carrier && <Tag color="green">{t('grid.best')}</Tag>}
              {!choosable && <Tag>{t('recommendation.cannot')}</Tag>}
              <ul>
                {reasons.map((one) => (
                  <li key={`${one.rule}${one.text}`}>{reason(one)}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </Flex>
    </Card>
  );
}
