import { answer, api } from '../../../api/client.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

/** Gives the action of this page up, with a reason. */
export function useDrop() {
  const { id } = useMatter();
  return useCommand(({ reason }: { reason: string }, { version, key }) =>
    answer(
      api.POST('/corrective-actions/{id}/dropping', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { version, reason },
      }),
    ),
  );
}
