import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/pre-underwriting/{id}/material']['post']['requestBody']['content']['application/json'];
export type Material = Omit<Body, 'version'>;

/** What carriers wanted to see, for one of them or for all. */
export function useSupply() {
  const { id } = useMatter();
  return useCommand((body: Material, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/material', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
