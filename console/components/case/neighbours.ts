import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { pathOfCase } from './path.ts';

const KEPT = 'recourse.list';

/** The list that a person came from, so that the next case is one key away. Ids only, in this tab only. */
export function useKeptList(ids: readonly string[]): void {
  const kept = JSON.stringify(ids);
  useEffect(() => sessionStorage.setItem(KEPT, kept), [kept]);
}

export function useNeighbours(id: string): { go: (step: 1 | -1) => void } {
  const navigate = useNavigate();
  return {
    go: (step) => {
      const ids = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]') as string[];
      const at = ids.indexOf(id);
      const neighbour = at < 0 ? undefined : ids[at + step];
      const path = neighbour === undefined ? undefined : pathOfCase(neighbour);
      if (path !== undefined) void navigate(path);
    },
  };
}
