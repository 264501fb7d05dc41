import { useTerm } from '../../i18n/use-words.ts';

/** Whose list a case is on, or who is next: a role's queue as `callback-agent@bj`, a role, or a person's id. */
export function useOwnerName(): (owner: string) => string {
  const term = useTerm('common');
  return (owner) => {
    const [role = owner, branch] = owner.split('@');
    return branch === undefined ? term('role', role) : `${term('role', role)} · ${branch}`;
  };
}
