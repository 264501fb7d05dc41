import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMe } from '../../api/me.ts';
import { dayOf } from '../../i18n/format.ts';
import { useNow } from '../../i18n/now.ts';
import { useFormat } from '../../i18n/use-words.ts';
import { endsOf, isPeriod, kindOf, periodOf } from './period.ts';

/** What the figures on a screen are of. It is in the address, and goes with whoever follows a tab. */
export interface Scope {
  period: string;
  branch?: string;
  carrier?: string;
}

const KEPT = ['period', 'branch', 'carrier'] as const;

export interface ChosenScope extends Scope {
  from: string;
  to: string;
  change: (to: Partial<Record<string, string | undefined>>) => void;
}

/** @param fallback the kind of period that is shown when the address names none */
export function useScope(fallback: 'quarter' | 'month' = 'quarter'): ChosenScope {
  const [search, setSearch] = useSearchParams();
  const { branch: own } = useMe();
  const present = usePresentMonth();
  const asked = search.get('period');
  const period = asked !== null && isPeriod(asked) ? asked : periodOf(present, fallback);
  const branch = own ?? search.get('branch');
  const carrier = search.get('carrier');
  return {
    period,
    ...endsOf(period),
    ...(branch === null ? {} : { branch }),
    ...(carrier === null ? {} : { carrier }),
    change: (to) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(to)) {
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, value);
      }
      setSearch(next);
    },
  };
}

/** What the API is asked for: the whole of it where nothing narrower was chosen. */
export function askedOf({ from, to, branch, carrier }: ChosenScope) {
  return {
    from,
    to,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}

export function usePresentMonth(): string {
  return dayOf(useNow()).slice(0, 7);
}

/** The query string of another screen of the same scope. */
export function keptOf(search: URLSearchParams): string {
  const kept = KEPT.flatMap((name) => {
    const value = search.get(name);
    return value === null ? [] : [[name, value]];
  });
  return new URLSearchParams(kept as [string, string][]).toString();
}

/** Counters behind a figure, where they are of less than what the screen is of. */
export interface CasesOf extends Partial<Scope> {
  counters: string;
}

/** The cases that a figure is made of. */
export function casesPath({ counters, ...narrower }: CasesOf, scope: Scope): string {
  const { period, branch, carrier } = { ...scope, ...narrower };
  const query = new URLSearchParams({ counters, period });
  if (branch !== undefined) query.set('branch', branch);
  if (carrier !== undefined) query.set('carrier', carrier);
  return `/figures/cases?${query}`;
}

/** The name of a period in the reader's language. */
export function usePeriodName(): (period: string) => string {
  const { t } = useTranslation('figures');
  const { month } = useFormat();
  return (period) => {
    const kind = kindOf(period);
    if (kind === undefined) {
      const { from, to } = endsOf(period);
      return t('period.span', { from: month(from), to: month(to) });
    }
    const year = period.slice(0, 4);
    if (kind === 'month') return month(period);
    if (kind === 'year') return t('period.year', { year });
    return t(`period.${period.slice(5)}` as 'period.Q1', { year });
  };
}
