import { Alert, Button, Card, Flex, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { Day } from '../../../components/shown.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { dayOf } from '../../../i18n/format.ts';
import { useNow } from '../../../i18n/now.ts';
import type { Statement } from '../api/payout.ts';
import type { Preview, usePreview } from '../api/preview.ts';
import { HeldLines } from './held-lines.tsx';
import { StartRun } from './start-run.tsx';
import { useStatementColumns } from './statement-columns.tsx';
import { Totals } from './totals.tsx';

interface DryRunProps {
  month: string;
  preview: Preview;
  query: ReturnType<typeof usePreview>;
}

/** What a run would do: whom it would pay, what it would take back and carry, what stays held. Nothing is changed. */
export function DryRun({ month, preview, query }: DryRunProps) {
  const { t } = useTranslation('commission');
  const may = useMay();
  const today = dayOf(useNow());
  const columns = useStatementColumns();
  const [starting, setStarting] = useState(false);
  const isOver = today >= preview.opensOn;
  return (
    <Flex vertical gap="middle">
      <Alert
        type="info"
        showIcon
        title={t('dryRun')}
        description={
          <>
            {t('cutOff')} <Day on={preview.cutOff} /> · {t('opensOn')} <Day on={preview.opensOn} />
          </>
        }
      />
      <Flex gap="small" wrap>
        {may('payout:run') && (
          <Button type="primary" disabled={!isOver} onClick={() => setStarting(true)}>
            {t('start')}
          </Button>
        )}
        <Button onClick={() => void query.refetch()} loading={query.isFetching}>
          {t('lookAgain')}
        </Button>
      </Flex>
      <Totals totals={preview.totals} />
      <Card size="small">
        <Tabs
          items={[
            {
              key: 'payees',
              label: t('wouldPay'),
              children: (
                <PlainTable<Statement>
                  rows={preview.payees}
                  columns={columns}
                  rowKey={({ payee }) => payee}
                  label={t('wouldPay')}
                  file={`${t('wouldPay')} ${month}`}
                  empty={t('nothingDue')}
                />
              ),
            },
            {
              key: 'held',
              label: t('notPaid'),
              children: <HeldLines month={month} preview={preview} seenAt={query.dataUpdatedAt} />,
            },
          ]}
        />
      </Card>
      {starting && <StartRun month={month} preview={preview} close={() => setStarting(false)} />}
    </Flex>
  );
}
