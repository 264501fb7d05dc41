import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** What was refused is refused again: only a missing answer and a busy store are asked twice. */
function heals(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.problem.status === 503 || error.problem.status === 429;
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (count, error) => count < 2 && heals(error) },
      mutations: { retry: false },
    },
  });
}
