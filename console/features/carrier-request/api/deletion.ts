import { answer, api } from '../../../api/client.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

/** The carrier has deleted what it was given. Said twice, it is once. */
export function useConfirmDeletion() {
  const { id } = useMatter();
  return useCommand((_: undefined) =>
    answer(api.POST('/carrier-requests/{id}/deletion', { params: { path: { id } }, body: {} })),
  );
}
