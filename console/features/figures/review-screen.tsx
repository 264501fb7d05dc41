import { FileTextOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/state/problem-alert.tsx';
import { useReviewPack } from './api/review-pack.ts';
import { ReviewPackView } from './components/review-pack.tsx';
import { ScopeBar } from './components/scope-bar.tsx';
import { kindOf, periodOf } from './period.ts';
import { usePresentMonth, useScope } from './scope.ts';

/** What the quarterly review sits over, made for print. Making it is written down as an export, so it is asked for. */
export function ReviewScreen() {
  const { t } = useTranslation('figures');
  const { t: common } = useTranslation();
  const chosen = useScope();
  const present = usePresentMonth();
  const quarter = kindOf(chosen.period) === 'quarter' ? chosen.period : periodOf(present, 'quarter');
  const scope = { ...chosen, period: quarter };
  const pack = useReviewPack();
  const made = pack.data?.quarter === quarter ? pack.data : undefined;
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['period']} kinds={['quarter']}>
        <Button
          type="primary"
          icon={<FileTextOutlined />}
          loading={pack.isPending}
          onClick={() => pack.mutate(quarter)}
        >
          {t('review.make')}
        </Button>
        {made !== undefined && (
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {common('form.print')}
          </Button>
        )}
      </ScopeBar>
      <ProblemAlert error={pack.error} />
      {made === undefined ? (
        <Alert type="info" showIcon title={t('review.about')} />
      ) : (
        <ReviewPackView pack={made} scope={scope} />
      )}
    </Flex>
  );
}
