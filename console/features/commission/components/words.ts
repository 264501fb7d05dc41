import { useTranslation } from 'react-i18next';
import { useSentence } from '../../../i18n/sentences.ts';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { Card } from '../api/lines.ts';

export type ShownState = 'held' | 'payable' | 'paid' | 'voided' | 'owed-back';

/** Where a line stands, as people say it: what is owed back is no more payable than what is void is paid. */
export function shownState({ state, amounts }: Pick<Card, 'state' | 'amounts'>): ShownState {
  if (amounts.payable.fen < 0) return 'owed-back';
  if (state !== 'settled') return state;
  return amounts.paid.fen > 0 ? 'paid' : 'voided';
}

/** The number by which a payee knows a policy, or as much of its id as tells two apart. */
export function policyName({ policyNumber, policyId }: Pick<Card, 'policyNumber' | 'policyId'>): string {
  return policyNumber ?? policyId.slice(0, 11);
}

/** Why something was posted or held. Rules say it in codes and sentences, people in their own words. */
export function useWhy(): (why: string) => string {
  const { t } = useTranslation('commission');
  const term = useTerm('commission');
  const sentence = useSentence();
  const { day, month } = useFormat();
  const word = (part: string): string => {
    const [found] = [term('hold', part), term('why', part)].filter((one) => one !== part);
    return found ?? sentence(part);
  };
  return (why) => {
    const [, on] = /^from (\d{4}-\d\d-\d\d)$/.exec(why) ?? [];
    if (on !== undefined) return t('whyFrom', { day: day(on) });
    const [, run] = /^payout-(\d{4}-\d\d)$/.exec(why) ?? [];
    if (run !== undefined) return t('whyRun', { month: month(run) });
    const [, cancelled] = /^cancelled in the cooling-off period on (\S+)$/.exec(why) ?? [];
    if (cancelled !== undefined) return t('whyCancelled', { day: day(cancelled) });
    const [, result] = /^a call ended with (\S+)$/.exec(why) ?? [];
    if (result !== undefined) return t('whyCall', { result: word(result) });
    const parts = why.split(': ').map((part) => part.split(', ').map(word).join(t('separator')));
    return parts.join(t('colon'));
  };
}

/** What must be done so that a hold ends. */
export function useNextStep(): (what: string) => string {
  const term = useTerm('commission');
  const sentence = useSentence();
  return (what) => (term('nextStep', what) === what ? sentence(what) : term('nextStep', what));
}

/** Who posted or placed something: a person's id, or which part of the system did it by itself. */
export function useBy(): (by: string) => string {
  const term = useTerm('commission');
  return (by) => term('by', by);
}
