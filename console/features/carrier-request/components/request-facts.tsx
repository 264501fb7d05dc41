import { Card, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Request } from '../api/request.ts';

/** What is asked for, by when, and how long each side has let the other wait. */
export function RequestFacts({ seen }: { seen: Request }) {
  const { t } = useTranslation('carrier-request');
  const term = useTerm('carrier-request');
  const { purpose, answerWithinWorkingDays, headOfficeOnly, daysWaited } = seen;
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2, xl: 4 }}
        items={[
          { key: 'purpose', label: t('list.purpose'), children: term('purpose', purpose) },
          {
            key: 'within',
            label: t('facts.within'),
            children: t('facts.days', { count: answerWithinWorkingDays }),
          },
          {
            key: 'level',
            label: t('facts.decides'),
            children: t(headOfficeOnly ? 'facts.headOffice' : 'facts.anybody'),
          },
          { key: 'waited', label: t('facts.waited'), children: t('facts.waitedDays', { ...daysWaited }) },
        ]}
      />
    </Card>
  );
}
