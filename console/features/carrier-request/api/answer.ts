import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

export type Answer =
  paths['/carrier-requests/{id}/answers']['post']['requestBody']['content']['application/json'];
export type LevelAnswer = NonNullable<Answer['decision']>;

/** The carrier's answer. It names no version: the first one counts, whoever else has the request open. */
export function useAnswer() {
  const { id } = useMatter();
  return useCommand((body: Answer, { key }) =>
    answer(
      api.POST('/carrier-requests/{id}/answers', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );
}
