import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/pre-underwriting/{id}/policy']['post']['requestBody']['content']['application/json'];
export type LinkedPolicy = Omit<Body, 'version'>;

/** The policy that came of the choice. */
export function useLinkPolicy() {
  const { id } = useMatter();
  return useCommand((body: LinkedPolicy, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/policy', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
