import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Times } from '../api/carrier-times.ts';

/** How long a carrier usually takes, and out of how many requests that is known. */
export function UsualTimes({ times }: { times: Times | undefined }) {
  const { t } = useTranslation('pre-underwriting');
  const { answerDays, evidenceDays, silent } = times ?? {};
  const parts = [
    ...(answerDays === undefined
      ? []
      : [
          t('times.answer', {
            days: answerDays.median,
            most: answerDays.ninetieth,
            number: answerDays.count,
          }),
        ]),
    ...(evidenceDays === undefined ? [] : [t('times.evidence', { days: evidenceDays.median })]),
    ...(silent === undefined || silent.numerator === 0
      ? []
      : [t('times.silent', { silent: silent.numerator, of: silent.denominator })]),
  ];
  return (
    <Typography.Text type="secondary" className="usual-times">
      {parts.length === 0 ? t('times.unknown') : parts.join(t('times.and'))}
    </Typography.Text>
  );
}
