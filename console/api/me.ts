import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client.ts';
import type { paths } from './schema.ts';

export type Me = paths['/me']['get']['responses']['2XX']['content']['application/json'];
export type Role = Me['role'];
export type Action = Me['actions'][number]['action'];

export const meQuery = {
  queryKey: ['me'],
  queryFn: () => answer(api.GET('/me')),
  staleTime: Infinity,
} as const;

/** Who is signed in. Every screen is shown after this is known. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (data === undefined) throw new Error('Screens are shown when it is known who is signed in.');
  return data;
}

/** Whether this person may do something to anything at all; to which case, the API says. */
export function useMay(): (...actions: Action[]) => boolean {
  const { actions } = useMe();
  return (...asked) => asked.some((one) => actions.some(({ action }) => action === one));
}
