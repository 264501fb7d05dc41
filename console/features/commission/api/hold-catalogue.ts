import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import { useMe } from '../../../api/me.ts';
import type { HoldType } from './lines.ts';

/** The kinds of hold that this person may place or release by hand, as the catalogue says. */
export function useHoldCatalogue(): Record<'mayPlace' | 'mayRelease', HoldType[]> {
  const { role } = useMe();
  const { data } = useQuery({
    queryKey: ['settings'],
    queryFn: () => answer(api.GET('/settings')),
    staleTime: Infinity,
  });
  const rules = Object.entries(data?.holds.items ?? {}) as [
    HoldType,
    { mayPlace: string[]; mayRelease: string[] },
  ][];
  const typesWith = (may: 'mayPlace' | 'mayRelease') =>
    rules.filter(([, rule]) => rule[may].includes(role)).map(([type]) => type);
  return { mayPlace: typesWith('mayPlace'), mayRelease: typesWith('mayRelease') };
}
