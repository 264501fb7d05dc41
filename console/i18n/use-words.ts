import { useTranslation } from 'react-i18next';
import { dayText, moneyText, monthText, numberText, shareText, whenText } from './format.ts';

/** How this reader is shown days, times, amounts and shares. */
export function useFormat() {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return {
    language,
    when: (instant: string) => whenText(instant, language),
    day: (day: string) => dayText(day, language),
    month: (month: string) => monthText(month, language),
    money: (fen: number) => moneyText(fen, language),
    number: (value: number) => numberText(value, language),
    share: (share: number) => shareText(share, language),
  };
}

/** A code of the API may have a colon in it, which would else name a namespace. */
const WHOLE = { nsSeparator: false } as const;

/**
 * The word for a code that the API gave, as a stage, a result or a type of event; the code itself when there is none,
 * so that a new code of the API is never an empty cell.
 */
export function useTerm(namespace: string): (group: string, code: string) => string {
  const { t, i18n } = useTranslation(namespace as 'common');
  return (group, code) =>
    i18n.exists(`${group}.${code}`, { ns: namespace as 'common', ...WHOLE })
      ? t(`${group}.${code}` as never, WHOLE)
      : code;
}
