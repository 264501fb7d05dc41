import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/shown.tsx';
import { KeysetTable } from '../../../components/table/keyset-table.tsx';
import type { Card, HoldType } from '../api/lines.ts';
import { type Preview, useHeldLines } from '../api/preview.ts';
import { useLineColumns } from './line-columns.tsx';

interface HeldLinesProps {
  month: string;
  preview: Preview;
  /** When it was read. */
  seenAt: number;
}

/** What a run does not pay, by kind of hold and line by line. */
export function HeldLines({ month, preview, seenAt }: HeldLinesProps) {
  const { t } = useTranslation('commission');
  const query = useHeldLines(month, preview, seenAt);
  const columns = useLineColumns({ payee: true });
  const { lines, amount, byType } = preview.held;
  return (
    <Flex vertical gap="small">
      <div>
        {t('heldSum', { count: lines })} <Money fen={amount.fen} />
      </div>
      <Flex gap="small" wrap>
        {Object.entries(byType).map(([type, sum]) => (
          <Tag key={type} color="orange">
            {t(`hold.${type as HoldType}`)} · {t('lineCount', { count: sum.lines })} ·{' '}
            <Money fen={sum.amount.fen} />
          </Tag>
        ))}
      </Flex>
      <Typography.Text type="secondary">{t('heldTwice')}</Typography.Text>
      <KeysetTable<Card>
        query={query}
        columns={columns}
        rowKey={({ policyId, payee }) => `${policyId} ${payee}`}
        label={t('notPaid')}
        file={`${t('notPaid')} ${month}`}
        empty={t('nothingHeld')}
      />
    </Flex>
  );
}
