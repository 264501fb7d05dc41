import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import { ApiProblem } from '../../../api/problem.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/payouts/{month}']['get']['responses']['2XX']['content']['application/json'];
export type Payout = Answer;
export type Run = Answer['run'];
export type Statement = Answer['statements']['items'][number];

const AGAIN_MS = 1_000; // while it runs: a run of ten thousand lines takes about a minute

/** The run of a month with its sums, read again and again until it is over; null before there is one. */
export function usePayout(month: string) {
  return useQuery({
    queryKey: ['payouts', 'run', month],
    queryFn: async (): Promise<Payout | null> => {
      try {
        return await answer(
          api.GET('/payouts/{month}', { params: { path: { month }, query: { limit: 1 } } }),
        );
      } catch (error) {
        if (error instanceof ApiProblem && error.problem.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: ({ state: { data } }) => (isRunning(data?.run) ? AGAIN_MS : false),
  });
}

export function isRunning(run: Run | undefined): boolean {
  return run !== undefined && run.stage !== 'finished';
}

/** Opens the run; asked again, nothing is paid twice. */
export function useStartPayout(month: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/payouts/{month}', { params: { path: { month } }, body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['payouts', 'run', month] }),
  });
}

export function useStatements(month: string): KeysetQuery<Statement> {
  return useKeysetList(['payouts', 'statements', month], async (next) => {
    const query = next === undefined ? {} : { next };
    const { statements } = await answer(api.GET('/payouts/{month}', { params: { path: { month }, query } }));
    return statements;
  });
}
