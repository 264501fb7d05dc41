import { Card, Flex, Progress, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money, When } from '../../../components/shown.tsx';
import type { Run } from '../api/payout.ts';
import { useBy } from './words.ts';

const STAGES = ['paying', 'stating', 'finished'] as const;

interface RunProgressProps {
  run: Run;
  /** How many lines are to be paid in all, as far as the dry run knew. */
  planned: number;
}

/** Where a run is: who opened it, what it has paid by now. It is read aloud as it moves. */
export function RunProgress({ run, planned }: RunProgressProps) {
  const { t } = useTranslation('commission');
  const by = useBy();
  const { stage, soFar, openedAt, openedBy, closedAt } = run;
  const of = Math.max(planned, soFar.lines, 1);
  const share = stage === 'paying' ? Math.floor((soFar.lines / of) * 100) : 100;
  return (
    <Card size="small" title={<h2 className="card-title">{t('progress')}</h2>}>
      <Flex vertical gap="small">
        <div>
          {t('openedAt')} <When at={openedAt} />
          {openedBy !== undefined && <> · {by(openedBy)}</>}
          {closedAt !== undefined && (
            <>
              {' · '}
              {t('closedAt')} <When at={closedAt} />
            </>
          )}
        </div>
        <Steps
          size="small"
          current={STAGES.indexOf(stage) + (stage === 'finished' ? 1 : 0)}
          items={STAGES.map((one) => ({ title: t(`stage.${one}`) }))}
        />
        <Progress percent={share} aria-label={t('progress')} />
        <div role="status">
          {t('paidSoFar', { count: soFar.lines })} <Money fen={soFar.paid.fen} />
          {soFar.takenBack.fen > 0 && (
            <>
              {' · '}
              {t('sum.takenBack')} <Money fen={soFar.takenBack.fen} />
            </>
          )}
        </div>
      </Flex>
    </Card>
  );
}
