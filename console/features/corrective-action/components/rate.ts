import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Share } from '../api/actions.ts';

const PER = 10_000;

/** Complaints for 10,000 policies; nothing where no policy was counted. */
export function perTenThousand({ numerator, denominator }: Share): number | undefined {
  return denominator > 0 ? (numerator * PER) / denominator : undefined;
}

/** A rate in words with both its parts. */
export function useRateText(): {
  rate: (share: Share, tooFew?: boolean) => string;
  parts: (share: Share) => string;
} {
  const { t } = useTranslation('corrective-action');
  const { number } = useFormat();
  return {
    rate: (share, tooFew = false) => {
      const value = perTenThousand(share);
      return tooFew || value === undefined ? t('rate.tooFew') : t('rate.per', { rate: value.toFixed(2) });
    },
    parts: ({ numerator, denominator }) =>
      t('rate.parts', { complaints: number(numerator), policies: number(denominator) }),
  };
}

/** What the rate must fall to. */
export function targetOf(before: Share, percent: number): number | undefined {
  const value = perTenThousand(before);
  return value === undefined ? undefined : (value * (100 - percent)) / 100;
}
