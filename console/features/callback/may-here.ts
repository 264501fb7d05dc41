import { type Action, useMe } from '../../api/me.ts';
import type { Callback } from './api/callback.ts';

/** What this person may do to this case: some of it nobody may whom its commission concerns. */
export function useMayHere({ concerned }: Pick<Callback, 'concerned'>): (action: Action) => boolean {
  const { id, actions } = useMe();
  return (asked) =>
    actions.some(
      ({ action, notByTheConcerned }) => action === asked && !(notByTheConcerned && concerned.includes(id)),
    );
}
