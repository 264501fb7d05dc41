import { Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-words.ts';

/** A part of a whole, as the API tells it: without a rate where there were too few. */
export interface Share {
  numerator: number;
  denominator: number;
  rate?: number;
  interval?: { low: number; high: number };
  tooFew?: true;
}

/** A share in words: what is shown, both its parts, and where the true one lies. */
export function useShareText() {
  const { t } = useTranslation('figures');
  const { share, number } = useFormat();
  const told = ({ rate }: Share): string => (rate === undefined ? t('share.tooFew') : share(rate));
  const parts = ({ numerator, denominator }: Share): string =>
    t('share.parts', { numerator: number(numerator), denominator: number(denominator) });
  const interval = ({ interval: found }: Share): string =>
    found === undefined ? '–' : `${share(found.low)} – ${share(found.high)}`;
  const whole = (one: Share): string =>
    [
      `${told(one)}  (${parts(one)})`,
      ...(one.interval === undefined ? [] : [t('share.interval', { interval: interval(one) })]),
    ].join('\n');
  return { told, parts, interval, whole };
}

/** A share; pointed at or reached by Tab it says what it is made of. */
export function ShareText({ share }: { share: Share }) {
  const { told, whole } = useShareText();
  return (
    <Popover trigger={['hover', 'focus']} content={<span className="said">{whole(share)}</span>}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a pointer is shown, a keyboard must be shown too */}
      <span tabIndex={0} className={share.rate === undefined ? 'too-few' : 'share'}>
        {told(share)}
      </span>
    </Popover>
  );
}
