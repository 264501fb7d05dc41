import { Card, Flex, Progress, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Import } from '../api/import.ts';
import { Counts } from './counts.tsx';

const STEPS = ['upload', 'read', 'take', 'report'] as const;

function stepOf({ stage, progress }: Import): number {
  if (stage === 'finished') return STEPS.length;
  if (stage === 'awaiting-file') return 0;
  if (stage === 'refused') return 1;
  return progress === undefined ? 1 : 2;
}

/** How far it is: which step, and once the rows are counted, how many of them are through. */
export function ProgressCard({ record }: { record: Import }) {
  const { t } = useTranslation('policy-import');
  const totals = record.totals ?? record.progress;
  return (
    <Card size="small" title={<h2 className="card-title">{t('progress.title')}</h2>}>
      <Flex vertical gap="middle">
        <Steps
          className="import-steps"
          size="small"
          variant="outlined"
          responsive
          current={stepOf(record)}
          {...(record.stage === 'refused' ? { status: 'error' as const } : {})}
          items={STEPS.map((step) => ({ title: t(`progress.${step}`) }))}
        />
        <div role="status">
          <Said record={record} />
        </div>
        {totals !== undefined && <Counts totals={totals} />}
      </Flex>
    </Card>
  );
}

function Said({ record: { stage, progress } }: { record: Import }) {
  const { t } = useTranslation('policy-import');
  const { number } = useFormat();
  if (stage === 'awaiting-file') return t('progress.awaiting');
  if (stage === 'finished') return t('progress.finished');
  if (stage === 'refused') return t('progress.refused');
  if (progress === undefined) return t('progress.reading');
  const { rows, recorded, unchanged, refused } = progress;
  const done = recorded + unchanged + refused;
  const text = t('progress.taking', { done: number(done), rows: number(rows) });
  return (
    <>
      {text}
      <Progress percent={rows === 0 ? 100 : Math.floor((done / rows) * 100)} aria-label={text} />
    </>
  );
}
