import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-words.ts';
import { FactCard } from './fact-card.tsx';

export interface Durations {
  count: number;
  median: number;
  ninetieth: number;
}

/** How long something took: the middle, and what nine in ten did not pass. */
export function useDaysText(): (of: Durations | undefined) => string {
  const { t } = useTranslation('figures');
  const { number } = useFormat();
  return (of) =>
    of === undefined
      ? '–'
      : t('days', { median: number(of.median), ninetieth: number(of.ninetieth), count: of.count });
}

/** The middle one large, the others beneath it. */
export function DaysCard({
  title,
  of,
  children,
}: {
  title: string;
  of: Durations | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation('figures');
  const { number } = useFormat();
  return (
    <FactCard title={title} value={of === undefined ? '–' : t('daysMedian', { days: number(of.median) })}>
      {of !== undefined && t('daysNinetieth', { days: number(of.ninetieth), count: of.count })}
      {children !== undefined && <div>{children}</div>}
    </FactCard>
  );
}
