import { useTranslation } from 'react-i18next';
import type { Delay, Duration } from '../api/settings.ts';

type Unit = Duration['unit'];

function asDuration(delay: Delay): { unit: Unit; amount: number } {
  if ('workingDays' in delay) return { unit: 'working-days', amount: delay.workingDays };
  return 'days' in delay
    ? { unit: 'calendar-days', amount: delay.days }
    : { unit: 'hours', amount: delay.hours };
}

/** A span as people say it: 3 working days, 1 hour. */
export function useDuration(): (span: Delay | Pick<Duration, 'unit' | 'amount'>) => string {
  const { t } = useTranslation('administration');
  return (span) => {
    const { unit, amount } = 'unit' in span ? span : asDuration(span);
    return t(`duration.${unit}`, { count: amount });
  };
}
