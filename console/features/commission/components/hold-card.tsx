import { Card, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money, When } from '../../../components/shown.tsx';
import type { HoldOfCard } from '../api/lines.ts';
import { NextOf } from './holds-of.tsx';
import { useBy, useWhy } from './words.ts';

/** One hold: how much it keeps back and why, what ends it, who must do what. */
export function HoldCard({ hold, heldFen }: { hold: HoldOfCard; heldFen: number }) {
  const { t } = useTranslation('commission');
  const why = useWhy();
  const by = useBy();
  const { type, reason, since, placedBy } = hold;
  return (
    <Card size="small" type="inner" title={t(`hold.${type}`)}>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'amount', label: t('heldAmount'), children: <Money fen={heldFen} /> },
          { key: 'reason', label: t('reason'), children: why(reason) },
          {
            key: 'since',
            label: t('since'),
            children: (
              <span>
                <When at={since} /> · {by(placedBy)}
              </span>
            ),
          },
          { key: 'removed', label: t('removedWhen'), children: t(`removed.${type}`) },
          { key: 'next', label: t('next'), children: <NextOf hold={hold} /> },
        ]}
      />
    </Card>
  );
}
