import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useKeysetList } from '../../../components/table/keyset-table.tsx';

export type ListedEvaluation =
  paths['/cases']['get']['responses']['2XX']['content']['application/json']['items'][number];

const AT_ONCE = 50;

export function useEvaluations(asked: { stage: string; branch: string; state?: 'open' | 'closed' }) {
  const { stage, branch, state } = asked;
  return useKeysetList<ListedEvaluation>(['evaluations', stage, branch, state], (next) =>
    answer(
      api.GET('/cases', {
        params: {
          query: {
            kind: 'evaluation',
            stage,
            branch,
            ...(state === undefined ? {} : { state }),
            limit: AT_ONCE,
            ...(next === undefined ? {} : { next }),
          },
        },
      }),
    ),
  );
}
