import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Settings = paths['/settings']['get']['responses']['2XX']['content']['application/json'];
export type Source = Settings['callback']['sources'][number];
export type CalendarYear = Settings['calendar']['years'][string];
export type Ladder = Settings['callback']['settings']['ladders'][string];
export type Rung = Ladder['rungs'][number];
export type Delay = Rung['after'];
export type Duration = Settings['complaint']['settings']['work'];

/** The rules in force: they change with a release, not from one minute to the next. */
export function useSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: () => answer(api.GET('/settings')),
    staleTime: Infinity,
  });
}
