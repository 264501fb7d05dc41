import { answer, api } from '../../../api/client.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

/** Every carrier is asked at once. */
export function useAskCarriers() {
  const { id } = useMatter();
  return useCommand((_: undefined, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/requests', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { version },
      }),
    ),
  );
}
