import { useTranslation } from 'react-i18next';
import { useOwnerName } from '../../../components/case/owner.ts';
import { useSentence } from '../../../i18n/sentences.ts';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { Exemption, Reason } from '../api/run.ts';

/** A reason in one line, as it stands in an exported table. */
export function useReasonText(): (reason: Reason) => string {
  const { t } = useTranslation('accountability');
  const term = useTerm('accountability');
  const { day, money } = useFormat();
  return ({ rule, code, on, amountFen }) =>
    `${t(`rule.${rule}`)} · ${term('code', code)} · ${day(on)} · ${money(amountFen)}`;
}

/** An exemption and, where it does not hold, what has broken its condition. */
export function useExemptionText(): (exemption: Exemption) => string {
  const { t } = useTranslation('accountability');
  const { day } = useFormat();
  return ({ brokenBy }) =>
    brokenBy
      .map(({ rule, on }) => t('brokenBy', { rule: t(`rule.${rule}`), day: day(on) }))
      .join(t('separator'));
}

const COUNTED = /^(find on|decide) (\d+) (lines|objections)$/;

/** Who must do what next. */
export function useNextText(): { who: (who: string) => string; what: (what: string) => string } {
  const { t } = useTranslation('accountability');
  const term = useTerm('accountability');
  const owner = useOwnerName();
  const sentence = useSentence();
  return {
    who: (who) => (term('who', who) === who ? owner(who) : term('who', who)),
    what: (what) => {
      const [, verb, count, things] = COUNTED.exec(what) ?? [];
      if (verb === undefined) return term('what', what) === what ? sentence(what) : term('what', what);
      const key = verb === 'find on' ? 'findOn' : things === 'lines' ? 'decideLines' : 'decideObjections';
      return t(`what.${key}`, { count: Number(count) });
    },
  };
}
