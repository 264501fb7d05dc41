import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/shown.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Payout } from '../api/payout.ts';

const SUMS = ['paid', 'takenBack', 'carriedIn', 'net', 'carriedOut'] as const;

type Totals = Pick<Payout['totals'], (typeof SUMS)[number] | 'lines'> & { payees?: number };

/** What is paid, taken back and carried, of all payees or of one. */
export function Totals({ totals }: { totals: Totals }) {
  const { t } = useTranslation('commission');
  const { number } = useFormat();
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, sm: 2, lg: 3 }}
      items={[
        ...(totals.payees === undefined
          ? []
          : [{ key: 'payees', label: t('payees'), children: number(totals.payees) }]),
        { key: 'lines', label: t('linesPaid'), children: number(totals.lines) },
        ...SUMS.map((sum) => ({
          key: sum,
          label: t(`sum.${sum}`),
          children: <Money fen={totals[sum].fen} />,
        })),
      ]}
    />
  );
}
