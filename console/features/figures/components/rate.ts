import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Alerts } from '../api/alerts.ts';

const PER = 10_000;

/** A watched rate in its own units: so many complaints for 10,000 policies, or a share. */
export function useRateText(): (figure: Alerts['figures'][number]['figure'], rate: number) => string {
  const { t } = useTranslation('figures');
  const { share } = useFormat();
  return (figure, rate) =>
    figure === 'complaints-per-policy' ? t('per10k', { rate: (rate * PER).toFixed(2) }) : share(rate);
}

/** The same as a number for a chart. */
export function rateInUnits(figure: Alerts['figures'][number]['figure'], rate: number): number {
  return figure === 'complaints-per-policy' ? rate * PER : rate * 100;
}
