import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { useSentence } from '../../../i18n/sentences.ts';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { Recommendation } from '../api/case.ts';

type Reason = Recommendation['order'][number]['reasons'][number];

/** A reason in the reader's words, made of its rule and facts; one that has no words yet as the API says it. */
export function useReason(): (reason: Reason) => string {
  const { t, i18n } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  const common = useTerm('common');
  const sentence = useSentence();
  const { money, day } = useFormat();
  return ({ rule, facts, text }) => {
    if (!i18n.exists(`reason.${rule}`, { ns: 'pre-underwriting' })) return sentence(text);
    const leftOut = (fact: string) => {
      const codes = String(facts[fact] ?? '')
        .split(' ')
        .filter((code) => code !== '');
      const list = codes.map((code) => common('condition', code)).join(t('reasons.comma'));
      return codes.length === 0 ? t('reasons.noExclusion') : t('reasons.excludes', { list });
    };
    const { differenceFen, validUntil, otherValidUntil, months } = facts;
    return t(`reason.${rule}` as 'reason.lower-premium', {
      other: names.carrier(String(facts.otherCarrier ?? '')),
      own: leftOut('exclusions'),
      theirs: leftOut('otherExclusions'),
      difference: typeof differenceFen === 'number' ? money(Math.abs(differenceFen)) : '',
      until: typeof validUntil === 'string' ? day(validUntil) : '',
      otherUntil: typeof otherValidUntil === 'string' ? day(otherValidUntil) : '',
      months,
    });
  };
}
