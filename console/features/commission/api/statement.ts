import { useMutation, useQuery } from '@tanstack/react-query';
import { answer, api, download } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Answer =
  paths['/payouts/{month}/statements/{payee}/rows']['get']['responses']['2XX']['content']['application/json'];
export type StatementRow = Answer['rows'][number];

/** A payee's statement with the rows of its file, checked against its proof. */
export function useStatement(month: string, payee: string) {
  return useQuery({
    queryKey: ['payouts', 'statement', month, payee],
    queryFn: () =>
      answer(api.GET('/payouts/{month}/statements/{payee}/rows', { params: { path: { month, payee } } })),
  });
}

/** The file as finance keeps it, its proof in the last line. */
export function useStatementFile(month: string) {
  return useMutation({
    mutationFn: (payee: string) =>
      download(`/payouts/${month}/statements/${encodeURIComponent(payee)}`, `${month}-${payee}.csv`),
  });
}
