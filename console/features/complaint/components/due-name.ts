import { useTranslation } from 'react-i18next';
import { useTerm } from '../../../i18n/use-words.ts';

const WARNING = /^(\d+) % of (.+)$/;

/** What comes up, in words: the API says `75 % of work` of any part of any clock. */
export function useDueName(): (what: string) => string {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  return (what) => {
    const [, percent, clock] = WARNING.exec(what) ?? [];
    if (percent === undefined || clock === undefined) return term('due', what);
    return t(percent === '100' ? 'due.over' : 'due.passed', { percent, clock: term('clock', clock) });
  };
}
