import { Button, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCarrierNames } from '../../../api/carriers.ts';
import { CommandForm } from '../../../components/form/command-form.tsx';
import { useCarrierTimes } from '../api/carrier-times.ts';
import type { PreUnderwriting } from '../api/case.ts';
import { useAskCarriers } from '../api/requests.ts';
import { isConsented } from './consent-card.tsx';
import { UsualTimes } from './usual-times.tsx';

/** Who will be asked for what, and how long each of them usually takes: known before anybody is asked. */
export function AskCard({ seen, mayPrepare }: { seen: PreUnderwriting; mayPrepare: boolean }) {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  const timesOf = useCarrierTimes();
  const ask = useAskCarriers();
  const { wanted } = seen.case;
  return (
    <Card
      size="small"
      title={t('ask.title')}
      extra={
        mayPrepare &&
        seen.facts !== undefined && (
          <Link to={`/pre-underwriting/${seen.case.id}/facts`}>
            <Button size="small" tabIndex={-1}>
              {t('revise.title')}
            </Button>
          </Link>
        )
      }
    >
      <Flex vertical gap="small">
        <ul className="asked">
          {wanted.map(({ carrier, product, answerWithinWorkingDays }) => (
            <li key={carrier}>
              <Typography.Text strong>{names.carrier(carrier)}</Typography.Text>{' '}
              {names.product(carrier, product)}
              {answerWithinWorkingDays !== undefined && (
                <>
                  {' · '}
                  {t('ask.within', { count: answerWithinWorkingDays })}
                </>
              )}
              <div>
                <UsualTimes times={timesOf(carrier)} />
              </div>
            </li>
          ))}
        </ul>
        {isConsented(seen) && mayPrepare ? (
          <CommandForm command={ask} body={() => undefined} submit={t('ask.all', { count: wanted.length })} />
        ) : (
          <Typography.Text type="secondary">{t('ask.needsConsent')}</Typography.Text>
        )}
      </Flex>
    </Card>
  );
}
