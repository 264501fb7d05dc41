import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/carrier-requests/{id}/material']['post']['requestBody']['content']['application/json'];
export type Wanted = Omit<Body, 'version'>;

/** More is wanted before an answer: everything at once. */
export function useWantMaterial() {
  const { id } = useMatter();
  return useCommand((body: Wanted, { version, key }) =>
    answer(
      api.POST('/carrier-requests/{id}/material', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
